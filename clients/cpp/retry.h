// Makes a call again where that is safe and may help.
//
// Every call of this client may be repeated: reads change nothing, and writes carry a request id
// that stays the same over all attempts. So UNAVAILABLE is always tried again. RESOURCE_EXHAUSTED
// is tried again only where the server says when (RetryInfo). Everything else is the caller's to
// decide.
#ifndef OGI_CLIENTS_CPP_RETRY_H_
#define OGI_CLIENTS_CPP_RETRY_H_

#include <functional>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "clients/cpp/environment.h"

namespace ogi::client {

// How long to wait before each new attempt: growing, capped, and scattered, so that many clients
// cut off at once do not come back at once.
struct RetryPolicy {
  absl::Duration initial = absl::Milliseconds(50);
  double factor = 2;
  absl::Duration cap = absl::Seconds(2);
};

// Whether the same call may succeed later.
bool MayRetry(const absl::Status& status);

// The waits of one series of attempts. Not for more than one thread.
class Backoff {
 public:
  Backoff(const RetryPolicy& policy, Random* random)
      : policy_(policy), random_(random), step_(policy.initial) {}

  // The wait before the next attempt after `status`: between half of the step and all of it, and
  // never less than the server asks for.
  absl::Duration Next(const absl::Status& status);

  // After a success the next series starts small again.
  void Reset() { step_ = policy_.initial; }

 private:
  const RetryPolicy policy_;
  Random* const random_;
  absl::Duration step_;
};

// One attempt, given the time that is left for it.
using Attempt = std::function<absl::Status(absl::Duration remaining)>;

// Attempts until one succeeds, one fails for good, or the next would come after `timeout`, counted
// from the first; answers the last attempt's status. Of a last attempt that time cut short, behind
// one that found nobody there, nothing is learnt: the status is then that of the one before.
absl::Status CallWithRetry(const RetryPolicy& policy, absl::Duration timeout,
                           const Environment& environment, const Attempt& attempt);

}  // namespace ogi::client

#endif  // OGI_CLIENTS_CPP_RETRY_H_
