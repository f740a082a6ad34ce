#include "services/server/authenticator.h"

#include <gtest/gtest.h>

#include <optional>

#include "absl/strings/escaping.h"
#include "common/errors.h"
#include "common/limits.h"
#include "services/server/certificate.h"
#include "services/server/testing/identity_server.h"
#include "tests/support/token.h"

namespace ogi {
namespace {

class AuthenticatorTest : public testing::Test {
 protected:
  static void SetUpTestSuite() { certificates_ = new Certificates; }
  static void TearDownTestSuite() { delete certificates_; }

  AuthenticatorTest() {
    v1::TokenKey key;
    key.set_name("tokenKeys/one");
    key.set_issuer("platforms/xizang");
    key.set_key_id("one");
    key.set_public_key(certificates_->Text("platform-token-public.pem"));
    book_.Put(key);
    ServerOptions options;
    options.tls_certificate = certificates_->Path("server.pem");
    options.tls_key = certificates_->Path("server-key.pem");
    options.tls_client_ca = certificates_->Path("root.pem");
    server_.emplace(options, &authenticator_, &clock_);
  }

  IdentityClient Connect(const std::string& name) const {
    return {server_->address(), certificates_->Text("root.pem"), *certificates_, name};
  }

  // A right token of the platform.
  std::pair<std::string, std::string> Token() const {
    return {"authorization",
            absl::StrCat("Bearer ",
                         MakeToken(TokenHeader("one"), TokenClaims{.issued = clock_.Now()}.Json(),
                                   certificates_->Text("platform-token-key.pem")))};
  }

  // Whom the server took the caller for; empty where it refused.
  std::string NameOf(const std::string& certificate) const {
    const grpc::Status status = Connect(certificate).Call();
    EXPECT_TRUE(status.ok()) << certificate << ": " << status.error_message();
    const absl::StatusOr<Caller> caller = server_->caller();
    return caller.ok() && caller->principal.has_value() ? caller->principal->name : "";
  }

  // Every refusal is the same to the caller.
  static void ExpectRefused(const grpc::Status& status) {
    const grpc::Status refusal = wire::ToGrpc(errors::NotAuthenticated(""));
    EXPECT_EQ(status.error_code(), grpc::StatusCode::UNAUTHENTICATED);
    EXPECT_EQ(status.error_message(), refusal.error_message());
    EXPECT_EQ(status.error_details(), refusal.error_details());
  }

  void Revoke(const std::string& certificate) {
    v1::Revocation revocation;
    revocation.set_fingerprint(
        absl::BytesToHexString(CertificateFingerprint(certificates_->Text(certificate))));
    revocation.set_name(absl::StrCat("revocations/", revocation.fingerprint()));
    book_.Put(revocation);
  }

