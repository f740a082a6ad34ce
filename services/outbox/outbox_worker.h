// Empties the outbox, again and again.
#ifndef OGI_SERVICES_OUTBOX_OUTBOX_WORKER_H_
#define OGI_SERVICES_OUTBOX_OUTBOX_WORKER_H_

#include <functional>
#include <map>
#include <string>
#include <thread>

#include "absl/base/thread_annotations.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/time.h"
#include "services/outbox/outbox.h"

namespace ogi {

// A thread that looks once a second, until it is destroyed. It yields the processor to others.
class OutboxWorker {
 public:
  // All outlive it. It rests while `may_run` says no.
  OutboxWorker(const Environment* environment, Committer* committer, std::function<bool()> may_run);
  ~OutboxWorker();

  // outbox_judged_total, outbox_changed_total, outbox_turned_total, outbox_left,
  // outbox_oldest_seconds.
  std::map<std::string, double> Gauges() const ABSL_LOCKS_EXCLUDED(mutex_);

 private:
  void Work();
  void Note(const absl::StatusOr<OutboxLook>& look) ABSL_LOCKS_EXCLUDED(mutex_);

  const Environment* const environment_;
  const std::function<bool()> may_run_;
  Outbox outbox_;
  mutable absl::Mutex mutex_;
  bool stopped_ ABSL_GUARDED_BY(mutex_) = false;
  // Judged, changed and turned of all looks; the rest of the latest.
  OutboxLook sum_ ABSL_GUARDED_BY(mutex_);
  std::thread thread_;
};

}  // namespace ogi

#endif  // OGI_SERVICES_OUTBOX_OUTBOX_WORKER_H_
