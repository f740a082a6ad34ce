// Keeps gRPC's health service true: a probe of the store and of the clock, once a second.
#ifndef OGI_SERVICES_SERVER_HEALTH_WATCH_H_
#define OGI_SERVICES_SERVER_HEALTH_WATCH_H_

#include <grpcpp/health_check_service_interface.h>

#include <atomic>
#include <string>
#include <thread>

#include "absl/synchronization/notification.h"
#include "common/clock.h"
#include "storage/store.h"

namespace ogi {

class HealthWatch {
 public:
  // All outlive it. The whole server is red where the store is, or where the host's clock has
  // stepped back more than limits::kMaxClockStepBack.
  HealthWatch(grpc::HealthCheckServiceInterface* health, Store* store, const MonotoneClock* clock);
  ~HealthWatch();

  bool healthy() const { return healthy_; }

  // Red from now on.
  void Stop();

 private:
  void Watch();
  void Check();

  grpc::HealthCheckServiceInterface* const health_;
  Store* const store_;
  const MonotoneClock* const clock_;
  std::atomic<bool> healthy_{true};
  absl::Notification stop_;
  std::thread thread_;
};

}  // namespace ogi

#endif  // OGI_SERVICES_SERVER_HEALTH_WATCH_H_
