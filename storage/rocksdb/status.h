// What a RocksDB status means to a caller. RocksDB's words go into the log detail, never into a
// message.
#ifndef OGI_STORAGE_ROCKSDB_STATUS_H_
#define OGI_STORAGE_ROCKSDB_STATUS_H_

#include <rocksdb/status.h>

#include "absl/status/status.h"
#include "common/errors.h"

namespace ogi {

inline bool IsDiskFull(const rocksdb::Status& status) {
  return status.IsNoSpace() || status.subcode() == rocksdb::Status::SubCode::kSpaceLimit;
}

// `status` is not OK.
inline absl::Status ErrorOf(const rocksdb::Status& status) {
  if (IsDiskFull(status)) return errors::StorageFull();
  if (status.IsCorruption()) return errors::RecordDamaged(status.ToString());
  return errors::StorageUnavailable(status.ToString());
}

}  // namespace ogi

#endif  // OGI_STORAGE_ROCKSDB_STATUS_H_
