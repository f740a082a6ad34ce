// Decides what a caller may do: the table of domain/permission, the records, and the tree of
// organs.
#ifndef OGI_SERVICES_ACCESS_AUTHORIZER_H_
#define OGI_SERVICES_ACCESS_AUTHORIZER_H_

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "domain/calendar/china_time.h"
#include "domain/permission/permission.h"
#include "ogi/v1/revision.pb.h"
#include "services/access/access_book.h"
#include "services/access/caller.h"
#include "storage/store.h"

namespace ogi {

// In whose name a call is made.
struct Acting {
  CallerRole role = CallerRole::kAnyone;
  // The organ that acts; empty for staff and anyone.
  std::string agency_id;
  // A platform that has named no organ: it acts for the organ whose resource it is, where it has
  // that organ's mandate.
  bool for_owner = false;
  // A person who is away: nothing is permitted to him but what ends his leave.
  bool on_leave = false;
  v1::Actor actor;
  CivilDay day;
  // What the platform may act for; empty for others.
  std::vector<AccessBook::Entitlement> entitlements;
};

// A record that a permission rests on, and the version it had.
struct AuthorityGuard {
  Partition partition;
  Guard guard;
};

// Who calls, as far as certificate and token prove it: without the organ that a platform claims.
v1::Actor ProvenActor(const Caller& caller);

// Threads: any, at once.
class Authorizer {
 public:
  // Both outlive it.
  Authorizer(const Reader* store, const AccessBook* book) : store_(store), book_(book) {}

  // Errors: PERMISSION_DENIED (NotPermitted): a platform without the mandate it claims, a person
  // who does not stand in for whom he claims or is on leave himself, staff without a role.
  absl::StatusOr<Acting> Act(const Caller& caller, CivilDay day) const;

  // What may be done with a resource of an organ; `agency_id` is empty where the method has none.
  // Adds to `guards`, which may be null, the records of organs that were read to decide: a superior
  // that is moved meanwhile must not act on what it no longer stands above. Mandates and roles are
  // of another partition than what they permit, and come from memory: they cannot be guarded.
  // Errors: UNAVAILABLE, DATA_LOSS.
  absl::StatusOr<Permission> Permit(const PermissionRow& row, const Acting& acting,
                                    absl::string_view agency_id,
                                    std::vector<AuthorityGuard>* guards) const;

 private:
  using Guards = std::vector<AuthorityGuard>;

  // Whether one organ stands above another today, at any height.
  absl::StatusOr<bool> StandsAbove(absl::string_view superior_id, absl::string_view agency_id,
                                   CivilDay day, Guards* guards) const;
  absl::StatusOr<bool> Entitled(const Acting& acting, absl::string_view agency_id,
                                Guards* guards) const;
  absl::StatusOr<Relation> RelationTo(const Acting& acting, absl::string_view agency_id,
                                      Guards* guards) const;

  const Reader* const store_;
  const AccessBook* const book_;
};

}  // namespace ogi

#endif  // OGI_SERVICES_ACCESS_AUTHORIZER_H_
