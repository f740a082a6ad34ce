#include "services/server/credentials.h"

#include <grpc/grpc.h>
#include <grpc/grpc_security.h>

#include <optional>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "common/loopback.h"
#include "common/status_macros.h"
#include "services/server/tls_files.h"

namespace ogi {
namespace {

absl::Status Wrong(absl::string_view chinese, absl::string_view english) {
  return absl::InvalidArgumentError(absl::StrCat(chinese, "\n", english));
}

// Looks at the files again before each handshake: replaced ones hold from the next connection on,
// without a thread that watches. gRPC's own watcher of files stops serving when the key and the
// certificate do not match for a moment.
class ReloadingTls : public grpc::ServerCredentials {
 public:
  explicit ReloadingTls(TlsPaths paths) : paths_(std::move(paths)) {}

  // Callers are told from the call itself (Authenticator), never here.
  void SetAuthMetadataProcessor(const std::shared_ptr<grpc::AuthMetadataProcessor>&) override {}

 private:
  // TLS 1.2 or later and ECDHE with AEAD are what gRPC takes by default.
  int AddPortToServer(const std::string& address, grpc_server* server) override {
    // A certificate that is shown must be good; anyone may read without one.
    const auto request = paths_.client_ca.empty() ? GRPC_SSL_DONT_REQUEST_CLIENT_CERTIFICATE
                                                  : GRPC_SSL_REQUEST_CLIENT_CERTIFICATE_AND_VERIFY;
    auto files = std::make_unique<TlsFiles>(paths_);
    grpc_server_credentials* credentials = grpc_ssl_server_credentials_create_with_options(
        grpc_ssl_server_credentials_create_options_using_config_fetcher(request, &Fetch,
                                                                        files.get()));
    // A processor that does nothing: gRPC destroys its state with the credentials, which may live
    // longer than this object, and has no other hook for that.
    grpc_server_credentials_set_auth_metadata_processor(
        credentials, {.process = nullptr,
                      .destroy = [](void* state) { delete static_cast<TlsFiles*>(state); },
                      .state = files.release()});
    const int port = grpc_server_add_http2_port(server, address.c_str(), credentials);
    grpc_server_credentials_release(credentials);
    return port;
  }

  // gRPC calls it under a lock of the port.
  static grpc_ssl_certificate_config_reload_status Fetch(
      void* files, grpc_ssl_server_certificate_config** config) {
    const absl::StatusOr<std::optional<TlsTexts>> changed =
        static_cast<TlsFiles*>(files)->Changed();
    if (!changed.ok()) return GRPC_SSL_CERTIFICATE_CONFIG_RELOAD_FAIL;
    if (!changed->has_value()) return GRPC_SSL_CERTIFICATE_CONFIG_RELOAD_UNCHANGED;
    const TlsTexts& texts = **changed;
    const grpc_ssl_pem_key_cert_pair pair = {texts.key.c_str(), texts.certificate.c_str()};
    // gRPC insists on a CA even where no client is asked for a certificate; it is not used then.
    const std::string& client_ca = texts.client_ca.empty() ? texts.certificate : texts.client_ca;
    *config = grpc_ssl_server_certificate_config_create(client_ca.c_str(), &pair, 1);
    return GRPC_SSL_CERTIFICATE_CONFIG_RELOAD_NEW;
  }

  const TlsPaths paths_;
};

}  // namespace

absl::StatusOr<std::shared_ptr<grpc::ServerCredentials>> ServerCredentials(
    const ServerOptions& options) {
  const bool tls = !options.tls_certificate.empty() || !options.tls_key.empty();
  if (options.insecure_loopback) {
    if (tls) {
      return Wrong("--insecure-loopback 不能与证书同时使用。",
                   "--insecure-loopback does not go with certificates.");
    }
    if (!IsLoopback(options.listen)) {
      return Wrong(absl::StrCat("明文只允许在本机回环地址上使用，", options.listen,
                                " 不是回环地址，请配置 TLS 证书。"),
                   absl::StrCat("Plaintext is for loopback only, and ", options.listen,
                                " is not; configure TLS."));
    }
    return grpc::InsecureServerCredentials();
  }
  if (options.tls_certificate.empty() || options.tls_key.empty()) {
    return Wrong(
        "请用 --tls-certificate 和 --tls-key 配置证书；仅在本机试用时可加 "
        "--insecure-loopback。",
        "Give --tls-certificate and --tls-key; for a trial on this machine alone, "
        "--insecure-loopback.");
  }
  TlsPaths paths = {options.tls_certificate, options.tls_key, options.tls_client_ca};
  OGI_RETURN_IF_ERROR(ReadTlsFiles(paths).status());
  return std::make_shared<ReloadingTls>(std::move(paths));
}

}  // namespace ogi
