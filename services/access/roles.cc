#include "services/access/roles.h"

#include <optional>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "common/errors.h"
#include "common/field_violations.h"
#include "common/status_macros.h"
#include "domain/codes/principal.h"
#include "ogi/storage/v1/records.pb.h"
#include "services/access/record_change.h"
#include "services/handler/request_checks.h"
#include "storage/keys/keys.h"

namespace ogi {
namespace {

using storage::v1::RoleGrantRecord;

constexpr absl::string_view kRoleGrants = "/roleGrants/";
constexpr absl::string_view kScope = "roles";

// All roles change one after another: whether one excludes another, and which is the last, holds
// only while none changes beside it.
absl::StatusOr<Write> TakeTurn(const Environment& environment) {
  const std::string key = keys::Meta(keys::kRoles);
  OGI_ASSIGN_OR_RETURN(std::optional<Item> item, environment.store->Get(kAccessPartition, key));
  return Write{key, "", item.has_value() ? item->version : kAbsent};
}

// Those that have not been withdrawn.
template <typename Use>
absl::Status ForEachGrant(const Environment& environment, const Use& use) {
  return ForEachAccessRecord<RoleGrantRecord>(*environment.store, keys::AllRoleGrants(),
                                              [&](const RoleGrantRecord& each) {
                                                if (!each.role_grant().life().has_withdraw_time())
                                                  use(each.role_grant());
                                              });
}

void CheckGrant(const v1::RoleGrant& grant, FieldViolations* violations) {
  const std::optional<Principal> holder = ParsePrincipal(grant.holder());
  if (!v1::Role_IsValid(grant.role()) || grant.role() == v1::ROLE_UNSPECIFIED) {
    violations->Add("role_grant.role", "请选择角色。", "is required: one of Role.");
    return;
  }
  const bool office = grant.role() == v1::CENTRAL_OFFICE;
  const Principal::Kind wanted = office ? Principal::Kind::kAgency : Principal::Kind::kStaff;
  if (holder.has_value() && holder->kind == wanted) return;
  violations->Add("role_grant.holder",
                  office ? "主管部门应为机关，如 agencies/54-0000001，请更正。"
                         : "应为本系统工作人员，如 staff/zhang-san，请更正。",
                  office ? "must be an organ, e.g. agencies/54-0000001."
                         : "must be one of the staff, e.g. staff/zhang-san.");
}

}  // namespace

absl::StatusOr<Step<v1::RoleGrant>> GrantRole(const Environment& environment,
                                              const RequestContext& context,
                                              const v1::GrantRoleRequest& request) {
  v1::RoleGrant grant = request.role_grant();
  grant.clear_name();
  grant.clear_life();
  FieldViolations violations;
  CheckGrant(grant, &violations);
  CheckRequestId(request.request_id(), &violations);
  OGI_RETURN_IF_ERROR(violations.ToStatus());
  OGI_ASSIGN_OR_RETURN(
      RecordChange change,
      BeginChange(environment, context, kScope, request.request_id(), grant.SerializeAsString()));
  const std::string key = keys::RoleGrant(grant.holder(), IdOf(change));
  if (change.repeated) {
    OGI_ASSIGN_OR_RETURN(auto made, ReadAccessRecord<RoleGrantRecord>(environment, key));
    if (!made.has_value()) return errors::RecordDamaged("a role grant is missing");
    return AnswerPresent(environment, std::move(*made->message.mutable_role_grant()));
  }
  OGI_ASSIGN_OR_RETURN(Write turn, TakeTurn(environment));
  std::optional<v1::RoleGrant> held;
  OGI_RETURN_IF_ERROR(ForEachGrant(environment, [&](const v1::RoleGrant& each) {
    if (each.holder() == grant.holder()) held = each;
  }));
  if (held.has_value()) {
    if (held->role() != grant.role()) return errors::RolesExclude(grant.holder());
    return AnswerPresent(environment, *std::move(held));
  }
  grant.set_name(absl::StrCat(grant.holder(), kRoleGrants, IdOf(change)));
  SetCreated(context, *grant.mutable_life());
  RoleGrantRecord record;
  *record.mutable_role_grant() = grant;
  return ChangeStep(environment, context, change,
                    {std::move(turn), {key, record.SerializeAsString(), kAbsent}},
                    std::move(grant));
}

absl::StatusOr<Step<v1::RoleGrant>> WithdrawRole(const Environment& environment,
                                                 const RequestContext& context,
                                                 const v1::WithdrawRoleRequest& request) {
  FieldViolations violations;
  const absl::string_view name = request.name();
  const size_t at = name.find(kRoleGrants);
  const bool well_formed = at != absl::string_view::npos &&
                           ParsePrincipal(name.substr(0, at)).has_value() &&
                           IsPrincipalId(name.substr(at + kRoleGrants.size()));
  if (!well_formed) {
    violations.Add("name", "应为角色记录的名称，如 staff/zhang-san/roleGrants/0123456789abcdef。",
                   "must be like staff/zhang-san/roleGrants/0123456789abcdef.");
  }
  CheckRequestId(request.request_id(), &violations);
  CheckReason(request.reason(), /*required=*/false, &violations);
  OGI_RETURN_IF_ERROR(violations.ToStatus());
  OGI_ASSIGN_OR_RETURN(RecordChange change,
                       BeginChange(environment, context, kScope, request.request_id(),
                                   absl::StrCat("withdraw\n", name, "\n", request.reason())));
  OGI_ASSIGN_OR_RETURN(Write turn, TakeTurn(environment));
  const std::string key = keys::RoleGrant(name.substr(0, at), name.substr(at + kRoleGrants.size()));
  OGI_ASSIGN_OR_RETURN(auto stored, ReadAccessRecord<RoleGrantRecord>(environment, key));
  if (!stored.has_value()) return errors::AccessRecordNotFound(name);
  v1::RoleGrant& grant = *stored->message.mutable_role_grant();
  if (grant.life().has_withdraw_time()) return AnswerPresent(environment, std::move(grant));
  if (grant.role() == v1::SECURITY_OFFICER) {
    int officers = 0;
    OGI_RETURN_IF_ERROR(ForEachGrant(environment, [&](const v1::RoleGrant& each) {
      officers += each.role() == v1::SECURITY_OFFICER ? 1 : 0;
    }));
    if (officers == 1) return errors::LastSecurityOfficer();
  }
  SetWithdrawn(context, request.reason(), *grant.mutable_life());
  return ChangeStep(environment, context, change,
                    {std::move(turn), {key, stored->message.SerializeAsString(), stored->version}},
                    grant);
}

absl::StatusOr<v1::ListRoleGrantsResponse> ListRoleGrants(const Environment& environment,
                                                          const RequestContext&,
                                                          const v1::ListRoleGrantsRequest&) {
  v1::ListRoleGrantsResponse response;
  OGI_RETURN_IF_ERROR(ForEachAccessRecord<RoleGrantRecord>(
      *environment.store, keys::AllRoleGrants(),
      [&](const RoleGrantRecord& each) { *response.add_role_grants() = each.role_grant(); }));
  return response;
}

}  // namespace ogi
