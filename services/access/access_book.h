// The records of ogi/v1/access.proto, in memory: looked at in every call.
//
// What a handler commits is put here before it is answered, so that the next call meets it; what
// came to the store otherwise is found by Refresh.
#ifndef OGI_SERVICES_ACCESS_ACCESS_BOOK_H_
#define OGI_SERVICES_ACCESS_ACCESS_BOOK_H_

#include <optional>
#include <string>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/container/flat_hash_map.h"
#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/synchronization/mutex.h"
#include "domain/calendar/china_time.h"
#include "ogi/v1/access.pb.h"
#include "storage/store.h"

namespace ogi {

// Threads: any, at once.
class AccessBook {
 public:
  // Reads everything, unless nothing was committed in kAccessPartition since the last time. Whoever
  // makes a book calls it before the book is used, and again every second.
  // Errors: UNAVAILABLE, DATA_LOSS; the book is then as it was.
  absl::Status Refresh(const Reader& store) ABSL_LOCKS_EXCLUDED(mutex_);

  // A record as it was committed just now.
  void Put(const v1::Mandate& mandate) ABSL_LOCKS_EXCLUDED(mutex_);
  void Put(const v1::RoleGrant& grant) ABSL_LOCKS_EXCLUDED(mutex_);
  void Put(const v1::TokenKey& key) ABSL_LOCKS_EXCLUDED(mutex_);
  void Put(const v1::Revocation& revocation) ABSL_LOCKS_EXCLUDED(mutex_);

  // 32 bytes. A revocation cannot be withdrawn.
  bool IsRevoked(absl::string_view fingerprint) const ABSL_LOCKS_EXCLUDED(mutex_);

  // The public key (PEM) that holds; nullopt where there is none or it was withdrawn.
  std::optional<std::string> TokenKey(absl::string_view issuer, absl::string_view key_id) const
      ABSL_LOCKS_EXCLUDED(mutex_);

  // Of a holder: `staff/…` or `agencies/…`; ROLE_UNSPECIFIED for none. An organ has at most
  // CENTRAL_OFFICE, staff at most one of the three.
  v1::Role RoleOf(absl::string_view holder) const ABSL_LOCKS_EXCLUDED(mutex_);

  // How many hold a role.
  int HoldersOf(v1::Role role) const ABSL_LOCKS_EXCLUDED(mutex_);

  // The organs that `platform` may act for on `day`, by mandates of kind PLATFORM.
  struct Entitlement {
    std::string agency;
    bool subtree = false;
  };
  std::vector<Entitlement> EntitlementsOf(absl::string_view platform, CivilDay day) const
      ABSL_LOCKS_EXCLUDED(mutex_);

  // The organ for which `person` stands in for `represented` on `day`, by a mandate of kind
  // DELEGATION or LEAVE; nullopt for none.
  std::optional<std::string> RepresentedAgency(absl::string_view person,
                                               absl::string_view represented, CivilDay day) const
      ABSL_LOCKS_EXCLUDED(mutex_);

  // Whether a mandate of kind LEAVE says that `person` is away on `day`.
  bool IsOnLeave(absl::string_view person, CivilDay day) const ABSL_LOCKS_EXCLUDED(mutex_);

 private:
  // By the record's name; only those that have not been withdrawn, but for revocations.
  struct Records {
    // By delegate, and by the person represented.
    absl::flat_hash_map<std::string, std::vector<v1::Mandate>> mandates_by_delegate;
    absl::flat_hash_map<std::string, std::vector<v1::Mandate>> leaves_by_person;
    // By holder.
    absl::flat_hash_map<std::string, std::vector<v1::RoleGrant>> grants;
    // By `{issuer} {key id}`.
    absl::flat_hash_map<std::string, v1::TokenKey> token_keys;
    // By fingerprint, 32 bytes.
    absl::flat_hash_map<std::string, v1::Revocation> revocations;
  };

  static void PutInto(Records& records, const v1::Mandate& mandate);
  static void PutInto(Records& records, const v1::RoleGrant& grant);
  static void PutInto(Records& records, const v1::TokenKey& key);
  static void PutInto(Records& records, const v1::Revocation& revocation);

  mutable absl::Mutex mutex_;
  Records records_ ABSL_GUARDED_BY(mutex_);
  // The last commit of kAccessPartition that Refresh has seen.
  int64_t sequence_ ABSL_GUARDED_BY(mutex_) = -1;
  int64_t puts_ ABSL_GUARDED_BY(mutex_) = 0;
};

}  // namespace ogi

#endif  // OGI_SERVICES_ACCESS_ACCESS_BOOK_H_
