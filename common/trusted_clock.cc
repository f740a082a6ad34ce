#include "common/trusted_clock.h"

#include <time.h>

#include <algorithm>

#include "common/limits.h"

namespace ogi {

absl::Duration SystemSteadyClock::Elapsed() const {
  timespec now = {};
  clock_gettime(CLOCK_BOOTTIME, &now);
  return absl::DurationFromTimespec(now);
}

TrustedClock::TrustedClock(const Clock* host, const SteadyClock* steady, absl::Time floor)
    : host_(host),
      steady_(steady),
      host_then_(host->Now()),
      steady_then_(steady->Elapsed()),
      latest_(floor) {}

absl::Time TrustedClock::Look() const {
  const absl::Time host = host_->Now();
  const absl::Duration steady = steady_->Elapsed();
  const absl::Time expected = host_then_ + (steady - steady_then_);
  const absl::Duration jump = host - expected;
  const bool jumped = absl::AbsDuration(jump) > limits::kMaxClockJump;
  if (!jumped) {
    host_then_ = host;
    steady_then_ = steady;
  }
  const absl::Time now = jumped ? expected : host;
  const absl::Duration behind = latest_ - now;
  latest_ = std::max(latest_, now);
  if (jumped) {
    error_ = jump;
  } else {
    error_ = behind > limits::kMaxClockStepBack ? -behind : absl::ZeroDuration();
  }
  return latest_;
}

absl::Time TrustedClock::Now() const {
  absl::MutexLock lock(&mutex_);
  return Look();
}

absl::Duration TrustedClock::Error() const {
  absl::MutexLock lock(&mutex_);
  Look();
  return error_;
}

void TrustedClock::Accept() {
  absl::MutexLock lock(&mutex_);
  host_then_ = host_->Now();
  steady_then_ = steady_->Elapsed();
  latest_ = host_then_;
}

}  // namespace ogi
