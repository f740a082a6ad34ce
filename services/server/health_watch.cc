#include "services/server/health_watch.h"

#include <utility>

#include "absl/time/time.h"
#include "common/errors.h"
#include "common/limits.h"
#include "common/log/log.h"

namespace ogi {
namespace {

constexpr absl::Duration kPeriod = absl::Seconds(1);

}  // namespace

HealthWatch::HealthWatch(grpc::HealthCheckServiceInterface* health, Store* store,
                         const Committer* committer, const TrustedClock* clock,
                         const WitnessKeeper* witness, std::vector<std::string> services)
    : health_(health),
      store_(store),
      committer_(committer),
      clock_(clock),
      witness_(witness),
      services_(std::move(services)) {
  Say(true);
  thread_ = std::thread([this] { Watch(); });
}

HealthWatch::~HealthWatch() { Stop(); }

void HealthWatch::Stop() {
  if (!thread_.joinable()) return;
  stop_.Notify();
  thread_.join();
  Say(false);
}

void HealthWatch::Watch() {
  do {
    Check();
  } while (!stop_.WaitForNotificationWithTimeout(kPeriod));
}

void HealthWatch::Say(bool serving) {
  health_->SetServingStatus(serving);
  for (const std::string& service : services_) health_->SetServingStatus(service, serving);
}

void HealthWatch::Check() {
  // A batch that hangs may hold what a probe waits for: asked first.
  const absl::Duration batch = committer_->LongestBatch();
  const bool hangs = batch > limits::kMaxBatchAge;
  const absl::Status store = hangs ? absl::OkStatus() : store_->Probe();
  const absl::Duration clock_error = clock_->Error();
  const absl::Status witness = witness_->status();
  const bool healthy = !hangs && store.ok() && clock_error == absl::ZeroDuration() && witness.ok();
  if (healthy == healthy_) return;
  healthy_ = healthy;
  Say(healthy);
  Log(healthy ? LogLevel::kInfo : LogLevel::kError, healthy ? "healthy again" : "unhealthy",
      {{"store", v1::ErrorReason_Name(errors::ReasonOf(store))},
       {"detail", errors::LogDetail(store)},
       {"batch_seconds", absl::ToDoubleSeconds(batch)},
       {"witness", errors::LogDetail(witness)},
       {"clock_error_seconds", absl::ToDoubleSeconds(clock_error)}});
}

}  // namespace ogi
