// ExemptAgency, EndExemption.
#ifndef OGI_SERVICES_SEASON_EXEMPTIONS_H_
#define OGI_SERVICES_SEASON_EXEMPTIONS_H_

#include "absl/status/statusor.h"
#include "ogi/v1/season_service.pb.h"
#include "services/handler/environment.h"
#include "services/handler/step.h"

namespace ogi {

// Errors: as season_service.proto says.
absl::StatusOr<Step<v1::RosterEntry>> ExemptAgency(const Environment& environment,
                                                   const RequestContext& context,
                                                   const v1::ExemptAgencyRequest& request);
absl::StatusOr<Step<v1::RosterEntry>> EndExemption(const Environment& environment,
                                                   const RequestContext& context,
                                                   const v1::EndExemptionRequest& request);

}  // namespace ogi

#endif  // OGI_SERVICES_SEASON_EXEMPTIONS_H_
