// Opens a channel to a server.
#ifndef OGI_CLIENTS_CPP_CONNECTION_H_
#define OGI_CLIENTS_CPP_CONNECTION_H_

#include <grpcpp/channel.h>
#include <grpcpp/client_context.h>

#include <functional>
#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "clients/cpp/retry.h"
#include "common/limits.h"

namespace ogi::client {

struct ClientOptions {
  // host:port; an IPv6 address in brackets.
  std::string target = "127.0.0.1:7443";

  // PEM files. An empty root file means the system's roots. Certificate and key go together: the
  // client's own, for mutual TLS.
  std::string root_file;
  std::string certificate_file;
  std::string key_file;
  // For which organ a platform calls: `agencies/{agency}`; empty to let each resource decide.
  std::string agency;
  // A file with the token that names who calls; read at every call, so that a program beside may
  // keep it fresh. Empty for none.
  std::string token_file;
  // Gives the token instead, at every call; may be called on several threads at once. Its error
  // ends the call.
  std::function<absl::StatusOr<std::string>()> token;
  // For whom he stands in: `{issuer}/people/{person}`; empty for himself.
  std::string represented;

  // No TLS. Only to 127.0.0.0/8, [::1], localhost or a unix socket.
  bool insecure_loopback = false;

  // For a whole call, retries and waits included.
  absl::Duration timeout = limits::kDefaultDeadline;
  RetryPolicy retry;
};

// Checks the options and reads the files; does not connect yet: the first call does.
absl::StatusOr<std::shared_ptr<grpc::Channel>> OpenChannel(const ClientOptions& options);

// Lets a call take that long from now.
void SetTimeout(grpc::ClientContext& context, absl::Duration timeout);

}  // namespace ogi::client

#endif  // OGI_CLIENTS_CPP_CONNECTION_H_
