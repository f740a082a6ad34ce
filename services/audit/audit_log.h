// Puts on record what somebody did or tried.
//
// An act's own record goes into the act's commit (AuditWrite). Everything else is queued here and
// written many at a time.
#ifndef OGI_SERVICES_AUDIT_AUDIT_LOG_H_
#define OGI_SERVICES_AUDIT_AUDIT_LOG_H_

#include <cstdint>
#include <deque>
#include <list>
#include <string>
#include <thread>

#include "absl/base/thread_annotations.h"
#include "absl/container/flat_hash_map.h"
#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/time.h"
#include "common/random.h"
#include "ogi/storage/v1/records.pb.h"
#include "storage/commit/committer.h"
#include "storage/store.h"

namespace ogi {

// What goes into the commit of an act, in its partition. `time` is the call's receive time, `token`
// the commit's. Texts are cut at limits::kMaxAuditTextBytes; a count of 0 becomes 1.
Write AuditWrite(absl::Time time, absl::string_view token, const storage::v1::AuditEntry& entry);

// Threads: any, at once.
class AuditLog {
 public:
  // Both outlive it. Starts a thread, which proposes what waits to `committer`, in kLocalPartition,
  // at the latest a second after it came. What cannot be committed is tried again for ever.
  AuditLog(Committer* committer, Random* random);
  // Commits what waits, as far as the committer still takes it.
  ~AuditLog();

  // Queues an entry. What is the same but for its time, request id and count and comes within the
  // same second is counted with the first, so that a flood of denied calls does not become a flood
  // of records.
  // Errors: RESOURCE_EXHAUSTED (Overloaded): too much waits; a caller that may refuse, refuses.
  absl::Status Add(absl::Time time, storage::v1::AuditEntry entry) ABSL_LOCKS_EXCLUDED(mutex_);

  // Returns once everything added before is committed, or has failed once.
  void Flush() ABSL_LOCKS_EXCLUDED(mutex_);

  // Entries that are not on stable storage yet.
  size_t QueueLength() const ABSL_LOCKS_EXCLUDED(mutex_);

 private:
  // An entry in its place in the queue: equal ones are counted with it while it is there.
  struct Waiting {
    absl::Time time;
    storage::v1::AuditEntry entry;
    std::string same;
    // Counts all entries from 1.
    uint64_t number = 0;
    // Of a steady clock.
    absl::Time since;
  };
  // One commit: made once, and proposed until it is known to be on stable storage.
  struct Batch {
    Commit commit;
    size_t entries = 0;
    uint64_t first_number = 0;
    bool under_way = false;
    int failures = 0;
    // Those since the log was closed.
    int last_tries = 0;
    // The flush during which it was proposed last.
    uint64_t proposed_in = 0;
    absl::Time try_again;
  };

  void Run() ABSL_LOCKS_EXCLUDED(mutex_);
  // The batch to propose now; null when there is none.
  Batch* TakeDue(absl::Time now) ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  bool MustTake(absl::Time now) const ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  Batch MakeBatch() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  // When something may be due next, unless something happens before.
  absl::Time NextDue() const ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);
  void Propose(Batch* batch) ABSL_LOCKS_EXCLUDED(mutex_);
  void Settle(Batch* batch, const absl::Status& status) ABSL_LOCKS_EXCLUDED(mutex_);
  bool Flushed(uint64_t flush, uint64_t last_number) const ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);

  Committer* const committer_;
  Random* const random_;

  mutable absl::Mutex mutex_;
  // The thread has something to look at before its time.
  bool changed_ ABSL_GUARDED_BY(mutex_) = false;
  bool closed_ ABSL_GUARDED_BY(mutex_) = false;
  uint64_t latest_number_ ABSL_GUARDED_BY(mutex_) = 0;
  uint64_t latest_flush_ ABSL_GUARDED_BY(mutex_) = 0;
  // The last entry that somebody waits for in Flush.
  uint64_t flush_up_to_ ABSL_GUARDED_BY(mutex_) = 0;
  std::deque<Waiting> waiting_ ABSL_GUARDED_BY(mutex_);
  // By what is the same of them; they do not move while they wait.
  absl::flat_hash_map<std::string, Waiting*> waiting_by_same_ ABSL_GUARDED_BY(mutex_);
  // In order; a list: what is under way must not move.
  std::list<Batch> batches_ ABSL_GUARDED_BY(mutex_);
  size_t entries_in_batches_ ABSL_GUARDED_BY(mutex_) = 0;
  std::thread thread_;
};

}  // namespace ogi

#endif  // OGI_SERVICES_AUDIT_AUDIT_LOG_H_
