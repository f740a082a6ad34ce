// Backups of a RocksDB store: directories that hold any number of them, sharing files.
// RocksDbStore::Backup makes them; what is here needs no open store.
#ifndef OGI_STORAGE_ROCKSDB_BACKUP_H_
#define OGI_STORAGE_ROCKSDB_BACKUP_H_

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "storage/store.h"

namespace ogi {

// The backups in the directory, the oldest first. FAILED_PRECONDITION: there is none.
absl::StatusOr<std::vector<BackupInfo>> ListBackups(const std::string& backup_directory);

// Reads every file of every backup in the directory, compares it with the checksum written down
// when it was made, and opens the newest backup. FAILED_PRECONDITION: there is no backup. DATA_LOSS
// (RecordDamaged): one cannot be relied on; the log detail says which.
absl::Status VerifyBackup(const std::string& backup_directory);

// Makes a data directory from a backup: the newest, or the one with this id. It is complete and
// synced, or not there at all. FAILED_PRECONDITION: there is no such backup, or `data_directory`
// exists and is not empty. DATA_LOSS (RecordDamaged): the backup cannot be relied on; an older one
// may be whole.
absl::Status RestoreBackup(const std::string& backup_directory, const std::string& data_directory,
                           std::optional<int64_t> id = std::nullopt);

}  // namespace ogi

#endif  // OGI_STORAGE_ROCKSDB_BACKUP_H_
