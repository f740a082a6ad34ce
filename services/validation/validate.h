// ValidateReport and ListRules.
#ifndef OGI_SERVICES_VALIDATION_VALIDATE_H_
#define OGI_SERVICES_VALIDATION_VALIDATE_H_

#include "absl/status/statusor.h"
#include "ogi/v1/validation_service.pb.h"
#include "services/handler/environment.h"

namespace ogi {

// Errors: as validation_service.proto says.
absl::StatusOr<v1::Verdict> ValidateReport(const Environment& environment,
                                           const RequestContext& context,
                                           const v1::ValidateReportRequest& request);

absl::StatusOr<v1::ListRulesResponse> ListRules(const Environment& environment,
                                                const RequestContext& context,
                                                const v1::ListRulesRequest& request);

}  // namespace ogi

#endif  // OGI_SERVICES_VALIDATION_VALIDATE_H_
