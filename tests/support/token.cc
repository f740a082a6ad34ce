#include "tests/support/token.h"

#include <openssl/bio.h>
#include <openssl/bn.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>

#include <cstdlib>
#include <memory>

#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"

namespace ogi {
namespace {

template <auto kFree>
struct Free {
  template <typename Object>
  void operator()(Object* object) const {
    kFree(object);
  }
};
using Bio = std::unique_ptr<BIO, Free<&BIO_free_all>>;
using Key = std::unique_ptr<EVP_PKEY, Free<&EVP_PKEY_free>>;
using Context = std::unique_ptr<EVP_MD_CTX, Free<&EVP_MD_CTX_free>>;
using Signature = std::unique_ptr<ECDSA_SIG, Free<&ECDSA_SIG_free>>;

const unsigned char* Bytes(absl::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}
unsigned char* Bytes(std::string& text) { return reinterpret_cast<unsigned char*>(text.data()); }

void Check(bool good) {
  if (!good) std::abort();
}

Key ParsePrivateKey(absl::string_view pem) {
  const Bio bio(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
  Key key(PEM_read_bio_PrivateKey(bio.get(), nullptr, nullptr, nullptr));
  Check(key != nullptr);
  return key;
}

template <typename Write>
std::string ToPem(const Write& write) {
  const Bio bio(BIO_new(BIO_s_mem()));
  Check(write(bio.get()) == 1);
  char* text = nullptr;
  const long size = BIO_get_mem_data(bio.get(), &text);
  return {text, static_cast<size_t>(size)};
}

std::string Sign(const std::string& text, EVP_PKEY* key, const EVP_MD* digest) {
  const Context context(EVP_MD_CTX_new());
  Check(EVP_DigestSignInit(context.get(), nullptr, digest, nullptr, key) == 1);
  size_t size = 0;
  Check(EVP_DigestSign(context.get(), nullptr, &size, Bytes(text), text.size()) == 1);
  std::string signature(size, '\0');
  Check(EVP_DigestSign(context.get(), Bytes(signature), &size, Bytes(text), text.size()) == 1);
  signature.resize(size);
  return signature;
}

// JWT has r and s one after the other, each as wide as the curve.
std::string ToPair(const std::string& der, int bits) {
  const unsigned char* begin = Bytes(der);
  const Signature signature(d2i_ECDSA_SIG(nullptr, &begin, static_cast<long>(der.size())));
  const int width = (bits + 7) / 8;
  std::string pair(static_cast<size_t>(2 * width), '\0');
  Check(BN_bn2binpad(ECDSA_SIG_get0_r(signature.get()), Bytes(pair), width) == width);
  Check(BN_bn2binpad(ECDSA_SIG_get0_s(signature.get()), Bytes(pair) + width, width) == width);
  return pair;
}

std::string SignatureOf(absl::string_view header, const std::string& text, absl::string_view key) {
  if (absl::StrContains(absl::AsciiStrToLower(header), R"("alg":"none")")) return "";
  if (absl::StrContains(header, R"("alg":"HS256")")) {
    std::string code(EVP_MAX_MD_SIZE, '\0');
    unsigned size = 0;
    HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()), Bytes(text), text.size(),
         Bytes(code), &size);
    code.resize(size);
    return code;
  }
  const Key private_key = ParsePrivateKey(key);
  const EVP_MD* digest = absl::StrContains(header, "S384\"") ? EVP_sha384() : EVP_sha256();
  const std::string signature = Sign(text, private_key.get(), digest);
  return EVP_PKEY_is_a(private_key.get(), "EC") == 1
             ? ToPair(signature, EVP_PKEY_get_bits(private_key.get()))
             : signature;
}

}  // namespace

std::string MakeToken(absl::string_view header, absl::string_view claims, absl::string_view key) {
  const std::string text =
      absl::StrCat(absl::WebSafeBase64Escape(header), ".", absl::WebSafeBase64Escape(claims));
  return absl::StrCat(text, ".", absl::WebSafeBase64Escape(SignatureOf(header, text, key)));
}

std::string TokenHeader(absl::string_view key_id, absl::string_view algorithm) {
  return absl::StrFormat(R"({"alg":"%s","typ":"JWT","kid":"%s"})", algorithm, key_id);
}

std::string TokenClaims::Json() const {
  return absl::StrFormat(R"({"iss":"%s","aud":"%s","sub":"%s","agency":"%s","iat":%d,"exp":%d})",
                         issuer, audience, person, agency, absl::ToUnixSeconds(issued),
                         absl::ToUnixSeconds(issued + lifetime));
}

std::string GeneratePrivateKey(absl::string_view kind) {
  const Key key(kind == "RSA" ? EVP_RSA_gen(2048) : EVP_EC_gen(std::string(kind).c_str()));
  return ToPem([&key](BIO* bio) {
    return PEM_write_bio_PrivateKey(bio, key.get(), nullptr, nullptr, 0, nullptr, nullptr);
  });
}

std::string PublicKeyOf(absl::string_view private_key) {
  const Key key = ParsePrivateKey(private_key);
  return ToPem([&key](BIO* bio) { return PEM_write_bio_PUBKEY(bio, key.get()); });
}

}  // namespace ogi
