#include "services/server/tls_files.h"

#include <openssl/err.h>
#include <openssl/pem.h>

#include <fstream>
#include <iterator>
#include <utility>

#include "absl/strings/str_cat.h"
#include "common/log/log.h"
#include "common/status_macros.h"
#include "services/access/openssl_handles.h"

namespace ogi {
namespace {

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

// The first certificate of a file.
absl::StatusOr<CertificateHandle> ParseCertificate(absl::string_view text,
                                                   const std::string& path) {
  CertificateHandle certificate(PEM_read_bio_X509(BioOf(text).get(), nullptr, nullptr, nullptr));
  ERR_clear_error();
  if (certificate != nullptr) return certificate;
  return Wrong(absl::StrCat(path, " 不是 PEM 格式的证书。"),
               absl::StrCat(path, " is not a certificate in PEM."));
}

absl::StatusOr<KeyHandle> ParseKey(absl::string_view text, const std::string& path) {
  // Without this OpenSSL asks the terminal for the password of an encrypted key.
  const auto no_password = [](char*, int, int, void*) { return -1; };
  KeyHandle key(PEM_read_bio_PrivateKey(BioOf(text).get(), nullptr, no_password, nullptr));
  ERR_clear_error();
  if (key != nullptr) return key;
  return Wrong(absl::StrCat(path, " 不是未加密的 PEM 格式私钥。"),
               absl::StrCat(path, " is not an unencrypted private key in PEM."));
}

}  // namespace

absl::StatusOr<TlsTexts> ReadTlsFiles(const TlsPaths& paths) {
  TlsTexts texts;
  OGI_ASSIGN_OR_RETURN(texts.certificate, ReadPem(paths.certificate));
  OGI_ASSIGN_OR_RETURN(texts.key, ReadPem(paths.key));
  OGI_ASSIGN_OR_RETURN(const CertificateHandle certificate,
                       ParseCertificate(texts.certificate, paths.certificate));
  OGI_ASSIGN_OR_RETURN(const KeyHandle key, ParseKey(texts.key, paths.key));
  if (X509_check_private_key(certificate.get(), key.get()) != 1) {
    ERR_clear_error();
    return Wrong(absl::StrCat("私钥 ", paths.key, " 与证书 ", paths.certificate, " 不匹配。"),
                 absl::StrCat("The key ", paths.key, " is not that of ", paths.certificate, "."));
  }
  if (!paths.client_ca.empty()) {
    OGI_ASSIGN_OR_RETURN(texts.client_ca, ReadPem(paths.client_ca));
    OGI_RETURN_IF_ERROR(ParseCertificate(texts.client_ca, paths.client_ca).status());
  }
  return texts;
}

absl::StatusOr<std::optional<TlsTexts>> TlsFiles::Changed() {
  absl::StatusOr<TlsTexts> texts = ReadTlsFiles(paths_);
  if (!texts.ok()) {
    if (!current_.has_value()) return texts.status();
    if (last_failure_ != texts.status().message()) {
      last_failure_ = std::string(texts.status().message());
      Log(LogLevel::kError, "certificate not reloaded", {{"cause", last_failure_}});
    }
    return std::nullopt;
  }
  last_failure_.clear();
  if (current_ == *texts) return std::nullopt;
  if (current_.has_value()) {
    Log(LogLevel::kInfo, "certificate reloaded", {{"file", paths_.certificate}});
  }
  current_ = *std::move(texts);
  return current_;
}

}  // namespace ogi
