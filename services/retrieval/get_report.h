// GetReport and BatchGetReports.
#ifndef OGI_SERVICES_RETRIEVAL_GET_REPORT_H_
#define OGI_SERVICES_RETRIEVAL_GET_REPORT_H_

#include "absl/status/statusor.h"
#include "ogi/v1/retrieval_service.pb.h"
#include "services/handler/environment.h"
#include "services/handler/report_resource.h"

namespace ogi {

// Errors: as retrieval_service.proto says.
absl::StatusOr<StoredRevision> GetReport(const Environment& environment,
                                         const RequestContext& context,
                                         const v1::GetReportRequest& request);

absl::StatusOr<v1::BatchGetReportsResponse> BatchGetReports(
    const Environment& environment, const RequestContext& context,
    const v1::BatchGetReportsRequest& request);

}  // namespace ogi

#endif  // OGI_SERVICES_RETRIEVAL_GET_REPORT_H_
