#include "services/handler/page_token.h"

#include <openssl/crypto.h>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "common/digest.h"
#include "common/errors.h"
#include "ogi/storage/v1/records.pb.h"

namespace ogi {
namespace {

constexpr size_t kSignatureBytes = 16;

std::string Sign(absl::string_view secret, absl::string_view body) {
  return HmacSha256(secret, absl::StrCat("page-token\n", body)).substr(0, kSignatureBytes);
}

}  // namespace

std::string MakePageToken(absl::string_view secret, absl::string_view query,
                          absl::string_view next_key) {
  storage::v1::PageToken token;
  token.set_next_key(std::string(next_key));
  token.set_query_digest(Sha256(query));
  const std::string body = token.SerializeAsString();
  return absl::WebSafeBase64Escape(absl::StrCat(Sign(secret, body), body));
}

absl::StatusOr<std::string> ReadPageToken(absl::string_view secret, absl::string_view query,
                                          absl::string_view token) {
  if (token.empty()) return std::string();
  std::string bytes;
  if (!absl::WebSafeBase64Unescape(token, &bytes) || bytes.size() < kSignatureBytes) {
    return errors::InvalidPageToken();
  }
  const std::string body = bytes.substr(kSignatureBytes);
  const std::string signature = Sign(secret, body);
  storage::v1::PageToken parsed;
  if (CRYPTO_memcmp(signature.data(), bytes.data(), kSignatureBytes) != 0 ||
      !parsed.ParseFromString(body) || parsed.query_digest() != Sha256(query)) {
    return errors::InvalidPageToken();
  }
  return parsed.next_key();
}

}  // namespace ogi
