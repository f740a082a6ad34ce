// The reference engine: what the contract of Store means, in the fewest words. Keeps everything in
// memory; for tests, and for trying things out.
#ifndef OGI_STORAGE_MEMORY_MEMORY_STORE_H_
#define OGI_STORAGE_MEMORY_MEMORY_STORE_H_

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/synchronization/mutex.h"
#include "storage/store.h"

namespace ogi {

// Threads: any, at once.
class MemoryStore : public Store {
 public:
  struct Record {
    std::string value;
    Version version = kAbsent;
  };
  using Records = std::map<std::string, Record>;
  // Copied before a change while a snapshot holds them, changed in place otherwise.
  using Partitions = std::map<Partition, std::shared_ptr<Records>>;

  absl::StatusOr<std::vector<std::optional<Item>>> MultiGet(
      absl::string_view partition, absl::Span<const std::string> keys) const override
      ABSL_LOCKS_EXCLUDED(mutex_);
  absl::StatusOr<Page> Scan(absl::string_view partition, const Range& range,
                            const ScanLimits& limits) const override ABSL_LOCKS_EXCLUDED(mutex_);
  std::unique_ptr<Reader> Snapshot() const override ABSL_LOCKS_EXCLUDED(mutex_);
  std::vector<CommitOutcome> CommitBatch(absl::string_view partition,
                                         absl::Span<const Commit> commits, Seal& seal) override
      ABSL_LOCKS_EXCLUDED(mutex_);
  absl::Status Probe() override { return absl::OkStatus(); }
  absl::StatusOr<BackupInfo> Backup(const std::string&, int) override {
    return absl::UnimplementedError("a store in memory has no backups");
  }
  void StopBackup() override {}
  absl::Status VerifyFiles() const override { return absl::OkStatus(); }
  std::map<std::string, double> Metrics() const override { return {}; }

 private:
  mutable absl::Mutex mutex_;
  Partitions partitions_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace ogi

#endif  // OGI_STORAGE_MEMORY_MEMORY_STORE_H_
