#include "services/server/token_verifier.h"

#include <jwt.h>

#include <algorithm>
#include <cerrno>
#include <memory>
#include <optional>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "common/digest.h"
#include "common/errors.h"
#include "common/limits.h"
#include "common/status_macros.h"
#include "domain/codes/principal.h"
#include "domain/codes/resource_name.h"

namespace ogi {
namespace {

constexpr absl::string_view kAlgorithm = "ES256";

struct TokenDeleter {
  void operator()(jwt_t* token) const { jwt_free(token); }
};
using TokenHandle = std::unique_ptr<jwt_t, TokenDeleter>;

absl::Status Refuse(absl::string_view cause) {
  return errors::NotAuthenticated(absl::StrCat("token: ", cause));
}

// Three parts of base64url. libjwt forgives more.
bool IsCompact(absl::string_view token) {
  return std::count(token.begin(), token.end(), '.') == 2 &&
         std::all_of(token.begin(), token.end(), [](char c) {
           return absl::ascii_isalnum(static_cast<unsigned char>(c)) || c == '-' || c == '_' ||
                  c == '.';
         });
}

// Null where it cannot be read or, with a key, is not signed by it. Without a key, what it says is
// not yet to be believed.
TokenHandle Decode(const std::string& token, absl::string_view public_key) {
  jwt_t* decoded = nullptr;
  const auto* key = reinterpret_cast<const unsigned char*>(public_key.data());
  const int result = public_key.empty() ? jwt_decode(&decoded, token.c_str(), nullptr, 0)
                                        : jwt_decode(&decoded, token.c_str(), key,
                                                     static_cast<int>(public_key.size()));
  TokenHandle handle(decoded);
  return result == 0 ? std::move(handle) : nullptr;
}

absl::string_view OrEmpty(const char* text) { return text == nullptr ? "" : text; }

// Whether it is there, of whatever type.
bool HasHeader(jwt_t* token, const char* name) {
  errno = 0;
  jwt_get_header_int(token, name);
  return errno != ENOENT;
}

bool HasClaim(jwt_t* token, const char* name) {
  errno = 0;
  jwt_get_grant_int(token, name);
  return errno != ENOENT;
}

// Empty where it is missing or no string.
absl::string_view TextClaim(jwt_t* token, const char* name) {
  return OrEmpty(jwt_get_grant(token, name));
}

// Nullopt where it is missing or no integer: libjwt answers 0 for one of another type.
std::optional<absl::Time> TimeClaim(jwt_t* token, const char* name) {
  errno = 0;
  const long seconds = jwt_get_grant_int(token, name);
  if (errno != 0 || seconds <= 0) return std::nullopt;
  return absl::FromUnixSeconds(seconds);
}

// The expiry of a token that holds at `now`.
absl::StatusOr<absl::Time> CheckTimes(jwt_t* token, absl::Time now) {
  const std::optional<absl::Time> issued = TimeClaim(token, "iat");
  const std::optional<absl::Time> expiry = TimeClaim(token, "exp");
  if (!issued.has_value() || !expiry.has_value()) return Refuse("no iat or exp");
  if (*expiry <= now) return Refuse("expired");
  if (*expiry - *issued > limits::kMaxTokenLifetime) return Refuse("lives too long");
  if (*issued > now + limits::kMaxTokenClockSkew) return Refuse("issued in the future");
  if (HasClaim(token, "nbf")) {
    const std::optional<absl::Time> not_before = TimeClaim(token, "nbf");
    if (!not_before.has_value() || *not_before > now + limits::kMaxTokenClockSkew) {
      return Refuse("not yet valid");
    }
  }
  return *expiry;
}

// The id of the key that the header names. libjwt verifies by whatever algorithm the header says,
// so that is looked at first.
absl::StatusOr<std::string> KeyId(const std::string& token) {
  const TokenHandle unverified = Decode(token, "");
  if (unverified == nullptr) return Refuse("not readable");
  if (OrEmpty(jwt_get_header(unverified.get(), "alg")) != kAlgorithm) {
    return Refuse("not signed with ES256");
  }
  // What it asks to be understood, is not.
  if (HasHeader(unverified.get(), "crit")) return Refuse("critical header");
  const absl::string_view key_id = OrEmpty(jwt_get_header(unverified.get(), "kid"));
  if (!IsPrincipalId(key_id)) return Refuse("no kid");
  return std::string(key_id);
}

}  // namespace

TokenVerifier::TokenVerifier(const AccessBook* book, std::string audience)
    : book_(book), audience_(std::move(audience)), verified_(limits::kMaxCachedTokens) {}

absl::StatusOr<TokenVerifier::Person> TokenVerifier::Verify(absl::string_view issuer,
                                                            absl::string_view token,
                                                            absl::Time now) const {
  if (token.size() > limits::kMaxTokenBytes || !IsCompact(token)) return Refuse("malformed");
  // No issuer has a space in its name.
  const std::string digest = Sha256(absl::StrCat(issuer, " ", token));
  if (const auto known = verified_.Find(digest); known != nullptr) {
    if (known->expiry <= now) return Refuse("expired");
    if (book_->TokenKey(issuer, known->key_id) != known->public_key) return Refuse("key is gone");
    return known->person;
  }
  OGI_ASSIGN_OR_RETURN(Verified verified, VerifyAnew(issuer, std::string(token), now));
  const auto kept = std::make_shared<const Verified>(std::move(verified));
  verified_.Put(digest, kept);
  return kept->person;
}

absl::StatusOr<TokenVerifier::Verified> TokenVerifier::VerifyAnew(absl::string_view issuer,
                                                                  const std::string& token,
                                                                  absl::Time now) const {
  Verified verified;
  OGI_ASSIGN_OR_RETURN(verified.key_id, KeyId(token));
  const std::optional<std::string> public_key = book_->TokenKey(issuer, verified.key_id);
  if (!public_key.has_value()) return Refuse("unknown key");
  verified.public_key = *public_key;

  const TokenHandle signed_token = Decode(token, verified.public_key);
  if (signed_token == nullptr || jwt_get_alg(signed_token.get()) != JWT_ALG_ES256) {
    return Refuse("wrong signature");
  }
  jwt_t* claims = signed_token.get();
  if (TextClaim(claims, "iss") != issuer) return Refuse("another issuer");
  if (TextClaim(claims, "aud") != audience_) return Refuse("another audience");
  OGI_ASSIGN_OR_RETURN(verified.expiry, CheckTimes(claims, now));
  const absl::string_view person = TextClaim(claims, "sub");
  if (!IsPrincipalId(person)) return Refuse("sub is no person's id");
  verified.person.agency = std::string(TextClaim(claims, "agency"));
  if (!ParseAgencyName(verified.person.agency).has_value()) return Refuse("agency is no agency");
  verified.person.name = FormatPersonName(issuer, person);
  return verified;
}

}  // namespace ogi
