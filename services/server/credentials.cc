#include "services/server/credentials.h"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "common/status_macros.h"

namespace ogi {
namespace {

// A name that only begins like a loopback address may lead anywhere.
bool IsIpv4Loopback(absl::string_view host) {
  const std::vector<absl::string_view> parts = absl::StrSplit(host, '.');
  return parts.size() == 4 && parts[0] == "127" &&
         std::all_of(parts.begin(), parts.end(), [](absl::string_view part) {
           uint32_t number = 0;
           return absl::SimpleAtoi(part, &number) && number <= 255;
         });
}

bool IsLoopback(absl::string_view listen) {
  const absl::string_view host = listen.substr(0, listen.rfind(':'));
  return host == "localhost" || host == "[::1]" || IsIpv4Loopback(host);
}

absl::Status Wrong(absl::string_view chinese, absl::string_view english) {
  return absl::InvalidArgumentError(absl::StrCat(chinese, "\n", english));
}

absl::StatusOr<std::string> ReadPem(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::string text{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  if (file.bad() || text.empty()) {
    return Wrong(absl::StrCat("不能读取 ", path, "，请检查路径和权限。"),
                 absl::StrCat("Cannot read ", path, "; check the path and its permissions."));
  }
  return text;
}

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
  grpc::SslServerCredentialsOptions tls_options(
      options.tls_client_ca.empty() ? GRPC_SSL_DONT_REQUEST_CLIENT_CERTIFICATE
                                    : GRPC_SSL_REQUEST_AND_REQUIRE_CLIENT_CERTIFICATE_AND_VERIFY);
  OGI_ASSIGN_OR_RETURN(std::string certificate, ReadPem(options.tls_certificate));
  OGI_ASSIGN_OR_RETURN(std::string key, ReadPem(options.tls_key));
  tls_options.pem_key_cert_pairs.push_back({key, certificate});
  if (!options.tls_client_ca.empty()) {
    OGI_ASSIGN_OR_RETURN(tls_options.pem_root_certs, ReadPem(options.tls_client_ca));
  }
  return grpc::SslServerCredentials(tls_options);
}

}  // namespace ogi
