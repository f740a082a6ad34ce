// TLS, with certificates made on the spot.
#include <unistd.h>

#include <fstream>

#include "absl/strings/str_cat.h"
#include "tests/e2e/e2e_fixture.h"

namespace ogi {
namespace {

constexpr char kOpenssl[] = "/usr/bin/openssl";

class Tls : public E2eTest {
 protected:
  void SetUp() override {
    if (access(kOpenssl, X_OK) != 0) GTEST_SKIP() << "the package openssl is not installed";
    Openssl({"req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes",
             "-keyout", File("ca.key"), "-out", File("ca.pem"), "-subj", "/CN=OGI test CA", "-days",
             "2"});
    Sign("server", "subjectAltName=IP:127.0.0.1,DNS:localhost");
    Sign("client", "extendedKeyUsage=clientAuth");
  }

  std::string File(absl::string_view name) const { return Directory(name); }

  void Openssl(std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), kOpenssl);
    const ProgramResult result = RunProgram(arguments);
    ASSERT_EQ(result.exit_code, 0) << result.output;
  }

  // Makes NAME.key and NAME.pem.
  void Sign(const std::string& name, const std::string& extension) {
    const std::string request = File(name + ".csr");
    const std::string extensions = File(name + ".ext");
    std::ofstream(extensions) << extension << "\n";
    Openssl({"req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout",
             File(name + ".key"), "-out", request, "-subj", "/CN=" + name});
    Openssl({"x509", "-req", "-in", request, "-CA", File("ca.pem"), "-CAkey", File("ca.key"),
             "-CAcreateserial", "-out", File(name + ".pem"), "-days", "2", "-extfile", extensions});
  }

  void StartTls(const std::vector<std::string>& flags = {}) {
    std::vector<std::string> arguments = {
        OGI_OGID,    "serve",           "--data-directory",  data_directory_,
        "--listen",  "127.0.0.1:0",     "--tls-certificate", File("server.pem"),
        "--tls-key", File("server.key")};
    arguments.insert(arguments.end(), flags.begin(), flags.end());
    server_ = Process::Start(arguments);
    ASSERT_TRUE(server_->ready()) << server_->Output();
    port_ = server_->port();
  }

  client::ClientOptions Options() const {
    client::ClientOptions options;
    options.target = target();
    options.root_file = File("ca.pem");
    return options;
  }

  static absl::Status Call(const client::ClientOptions& options) {
    return (*client::Client::Connect(options))->ListRules({}).status();
  }

  // For connections that must not come about: the client tries as long as it may.
  static absl::Status Refused(client::ClientOptions options) {
    options.timeout = absl::Milliseconds(400);
    return Call(options);
  }
};

TEST_F(Tls, CarriesCallsToClientsThatKnowTheCa) {
  // The handshake is made; who shows no certificate may not do much.
  StartTls();
  EXPECT_TRUE(absl::IsPermissionDenied(Call(Options()))) << Call(Options());
  client::ClientOptions stranger = Options();
  stranger.root_file.clear();
  EXPECT_FALSE(Refused(stranger).ok());
  client::ClientOptions plain = Options();
  plain.insecure_loopback = true;
  EXPECT_FALSE(Refused(plain).ok());
}

TEST_F(Tls, ServesClientsWithoutACertificateAsAnyoneAndRefusesThoseWithABadOne) {
  StartTls({"--tls-client-ca", File("ca.pem")});
  EXPECT_TRUE(absl::IsPermissionDenied(Call(Options()))) << Call(Options());
  // Signed by the CA, but naming nobody.
  client::ClientOptions nameless = Options();
  nameless.certificate_file = File("client.pem");
  nameless.key_file = File("client.key");
  EXPECT_TRUE(absl::IsUnauthenticated(Call(nameless))) << Call(nameless);

  Openssl({"req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes",
           "-keyout", File("own.key"), "-out", File("own.pem"), "-subj", "/CN=own", "-days", "2"});
  client::ClientOptions self_signed = Options();
  self_signed.certificate_file = File("own.pem");
  self_signed.key_file = File("own.key");
  const absl::Status refused = Refused(self_signed);
  EXPECT_TRUE(absl::IsUnavailable(refused) || absl::IsDeadlineExceeded(refused)) << refused;
}

}  // namespace
}  // namespace ogi
