// The three acts on a waiver (豁免): an organ above requests one, another person approves it, and
// either is taken back.
#ifndef OGI_SERVICES_SUBMISSION_WAIVERS_H_
#define OGI_SERVICES_SUBMISSION_WAIVERS_H_

#include "absl/status/statusor.h"
#include "ogi/v1/revision.pb.h"
#include "ogi/v1/submission_service.pb.h"
#include "services/handler/environment.h"
#include "services/handler/step.h"

namespace ogi {

// Errors: as submission_service.proto says.
absl::StatusOr<Step<v1::Waiver>> RequestWaiver(const Environment& environment,
                                               const RequestContext& context,
                                               const v1::RequestWaiverRequest& request);
absl::StatusOr<Step<v1::Waiver>> ApproveWaiver(const Environment& environment,
                                               const RequestContext& context,
                                               const v1::ApproveWaiverRequest& request);
absl::StatusOr<Step<v1::Waiver>> RevokeWaiver(const Environment& environment,
                                              const RequestContext& context,
                                              const v1::RevokeWaiverRequest& request);

}  // namespace ogi

#endif  // OGI_SERVICES_SUBMISSION_WAIVERS_H_
