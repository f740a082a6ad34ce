// A few threads for work that may wait: the transport's own threads never should.
#ifndef OGI_SERVICES_SERVER_EXECUTOR_H_
#define OGI_SERVICES_SERVER_EXECUTOR_H_

#include <deque>
#include <functional>
#include <thread>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/status/status.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/time.h"
#include "common/clock.h"

namespace ogi {

// Threads: any, at once.
class Executor {
 public:
  enum class Share { kUsual, kYields };

  // With kYields its threads get little of the processor as long as others want it.
  Executor(int threads, size_t max_waiting, Share share = Share::kUsual);
  // Finishes what waits.
  ~Executor();

  // False, and `work` is not run, when `max_waiting` others wait already.
  [[nodiscard]] bool Run(std::function<void()> work) ABSL_LOCKS_EXCLUDED(mutex_);

 private:
  void Work();
  bool HasWorkOrIsClosed() const ABSL_SHARED_LOCKS_REQUIRED(mutex_);

  const size_t max_waiting_;
  absl::Mutex mutex_;
  bool closed_ ABSL_GUARDED_BY(mutex_) = false;
  std::deque<std::function<void()>> waiting_ ABSL_GUARDED_BY(mutex_);
  std::vector<std::thread> threads_;
};

// When to try again where threads, or memory for what waits, are all taken: most work is done by
// then.
inline constexpr absl::Duration kBusyRetry = absl::Milliseconds(200);

// Who waits for a piece of work, and until when.
struct Waiter {
  absl::Time deadline;
  // Whether he has gone.
  std::function<bool()> has_gone;
  // Called instead of the work, once.
  std::function<void(const absl::Status&)> fail;
};

// Runs `work` on the executor, unless by the time a thread takes it nobody waits for it any more.
// Fails with CANCELLED, DEADLINE_EXCEEDED (DeadlinePassed), or at once RESOURCE_EXHAUSTED
// (Overloaded): nothing was done.
void RunIfWanted(Executor& executor, const Clock& clock, Waiter waiter, std::function<void()> work);

}  // namespace ogi

#endif  // OGI_SERVICES_SERVER_EXECUTOR_H_
