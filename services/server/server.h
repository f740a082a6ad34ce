// A running server: the store, the committer, the services, and what watches them.
#ifndef OGI_SERVICES_SERVER_SERVER_H_
#define OGI_SERVICES_SERVER_SERVER_H_

#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "common/clock.h"
#include "common/limits.h"
#include "common/random.h"

namespace ogi {

struct ServerOptions {
  std::string data_directory;
  // host:port; port 0 takes a free one.
  std::string listen = "127.0.0.1:7443";
  // Names of services; empty for all: submission, validation, retrieval, registry, access,
  // season, audit.
  std::vector<std::string> services;

  // kTestRealm for a data directory that was made so; else empty.
  std::string realm;

  // PEM files, which may be replaced while it serves. The first two are required but with
  // `insecure_loopback`; with the third, clients may show a certificate that it signs, by which
  // they are known, and without one are anyone.
  std::string tls_certificate;
  std::string tls_key;
  std::string tls_client_ca;
  // Plaintext. Only for a loopback address.
  bool insecure_loopback = false;

  // What tokens for this installation name as their audience.
  std::string token_audience = "ogi";
  // Off only for measuring.
  bool quotas = true;

  // How long audit records are kept; at least limits::kMinAuditDays.
  int audit_keep_days = limits::kDefaultAuditDays;

  // host:port for Prometheus; empty for none.
  std::string metrics_listen;
  bool reflection = true;
  // For what is not a read of a few keys: rules, changes, listings.
  int executor_threads = 4;
  // Of messages under way and answers that wait, together; what comes beyond is refused with
  // OVERLOADED. At least limits::kMinMemoryBytes.
  size_t memory_bytes = limits::kDefaultMemoryBytes;
  size_t block_cache_bytes = size_t{256} << 20;
  size_t write_buffer_bytes = size_t{64} << 20;
};

// Whether a server could be started so, as far as that can be told without opening the data
// directory and the port: certificates that can be read and fit, services that exist. Errors are
// for the operator.
absl::Status CheckOptions(const ServerOptions& options);

class Server {
 public:
  // Opens the data directory and serves. `clock` and `random` outlive it. Errors are for the
  // operator.
  static absl::StatusOr<std::unique_ptr<Server>> Start(const ServerOptions& options,
                                                       const Clock* clock, Random* random);
  // Shuts down.
  ~Server();

  int port() const;

  // Health turns red, calls under way get limits::kShutdownGrace, the queue is committed, the store
  // is closed. Once.
  void Shutdown();

 private:
  class Impl;
  explicit Server(std::unique_ptr<Impl> impl);

  std::unique_ptr<Impl> impl_;
};

}  // namespace ogi

#endif  // OGI_SERVICES_SERVER_SERVER_H_
