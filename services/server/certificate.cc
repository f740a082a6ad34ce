#include "services/server/certificate.h"

#include <openssl/err.h>
#include <openssl/pem.h>

#include <ctime>
#include <optional>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "common/errors.h"
#include "services/access/openssl_handles.h"

namespace ogi {
namespace {

constexpr absl::string_view kScheme = "ogi:";

CertificateHandle Parse(absl::string_view pem) {
  CertificateHandle certificate(PEM_read_bio_X509(BioOf(pem).get(), nullptr, nullptr, nullptr));
  ERR_clear_error();
  return certificate;
}

std::string FingerprintOf(const X509& certificate) {
  std::string fingerprint(EVP_MAX_MD_SIZE, '\0');
  unsigned size = 0;
  if (X509_digest(&certificate, EVP_sha256(), reinterpret_cast<unsigned char*>(fingerprint.data()),
                  &size) != 1) {
    return "";
  }
  fingerprint.resize(size);
  return fingerprint;
}

std::optional<absl::Time> TimeOf(const ASN1_TIME* time) {
  std::tm utc{};
  if (ASN1_TIME_to_tm(time, &utc) != 1) return std::nullopt;
  return absl::FromTM(utc, absl::UTCTimeZone());
}

// The URIs of the scheme `ogi`, in any case of letters: one that is written wrongly must not hide.
std::vector<std::string> OgiUris(const X509& certificate) {
  std::vector<std::string> uris;
  const NamesHandle names(static_cast<GENERAL_NAMES*>(
      X509_get_ext_d2i(&certificate, NID_subject_alt_name, nullptr, nullptr)));
  ERR_clear_error();
  for (int i = 0; i < sk_GENERAL_NAME_num(names.get()); ++i) {
    const GENERAL_NAME* name = sk_GENERAL_NAME_value(names.get(), i);
    if (name->type != GEN_URI) continue;
    const ASN1_IA5STRING* text = name->d.uniformResourceIdentifier;
    std::string uri(reinterpret_cast<const char*>(ASN1_STRING_get0_data(text)),
                    static_cast<size_t>(ASN1_STRING_length(text)));
    if (absl::StartsWithIgnoreCase(uri, kScheme)) uris.push_back(std::move(uri));
  }
  return uris;
}

}  // namespace

absl::StatusOr<ClientCertificate> ParseClientCertificate(absl::string_view pem) {
  const CertificateHandle certificate = Parse(pem);
  if (certificate == nullptr) return errors::NotAuthenticated("the certificate is not readable");
  const std::vector<std::string> uris = OgiUris(*certificate);
  if (uris.size() != 1) {
    return errors::NotAuthenticated(uris.empty() ? "the certificate names no caller"
                                                 : "the certificate names several callers");
  }
  std::optional<Principal> principal = ParsePrincipalUri(uris[0]);
  if (!principal.has_value()) {
    return errors::NotAuthenticated("the certificate's name is no caller's");
  }
  const std::optional<absl::Time> not_before = TimeOf(X509_get0_notBefore(certificate.get()));
  const std::optional<absl::Time> not_after = TimeOf(X509_get0_notAfter(certificate.get()));
  std::string fingerprint = FingerprintOf(*certificate);
  if (!not_before.has_value() || !not_after.has_value() || fingerprint.empty()) {
    return errors::NotAuthenticated("the certificate's times are not readable");
  }
  return ClientCertificate{*std::move(principal), std::move(fingerprint), *not_before, *not_after};
}

std::optional<absl::Time> FirstExpiry(absl::string_view pem) {
  const auto bio = BioOf(pem);
  std::optional<absl::Time> first;
  while (true) {
    const CertificateHandle certificate(PEM_read_bio_X509(bio.get(), nullptr, nullptr, nullptr));
    if (certificate == nullptr) break;
    const std::optional<absl::Time> last = TimeOf(X509_get0_notAfter(certificate.get()));
    if (last.has_value() && (!first.has_value() || *last < *first)) first = last;
  }
  ERR_clear_error();
  return first;
}

std::string CertificateFingerprint(absl::string_view pem) {
  const CertificateHandle certificate = Parse(pem);
  return certificate == nullptr ? "" : FingerprintOf(*certificate);
}

}  // namespace ogi
