#include "services/server/installation.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <optional>
#include <system_error>
#include <utility>
#include <vector>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "common/errors.h"
#include "common/status_macros.h"
#include "domain/codes/principal.h"
#include "ogi/storage/v1/records.pb.h"
#include "services/handler/records.h"
#include "services/server/witness_check.h"
#include "storage/commit/committer.h"
#include "storage/keys/keys.h"
#include "storage/rocksdb/rocksdb_store.h"
#include "storage/schema/schema.h"
#include "storage/witness/witness.h"

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
  return CommitNow(&store, clock, std::move(proposal));
}

// The other process that has the store open; 0 for none. Closing the file lets go of this process's
// own lock on it: asked before it has one.
pid_t HolderOf(const std::string& store_directory) {
  const int file = open(absl::StrCat(store_directory, "/LOCK").c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) return 0;
  struct flock lock = {};
  lock.l_type = F_WRLCK;
  lock.l_whence = SEEK_SET;
  const bool asked = fcntl(file, F_GETLK, &lock) == 0;
  close(file);
  return asked && lock.l_type != F_UNLCK ? lock.l_pid : 0;
}

absl::StatusOr<absl::Time> ClockFloor(const Reader& store) {
  OGI_ASSIGN_OR_RETURN(const absl::Time latest, LatestCommit(store));
  OGI_ASSIGN_OR_RETURN(std::optional<Item> item,
                       store.Get(kLocalPartition, keys::Meta(keys::kAcceptedClock)));
  OGI_ASSIGN_OR_RETURN(std::optional<Record<storage::v1::AcceptedClockRecord>> accepted,
                       ParseRecord<storage::v1::AcceptedClockRecord>(item));
  if (!accepted.has_value()) return latest;
  const storage::v1::AcceptedClockRecord& record = accepted->message;
  if (absl::ToUnixMicros(latest) > record.latest_commit_us()) return latest;
  return absl::FromUnixMicros(record.accept_time_us());
}

}  // namespace

absl::StatusOr<absl::Time> LatestCommit(const Reader& store) {
  absl::Time latest = absl::UnixEpoch();
  for (const Partition& partition : AllPartitions()) {
    OGI_ASSIGN_OR_RETURN(Stamp stamp, LatestStamp(store, partition));
    latest = std::max(latest, stamp.commit_time);
  }
  return latest;
}

std::string StoreDirectory(const std::string& data_directory) {
  return absl::StrCat(data_directory, "/store");
}

std::string AdminSocket(const std::string& data_directory) {
  return absl::StrCat(data_directory, "/admin.sock");
}

absl::Status CheckRealm(absl::string_view found, absl::string_view wanted) {
  if (found == wanted) return absl::OkStatus();
  if (found == kTestRealm) {
    return Refused("这是试用的数据目录，须以 --realm test 启动；正式使用请另建数据目录。",
                   "This data directory is for trials: serve it with --realm test, or make another "
                   "one for real use.");
  }
  return Refused("这是正式的数据目录，不能以 --realm test 启动；试用请另建数据目录。",
                 "This data directory is a real one and is not served with --realm test; make "
                 "another one for trials.");
}

absl::Status InitInstallation(const std::string& data_directory, const std::string& administrator,
                              Random* random, const Clock* clock, absl::string_view realm) {
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
      {keys::Meta(keys::kRealm), std::string(realm), kAbsent},
  };
  OGI_RETURN_IF_ERROR(store->CommitAlone(kLocalPartition, commit));
  OGI_RETURN_IF_ERROR(GrantFirstRole(*store, administrator, random, clock));
  OGI_ASSIGN_OR_RETURN(const Heads heads, HeadsOf(*store));
  return WriteWitness(WitnessFile(data_directory), heads);
}

absl::StatusOr<Installation> OpenInstallation(const std::string& data_directory,
                                              const StoreMemory& memory) {
  RocksDbOptions options;
  options.directory = StoreDirectory(data_directory);
  if (memory.block_cache_bytes > 0) options.block_cache_bytes = memory.block_cache_bytes;
  if (memory.write_buffer_bytes > 0) options.write_buffer_bytes = memory.write_buffer_bytes;
  std::error_code error;
  if (!fs::exists(options.directory, error)) {
    return Refused(
        absl::StrCat("目录 ", data_directory, " 尚未初始化，请先运行 ogid init。"),
        absl::StrCat("Directory ", data_directory, " has no installation; run ogid init first."));
  }
  if (const pid_t holder = HolderOf(options.directory); holder != 0) {
    return absl::UnavailableError(absl::StrCat(
        "数据目录 ", data_directory, " 正被进程 ", holder,
        " 使用（多半是正在运行的 ogid），一个目录只能有一个。\nThe data directory ", data_directory,
        " is in use by process ", holder, ", most likely a running ogid; there can be one only."));
  }
  Installation installation;
  OGI_ASSIGN_OR_RETURN(installation.store, RocksDbStore::Open(options));
  OGI_RETURN_IF_ERROR(CheckOrInitSchema(installation.store.get()));
  const std::vector<std::string> keys = {keys::Meta(keys::kSecret), keys::Meta(keys::kRealm)};
  OGI_ASSIGN_OR_RETURN(std::vector<std::optional<Item>> found,
                       installation.store->MultiGet(kLocalPartition, keys));
  if (!found[0].has_value() || found[0]->value.size() != kSecretBytes || !found[1].has_value()) {
    return Refused(
        absl::StrCat("目录 ", data_directory, " 的初始化没有完成，请删除后重新运行 ogid init。"),
        absl::StrCat("Directory ", data_directory,
                     " was not made to the end; remove it and run ogid init again."));
  }
  installation.secret = std::move(found[0]->value);
  installation.realm = std::move(found[1]->value);
  OGI_ASSIGN_OR_RETURN(installation.clock_floor, ClockFloor(*installation.store));
  return installation;
}

}  // namespace ogi
