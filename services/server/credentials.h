// What a listening port asks of its callers.
#ifndef OGI_SERVICES_SERVER_CREDENTIALS_H_
#define OGI_SERVICES_SERVER_CREDENTIALS_H_

#include <grpcpp/security/server_credentials.h>

#include <memory>

#include "absl/status/statusor.h"
#include "services/server/server.h"

namespace ogi {

// TLS by the options' files; plaintext only where it is asked for by name and the address is
// loopback. INVALID_ARGUMENT otherwise, with words for the operator.
//
// With a client CA, a certificate that a client shows must be signed by it and in force, or the
// handshake fails; a client that shows none is served, and is anyone. Files replaced while the port
// serves hold from the next connection on; connections that stand keep what they have.
absl::StatusOr<std::shared_ptr<grpc::ServerCredentials>> ServerCredentials(
    const ServerOptions& options);

}  // namespace ogi

#endif  // OGI_SERVICES_SERVER_CREDENTIALS_H_
