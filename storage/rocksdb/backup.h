// Backups of a RocksDB store: directories that hold any number of them, sharing files.
// RocksDbStore::Backup makes them; what is here needs no open store.
#ifndef OGI_STORAGE_ROCKSDB_BACKUP_H_
#define OGI_STORAGE_ROCKSDB_BACKUP_H_

#include <cstdint>
#include <string>

#include "absl/status/status.h"

namespace ogi {

struct BackupInfo {
  // Counts from 1 within a backup directory.
  int64_t id = 0;
  // Of all files of this backup, those shared with earlier ones included.
  int64_t bytes = 0;
};

// Reads every file of every backup in the directory, compares it with the checksum written down
// when it was made, and opens the newest backup. FAILED_PRECONDITION: there is no backup. DATA_LOSS
// (RecordDamaged): one cannot be relied on; the log detail says which.
absl::Status VerifyBackup(const std::string& backup_directory);

// Makes a data directory from the newest backup. It is complete and synced, or not there at all.
// FAILED_PRECONDITION: there is no backup, or `data_directory` exists and is not empty.
absl::Status RestoreBackup(const std::string& backup_directory, const std::string& data_directory);

}  // namespace ogi

#endif  // OGI_STORAGE_ROCKSDB_BACKUP_H_
