#include "services/server/credentials.h"

#include <gtest/gtest.h>

#include <cstdio>
#include <optional>

#include "services/server/certificate.h"
#include "services/server/testing/identity_server.h"
#include "tests/support/process.h"

namespace ogi {
namespace {

// The server's files are copies, to be replaced.
class CredentialsTest : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    old_ = new Certificates;
    fresh_ = new Certificates;
  }
  static void TearDownTestSuite() {
    delete old_;
    delete fresh_;
  }

  CredentialsTest() {
    options_.tls_certificate = files_.Path("certificate.pem");
    options_.tls_key = files_.Path("key.pem");
    options_.tls_client_ca = files_.Path("ca.pem");
    Install(*old_, {"server.pem", "server-key.pem", "root.pem"});
  }

  // Puts files in the place of the server's.
  void Install(const Certificates& from, const std::vector<std::string>& files) const {
    for (const std::string& file : files) {
      const std::string& path = file == "server.pem"       ? options_.tls_certificate
                                : file == "server-key.pem" ? options_.tls_key
                                                           : options_.tls_client_ca;
      ReplaceFile(path, from.Text(file));
    }
  }

  void Start() { server_.emplace(options_, &authenticator_, &clock_); }

  IdentityClient Connect(const Certificates& own, const std::string& name) const {
    return {server_->address(), old_->Text("root.pem") + fresh_->Text("root.pem"), own, name};
  }

  // The fingerprint of the certificate that a new connection is shown.
  std::string Shown() const {
    IdentityClient client = Connect(*old_, "");
    const grpc::Status status = client.Call();
    EXPECT_TRUE(status.ok()) << status.error_message();
    return CertificateFingerprint(client.server_certificate());
  }
  static std::string FingerprintOf(const Certificates& certificates) {
    return CertificateFingerprint(certificates.Text("server.pem"));
  }

  // Of a connection that must not come about.
  grpc::StatusCode Outcome(const Certificates& own, const std::string& name) const {
    return Connect(own, name).Call().error_code();
  }

  // Whether openssl's client comes to terms with the server.
  bool Handshakes(const std::string& arguments) const {
    const ProgramResult result =
        RunProgram({"/usr/bin/env", "bash", "-c",
                    absl::StrCat("openssl s_client -connect ", server_->address(), " -CAfile ",
                                 old_->Path("root.pem"), " -verify_return_error -alpn h2 ",
                                 arguments, " </dev/null")});
    return result.exit_code == 0;
  }

  static Certificates* old_;
  static Certificates* fresh_;
  TemporaryDirectory files_;
  ServerOptions options_;
  FakeClock clock_{absl::Now() + absl::Minutes(1)};
  AccessBook book_;
  const Authenticator authenticator_{&book_, "ogi-test"};
  std::optional<IdentityServer> server_;
};

Certificates* CredentialsTest::old_ = nullptr;
Certificates* CredentialsTest::fresh_ = nullptr;

TEST_F(CredentialsTest, ServeClientsWithAndWithoutACertificate) {
  Start();
  EXPECT_EQ(Outcome(*old_, ""), grpc::StatusCode::OK);
  EXPECT_EQ(Outcome(*old_, "township"), grpc::StatusCode::OK);
}

TEST_F(CredentialsTest, EndTheHandshakeOfABadCertificate) {
  Start();
  for (const char* name : {"self-signed", "other-root", "expired", "not-yet-valid"}) {
    EXPECT_EQ(Outcome(*old_, name), grpc::StatusCode::UNAVAILABLE) << name;
  }
  // That of a server is not for clients.
  EXPECT_EQ(Outcome(*old_, "server"), grpc::StatusCode::UNAVAILABLE);
}

TEST_F(CredentialsTest, AskForNoCertificateWithoutAClientCa) {
  options_.tls_client_ca.clear();
  Start();
  ASSERT_EQ(Outcome(*old_, "township"), grpc::StatusCode::OK);
  EXPECT_FALSE(server_->caller()->principal.has_value());
}

