// What a client's certificate says of it.
#ifndef OGI_SERVICES_SERVER_CERTIFICATE_H_
#define OGI_SERVICES_SERVER_CERTIFICATE_H_

#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "domain/codes/principal.h"

namespace ogi {

struct ClientCertificate {
  Principal principal;
  // SHA-256 of its DER: 32 bytes.
  std::string fingerprint;
  // The first and the last instant it is in force.
  absl::Time not_before;
  absl::Time not_after;
};

// Of one certificate in PEM, whose signature the handshake has checked. It names its caller by
// exactly one URI of the scheme `ogi`; names of other kinds do not matter.
// Errors: UNAUTHENTICATED (NotAuthenticated).
absl::StatusOr<ClientCertificate> ParseClientCertificate(absl::string_view pem);

// The last instant of the certificate in a PEM text that runs out first, e.g. of a chain. Nullopt
// for a text without one.
std::optional<absl::Time> FirstExpiry(absl::string_view pem);

// Empty where it is no certificate.
std::string CertificateFingerprint(absl::string_view pem);

}  // namespace ogi

#endif  // OGI_SERVICES_SERVER_CERTIFICATE_H_
