#include "common/digest.h"

#include <openssl/hmac.h>
#include <openssl/sha.h>

namespace ogi {
namespace {

const unsigned char* Data(absl::string_view bytes) {
  return reinterpret_cast<const unsigned char*>(bytes.data());
}

unsigned char* Data(std::string& bytes) { return reinterpret_cast<unsigned char*>(bytes.data()); }

}  // namespace

std::string Sha256(absl::string_view bytes) {
  std::string digest(SHA256_DIGEST_LENGTH, '\0');
  SHA256(Data(bytes), bytes.size(), Data(digest));
  return digest;
}

std::string HmacSha256(absl::string_view key, absl::string_view bytes) {
  std::string digest(SHA256_DIGEST_LENGTH, '\0');
  unsigned int size = SHA256_DIGEST_LENGTH;
  HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()), Data(bytes), bytes.size(),
       Data(digest), &size);
  return digest;
}

}  // namespace ogi
