#include "services/access/token_key.h"

#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "tests/support/token.h"

namespace ogi {
namespace {

TEST(TokenKey, IsAPublicKeyOnP256) {
  EXPECT_TRUE(IsTokenKeyPem(PublicKeyOf(GeneratePrivateKey("P-256"))));
}

TEST(TokenKey, MayEndItsLinesAsWindowsDoes) {
  EXPECT_TRUE(IsTokenKeyPem(
      absl::StrReplaceAll(PublicKeyOf(GeneratePrivateKey("P-256")), {{"\n", "\r\n"}})));
}

TEST(TokenKey, IsNotAPrivateKey) { EXPECT_FALSE(IsTokenKeyPem(GeneratePrivateKey("P-256"))); }

TEST(TokenKey, IsNotOfAnotherCurveOrKind) {
  EXPECT_FALSE(IsTokenKeyPem(PublicKeyOf(GeneratePrivateKey("P-384"))));
  EXPECT_FALSE(IsTokenKeyPem(PublicKeyOf(GeneratePrivateKey("secp256k1"))));
  EXPECT_FALSE(IsTokenKeyPem(PublicKeyOf(GeneratePrivateKey("RSA"))));
}

TEST(TokenKey, HasNothingElseInItsText) {
  const std::string private_key = GeneratePrivateKey("P-256");
  const std::string key = PublicKeyOf(private_key);
  EXPECT_FALSE(IsTokenKeyPem(absl::StrCat(key, key)));
  EXPECT_FALSE(IsTokenKeyPem(absl::StrCat(key, private_key)));
  EXPECT_FALSE(IsTokenKeyPem(absl::StrCat("a note\n", key)));
}

TEST(TokenKey, IsNotAnythingElse) {
  EXPECT_FALSE(IsTokenKeyPem(""));
  EXPECT_FALSE(IsTokenKeyPem("-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n"));
}

}  // namespace
}  // namespace ogi