  static Certificates* certificates_;
  FakeClock clock_{absl::Now() + absl::Minutes(1)};
  AccessBook book_;
  const Authenticator authenticator_{&book_, "ogi-test"};
  std::optional<IdentityServer> server_;
};

Certificates* AuthenticatorTest::certificates_ = nullptr;

TEST_F(AuthenticatorTest, KnowsPlatformsOrgansAndStaffByTheirCertificates) {
  EXPECT_EQ(NameOf("platform"), "platforms/xizang");
  EXPECT_EQ(NameOf("county"), "agencies/54-0424000");
  EXPECT_EQ(NameOf("township"), "agencies/54-0424204");
  EXPECT_EQ(NameOf("stranger"), "agencies/54-0424201");
  EXPECT_EQ(NameOf("central"), "agencies/00-GWYBGT");
  EXPECT_EQ(NameOf("operator"), "staff/operator");
  EXPECT_EQ(NameOf("security"), "staff/security");
  EXPECT_EQ(NameOf("auditor"), "staff/auditor");
}

TEST_F(AuthenticatorTest, TakesACallerWithoutACertificateForAnyone) {
  ASSERT_TRUE(Connect("").Call().ok());
  const absl::StatusOr<Caller> caller = server_->caller();
  ASSERT_TRUE(caller.ok());
  EXPECT_FALSE(caller->principal.has_value());
  EXPECT_EQ(caller->fingerprint, "");
  EXPECT_EQ(caller->peer.substr(0, 15), "ipv4:127.0.0.1:");
  EXPECT_EQ(server_->fingerprint(), "");
}

TEST_F(AuthenticatorTest, BelievesAForwardedAddressFromAGatewayAlone) {
  const std::pair<std::string, std::string> forwarded = {"ogi-forwarded-for", "10.9.8.7"};
  EXPECT_TRUE(Connect("gateway").Call({forwarded}).ok());
  EXPECT_FALSE(server_->caller()->principal.has_value());
  EXPECT_FALSE(server_->caller()->fingerprint.empty());
  EXPECT_EQ(server_->caller()->peer, "ipv4:10.9.8.7:0");
  EXPECT_TRUE(Connect("gateway").Call({{"ogi-forwarded-for", "2001:db8::1"}}).ok());
  EXPECT_EQ(server_->caller()->peer, "ipv6:[2001:db8::1]:0");
  for (const char* other : {"", "platform", "township", "operator"}) {
    EXPECT_TRUE(Connect(other).Call({forwarded}).ok()) << other;
    EXPECT_EQ(server_->caller()->peer.find("10.9.8.7"), std::string::npos) << other;
  }
}

TEST_F(AuthenticatorTest, RefusesAGatewayThatClaimsToBeSomebodyOrForwardsNoAddress) {
  ExpectRefused(Connect("gateway").Call({{"ogi-agency", "agencies/54-0424204"}}));
  ExpectRefused(Connect("gateway").Call({Token()}));
  ExpectRefused(Connect("gateway").Call({{"ogi-forwarded-for", "10.9.8"}}));
  ExpectRefused(Connect("gateway").Call({{"ogi-forwarded-for", "10.9.8.7, 10.0.0.1"}}));
  EXPECT_TRUE(Connect("gateway").Call().ok());
  Revoke("gateway.pem");
  ExpectRefused(Connect("gateway").Call());
}

TEST_F(AuthenticatorTest, TellsTheFingerprintOfTheCertificate) {
  ASSERT_TRUE(Connect("township").Call().ok());
  const std::string fingerprint = CertificateFingerprint(certificates_->Text("township.pem"));
  EXPECT_EQ(fingerprint.size(), 32);
  EXPECT_EQ(server_->caller()->fingerprint, fingerprint);
  EXPECT_EQ(server_->fingerprint(), fingerprint);
}

TEST_F(AuthenticatorTest, RefusesClaimsWithoutACertificate) {
  IdentityClient anyone = Connect("");
  ExpectRefused(anyone.Call({Token()}));
  ExpectRefused(anyone.Call({{"ogi-agency", "agencies/54-0424204"}}));
  ExpectRefused(anyone.Call({{"ogi-represented", "platforms/xizang/people/li-si"}}));
}

TEST_F(AuthenticatorTest, RefusesCertificatesThatDoNotNameOneCaller) {
  ExpectRefused(Connect("without-name").Call());
  ExpectRefused(Connect("two-names").Call());
  ExpectRefused(Connect("wrong-name").Call());
}

TEST_F(AuthenticatorTest, RefusesARevokedCertificateOnALiveConnectionToo) {
  IdentityClient live = Connect("revoked");
  EXPECT_TRUE(live.Call().ok());
  Revoke("revoked.pem");
  ExpectRefused(live.Call());
  ExpectRefused(Connect("revoked").Call());
  // Another certificate of the same platform holds.
  EXPECT_TRUE(Connect("platform").Call().ok());
}

TEST_F(AuthenticatorTest, RefusesACertificateThatIsNotInForceOnALiveConnectionToo) {
  IdentityClient live = Connect("platform");
  EXPECT_TRUE(live.Call().ok());
  clock_.Move(absl::Hours(24 * 366));
  ExpectRefused(live.Call());
  clock_.Move(-absl::Hours(24 * 367));
  ExpectRefused(live.Call());
}

TEST_F(AuthenticatorTest, KnowsThePersonByTheToken) {
  const grpc::Status status = Connect("platform")
                                  .Call({Token(),
                                         {"ogi-agency", "agencies/54-0424000"},
                                         {"ogi-represented", "agencies/54-0424000/people/a"}});
  ASSERT_TRUE(status.ok()) << server_->caller().status();
  const absl::StatusOr<Caller> caller = server_->caller();
  EXPECT_EQ(caller->person, "platforms/xizang/people/li-si");
  EXPECT_EQ(caller->person_agency, "agencies/54-0424204");
  EXPECT_EQ(caller->agency_claimed, "agencies/54-0424000");
  EXPECT_EQ(caller->represented_claimed, "agencies/54-0424000/people/a");
}

TEST_F(AuthenticatorTest, RefusesATokenOfAnotherCaller) {
  ExpectRefused(Connect("township").Call({Token()}));
  ExpectRefused(Connect("operator").Call({Token()}));
}

TEST_F(AuthenticatorTest, RefusesMetadataThatComesTwice) {
  IdentityClient platform = Connect("platform");
  ExpectRefused(platform.Call({Token(), Token()}));
  const std::pair<std::string, std::string> agency = {"ogi-agency", "agencies/54-0424204"};
  ExpectRefused(platform.Call({agency, agency}));
  const std::pair<std::string, std::string> person = {"ogi-represented",
                                                      "platforms/xizang/people/li-si"};
  ExpectRefused(platform.Call({person, person}));
}

TEST_F(AuthenticatorTest, RefusesMalformedMetadata) {
  IdentityClient platform = Connect("platform");
  const std::string token = Token().second.substr(7);
  for (const std::string& value :
       {std::string("Bearer"), std::string("Bearer "), token, "Basic " + token, "Bearer  " + token,
        "Bearer " + token + "x", "Bearer " + std::string(limits::kMaxTokenBytes + 1, 'x')}) {
    ExpectRefused(platform.Call({{"authorization", value}}));
  }
  for (const std::string& value : {std::string(), std::string("54-0424204"),
                                   std::string("platforms/xizang"), std::string(300, 'x')}) {
    ExpectRefused(platform.Call({{"ogi-agency", value}}));
    ExpectRefused(platform.Call({{"ogi-represented", value}}));
  }
}

}  // namespace
}  // namespace ogi
