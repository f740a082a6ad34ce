// RevalidateReport: a revision on record is judged anew.
#ifndef OGI_SERVICES_VALIDATION_REVALIDATE_H_
#define OGI_SERVICES_VALIDATION_REVALIDATE_H_

#include "absl/status/statusor.h"
#include "ogi/v1/revision.pb.h"
#include "ogi/v1/validation_service.pb.h"
#include "services/handler/environment.h"
#include "services/handler/step.h"

namespace ogi {

// Errors: as validation_service.proto says.
absl::StatusOr<Step<v1::Revision>> RevalidateReport(const Environment& environment,
                                                    const RequestContext& context,
                                                    const v1::RevalidateReportRequest& request);

}  // namespace ogi

#endif  // OGI_SERVICES_VALIDATION_REVALIDATE_H_
