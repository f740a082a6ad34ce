// Where time comes from.
#ifndef OGI_COMMON_CLOCK_H_
#define OGI_COMMON_CLOCK_H_

#include "absl/base/thread_annotations.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/time.h"

namespace ogi {

// Threads: any, at once.
class Clock {
 public:
  virtual ~Clock() = default;
  // UTC.
  virtual absl::Time Now() const = 0;
};

// The host's clock.
class SystemClock : public Clock {
 public:
  absl::Time Now() const override { return absl::Now(); }
};

// A clock that never goes back: legal times are taken from it. Where the clock below it steps back,
// it stands still until that has caught up, and StepBack() tells by how much.
class MonotoneClock : public Clock {
 public:
  // Never answers earlier than `floor`, e.g. the latest time found in the store.
  MonotoneClock(const Clock* below, absl::Time floor) : below_(below), latest_(floor) {}

  absl::Time Now() const override ABSL_LOCKS_EXCLUDED(mutex_);
  // How far the clock below is behind now; zero when it is not.
  absl::Duration StepBack() const ABSL_LOCKS_EXCLUDED(mutex_);

 private:
  const Clock* const below_;
  mutable absl::Mutex mutex_;
  mutable absl::Time latest_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace ogi

#endif  // OGI_COMMON_CLOCK_H_
