// The clock that legal dates are taken from: the host's, as long as it can be believed.
//
// A host's clock may be set: by hand, by NTP after hours, by a machine that slept. A steady clock,
// which nobody can set, runs beside it. Example, seconds:
//
//   steady   0    1    2            3            4
//   host   100  101  28902        28903        104
//                    jumped: Now() goes on as 102, 103; nothing is filed; health is red
//                                              agrees again with 104: trusted
#ifndef OGI_COMMON_TRUSTED_CLOCK_H_
#define OGI_COMMON_TRUSTED_CLOCK_H_

#include "absl/base/thread_annotations.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/time.h"
#include "common/clock.h"

namespace ogi {

// Time passed since some moment, on which no setting of a clock has any effect; a machine's sleep
// counts. Threads: any, at once.
class SteadyClock {
 public:
  virtual ~SteadyClock() = default;
  virtual absl::Duration Elapsed() const = 0;
};

class SystemSteadyClock : public SteadyClock {
 public:
  absl::Duration Elapsed() const override;
};

// Threads: any, at once.
class TrustedClock : public Clock {
 public:
  // Both outlive it. `floor`: the latest time that stands in the store. A host's clock that is
  // behind it is not trusted.
  TrustedClock(const Clock* host, const SteadyClock* steady, absl::Time floor);

  // Never goes back, except by Accept. While the host's clock is not trusted it goes on with the
  // steady clock, so that deadlines pass.
  absl::Time Now() const override ABSL_LOCKS_EXCLUDED(mutex_);

  // Zero while the host's clock is trusted. Else how far it is ahead of where it should be, or
  // (negative) behind: it jumped by more than limits::kMaxClockJump between two looks, or is more
  // than limits::kMaxClockStepBack behind what Now() has said. Trusted again once it agrees again.
  absl::Duration Error() const ABSL_LOCKS_EXCLUDED(mutex_);

  // What the host says, right or wrong.
  absl::Time HostTime() const { return host_->Now(); }

  // The operator says that the host's clock is right: Now() follows it from now on, back too.
  void Accept() ABSL_LOCKS_EXCLUDED(mutex_);

 private:
  // Looks at both clocks; answers what Now() does.
  absl::Time Look() const ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_);

  const Clock* const host_;
  const SteadyClock* const steady_;
  mutable absl::Mutex mutex_;
  // Where both clocks were when the host's was last believed.
  mutable absl::Time host_then_ ABSL_GUARDED_BY(mutex_);
  mutable absl::Duration steady_then_ ABSL_GUARDED_BY(mutex_);
  mutable absl::Time latest_ ABSL_GUARDED_BY(mutex_);
  mutable absl::Duration error_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace ogi

#endif  // OGI_COMMON_TRUSTED_CLOCK_H_
