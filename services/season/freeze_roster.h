// FreezeRoster: the registry's organs become the roster of a year, a bounded number a call.
#ifndef OGI_SERVICES_SEASON_FREEZE_ROSTER_H_
#define OGI_SERVICES_SEASON_FREEZE_ROSTER_H_

#include "absl/status/statusor.h"
#include "ogi/v1/season_service.pb.h"
#include "services/handler/environment.h"
#include "services/handler/step.h"

namespace ogi {

// The entries are committed first, in the partitions of their agencies, and say nothing until the
// roster's own record, committed last in each call, says how far they go. A call that was cut off
// left entries behind: the next one finds them and keeps them.
// Errors: as season_service.proto says.
absl::StatusOr<Step<v1::Roster>> FreezeRoster(const Environment& environment,
                                              const RequestContext& context,
                                              const v1::FreezeRosterRequest& request);

}  // namespace ogi

#endif  // OGI_SERVICES_SEASON_FREEZE_ROSTER_H_
