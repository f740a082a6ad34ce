// GetSeason, ListSeasons, SetSeason.
#ifndef OGI_SERVICES_SEASON_SEASONS_H_
#define OGI_SERVICES_SEASON_SEASONS_H_

#include "absl/status/statusor.h"
#include "ogi/v1/season_service.pb.h"
#include "services/handler/environment.h"
#include "services/handler/step.h"

namespace ogi {

// Errors: as season_service.proto says.
absl::StatusOr<v1::Season> GetSeason(const Environment& environment, const RequestContext& context,
                                     const v1::GetSeasonRequest& request);
absl::StatusOr<v1::ListSeasonsResponse> ListSeasons(const Environment& environment,
                                                    const RequestContext& context,
                                                    const v1::ListSeasonsRequest& request);
absl::StatusOr<Step<v1::Season>> SetSeason(const Environment& environment,
                                           const RequestContext& context,
                                           const v1::SetSeasonRequest& request);

}  // namespace ogi

#endif  // OGI_SERVICES_SEASON_SEASONS_H_
