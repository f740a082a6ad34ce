// Handlers: mandates of organs to platforms, and between persons.
#ifndef OGI_SERVICES_ACCESS_MANDATES_H_
#define OGI_SERVICES_ACCESS_MANDATES_H_

#include "absl/status/statusor.h"
#include "ogi/v1/access_service.pb.h"
#include "services/handler/environment.h"
#include "services/handler/step.h"

namespace ogi {

// Errors, besides those of AccessService: PERMISSION_DENIED for a mandate between persons that its
// giver does not make himself.
absl::StatusOr<Step<v1::Mandate>> CreateMandate(const Environment& environment,
                                                const RequestContext& context,
                                                const v1::CreateMandateRequest& request);
// Errors, besides those of AccessService: PERMISSION_DENIED for a person on leave who withdraws
// anything but that leave.
absl::StatusOr<Step<v1::Mandate>> WithdrawMandate(const Environment& environment,
                                                  const RequestContext& context,
                                                  const v1::WithdrawMandateRequest& request);
absl::StatusOr<v1::ListMandatesResponse> ListMandates(const Environment& environment,
                                                      const RequestContext& context,
                                                      const v1::ListMandatesRequest& request);

}  // namespace ogi

#endif  // OGI_SERVICES_ACCESS_MANDATES_H_
