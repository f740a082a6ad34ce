// Keeps gRPC's health service true: a look at the store, its queue and the clock, once a second.
#ifndef OGI_SERVICES_SERVER_HEALTH_WATCH_H_
#define OGI_SERVICES_SERVER_HEALTH_WATCH_H_

#include <grpcpp/health_check_service_interface.h>

#include <atomic>
#include <string>
#include <thread>
#include <vector>

#include "absl/synchronization/notification.h"
#include "common/trusted_clock.h"
#include "storage/commit/committer.h"
#include "storage/store.h"
#include "storage/witness/witness.h"

namespace ogi {

class HealthWatch {
 public:
  // All outlive it. The server is red while the store cannot be read or written, a batch has been
  // running for more than limits::kMaxBatchAge, the host's clock is not trusted, or the witness
  // cannot be written. `services`: full names, which are as healthy as the whole; "" is the whole.
  HealthWatch(grpc::HealthCheckServiceInterface* health, Store* store, const Committer* committer,
              const TrustedClock* clock, const WitnessKeeper* witness,
              std::vector<std::string> services);
  ~HealthWatch();

  bool healthy() const { return healthy_; }

  // Red from now on.
  void Stop();

 private:
  void Watch();
  void Check();
  void Say(bool serving);

  grpc::HealthCheckServiceInterface* const health_;
  Store* const store_;
  const Committer* const committer_;
  const TrustedClock* const clock_;
  const WitnessKeeper* const witness_;
  const std::vector<std::string> services_;
  std::atomic<bool> healthy_{true};
  absl::Notification stop_;
  std::thread thread_;
};

}  // namespace ogi

#endif  // OGI_SERVICES_SERVER_HEALTH_WATCH_H_
