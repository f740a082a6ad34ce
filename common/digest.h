// SHA-256, and the same keyed.
#ifndef OGI_COMMON_DIGEST_H_
#define OGI_COMMON_DIGEST_H_

#include <string>

#include "absl/strings/string_view.h"

namespace ogi {

// 32 bytes.
std::string Sha256(absl::string_view bytes);

// HMAC-SHA-256 (RFC 2104): 32 bytes.
std::string HmacSha256(absl::string_view key, absl::string_view bytes);

}  // namespace ogi

#endif  // OGI_COMMON_DIGEST_H_
