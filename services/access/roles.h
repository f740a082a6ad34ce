// Handlers: roles of staff, and of the central office.
#ifndef OGI_SERVICES_ACCESS_ROLES_H_
#define OGI_SERVICES_ACCESS_ROLES_H_

#include "absl/status/statusor.h"
#include "ogi/v1/access_service.pb.h"
#include "services/handler/environment.h"
#include "services/handler/step.h"

namespace ogi {

absl::StatusOr<Step<v1::RoleGrant>> GrantRole(const Environment& environment,
                                              const RequestContext& context,
                                              const v1::GrantRoleRequest& request);
absl::StatusOr<Step<v1::RoleGrant>> WithdrawRole(const Environment& environment,
                                                 const RequestContext& context,
                                                 const v1::WithdrawRoleRequest& request);
absl::StatusOr<v1::ListRoleGrantsResponse> ListRoleGrants(const Environment& environment,
                                                          const RequestContext& context,
                                                          const v1::ListRoleGrantsRequest& request);

}  // namespace ogi

#endif  // OGI_SERVICES_ACCESS_ROLES_H_
