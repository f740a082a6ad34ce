// Tokens that name people, right and wrong ones, made without the library that checks them.
#ifndef OGI_TESTS_SUPPORT_TOKEN_H_
#define OGI_TESTS_SUPPORT_TOKEN_H_

#include <string>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"

namespace ogi {

// Both are JSON. Signed as the header's `alg` says: ESnnn and RSnnn by the private key in PEM, with
// SHA-nnn; HS256 with the text of `key` as the secret; none not at all.
std::string MakeToken(absl::string_view header, absl::string_view claims, absl::string_view key);

// `{"alg":…,"typ":"JWT","kid":…}`.
std::string TokenHeader(absl::string_view key_id, absl::string_view algorithm = "ES256");

// Of a right token, issued at `issued` for ten minutes.
struct TokenClaims {
  std::string issuer = "platforms/xizang";
  std::string audience = "ogi-test";
  std::string person = "li-si";
  std::string agency = "agencies/54-0424204";
  absl::Time issued;
  absl::Duration lifetime = absl::Minutes(10);

  std::string Json() const;
};

// PKCS #8 in PEM. `kind` is a curve, `P-256`, or `RSA`.
std::string GeneratePrivateKey(absl::string_view kind);
// SubjectPublicKeyInfo in PEM.
std::string PublicKeyOf(absl::string_view private_key);

}  // namespace ogi

#endif  // OGI_TESTS_SUPPORT_TOKEN_H_
