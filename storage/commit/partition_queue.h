// One partition's queue and the thread that drains it. Used by Committer only.
#ifndef OGI_STORAGE_COMMIT_PARTITION_QUEUE_H_
#define OGI_STORAGE_COMMIT_PARTITION_QUEUE_H_

#include <atomic>
#include <deque>
#include <thread>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/synchronization/mutex.h"
#include "storage/commit/batch_seal.h"
#include "storage/commit/committer.h"
#include "storage/commit/stamp.h"
#include "storage/store.h"

namespace ogi {

class PartitionQueue {
 public:
  // All that is passed outlives it.
  PartitionQueue(Partition partition, Store* store, const Clock* clock,
                 const Committer::Metrics* metrics, std::atomic<bool>* in_place_taken);
  ~PartitionQueue();

  // As Committer::Propose.
  void Add(Proposal proposal, CommitDone done) ABSL_LOCKS_EXCLUDED(mutex_);
  size_t length() const ABSL_LOCKS_EXCLUDED(mutex_);
  // How long the batch has been running; zero if none does.
  absl::Duration batch_age() const ABSL_LOCKS_EXCLUDED(mutex_);

  // Refuses what comes from now on and returns when all that is queued is answered. Once.
  void Close() ABSL_LOCKS_EXCLUDED(mutex_);

 private:
  struct Waiting {
    Commit commit;
    BatchSeal::Extra extra;
    absl::Time deadline;
    CommitDone done;
    size_t bytes = 0;
  };
  using Batch = std::vector<Waiting>;

  void Run();
  // Waits for work; empty when there will be none.
  Batch TakeBatch() ABSL_LOCKS_EXCLUDED(mutex_);
  // Whether the caller may commit at once, in place: the queue is idle, nobody else does, and the
  // latest batch was of one. Where calls come many at a time, waiting for company costs less than
  // keeping a thread of the transport.
  bool TakeInPlace() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  // Ends what TakeBatch or TakeInPlace began.
  void EndBatch() ABSL_LOCKS_EXCLUDED(mutex_);
  bool HasWorkOrIsClosed() const ABSL_SHARED_LOCKS_REQUIRED(mutex_);

  void CommitAll(Batch batch);
  // What becomes of a commit by its outcome; `stamp` is of one that was made.
  CommitResult ResultOf(const CommitOutcome& outcome, const Stamp& stamp, Commit commit) const;
  // The answer of the commit that had this token first.
  CommitResult FirstResult(const Token& token) const;

  const Partition partition_;
  Store* const store_;
  const Clock* const clock_;
  const Committer::Metrics* const metrics_;
  std::atomic<bool>* const in_place_taken_;

  mutable absl::Mutex mutex_;
  bool closed_ ABSL_GUARDED_BY(mutex_) = false;
  // A thread, this queue's or a proposer's, is in CommitAll: no other may be.
  bool committing_ ABSL_GUARDED_BY(mutex_) = false;
  absl::Time batch_begin_ ABSL_GUARDED_BY(mutex_);
  size_t latest_batch_size_ ABSL_GUARDED_BY(mutex_) = 0;
  std::deque<Waiting> waiting_ ABSL_GUARDED_BY(mutex_);
  size_t waiting_bytes_ ABSL_GUARDED_BY(mutex_) = 0;

  std::thread thread_;
};

}  // namespace ogi

#endif  // OGI_STORAGE_COMMIT_PARTITION_QUEUE_H_
