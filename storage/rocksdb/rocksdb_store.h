// The engine of an installation on one machine: one RocksDB directory. No RocksDB type shows here.
//
// It fails stop: after the first failed write, or the first error in RocksDB's background work,
// nothing more is written to RocksDB as it is. The next CommitBatch or Probe waits for the readers
// to leave, closes it and opens it again; that reads the log back and writes what it holds anew, so
// that nothing rests on pages which a failed sync may have dropped. RocksDB's own ways of going on
// after an error are off: there is one way, and the tests take it.
#ifndef OGI_STORAGE_ROCKSDB_ROCKSDB_STORE_H_
#define OGI_STORAGE_ROCKSDB_ROCKSDB_STORE_H_

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "storage/rocksdb/backup.h"
#include "storage/store.h"

namespace rocksdb {
class Env;
}  // namespace rocksdb

namespace ogi {

struct RocksDbOptions {
  std::string directory;
  bool create_if_missing = false;
  size_t block_cache_bytes = size_t{256} << 20;
  // Of all memtables together.
  size_t write_buffer_bytes = size_t{64} << 20;
  // Compresses the log: less to write at each sync, for some processor time.
  bool compress_log = false;
  // A full store is not opened again before there is this much room: opening writes too. Until then
  // it can be read.
  uint64_t min_free_bytes = uint64_t{64} << 20;
  // How long a reopening waits for the readers to leave. A snapshot lasts a second at most.
  absl::Duration drain_timeout = absl::Seconds(2);
  // The pause between attempts to reopen, but for the first.
  absl::Duration reopen_interval = absl::Seconds(1);
  // For tests; null for the host's files. Must outlive the store.
  rocksdb::Env* env = nullptr;
};

class RocksDbStore : public Store {
 public:
  // Errors: UNAVAILABLE (StorageUnavailable; the directory is missing or held by another process),
  // DATA_LOSS (RecordDamaged), RESOURCE_EXHAUSTED (StorageFull).
  static absl::StatusOr<std::unique_ptr<RocksDbStore>> Open(const RocksDbOptions& options);
  ~RocksDbStore() override;

  absl::StatusOr<std::vector<std::optional<Item>>> MultiGet(
      absl::string_view partition, absl::Span<const std::string> keys) const override;
  absl::StatusOr<Page> Scan(absl::string_view partition, const Range& range,
                            const ScanLimits& limits) const override;
  std::unique_ptr<Reader> Snapshot() const override;
  std::vector<CommitOutcome> CommitBatch(absl::string_view partition,
                                         absl::Span<const Commit> commits, Seal& seal) override;
  absl::Status Probe() override;

  absl::StatusOr<BackupInfo> Backup(const std::string& directory, int keep) override;
  absl::Status VerifyFiles() const override;
  void StopBackup() override;
  std::map<std::string, double> Metrics() const override;

 private:
  class Impl;
  explicit RocksDbStore(std::unique_ptr<Impl> impl);

  const std::unique_ptr<Impl> impl_;
};

}  // namespace ogi

#endif  // OGI_STORAGE_ROCKSDB_ROCKSDB_STORE_H_
