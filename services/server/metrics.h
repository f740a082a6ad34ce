// What the server counts, for Prometheus.
#ifndef OGI_SERVICES_SERVER_METRICS_H_
#define OGI_SERVICES_SERVER_METRICS_H_

#include <functional>
#include <map>
#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"

namespace ogi {

// One RPC method's calls. Threads: any, at once.
class MethodMetrics {
 public:
  virtual ~MethodMetrics() = default;
  // A call, or one item of a stream, ended.
  virtual void Count(absl::StatusCode code, absl::Duration duration) = 0;
};

class Metrics {
 public:
  Metrics();
  ~Metrics();

  // `method` as in gRPC, e.g. `SubmissionService/SubmitReport`. Lives as long as Metrics.
  MethodMetrics* Method(absl::string_view method);

  void CountBatch(size_t commits, absl::Duration duration);

  // Read at every scrape: name (`ogi_` goes in front) to value. Must be quick.
  void AddGauges(std::function<std::map<std::string, double>()> gauges);

  // Serves http://{address}/metrics. Errors: UNAVAILABLE where the address cannot be bound.
  absl::Status Listen(const std::string& address);

  // Stops serving and forgets the gauges, so that what they read may go.
  void Close();

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace ogi

#endif  // OGI_SERVICES_SERVER_METRICS_H_
