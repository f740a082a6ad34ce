#include "services/server/token_verifier.h"

#include <gtest/gtest.h>

#include <vector>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "common/errors.h"
#include "common/limits.h"
#include "common/wire/status.h"
#include "tests/support/token.h"

namespace ogi {
namespace {

constexpr absl::string_view kPlatform = "platforms/xizang";

class TokenVerifierTest : public testing::Test {
 protected:
  TokenVerifierTest() { PutKey(std::string(kPlatform), "one", PublicKeyOf(key_)); }

  void PutKey(const std::string& issuer, const std::string& key_id, const std::string& public_key,
              bool withdrawn = false) {
    v1::TokenKey key;
    key.set_name(absl::StrCat("tokenKeys/", issuer, key_id));
    key.set_issuer(issuer);
    key.set_key_id(key_id);
    key.set_public_key(public_key);
    if (withdrawn) key.mutable_life()->mutable_withdraw_time()->set_seconds(1);
    book_.Put(key);
  }

  TokenClaims Claims() const { return {.issued = now_}; }
  std::string Signed(const std::string& claims) const {
    return MakeToken(TokenHeader("one"), claims, key_);
  }
  // A right token but for a change of its claims' text.
  std::string SignedWith(absl::string_view before, absl::string_view after) const {
    const std::string json = Claims().Json();
    const std::string changed = absl::StrReplaceAll(json, {{before, after}});
    EXPECT_NE(changed, json) << before;
    return Signed(changed);
  }

  absl::StatusOr<TokenVerifier::Person> Verify(absl::string_view token) const {
    return verifier_.Verify(kPlatform, token, now_);
  }
  // Refused, and in the words in which everything is refused.
  void ExpectRefused(absl::string_view token) const {
    const absl::Status status = Verify(token).status();
    EXPECT_EQ(wire::ToProto(status).SerializeAsString(),
              wire::ToProto(errors::NotAuthenticated("")).SerializeAsString())
        << status;
  }

