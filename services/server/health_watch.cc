#include "services/server/health_watch.h"

#include "absl/time/time.h"
#include "common/errors.h"
#include "common/limits.h"
#include "common/log/log.h"

namespace ogi {
namespace {

constexpr absl::Duration kPeriod = absl::Seconds(1);

}  // namespace

HealthWatch::HealthWatch(grpc::HealthCheckServiceInterface* health, Store* store,
                         const MonotoneClock* clock)
    : health_(health), store_(store), clock_(clock) {
  health_->SetServingStatus(true);
  thread_ = std::thread([this] { Watch(); });
}

HealthWatch::~HealthWatch() { Stop(); }

void HealthWatch::Stop() {
  if (!thread_.joinable()) return;
  stop_.Notify();
  thread_.join();
  health_->SetServingStatus(false);
}

void HealthWatch::Watch() {
  do {
    Check();
  } while (!stop_.WaitForNotificationWithTimeout(kPeriod));
}

void HealthWatch::Check() {
  const absl::Status store = store_->Probe();
  const absl::Duration step_back = clock_->StepBack();
  const bool healthy = store.ok() && step_back <= limits::kMaxClockStepBack;
  if (healthy == healthy_) return;
  healthy_ = healthy;
  health_->SetServingStatus(healthy);
  Log(healthy ? LogLevel::kInfo : LogLevel::kError, healthy ? "healthy again" : "unhealthy",
      {{"store", v1::ErrorReason_Name(errors::ReasonOf(store))},
       {"detail", errors::LogDetail(store)},
       {"clock_behind_seconds", absl::ToDoubleSeconds(step_back)}});
}

}  // namespace ogi
