#include "services/server/authenticator.h"

#include <arpa/inet.h>
#include <grpc/grpc_security_constants.h>
#include <grpcpp/security/auth_context.h>

#include <iterator>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "common/errors.h"
#include "common/limits.h"
#include "common/status_macros.h"
#include "domain/codes/principal.h"
#include "domain/codes/resource_name.h"
#include "services/server/bounded_cache.h"
#include "services/server/certificate.h"
#include "services/server/token_verifier.h"

namespace ogi {
namespace {

constexpr absl::string_view kAuthorization = "authorization";
constexpr absl::string_view kAgency = "ogi-agency";
constexpr absl::string_view kRepresented = "ogi-represented";
constexpr absl::string_view kForwardedFor = "ogi-forwarded-for";
constexpr absl::string_view kBearer = "Bearer ";

grpc::string_ref ToGrpc(absl::string_view text) { return {text.data(), text.size()}; }
absl::string_view FromGrpc(const grpc::string_ref& text) { return {text.data(), text.size()}; }

// The certificate that the peer showed and the handshake accepted, in PEM; nullopt where it showed
// none.
absl::StatusOr<std::optional<std::string>> PeerCertificate(
    const grpc::ServerContextBase& transport) {
  const std::shared_ptr<const grpc::AuthContext> context = transport.auth_context();
  if (context == nullptr) return std::nullopt;
  const std::vector<grpc::string_ref> found =
      context->FindPropertyValues(GRPC_X509_PEM_CERT_PROPERTY_NAME);
  if (found.empty()) return std::nullopt;
  // gRPC calls a peer with neither a common name nor an alternative name not authenticated.
  if (found.size() != 1 || !context->IsPeerAuthenticated()) {
    return errors::NotAuthenticated("the certificate has no name");
  }
  return std::string(found[0].data(), found[0].size());
}

// Empty where it is not there.
absl::StatusOr<absl::string_view> OneMetadatum(const grpc::ServerContextBase& transport,
                                               absl::string_view key, size_t max_bytes) {
  const auto [first, last] = transport.client_metadata().equal_range(ToGrpc(key));
  if (first == last) return absl::string_view();
  const absl::string_view value = FromGrpc(first->second);
  if (std::next(first) != last) return errors::NotAuthenticated(absl::StrCat(key, " came twice"));
  if (value.empty() || value.size() > max_bytes) {
    return errors::NotAuthenticated(absl::StrCat(key, " is empty or too long"));
  }
  return value;
}

struct Claims {
  absl::string_view token;
  absl::string_view agency;
  absl::string_view represented;

  bool empty() const { return token.empty() && agency.empty() && represented.empty(); }
};

absl::StatusOr<Claims> ReadClaims(const grpc::ServerContextBase& transport) {
  Claims claims;
  OGI_ASSIGN_OR_RETURN(claims.token, OneMetadatum(transport, kAuthorization,
                                                  kBearer.size() + limits::kMaxTokenBytes));
  if (!claims.token.empty() &&
      (!absl::ConsumePrefix(&claims.token, kBearer) || claims.token.empty())) {
    return errors::NotAuthenticated("authorization is no bearer token");
  }
  OGI_ASSIGN_OR_RETURN(claims.agency,
                       OneMetadatum(transport, kAgency, limits::kMaxCallerNameBytes));
  if (!claims.agency.empty() && !ParseAgencyName(claims.agency).has_value()) {
    return errors::NotAuthenticated("ogi-agency is no agency's name");
  }
  OGI_ASSIGN_OR_RETURN(claims.represented,
                       OneMetadatum(transport, kRepresented, limits::kMaxCallerNameBytes));
  if (!claims.represented.empty() && !ParsePersonName(claims.represented).has_value()) {
    return errors::NotAuthenticated("ogi-represented is no person's name");
  }
  return claims;
}

// From where a gateway has the call: it counts for anyone's quota and for the record. Without it
// they are the gateway's own.
absl::Status ReadForwarded(const grpc::ServerContextBase& transport, std::string& peer) {
  OGI_ASSIGN_OR_RETURN(const absl::string_view value,
                       OneMetadatum(transport, kForwardedFor, INET6_ADDRSTRLEN));
  if (value.empty()) return absl::OkStatus();
  const std::string address(value);
  in_addr ipv4;
  in6_addr ipv6;
  if (inet_pton(AF_INET, address.c_str(), &ipv4) == 1) {
    peer = absl::StrCat("ipv4:", address, ":0");
  } else if (inet_pton(AF_INET6, address.c_str(), &ipv6) == 1) {
    peer = absl::StrCat("ipv6:[", address, "]:0");
  } else {
    return errors::NotAuthenticated("ogi-forwarded-for is no address");
  }
  return absl::OkStatus();
}

}  // namespace

class Authenticator::Impl {
 public:
  Impl(const AccessBook* book, std::string audience)
      : book_(book),
        tokens_(book, std::move(audience)),
        certificates_(limits::kMaxCachedCertificates) {}

