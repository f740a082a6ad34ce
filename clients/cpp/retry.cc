#include "clients/cpp/retry.h"

#include <algorithm>
#include <string>

#include "common/errors.h"

namespace ogi::client {

bool MayRetry(const absl::Status& status) {
  if (status.code() == absl::StatusCode::kUnavailable) return true;
  return status.code() == absl::StatusCode::kResourceExhausted &&
         errors::ReasonOf(status) != v1::TOO_LARGE &&
         errors::RetryAfter(status) > absl::ZeroDuration();
}

absl::Duration Backoff::Next(const absl::Status& status) {
  const std::string bytes = random_->Bytes(2);
  const int drawn =
      static_cast<unsigned char>(bytes[0]) * 256 + static_cast<unsigned char>(bytes[1]);
  const absl::Duration wait = step_ * (0.5 + 0.5 * drawn / 65535.0);
  step_ = std::min(step_ * policy_.factor, policy_.cap);
  return std::max(wait, errors::RetryAfter(status));
}

absl::Status CallWithRetry(const RetryPolicy& policy, absl::Duration timeout,
                           const Environment& environment, const Attempt& attempt) {
  const absl::Time deadline = environment.clock->Now() + timeout;
  Backoff backoff(policy, environment.random);
  absl::Status before;
  while (true) {
    absl::Status status = attempt(deadline - environment.clock->Now());
    const bool cut_short = status.code() == absl::StatusCode::kDeadlineExceeded;
    if (cut_short && before.code() == absl::StatusCode::kUnavailable) return before;
    if (status.ok() || !MayRetry(status)) return status;
    before = status;
    const absl::Duration wait = backoff.Next(status);
    if (environment.clock->Now() + wait >= deadline) return status;
    environment.sleep(wait);
  }
}

}  // namespace ogi::client
