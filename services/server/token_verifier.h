// Checks the tokens that name people: JWT signed with ES256 by a platform or an organ.
#ifndef OGI_SERVICES_SERVER_TOKEN_VERIFIER_H_
#define OGI_SERVICES_SERVER_TOKEN_VERIFIER_H_

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "services/access/access_book.h"
#include "services/server/bounded_cache.h"

namespace ogi {

// Threads: any, at once.
class TokenVerifier {
 public:
  struct Person {
    // `{issuer}/people/{person}`.
    std::string name;
    // `agencies/{agency}`: the organ he works for.
    std::string agency;
  };

  // `book` outlives it.
  TokenVerifier(const AccessBook* book, std::string audience);

  // The person that a token names, which came in a call of `issuer`: the name in the certificate.
  // The header has alg ES256 and the kid of one of the issuer's keys. The claims:
  //   iss     the issuer, exactly
  //   aud     the installation's audience: one string
  //   sub     the person's id
  //   agency  `agencies/{agency}`
  //   iat     seconds, at most limits::kMaxTokenClockSkew ahead; nbf alike, where it is there
  //   exp     seconds, in the future, at most limits::kMaxTokenLifetime after iat
  // A token that was found good is not verified again before it expires, but its key is looked for
  // in every call.
  // Errors: UNAUTHENTICATED (NotAuthenticated).
  absl::StatusOr<Person> Verify(absl::string_view issuer, absl::string_view token,
                                absl::Time now) const;

 private:
  struct Verified {
    Person person;
    std::string key_id;
    std::string public_key;
    absl::Time expiry;
  };

  absl::StatusOr<Verified> VerifyAnew(absl::string_view issuer, const std::string& token,
                                      absl::Time now) const;

  const AccessBook* const book_;
  const std::string audience_;
  // By SHA-256 of the issuer and the token: whoever reads memory finds no tokens to use.
  mutable BoundedCache<Verified> verified_;
};

}  // namespace ogi

#endif  // OGI_SERVICES_SERVER_TOKEN_VERIFIER_H_
