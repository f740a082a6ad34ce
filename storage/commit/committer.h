// The one way into the store: a queue a partition, drained in batches, one sync a batch.
//
// It numbers commits without gaps, stamps every value with the number and the time, adds up what
// they count, leaves an entry of each in the partition's log, and tells each proposer what became
// of its proposal. It knows nothing of reports and nothing of engines.
#ifndef OGI_STORAGE_COMMIT_COMMITTER_H_
#define OGI_STORAGE_COMMIT_COMMITTER_H_

#include <atomic>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/time.h"
#include "common/clock.h"
#include "storage/commit/counts.h"
#include "storage/commit/leaf.h"
#include "storage/commit/stamp.h"
#include "storage/store.h"

namespace ogi {

// A commit that waits to be numbered. Values and the note are stamped on the way
// (storage/commit/stamp).
struct Proposal {
  Partition partition;
  // Writes nothing of the committer's own (keys::IsOfTheCommitter).
  Commit commit;
  // At most limits::kMaxAdditions, of limits::kMaxAddedCounts numbers in all. Added if the commit
  // applies, beyond its limits, and never a lost race.
  std::vector<Addition> additions;
  LogEntry log;
  // After it, the proposal is dropped unapplied.
  absl::Time deadline = absl::InfiniteFuture();
  // Where the queue is idle, commit in the thread that proposes: it waits for the sync, and two
  // changes of thread are saved. One thread of the process at a time does so, the others never
  // wait. Not for a thread that has more to propose: what it waits for could share one sync.
  bool in_place = false;
};

// What became of a proposal.
//   OK, with the stamp: on stable storage. `repeated` when an earlier proposal with this token did
//   it;
//     the stamp and the note are then the first one's.
//   ABORTED (Contention): a guard or an expected version no longer held; nothing was done. Read
//   again. FAILED_PRECONDITION (CountOutOfRange): an addition would bring a count below zero;
//   nothing was done. RESOURCE_EXHAUSTED (Overloaded, StorageFull), UNAVAILABLE
//   (StorageUnavailable, ShuttingDown), DEADLINE_EXCEEDED (DeadlinePassed): nothing was done.
//   UNAVAILABLE (OutcomeUnknown): propose it again, with the same token, to find out.
struct CommitResult {
  absl::Status status;
  Stamp stamp;
  bool repeated = false;
  std::string note;
};

// Called once for each proposal, from a committer's or the proposer's thread: it must not block.
using CommitDone = std::function<void(CommitResult)>;

class PartitionQueue;

class Committer {
 public:
  struct Metrics {
    // Called after each batch.
    std::function<void(size_t commits, absl::Duration sync_time)> batch;
    // Called after each batch that committed something: all up to this place is durable.
    std::function<void(absl::string_view partition, const Place& place)> committed;
  };

  // `store` and `clock` outlive it. `clock` should be monotone.
  Committer(Store* store, const Clock* clock, Metrics metrics = {});
  // Shuts down.
  ~Committer();

  // Queues a proposal. `done` may be called before Propose returns (when refused at once).
  void Propose(Proposal proposal, CommitDone done) ABSL_LOCKS_EXCLUDED(mutex_);

  // Refuses what comes from now on, finishes what is queued, and returns when all are answered.
  void Shutdown() ABSL_LOCKS_EXCLUDED(mutex_);

  // The number of proposals that wait.
  size_t QueueLength() const ABSL_LOCKS_EXCLUDED(mutex_);
  // How long the batch that runs longest has been running: seconds mean a disk that does not
  // answer.
  absl::Duration LongestBatch() const ABSL_LOCKS_EXCLUDED(mutex_);

 private:
  Store* const store_;
  const Clock* const clock_;
  const Metrics metrics_;
  // Taken by the one thread that commits in place.
  std::atomic<bool> in_place_taken_ = false;
  mutable absl::Mutex mutex_;
  bool shut_down_ ABSL_GUARDED_BY(mutex_) = false;
  std::map<Partition, std::shared_ptr<PartitionQueue>> queues_ ABSL_GUARDED_BY(mutex_);
};

// Proposes and waits until it is answered; not in a committer's thread. Errors: as above.
absl::Status ProposeAndWait(Committer* committer, Proposal proposal);

// The same through a committer of its own: for what an operator does to a store that nobody serves.
absl::Status CommitNow(Store* store, const Clock* clock, Proposal proposal);

// The last stamp of a partition, zero before its first commit.
absl::StatusOr<Stamp> LatestStamp(const Reader& reader, absl::string_view partition);

}  // namespace ogi

#endif  // OGI_STORAGE_COMMIT_COMMITTER_H_
