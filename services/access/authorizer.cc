#include "services/access/authorizer.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "common/errors.h"
#include "common/limits.h"
#include "common/status_macros.h"
#include "domain/agency/agency.h"
#include "domain/codes/agency_id.h"
#include "domain/codes/resource_name.h"
#include "ogi/storage/v1/records.pb.h"
#include "services/handler/records.h"
#include "storage/keys/keys.h"

namespace ogi {
namespace {

CallerRole RoleOfStaff(v1::Role role) {
  switch (role) {
    case v1::OPERATOR:
      return CallerRole::kOperator;
    case v1::SECURITY_OFFICER:
      return CallerRole::kSecurityOfficer;
    case v1::AUDITOR:
      return CallerRole::kAuditor;
    default:
      return CallerRole::kAnyone;
  }
}

bool MayAny(const PermissionRow& row, CallerRole role) {
  for (size_t i = 0; i < kRelations; ++i) {
    if (PermissionOf(row, role, static_cast<Relation>(i)) != Permission::kDenied) return true;
  }
  return false;
}

// Once, however many ways lead past it.
void AddGuard(absl::string_view agency_id, const std::string& key, Version version,
              std::vector<AuthorityGuard>& guards) {
  if (std::any_of(guards.begin(), guards.end(),
                  [&key](const AuthorityGuard& each) { return each.guard.key == key; })) {
    return;
  }
  guards.push_back({Partition(PartitionOf(agency_id)), {key, version}});
}

}  // namespace

v1::Actor ProvenActor(const Caller& caller) {
  v1::Actor actor;
  actor.set_peer(caller.peer);
  actor.set_authenticated(caller.principal.has_value());
  if (!caller.principal.has_value()) return actor;
  actor.set_person(caller.person);
  switch (caller.principal->kind) {
    case Principal::Kind::kAgency:
      actor.set_agency(caller.principal->name);
      break;
    case Principal::Kind::kPlatform:
      actor.set_platform(caller.principal->name);
      break;
    case Principal::Kind::kStaff:
      actor.set_person(caller.principal->name);
      break;
    // The authenticator takes its calls for those of anyone.
    case Principal::Kind::kGateway:
      break;
  }
  return actor;
}

absl::StatusOr<Acting> Authorizer::Act(const Caller& caller, CivilDay day) const {
  Acting acting;
  acting.day = day;
  acting.actor = ProvenActor(caller);
  if (!caller.principal.has_value()) return acting;

  const std::string& name = caller.principal->name;
  if (caller.principal->kind == Principal::Kind::kStaff) {
    acting.role = RoleOfStaff(book_->RoleOf(name));
    if (acting.role == CallerRole::kAnyone) return errors::NotPermitted();
    return acting;
  }

  std::string agency = caller.agency_claimed;
  if (!caller.person.empty()) {
    acting.on_leave = book_->IsOnLeave(caller.person, day);
    std::string persons_agency = caller.person_agency;
    if (!caller.represented_claimed.empty()) {
      if (acting.on_leave) return errors::NotPermitted();
      std::optional<std::string> represented =
          book_->RepresentedAgency(caller.person, caller.represented_claimed, day);
      if (!represented.has_value()) return errors::NotPermitted();
      acting.actor.set_person_represented(caller.represented_claimed);
      persons_agency = *std::move(represented);
    }
    // A person acts for his organ, or for that of the one he stands in for, and for no other.
    if (!agency.empty() && agency != persons_agency) return errors::NotPermitted();
    agency = std::move(persons_agency);
  } else if (!caller.represented_claimed.empty()) {
    return errors::NotPermitted();
  }

  acting.role = CallerRole::kOrgan;
  if (caller.principal->kind == Principal::Kind::kAgency) {
    if (!agency.empty() && agency != name) return errors::NotPermitted();
    agency = name;
  } else {
    acting.entitlements = book_->EntitlementsOf(name, day);
    acting.for_owner = agency.empty();
  }
  // One that nobody has entitled is no more than anyone.
  if (acting.for_owner && acting.entitlements.empty()) acting.role = CallerRole::kAnyone;
  if (acting.for_owner) return acting;
  const std::optional<std::string> id = ParseAgencyName(agency);
  if (!id.has_value()) return errors::NotPermitted();
  acting.agency_id = *id;
  acting.actor.set_agency(agency);
  if (caller.principal->kind == Principal::Kind::kPlatform) {
    OGI_ASSIGN_OR_RETURN(const bool entitled, Entitled(acting, acting.agency_id, nullptr));
    if (!entitled) return errors::NotPermitted();
  }
  if (book_->RoleOf(agency) == v1::CENTRAL_OFFICE) acting.role = CallerRole::kCentralOffice;
  return acting;
}

absl::StatusOr<Permission> Authorizer::Permit(const PermissionRow& row, const Acting& acting,
                                              absl::string_view agency_id, Guards* guards) const {
  if (!MayAny(row, acting.role)) return Permission::kDenied;
  if (acting.on_leave && !row.ends_leave) return Permission::kDenied;
  if (row.needs_person && !acting.actor.platform().empty() && acting.actor.person().empty()) {
    return Permission::kDenied;
  }
  const bool organ = acting.role == CallerRole::kOrgan || acting.role == CallerRole::kCentralOffice;
  if (!organ) return PermissionOf(row, acting.role, Relation::kStranger);
  if (agency_id.empty()) return PermissionOf(row, acting.role, Relation::kOwn);
  OGI_ASSIGN_OR_RETURN(const Relation relation, RelationTo(acting, agency_id, guards));
  return PermissionOf(row, acting.role, relation);
}

absl::StatusOr<Relation> Authorizer::RelationTo(const Acting& acting, absl::string_view agency_id,
                                                Guards* guards) const {
  if (acting.for_owner) {
    OGI_ASSIGN_OR_RETURN(const bool entitled, Entitled(acting, agency_id, guards));
    return entitled ? Relation::kOwn : Relation::kStranger;
  }
  if (acting.agency_id == agency_id) return Relation::kOwn;
  OGI_ASSIGN_OR_RETURN(const bool above,
                       StandsAbove(acting.agency_id, agency_id, acting.day, guards));
  if (above) return Relation::kSuperior;
  OGI_ASSIGN_OR_RETURN(const bool below,
                       StandsAbove(agency_id, acting.agency_id, acting.day, guards));
  return below ? Relation::kSubordinate : Relation::kStranger;
}

absl::StatusOr<bool> Authorizer::Entitled(const Acting& acting, absl::string_view agency_id,
                                          Guards* guards) const {
  for (const AccessBook::Entitlement& each : acting.entitlements) {
    const std::optional<std::string> root = ParseAgencyName(each.agency);
    if (!root.has_value()) continue;
    if (*root == agency_id) return true;
    if (!each.subtree) continue;
    OGI_ASSIGN_OR_RETURN(const bool below, StandsAbove(*root, agency_id, acting.day, guards));
    if (below) return true;
  }
  return false;
}

absl::StatusOr<bool> Authorizer::StandsAbove(absl::string_view superior_id,
                                             absl::string_view agency_id, CivilDay day,
                                             Guards* guards) const {
  std::string id(agency_id);
  for (int step = 0; step < limits::kMaxTreeDepth; ++step) {
    const std::string key = keys::Agency(id);
    OGI_ASSIGN_OR_RETURN(std::optional<Item> item, store_->Get(PartitionOf(id), key));
    if (guards != nullptr) AddGuard(id, key, item.has_value() ? item->version : kAbsent, *guards);
    OGI_ASSIGN_OR_RETURN(std::optional<Record<storage::v1::AgencyRecord>> record,
                         ParseRecord<storage::v1::AgencyRecord>(item));
    if (!record.has_value()) return false;
    id = std::string(SuperiorOn(record->message.agency(), day));
    if (id.empty()) return false;
    if (id == superior_id) return true;
  }
  return false;
}

}  // namespace ogi
