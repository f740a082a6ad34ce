// GrantExtension, WithdrawExtension, ListExtensions.
#ifndef OGI_SERVICES_SEASON_EXTENSIONS_H_
#define OGI_SERVICES_SEASON_EXTENSIONS_H_

#include "absl/status/statusor.h"
#include "ogi/v1/season_service.pb.h"
#include "services/handler/environment.h"
#include "services/handler/step.h"

namespace ogi {

// Errors: as season_service.proto says.
absl::StatusOr<Step<v1::Extension>> GrantExtension(const Environment& environment,
                                                   const RequestContext& context,
                                                   const v1::GrantExtensionRequest& request);
absl::StatusOr<Step<v1::Extension>> WithdrawExtension(const Environment& environment,
                                                      const RequestContext& context,
                                                      const v1::WithdrawExtensionRequest& request);
absl::StatusOr<v1::ListExtensionsResponse> ListExtensions(const Environment& environment,
                                                          const RequestContext& context,
                                                          const v1::ListExtensionsRequest& request);

}  // namespace ogi

#endif  // OGI_SERVICES_SEASON_EXTENSIONS_H_
