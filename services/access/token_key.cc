#include "services/access/token_key.h"

#include <openssl/core_names.h>
#include <openssl/err.h>
#include <openssl/pem.h>

#include <array>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/string_view.h"
#include "services/access/openssl_handles.h"

namespace ogi {
namespace {

bool IsOnP256(const EVP_PKEY& key) {
  std::array<char, 64> group{};
  return EVP_PKEY_is_a(&key, "EC") == 1 &&
         EVP_PKEY_get_utf8_string_param(&key, OSSL_PKEY_PARAM_GROUP_NAME, group.data(),
                                        group.size(), nullptr) == 1 &&
         absl::string_view(group.data()) == SN_X9_62_prime256v1;
}

// Written again by OpenSSL it must read the same: so nothing else is in the text.
bool ReadsBackAs(absl::string_view pem, EVP_PKEY* key) {
  const BioHandle written(BIO_new(BIO_s_mem()));
  char* text = nullptr;
  if (PEM_write_bio_PUBKEY(written.get(), key) != 1) return false;
  const long size = BIO_get_mem_data(written.get(), &text);
  return absl::StripAsciiWhitespace(absl::string_view(text, static_cast<size_t>(size))) ==
         absl::StripTrailingAsciiWhitespace(absl::StrReplaceAll(pem, {{"\r\n", "\n"}}));
}

}  // namespace

bool IsTokenKeyPem(absl::string_view pem) {
  const KeyHandle key(PEM_read_bio_PUBKEY(BioOf(pem).get(), nullptr, nullptr, nullptr));
  const bool good = key != nullptr && IsOnP256(*key) && ReadsBackAs(pem, key.get());
  ERR_clear_error();
  return good;
}

}  // namespace ogi