TEST_F(CredentialsTest, TakeReplacedFilesFromTheNextConnectionOn) {
  Start();
  IdentityClient live = Connect(*old_, "township");
  EXPECT_TRUE(live.Call().ok());
  EXPECT_EQ(Shown(), FingerprintOf(*old_));
  Install(*fresh_, {"server.pem", "server-key.pem"});
  EXPECT_EQ(Shown(), FingerprintOf(*fresh_));
  EXPECT_TRUE(live.Call().ok());
  EXPECT_EQ(CertificateFingerprint(live.server_certificate()), FingerprintOf(*old_));
}

TEST_F(CredentialsTest, KeepTheOldPairWhileTheNewOneDoesNotMatch) {
  Start();
  Install(*fresh_, {"server-key.pem"});
  EXPECT_EQ(Shown(), FingerprintOf(*old_));
  EXPECT_EQ(Outcome(*old_, "township"), grpc::StatusCode::OK);
  Install(*fresh_, {"server.pem"});
  EXPECT_EQ(Shown(), FingerprintOf(*fresh_));
}

TEST_F(CredentialsTest, KeepTheOldPairWhileTheNewOneIsUnreadable) {
  Start();
  const std::string whole = fresh_->Text("server.pem");
  for (const std::string& broken : {std::string(), std::string("broken"), whole.substr(0, 200)}) {
    ReplaceFile(options_.tls_certificate, broken);
    EXPECT_EQ(Shown(), FingerprintOf(*old_));
  }
  ASSERT_EQ(std::remove(options_.tls_certificate.c_str()), 0);
  EXPECT_EQ(Shown(), FingerprintOf(*old_));
  Install(*fresh_, {"server.pem", "server-key.pem"});
  EXPECT_EQ(Shown(), FingerprintOf(*fresh_));
}

TEST_F(CredentialsTest, TakeAReplacedClientCa) {
  Start();
  EXPECT_EQ(Outcome(*fresh_, "township"), grpc::StatusCode::UNAVAILABLE);
  Install(*fresh_, {"root.pem"});
  EXPECT_EQ(Outcome(*fresh_, "township"), grpc::StatusCode::OK);
  EXPECT_EQ(Outcome(*old_, "township"), grpc::StatusCode::UNAVAILABLE);
}

TEST_F(CredentialsTest, SpeakTls12OrLaterWithForwardSecrecyAndAead) {
  Start();
  EXPECT_TRUE(Handshakes("-tls1_3"));
  EXPECT_TRUE(Handshakes("-tls1_2 -cipher ECDHE-ECDSA-AES128-GCM-SHA256"));
  EXPECT_FALSE(Handshakes("-tls1_2 -cipher ECDHE-ECDSA-AES128-SHA256"));
  EXPECT_FALSE(Handshakes("-tls1_2 -cipher ECDHE-ECDSA-AES128-SHA"));
  EXPECT_FALSE(Handshakes("-tls1_1 -cipher DEFAULT@SECLEVEL=0"));
  EXPECT_FALSE(Handshakes("-tls1 -cipher DEFAULT@SECLEVEL=0"));
}

TEST_F(CredentialsTest, SayAtTheStartWhatIsWrongWithAFile) {
  const auto message = [this] {
    return std::string(ServerCredentials(options_).status().message());
  };
  EXPECT_EQ(message(), "");
  Install(*fresh_, {"server-key.pem"});
  EXPECT_NE(message().find("is not that of"), std::string::npos) << message();
  ReplaceFile(options_.tls_key, "no key");
  EXPECT_NE(message().find("not an unencrypted private key"), std::string::npos) << message();
  ReplaceFile(options_.tls_certificate, "no certificate");
  EXPECT_NE(message().find("not a certificate"), std::string::npos) << message();
  Install(*old_, {"server.pem", "server-key.pem"});
  options_.tls_client_ca = files_.Path("missing.pem");
  EXPECT_NE(message().find("missing.pem"), std::string::npos) << message();
}

}  // namespace
}  // namespace ogi
