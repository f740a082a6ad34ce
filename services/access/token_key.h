// Public keys by which tokens are checked.
#ifndef OGI_SERVICES_ACCESS_TOKEN_KEY_H_
#define OGI_SERVICES_ACCESS_TOKEN_KEY_H_

#include "absl/strings/string_view.h"

namespace ogi {

// Whether `pem` is one public key on the curve P-256, as SubjectPublicKeyInfo in PEM
// (`-----BEGIN PUBLIC KEY-----`), and nothing else but white space at its end.
bool IsTokenKeyPem(absl::string_view pem);

}  // namespace ogi

#endif  // OGI_SERVICES_ACCESS_TOKEN_KEY_H_
