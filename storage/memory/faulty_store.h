// A Store that fails when told to, for tests of what stands above it.
#ifndef OGI_STORAGE_MEMORY_FAULTY_STORE_H_
#define OGI_STORAGE_MEMORY_FAULTY_STORE_H_

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/status/status.h"
#include "absl/synchronization/mutex.h"
#include "storage/store.h"

namespace ogi {

// Threads: any, at once.
class FaultyStore : public Store {
 public:
  enum class Failure {
    // Every commit of the batch is kUnknown; those that apply were made.
    kUnknownApplied,
    // Every commit of the batch is kUnknown, and none was made.
    kUnknownNotApplied,
    // Every commit of the batch is kNotApplied.
    kNotApplied,
  };

  // `store` outlives it.
  explicit FaultyStore(Store* store) : store_(store) {}

  // Of the next batch, once; `error` goes with each outcome it changes.
  void FailNextBatch(Failure failure, absl::Status error) ABSL_LOCKS_EXCLUDED(mutex_);
  // From now on; OK asks the store below again.
  void SetProbe(absl::Status status) ABSL_LOCKS_EXCLUDED(mutex_);
  // What reads say from now on, and commits, which are not applied; OK asks the store below again.
  void SetReadError(absl::Status status) ABSL_LOCKS_EXCLUDED(mutex_);

  absl::StatusOr<std::vector<std::optional<Item>>> MultiGet(
      absl::string_view partition, absl::Span<const std::string> keys) const override;
  absl::StatusOr<Page> Scan(absl::string_view partition, const Range& range,
                            const ScanLimits& limits) const override;
  std::unique_ptr<Reader> Snapshot() const override;
  std::vector<CommitOutcome> CommitBatch(absl::string_view partition,
                                         absl::Span<const Commit> commits, Seal& seal) override;
  absl::Status Probe() override;
  absl::StatusOr<BackupInfo> Backup(const std::string& directory, int keep) override {
    return store_->Backup(directory, keep);
  }
  void StopBackup() override { store_->StopBackup(); }
  absl::Status VerifyFiles() const override { return store_->VerifyFiles(); }
  std::map<std::string, double> Metrics() const override { return store_->Metrics(); }

 private:
  struct NextFailure {
    Failure failure;
    absl::Status error;
  };
  absl::Status ReadError() const ABSL_LOCKS_EXCLUDED(mutex_);

  Store* const store_;
  mutable absl::Mutex mutex_;
  std::optional<NextFailure> next_ ABSL_GUARDED_BY(mutex_);
  absl::Status probe_ ABSL_GUARDED_BY(mutex_);
  absl::Status read_error_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace ogi

#endif  // OGI_STORAGE_MEMORY_FAULTY_STORE_H_
