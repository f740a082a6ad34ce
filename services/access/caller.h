// Who calls, as the transport proves it; and what he may, as the records say.
#ifndef OGI_SERVICES_ACCESS_CALLER_H_
#define OGI_SERVICES_ACCESS_CALLER_H_

#include <optional>
#include <string>

#include "domain/codes/principal.h"

namespace ogi {

// What one call proves of its caller. Made by services/server's authenticator, which has checked
// the certificate and the token; nothing here is claimed without proof but `agency_claimed` and
// `represented_claimed`, which the authorizer checks.
struct Caller {
  // The address of the peer; of a call that a gateway passes on, the one it came from, as gRPC
  // writes it: `ipv4:10.0.0.7:0`.
  std::string peer;
  // By the certificate; nullopt without one: anyone.
  std::optional<Principal> principal;
  // SHA-256 of the certificate: 32 bytes; empty without one.
  std::string fingerprint;
  // By the token: `{issuer}/people/{person}`, with the issuer the certificate's own principal.
  // Empty without a token.
  std::string person;
  // The organ the person works for, by the token: `agencies/{agency}`. Empty without a token.
  std::string person_agency;
  // Metadata `ogi-agency`: for which organ a platform calls. Empty where it does not say.
  std::string agency_claimed;
  // Metadata `ogi-represented`: for which person another stands in. Empty where he does not.
  std::string represented_claimed;
};

}  // namespace ogi

#endif  // OGI_SERVICES_ACCESS_CALLER_H_
