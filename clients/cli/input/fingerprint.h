// The fingerprint by which a certificate is revoked.
#ifndef OGI_CLIENTS_CLI_INPUT_FINGERPRINT_H_
#define OGI_CLIENTS_CLI_INPUT_FINGERPRINT_H_

#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace ogi::cli {

// 64 hexadecimal digits in any case, or as openssl prints them, with colons: in small letters and
// without. Nullopt for anything else.
std::optional<std::string> ParseFingerprint(absl::string_view typed);

// SHA-256 of the one certificate in a PEM text. A text with none is refused, and one with several:
// nobody can say which was meant.
absl::StatusOr<std::string> CertificateFingerprint(absl::string_view pem);

}  // namespace ogi::cli

#endif  // OGI_CLIENTS_CLI_INPUT_FINGERPRINT_H_
