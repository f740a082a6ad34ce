// From a connection and its metadata to a Caller: certificate, revocations, token.
#ifndef OGI_SERVICES_SERVER_AUTHENTICATOR_H_
#define OGI_SERVICES_SERVER_AUTHENTICATOR_H_

#include <grpcpp/server_context.h>

#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "services/access/access_book.h"
#include "services/access/caller.h"

namespace ogi {

// Threads: any, at once.
class Authenticator {
 public:
  // `book` outlives it. `audience` is what tokens for this installation must name.
  Authenticator(const AccessBook* book, std::string audience);
  ~Authenticator();

  // Who calls. Without a certificate, anyone: a token is refused then. What was found of a
  // certificate and of a token is kept, so that the next call costs two lookups; whether the
  // certificate is revoked or expired, and the token expired or its key withdrawn, is looked at in
  // every call.
  // Errors: UNAUTHENTICATED (NotAuthenticated), with the cause for the log alone.
  absl::StatusOr<Caller> Identify(const grpc::ServerContextBase& transport, absl::Time now) const;

  // The certificate's fingerprint, 32 bytes; empty without one. For streams that live on.
  static std::string FingerprintOf(const grpc::ServerContextBase& transport);

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace ogi

#endif  // OGI_SERVICES_SERVER_AUTHENTICATOR_H_