  absl::StatusOr<Caller> Identify(const grpc::ServerContextBase& transport, absl::Time now) {
    Caller caller;
    caller.peer = transport.peer();
    OGI_ASSIGN_OR_RETURN(const Claims claims, ReadClaims(transport));
    OGI_ASSIGN_OR_RETURN(const std::optional<std::string> pem, PeerCertificate(transport));
    if (!pem.has_value()) {
      if (!claims.empty()) return errors::NotAuthenticated("a claim came without a certificate");
      return caller;
    }
    OGI_ASSIGN_OR_RETURN(const std::shared_ptr<const ClientCertificate> certificate,
                         CertificateOf(*pem));
    if (now < certificate->not_before || certificate->not_after < now) {
      return errors::NotAuthenticated("the certificate is not in force");
    }
    if (book_->IsRevoked(certificate->fingerprint)) {
      return errors::NotAuthenticated("the certificate is revoked");
    }
    caller.fingerprint = certificate->fingerprint;
    if (certificate->principal.kind == Principal::Kind::kGateway) {
      if (!claims.empty()) return errors::NotAuthenticated("a gateway claims to be somebody");
      OGI_RETURN_IF_ERROR(ReadForwarded(transport, caller.peer));
      return caller;
    }
    caller.principal = certificate->principal;
    caller.agency_claimed = std::string(claims.agency);
    caller.represented_claimed = std::string(claims.represented);
    if (!claims.token.empty()) {
      OGI_ASSIGN_OR_RETURN(TokenVerifier::Person person,
                           tokens_.Verify(certificate->principal.name, claims.token, now));
      caller.person = std::move(person.name);
      caller.person_agency = std::move(person.agency);
    }
    return caller;
  }

 private:
  absl::StatusOr<std::shared_ptr<const ClientCertificate>> CertificateOf(absl::string_view pem) {
    if (auto found = certificates_.Find(pem); found != nullptr) return found;
    OGI_ASSIGN_OR_RETURN(ClientCertificate parsed, ParseClientCertificate(pem));
    auto certificate = std::make_shared<const ClientCertificate>(std::move(parsed));
    certificates_.Put(pem, certificate);
    return certificate;
  }

  const AccessBook* const book_;
  TokenVerifier tokens_;
  // By PEM.
  BoundedCache<ClientCertificate> certificates_;
};

Authenticator::Authenticator(const AccessBook* book, std::string audience)
    : impl_(std::make_unique<Impl>(book, std::move(audience))) {}

Authenticator::~Authenticator() = default;

absl::StatusOr<Caller> Authenticator::Identify(const grpc::ServerContextBase& transport,
                                               absl::Time now) const {
  return impl_->Identify(transport, now);
}

std::string Authenticator::FingerprintOf(const grpc::ServerContextBase& transport) {
  const absl::StatusOr<std::optional<std::string>> pem = PeerCertificate(transport);
  return pem.ok() && pem->has_value() ? CertificateFingerprint(**pem) : "";
}

}  // namespace ogi
