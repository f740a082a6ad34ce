#include "services/server/installation.h"

#include <sys/stat.h>

#include <algorithm>
#include <filesystem>
#include <optional>
#include <system_error>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "common/errors.h"
#include "common/status_macros.h"
#include "ogi/storage/v1/records.pb.h"
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

absl::StatusOr<absl::Time> LatestCommit(const Reader& store) {
  absl::Time latest = absl::UnixEpoch();
  for (int number = 0; number < 100; ++number) {
    OGI_ASSIGN_OR_RETURN(Stamp stamp, LatestStamp(store, absl::StrFormat("%02d", number)));
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
  if (administrator.empty()) {
    return absl::InvalidArgumentError("请指明第一位管理员的姓名。\nName the first administrator.");
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
      {keys::Meta(keys::kPageTokenKey), random->Bytes(kSecretBytes), kAbsent},
      {keys::Meta(keys::kAdministrator), record.SerializeAsString(), kAbsent},
  };
  return CommitOne(*store, kLocalPartition, std::move(commit));
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
                       installation.store->Get(kLocalPartition, keys::Meta(keys::kPageTokenKey)));
  if (!key.has_value() || key->value.size() != kSecretBytes) {
    return Refused(
        absl::StrCat("目录 ", data_directory, " 的初始化没有完成，请删除后重新运行 ogid init。"),
        absl::StrCat("Directory ", data_directory,
                     " was not made to the end; remove it and run ogid init again."));
  }
  installation.page_token_key = std::move(key->value);
  OGI_ASSIGN_OR_RETURN(installation.latest_commit, LatestCommit(*installation.store));
  return installation;
}

}  // namespace ogi
