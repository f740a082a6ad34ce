// Looks for rot in the logs of a RocksDB directory, before RocksDB reads them.
#ifndef OGI_STORAGE_ROCKSDB_LOG_SCAN_H_
#define OGI_STORAGE_ROCKSDB_LOG_SCAN_H_

#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

namespace ogi {

// DATA_LOSS (RecordDamaged) if a record that can be read follows one that cannot: a crash tears the
// end of a log, and nothing follows what it tore; rot leaves what follows. Recovery takes both for
// a torn end and would drop every commit from there on.
//
// Only a record that begins a commit counts as following: a torn batch may leave the middle of one.
// Damage of the very last commits looks like a torn end here; the witness tells
// (storage/witness/witness.h). UNAVAILABLE: the directory cannot be read.
absl::Status CheckLogs(const std::string& directory);

// The same of one log's bytes; `name` is for the error.
absl::Status CheckLog(absl::string_view log, absl::string_view name);

}  // namespace ogi

#endif  // OGI_STORAGE_ROCKSDB_LOG_SCAN_H_
