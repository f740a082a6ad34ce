#include "domain/codes/principal.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "domain/codes/resource_name.h"

namespace ogi {
namespace {

constexpr size_t kMaxIdBytes = 64;
constexpr absl::string_view kPeople = "/people/";

}  // namespace

bool IsPrincipalId(absl::string_view id) {
  return !id.empty() && id.size() <= kMaxIdBytes && std::all_of(id.begin(), id.end(), [](char c) {
    return absl::ascii_isalnum(static_cast<unsigned char>(c)) || c == '.' || c == '_' || c == '-';
  });
}

std::optional<Principal> ParsePrincipal(absl::string_view name) {
  if (ParseAgencyName(name).has_value()) {
    return Principal{Principal::Kind::kAgency, std::string(name)};
  }
  absl::string_view id = name;
  if (absl::ConsumePrefix(&id, "platforms/") && IsPrincipalId(id)) {
    return Principal{Principal::Kind::kPlatform, std::string(name)};
  }
  id = name;
  if (absl::ConsumePrefix(&id, "staff/") && IsPrincipalId(id)) {
    return Principal{Principal::Kind::kStaff, std::string(name)};
  }
  return std::nullopt;
}

std::optional<Principal> ParsePrincipalUri(absl::string_view uri) {
  if (!absl::ConsumePrefix(&uri, "ogi:")) return std::nullopt;
  absl::string_view id = uri;
  if (absl::ConsumePrefix(&id, "gateways/") && IsPrincipalId(id)) {
    return Principal{Principal::Kind::kGateway, std::string(uri)};
  }
  return ParsePrincipal(uri);
}

std::optional<PersonName> ParsePersonName(absl::string_view name) {
  const size_t people = name.find(kPeople);
  if (people == absl::string_view::npos) return std::nullopt;
  const absl::string_view person = name.substr(people + kPeople.size());
  const std::optional<Principal> issuer = ParsePrincipal(name.substr(0, people));
  if (!issuer.has_value() || issuer->kind == Principal::Kind::kStaff || !IsPrincipalId(person)) {
    return std::nullopt;
  }
  return PersonName{issuer->name, std::string(person)};
}

std::string FormatPersonName(absl::string_view issuer, absl::string_view person) {
  return absl::StrCat(issuer, kPeople, person);
}

}  // namespace ogi
