#include "common/clock.h"

#include <algorithm>

namespace ogi {

absl::Time MonotoneClock::Now() const {
  absl::MutexLock lock(&mutex_);
  latest_ = std::max(latest_, below_->Now());
  return latest_;
}

absl::Duration MonotoneClock::StepBack() const {
  absl::MutexLock lock(&mutex_);
  return std::max(latest_ - below_->Now(), absl::ZeroDuration());
}

}  // namespace ogi