  const std::string key_ = GeneratePrivateKey("P-256");
  absl::Time now_ = absl::FromUnixSeconds(1'790'000'000);
  AccessBook book_;
  const TokenVerifier verifier_{&book_, "ogi-test"};
};

TEST_F(TokenVerifierTest, NamesThePersonOfARightToken) {
  const auto person = Verify(Signed(Claims().Json()));
  ASSERT_TRUE(person.ok()) << person.status();
  EXPECT_EQ(person->name, "platforms/xizang/people/li-si");
  EXPECT_EQ(person->agency, "agencies/54-0424204");
}

TEST_F(TokenVerifierTest, RefusesTokensWithoutASignature) {
  const std::string claims = Claims().Json();
  for (const char* none : {"none", "None", "NONE", "nOnE"}) {
    ExpectRefused(MakeToken(TokenHeader("one", none), claims, ""));
  }
  const std::string token = Signed(claims);
  ExpectRefused(token.substr(0, token.rfind('.') + 1));
  ExpectRefused(token.substr(0, token.rfind('.')));
}

TEST_F(TokenVerifierTest, RefusesThePublicKeyAsASharedSecret) {
  ExpectRefused(MakeToken(TokenHeader("one", "HS256"), Claims().Json(), PublicKeyOf(key_)));
}

TEST_F(TokenVerifierTest, RefusesOtherAlgorithmsThoughTheirSignatureIsRight) {
  const std::string p384 = GeneratePrivateKey("P-384");
  PutKey(std::string(kPlatform), "p384", PublicKeyOf(p384));
  ExpectRefused(MakeToken(TokenHeader("p384", "ES384"), Claims().Json(), p384));
  const std::string rsa = GeneratePrivateKey("RSA");
  PutKey(std::string(kPlatform), "rsa", PublicKeyOf(rsa));
  ExpectRefused(MakeToken(TokenHeader("rsa", "RS256"), Claims().Json(), rsa));
}

TEST_F(TokenVerifierTest, RefusesHeadersThatDoNotSayTheirAlgorithm) {
  const std::string claims = Claims().Json();
  for (const char* header :
       {R"({"typ":"JWT","kid":"one"})", R"({"alg":256,"kid":"one"})",
        R"({"alg":"es256","kid":"one"})", R"({"alg":"ES256","alg":"none","kid":"one"})",
        R"(["ES256"])", "{", ""}) {
    ExpectRefused(MakeToken(header, claims, key_));
  }
}

TEST_F(TokenVerifierTest, RefusesHeadersThatMustBeUnderstood) {
  ExpectRefused(MakeToken(R"({"alg":"ES256","kid":"one","crit":["exp"]})", Claims().Json(), key_));
  ExpectRefused(MakeToken(R"({"alg":"ES256","kid":"one","crit":"exp"})", Claims().Json(), key_));
}

TEST_F(TokenVerifierTest, RefusesAnotherKey) {
  const std::string other = GeneratePrivateKey("P-256");
  ExpectRefused(MakeToken(TokenHeader("one"), Claims().Json(), other));
  PutKey(std::string(kPlatform), "other", PublicKeyOf(other));
  ExpectRefused(MakeToken(TokenHeader("other"), Claims().Json(), key_));
}

TEST_F(TokenVerifierTest, RefusesKeysThatAreNotOnRecord) {
  ExpectRefused(MakeToken(TokenHeader("two"), Claims().Json(), key_));
  ExpectRefused(MakeToken(R"({"alg":"ES256"})", Claims().Json(), key_));
  ExpectRefused(MakeToken(R"({"alg":"ES256","kid":1})", Claims().Json(), key_));
}

TEST_F(TokenVerifierTest, RefusesAnotherIssuersToken) {
  PutKey("platforms/qinghai", "one", PublicKeyOf(key_));
  TokenClaims claims = Claims();
  claims.issuer = "platforms/qinghai";
  const std::string token = Signed(claims.Json());
  EXPECT_TRUE(verifier_.Verify("platforms/qinghai", token, now_).ok());
  // Also after it was found good in its issuer's own call.
  ExpectRefused(token);
}

TEST_F(TokenVerifierTest, RefusesChangedClaims) {
  const std::vector<std::string> parts = absl::StrSplit(Signed(Claims().Json()), '.');
  TokenClaims claims = Claims();
  claims.person = "zhang-san";
  ExpectRefused(
      absl::StrCat(parts[0], ".", absl::WebSafeBase64Escape(claims.Json()), ".", parts[2]));
}

TEST_F(TokenVerifierTest, RefusesAnotherAudience) {
  ExpectRefused(SignedWith(R"("aud":"ogi-test")", R"("aud":"ogi-other")"));
  ExpectRefused(SignedWith(R"("aud":"ogi-test")", R"("aud":["ogi-test"])"));
  ExpectRefused(SignedWith(R"("aud":"ogi-test",)", ""));
}

TEST_F(TokenVerifierTest, RefusesWhatIsNoPersonOrNoAgency) {
  ExpectRefused(SignedWith(R"("sub":"li-si")", R"("sub":"")"));
  ExpectRefused(SignedWith(R"("sub":"li-si")", R"("sub":"li/si")"));
  ExpectRefused(SignedWith(R"("sub":"li-si")", R"("sub":7)"));
  ExpectRefused(SignedWith(R"("sub":"li-si",)", ""));
  ExpectRefused(SignedWith("agencies/54-0424204", "54-0424204"));
  ExpectRefused(SignedWith(R"("agency":"agencies/54-0424204",)", ""));
}

TEST_F(TokenVerifierTest, RefusesATokenFromItsExpiryOn) {
  TokenClaims claims = Claims();
  claims.lifetime = absl::Seconds(100);
  const std::string kept = Signed(claims.Json());
  claims.person = "not-asked-before";
  const std::string fresh = Signed(claims.Json());
  now_ += absl::Seconds(100) - absl::Nanoseconds(1);
  EXPECT_TRUE(Verify(kept).ok());
  now_ += absl::Nanoseconds(1);
  ExpectRefused(kept);
  ExpectRefused(fresh);
}

TEST_F(TokenVerifierTest, RefusesTokensThatLiveTooLong) {
  TokenClaims claims = Claims();
  claims.lifetime = limits::kMaxTokenLifetime;
  EXPECT_TRUE(Verify(Signed(claims.Json())).ok());
  claims.lifetime += absl::Seconds(1);
  ExpectRefused(Signed(claims.Json()));
}

TEST_F(TokenVerifierTest, LetsAPlatformsClockGoAheadAMinute) {
  TokenClaims claims = Claims();
  claims.issued += limits::kMaxTokenClockSkew;
  EXPECT_TRUE(Verify(Signed(claims.Json())).ok());
  claims.issued += absl::Seconds(1);
  ExpectRefused(Signed(claims.Json()));
}

TEST_F(TokenVerifierTest, RefusesTimesThatAreNoWholeNumbers) {
  const std::string expiry = absl::StrCat(absl::ToUnixSeconds(now_ + absl::Minutes(10)));
  ExpectRefused(SignedWith(expiry, absl::StrCat("\"", expiry, "\"")));
  ExpectRefused(SignedWith(expiry, absl::StrCat(expiry, ".5")));
  ExpectRefused(SignedWith(expiry, "99999999999999999999999"));
  ExpectRefused(SignedWith(absl::StrCat(",\"exp\":", expiry), ""));
  const std::string issued = absl::StrCat(absl::ToUnixSeconds(now_));
  ExpectRefused(SignedWith(absl::StrCat("\"iat\":", issued, ","), ""));
  ExpectRefused(SignedWith(issued, "-9223372036854775808"));
}

TEST_F(TokenVerifierTest, HeedsNotBefore) {
  const auto with = [this](absl::string_view value) {
    return SignedWith("\"iat\"", absl::StrCat("\"nbf\":", value, ",\"iat\""));
  };
  EXPECT_TRUE(Verify(with(absl::StrCat(absl::ToUnixSeconds(now_)))).ok());
  ExpectRefused(with(absl::StrCat(absl::ToUnixSeconds(now_ + absl::Minutes(2)))));
  ExpectRefused(with("\"soon\""));
  ExpectRefused(with("[1]"));
  ExpectRefused(with("1.5"));
  ExpectRefused(with("null"));
}

TEST_F(TokenVerifierTest, RefusesATokenOnceItsKeyIsWithdrawn) {
  const std::string token = Signed(Claims().Json());
  EXPECT_TRUE(Verify(token).ok());
  PutKey(std::string(kPlatform), "one", PublicKeyOf(key_), /*withdrawn=*/true);
  ExpectRefused(token);
}

TEST_F(TokenVerifierTest, RefusesWhatIsNoToken) {
  const std::string token = Signed(Claims().Json());
  for (const std::string& text :
       {std::string(), std::string("."), std::string(".."), std::string("..."), token + ".",
        token + "=", "." + token, token + "\n", " " + token, token + std::string("\0", 1),
        absl::StrReplaceAll(token, {{"-", "+"}, {"_", "/"}}) + "+",
        std::string(limits::kMaxTokenBytes, '.')}) {
    ExpectRefused(text);
  }
}

TEST_F(TokenVerifierTest, BoundsATokensLength) {
  const auto padded = [this](size_t bytes) {
    return SignedWith("\"iat\"",
                      absl::StrCat("\"note\":\"", std::string(bytes, 'x'), "\",\"iat\""));
  };
  EXPECT_TRUE(Verify(padded(2500)).ok());
  ASSERT_GT(padded(3000).size(), limits::kMaxTokenBytes);
  ExpectRefused(padded(3000));
}

}  // namespace
}  // namespace ogi
