// Names of callers: organs, platforms and staff, as certificates name them, and people, as tokens
// do.
#ifndef OGI_DOMAIN_CODES_PRINCIPAL_H_
#define OGI_DOMAIN_CODES_PRINCIPAL_H_

#include <optional>
#include <string>

#include "absl/strings/string_view.h"

namespace ogi {

struct Principal {
  enum class Kind {
    kAgency,
    kPlatform,
    kStaff,
    // Passes on the calls of anyone, and says from where they came. Only a certificate names one:
    // it has no role, no mandate and no token.
    kGateway,
  };
  Kind kind = Kind::kAgency;
  // The resource name: `agencies/54-0424204`, `platforms/xizang`, `staff/zhang-san`,
  // `gateways/portal`.
  std::string name;

  friend bool operator==(const Principal&, const Principal&) = default;
};

// Nullopt for what is no caller's name. A gateway's is none.
std::optional<Principal> ParsePrincipal(absl::string_view name);

// The same of a certificate's URI, `ogi:platforms/xizang`; here `ogi:gateways/portal` is one.
std::optional<Principal> ParsePrincipalUri(absl::string_view uri);

// 1 to 64 characters of [0-9A-Za-z._-]: ids of platforms, staff, people and token keys.
bool IsPrincipalId(absl::string_view id);

// `platforms/xizang/people/li-si`. The issuer is a platform or an agency.
struct PersonName {
  std::string issuer;
  std::string person;

  friend bool operator==(const PersonName&, const PersonName&) = default;
};
std::optional<PersonName> ParsePersonName(absl::string_view name);
std::string FormatPersonName(absl::string_view issuer, absl::string_view person);

}  // namespace ogi

#endif  // OGI_DOMAIN_CODES_PRINCIPAL_H_
