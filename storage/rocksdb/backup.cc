#include "storage/rocksdb/backup.h"

#include <fcntl.h>
#include <rocksdb/db.h>
#include <rocksdb/utilities/backup_engine.h>
#include <unistd.h>

#include <filesystem>
#include <memory>
#include <system_error>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "common/errors.h"
#include "common/status_macros.h"
#include "storage/rocksdb/options.h"
#include "storage/rocksdb/status.h"

namespace ogi {
namespace {

namespace fs = std::filesystem;

absl::Status NoBackup(const std::string& directory) {
  return absl::FailedPreconditionError(absl::StrCat("目录 ", directory, " 中没有备份。\n",
                                                    "There is no backup in ", directory, "."));
}

absl::StatusOr<std::unique_ptr<rocksdb::BackupEngineReadOnly>> OpenBackups(
    const std::string& directory) {
  std::error_code error;
  // Every backup directory has this one; without it RocksDB would make one, or speak of an I/O
  // error.
  if (!fs::is_directory(fs::path(directory) / "meta", error)) return NoBackup(directory);
  rocksdb::BackupEngineReadOnly* opened = nullptr;
  const rocksdb::IOStatus status = rocksdb::BackupEngineReadOnly::Open(
      rocksdb::BackupEngineOptions(fs::absolute(directory).string()), rocksdb::Env::Default(),
      &opened);
  if (!status.ok()) return ErrorOf(status);
  return std::unique_ptr<rocksdb::BackupEngineReadOnly>(opened);
}

absl::Status Damaged(int64_t id, const rocksdb::Status& status) {
  return errors::RecordDamaged(absl::StrCat("backup ", id, ": ", status.ToString()));
}

absl::Status OpensReadOnly(const rocksdb::BackupInfo& info) {
  RocksDbOptions options;
  options.env = info.env_for_open.get();
  EngineOptions engine = MakeEngineOptions(options);
  engine.database.create_missing_column_families = false;
  std::vector<rocksdb::ColumnFamilyHandle*> families;
  rocksdb::DB* opened = nullptr;
  const rocksdb::Status status = rocksdb::DB::OpenForReadOnly(
      engine.database, info.name_for_open, engine.column_families, &families, &opened);
  if (!status.ok()) return Damaged(info.backup_id, status);
  const std::unique_ptr<rocksdb::DB> database(opened);
  for (rocksdb::ColumnFamilyHandle* family : families) {
    database->DestroyColumnFamilyHandle(family).PermitUncheckedError();
  }
  return absl::OkStatus();
}

absl::Status Sync(const fs::path& path) {
  const int file = open(path.c_str(), O_RDONLY | O_CLOEXEC);
  const bool synced = file >= 0 && fsync(file) == 0;
  if (file >= 0) close(file);
  if (synced) return absl::OkStatus();
  return errors::StorageUnavailable(absl::StrCat("cannot sync ", path.string()));
}

absl::Status FileError(absl::string_view what, const fs::path& path, const std::error_code& error) {
  return errors::StorageUnavailable(absl::StrCat(what, " ", path.string(), ": ", error.message()));
}

absl::Status SyncAllIn(const fs::path& directory) {
  std::error_code error;
  for (fs::recursive_directory_iterator at(directory, error), end; !error && at != end;
       at.increment(error)) {
    OGI_RETURN_IF_ERROR(Sync(at->path()));
  }
  if (error) return FileError("cannot list", directory, error);
  return Sync(directory);
}

}  // namespace

absl::StatusOr<std::vector<BackupInfo>> ListBackups(const std::string& backup_directory) {
  OGI_ASSIGN_OR_RETURN(const std::unique_ptr<rocksdb::BackupEngineReadOnly> engine,
                       OpenBackups(backup_directory));
  std::vector<rocksdb::BackupInfo> found;
  engine->GetBackupInfo(&found);
  if (found.empty()) return NoBackup(backup_directory);
  std::vector<BackupInfo> backups;
  backups.reserve(found.size());
  for (const rocksdb::BackupInfo& each : found) {
    backups.push_back({static_cast<int64_t>(each.backup_id), static_cast<int64_t>(each.size),
                       absl::FromUnixSeconds(each.timestamp)});
  }
  return backups;
}

absl::Status VerifyBackup(const std::string& backup_directory) {
  OGI_ASSIGN_OR_RETURN(const std::unique_ptr<rocksdb::BackupEngineReadOnly> engine,
                       OpenBackups(backup_directory));
  std::vector<rocksdb::BackupID> corrupt;
  engine->GetCorruptedBackups(&corrupt);
  if (!corrupt.empty()) {
    return errors::RecordDamaged(
        absl::StrCat("backup ", corrupt.front(), ": files are missing or of the wrong size"));
  }
  std::vector<rocksdb::BackupInfo> backups;
  engine->GetBackupInfo(&backups, /*include_file_details=*/true);
  if (backups.empty()) return NoBackup(backup_directory);
  for (const rocksdb::BackupInfo& backup : backups) {
    const rocksdb::IOStatus status =
        engine->VerifyBackup(backup.backup_id, /*verify_with_checksum=*/true);
    if (!status.ok()) return Damaged(backup.backup_id, status);
  }
  return OpensReadOnly(backups.back());
}

absl::Status RestoreBackup(const std::string& backup_directory, const std::string& data_directory,
                           std::optional<int64_t> id) {
  std::error_code error;
  // The file system's answer to a trailing slash is an empty last part.
  const fs::path target = fs::path(data_directory) / "";
  const fs::path clean = target.parent_path();
  if (fs::exists(clean, error) && !fs::is_empty(clean, error)) {
    return absl::FailedPreconditionError(absl::StrCat(
        "目录 ", data_directory, " 已存在且不为空，不会覆盖：请恢复到新的目录。\n", data_directory,
        " exists and is not empty; nothing is overwritten: restore into a new directory."));
  }
  OGI_ASSIGN_OR_RETURN(std::unique_ptr<rocksdb::BackupEngineReadOnly> engine,
                       OpenBackups(backup_directory));
  rocksdb::BackupInfo chosen;
  const rocksdb::Status found =
      id.has_value() ? engine->GetBackupInfo(static_cast<rocksdb::BackupID>(*id), &chosen)
                     : engine->GetLatestBackupInfo(&chosen);
  if (!found.ok()) return NoBackup(backup_directory);

  // What is left of a restore that was broken off has this name, and is of no use.
  const fs::path unfinished = clean.string() + ".restoring";
  fs::remove_all(unfinished, error);
  if (error) return FileError("cannot remove", unfinished, error);
  const rocksdb::IOStatus status =
      engine->RestoreDBFromBackup(chosen.backup_id, unfinished.string(), unfinished.string());
  if (!status.ok()) {
    // It gives up at the first file; its threads may still be at others.
    engine.reset();
    fs::remove_all(unfinished, error);
    return ErrorOf(status);
  }
  OGI_RETURN_IF_ERROR(SyncAllIn(unfinished));
  fs::rename(unfinished, clean, error);
  if (error) return FileError("cannot rename to", clean, error);
  return Sync(fs::absolute(clean).parent_path());
}

}  // namespace ogi
