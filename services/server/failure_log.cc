#include "services/server/failure_log.h"

#include <map>
#include <string>

#include "absl/base/thread_annotations.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "common/errors.h"
#include "common/log/log.h"

namespace ogi {
namespace {

struct Silence {
  absl::Time until = absl::InfinitePast();
  int64_t left_out = 0;
};

bool Concerns(absl::StatusCode code, v1::ErrorReason reason) {
  return code == absl::StatusCode::kInternal || code == absl::StatusCode::kDataLoss ||
         code == absl::StatusCode::kUnknown || reason == v1::STORAGE_FULL ||
         reason == v1::STORAGE_UNAVAILABLE || reason == v1::CLOCK_NOT_TRUSTED ||
         reason == v1::OUTCOME_UNKNOWN || reason == v1::OVERLOADED ||
         reason == v1::NOT_AUTHENTICATED;
}

}  // namespace

void LogFailure(const absl::Status& status) {
  const v1::ErrorReason reason = errors::ReasonOf(status);
  if (!Concerns(status.code(), reason)) return;
  static absl::Mutex mutex(absl::kConstInit);
  static auto* const silences = new std::map<v1::ErrorReason, Silence>;
  int64_t left_out = 0;
  {
    absl::MutexLock lock(&mutex);
    Silence& silence = (*silences)[reason];
    const absl::Time now = absl::Now();
    if (now < silence.until) {
      ++silence.left_out;
      return;
    }
    left_out = silence.left_out;
    silence = {now + absl::Seconds(1), 0};
  }
  Log(LogLevel::kError, "call failed",
      {{"reason", v1::ErrorReason_Name(reason)},
       {"detail", errors::LogDetail(status)},
       {"left_out", left_out}});
}

}  // namespace ogi
