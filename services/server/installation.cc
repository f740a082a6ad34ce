#include "services/server/installation.h"

#include <sys/stat.h>

#include <algorithm>
#include <filesystem>
#include <optional>
#include <system_error>
#include <utility>
#include <vector>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "common/errors.h"
#include "common/status_macros.h"
#include "domain/codes/principal.h"
#include "ogi/storage/v1/records.pb.h"
#include "services/handler/records.h"
#include "storage/commit/committer.h"
#include "storage/keys/keys.h"
#include "storage/schema/schema.h"

namespace ogi {
namespace {

namespace fs = std::filesystem;

constexpr size_t kSecretBytes = 32;

absl::Status Refused(absl::string_view chinese, absl::string_view english) {
  return absl::FailedPreconditionError(absl::StrCat(chinese, "\n", english));
}

absl::Status MakeDirectory(const std::string& directory) {
  std::error_code error;
  if (fs::exists(directory, error) && !fs::is_empty(directory, error)) {
    return Refused(absl::StrCat("目录 ", directory, " 已存在且不为空，请另选目录。"),
                   absl::StrCat("Directory ", directory, " exists and is not empty."));
  }
  fs::create_directories(directory, error);
  if (!error) fs::permissions(directory, fs::perms::owner_all, error);
  if (error) {
    return Refused(absl::StrCat("不能创建目录 ", directory, "：", error.message(), "。"),
                   absl::StrCat("Cannot make directory ", directory, ": ", error.message(), "."));
  }
  return absl::OkStatus();
}

absl::Status CommitOne(Store& store, absl::string_view partition, Commit commit) {
  const std::vector<CommitOutcome> outcomes =
      store.CommitBatch(partition, absl::MakeConstSpan(&commit, 1));
  if (outcomes.front().state == CommitState::kCommitted) return absl::OkStatus();
  return outcomes.front().error.ok() ? errors::InternalFault("the first commit has a conflict")
                                     : outcomes.front().error;
}

// Through a committer, as every access record: it carries a stamp.
absl::Status GrantFirstRole(Store& store, const std::string& administrator, Random* random,
                            const Clock* clock) {
  Proposal proposal;
  proposal.partition = Partition(kAccessPartition);
  proposal.commit.token = random->Bytes(kTokenBytes);
  const std::string id = absl::BytesToHexString(proposal.commit.token.substr(0, 8));
  storage::v1::RoleGrantRecord record;
  v1::RoleGrant& grant = *record.mutable_role_grant();
  grant.set_holder(absl::StrCat("staff/", administrator));
  grant.set_name(absl::StrCat(grant.holder(), "/roleGrants/", id));
  grant.set_role(v1::SECURITY_OFFICER);
  *grant.mutable_life()->mutable_create_time() = ToTimestamp(clock->Now());
  proposal.commit.writes = {
      {keys::RoleGrant(grant.holder(), id), record.SerializeAsString(), kAbsent}};
  Committer committer(&store, clock);
  absl::Status status;
  committer.Propose(std::move(proposal),
                    [&status](const CommitResult& result) { status = result.status; });
  committer.Shutdown();
  return status;
}

absl::StatusOr<absl::Time> LatestCommit(const Reader& store) {
  std::vector<Partition> partitions = {Partition(kAccessPartition), Partition(kLocalPartition)};
  for (int number = 0; number < 100; ++number) {
    partitions.push_back(absl::StrFormat("%02d", number));
  }
  absl::Time latest = absl::UnixEpoch();
  for (const Partition& partition : partitions) {
    OGI_ASSIGN_OR_RETURN(Stamp stamp, LatestStamp(store, partition));
    latest = std::max(latest, stamp.commit_time);
  }
  return latest;
}

}  // namespace

std::string StoreDirectory(const std::string& data_directory) {
  return absl::StrCat(data_directory, "/store");
}

std::string AdminSocket(const std::string& data_directory) {
  return absl::StrCat(data_directory, "/admin.sock");
}

absl::Status InitInstallation(const std::string& data_directory, const std::string& administrator,
                              Random* random, const Clock* clock) {
  if (!IsPrincipalId(administrator)) {
    return absl::InvalidArgumentError(
        "请指明第一位安全管理员的编号：1 至 64 个英文字母、数字、“.”、“_”或“-”，与其证书中的 "
        "ogi:staff/编号 一致。\nName the first security officer by his id: 1 to 64 characters of "
        "[0-9A-Za-z._-], as in ogi:staff/ID of his certificate.");
  }
  OGI_RETURN_IF_ERROR(MakeDirectory(data_directory));
  RocksDbOptions options;
  options.directory = StoreDirectory(data_directory);
  options.create_if_missing = true;
  OGI_ASSIGN_OR_RETURN(std::unique_ptr<RocksDbStore> store, RocksDbStore::Open(options));
  OGI_RETURN_IF_ERROR(CheckOrInitSchema(store.get()));
  storage::v1::AdministratorRecord record;
  record.set_name(administrator);
  record.set_create_time_us(absl::ToUnixMicros(clock->Now()));
  Commit commit;
  commit.token = random->Bytes(kTokenBytes);
  commit.writes = {
      {keys::Meta(keys::kSecret), random->Bytes(kSecretBytes), kAbsent},
      {keys::Meta(keys::kAdministrator), record.SerializeAsString(), kAbsent},
  };
  OGI_RETURN_IF_ERROR(CommitOne(*store, kLocalPartition, std::move(commit)));
  return GrantFirstRole(*store, administrator, random, clock);
}

absl::StatusOr<Installation> OpenInstallation(const std::string& data_directory,
                                              RocksDbOptions options) {
  options.directory = StoreDirectory(data_directory);
  options.create_if_missing = false;
  std::error_code error;
  if (!fs::exists(options.directory, error)) {
    return Refused(
        absl::StrCat("目录 ", data_directory, " 尚未初始化，请先运行 ogid init。"),
        absl::StrCat("Directory ", data_directory, " has no installation; run ogid init first."));
  }
  Installation installation;
  OGI_ASSIGN_OR_RETURN(installation.store, RocksDbStore::Open(options));
  OGI_RETURN_IF_ERROR(CheckOrInitSchema(installation.store.get()));
  OGI_ASSIGN_OR_RETURN(std::optional<Item> key,
                       installation.store->Get(kLocalPartition, keys::Meta(keys::kSecret)));
  if (!key.has_value() || key->value.size() != kSecretBytes) {
    return Refused(
        absl::StrCat("目录 ", data_directory, " 的初始化没有完成，请删除后重新运行 ogid init。"),
        absl::StrCat("Directory ", data_directory,
                     " was not made to the end; remove it and run ogid init again."));
  }
  installation.secret = std::move(key->value);
  OGI_ASSIGN_OR_RETURN(installation.latest_commit, LatestCommit(*installation.store));
  return installation;
}

}  // namespace ogi
