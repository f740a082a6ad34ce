#include "services/server/executor.h"

#include <memory>
#include <utility>

#include "common/background.h"
#include "common/errors.h"

namespace ogi {

Executor::Executor(int threads, size_t max_waiting, Share share) : max_waiting_(max_waiting) {
  for (int i = 0; i < threads; ++i) {
    threads_.emplace_back([this, share] {
      if (share == Share::kYields) YieldToOthers();
      Work();
    });
  }
}

Executor::~Executor() {
  {
    absl::MutexLock lock(&mutex_);
    closed_ = true;
  }
  for (std::thread& thread : threads_) thread.join();
}

bool Executor::Run(std::function<void()> work) {
  absl::MutexLock lock(&mutex_);
  if (closed_ || waiting_.size() >= max_waiting_) return false;
  waiting_.push_back(std::move(work));
  return true;
}

bool Executor::HasWorkOrIsClosed() const { return closed_ || !waiting_.empty(); }

void Executor::Work() {
  while (true) {
    std::function<void()> work;
    {
      absl::MutexLock lock(&mutex_, absl::Condition(this, &Executor::HasWorkOrIsClosed));
      if (waiting_.empty()) return;
      work = std::move(waiting_.front());
      waiting_.pop_front();
    }
    work();
  }
}

void RunIfWanted(Executor& executor, const Clock& clock, Waiter waiter,
                 std::function<void()> work) {
  const auto shared = std::make_shared<const Waiter>(std::move(waiter));
  const bool taken = executor.Run([shared, &clock, work = std::move(work)] {
    if (shared->has_gone()) return shared->fail(absl::CancelledError("the caller has gone"));
    if (clock.Now() >= shared->deadline) return shared->fail(errors::DeadlinePassed());
    work();
  });
  if (!taken) shared->fail(errors::Overloaded(kBusyRetry));
}

}  // namespace ogi
