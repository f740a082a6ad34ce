// roles list, grant, withdraw.
#include "absl/strings/match.h"
#include "clients/cli/commands/records.h"

namespace ogi::cli {
namespace {

struct RoleOptions {
  std::string holder;
  std::string role;
  std::string request_id;
};

absl::StatusOr<v1::RoleGrant> Grant(Session& session, const RoleOptions& options) {
  const std::optional<v1::Role> role = ParseRole(options.role);
  if (!role.has_value()) {
    return LocalError(
        absl::StrCat("没有“", options.role,
                     "”这一角色。请写 operator（系统管理员）、security-officer（安全管理员）、"
                     "auditor（安全审计员）或 central-office（主管部门）。"),
        absl::StrCat("There is no role \"", options.role,
                     "\": operator, security-officer, auditor or central-office."));
  }
  v1::GrantRoleRequest request;
  request.set_request_id(options.request_id);
  request.mutable_role_grant()->set_role(*role);
  const absl::string_view prefix = *role == v1::CENTRAL_OFFICE ? "agencies/" : "staff/";
  request.mutable_role_grant()->set_holder(absl::StrContains(options.holder, '/')
                                               ? options.holder
                                               : absl::StrCat(prefix, options.holder));
  OGI_ASSIGN_OR_RETURN(client::Client * client, session.Connect());
  return client->GrantRole(std::move(request));
}

absl::StatusOr<v1::ListRoleGrantsResponse> List(Session& session) {
  OGI_ASSIGN_OR_RETURN(client::Client * client, session.Connect());
  return client->ListRoleGrants({});
}

// Staff are named in full in lists, agencies are not.
std::string FullName(absl::string_view typed) {
  const bool full = absl::StartsWith(typed, "staff/") || absl::StartsWith(typed, "agencies/");
  return absl::StrCat(full ? "" : "agencies/", typed);
}

}  // namespace

void AddRoles(Menu& menu) {
  auto options = std::make_shared<RoleOptions>();
  CLI::App* family = menu.AddFamily(
      "roles", "角色：系统管理员、安全管理员、安全审计员（不得兼任）、主管部门；查阅、授予、收回",
      "roles: operator, security officer, auditor (nobody may be two), central office: list, "
      "grant, "
      "withdraw");
  menu.AddTo(*family, "list", "列出角色，含已收回的", "lists roles, withdrawn ones too",
             [](Session& session) {
               return TellRecords(
                   session, List(session),
                   [](const auto& response) -> auto& { return response.role_grants(); });
             });
  CLI::App* grant = menu.AddTo(
      *family, "grant", "授予角色", "grants a role",
      [options](Session& session) { return TellRecord(session, Grant(session, *options)); });
  grant
      ->add_option("HOLDER", options->holder,
                   menu.Words("工作人员，如 zhang-san；主管部门为机关，如 54-0001",
                              "one of the staff, e.g. zhang-san; for central-office an agency"))
      ->required();
  grant
      ->add_option("ROLE", options->role,
                   menu.Words("operator、security-officer、auditor 或 central-office",
                              "operator, security-officer, auditor or central-office"))
      ->required();
  AddRequestId(*grant, menu, options->request_id);
  AddWithdrawal<v1::WithdrawRoleRequest, v1::RoleGrant>(
      menu, *family, "收回角色，即时生效", "withdraws a role, at once",
      "staff/zhang-san/roleGrants/0123456789abcdef", &client::Client::WithdrawRole, &FullName);
}

}  // namespace ogi::cli
