// SubmitReport and RecordHistoricalReport: a report becomes a revision.
#ifndef OGI_SERVICES_SUBMISSION_FILE_REPORT_H_
#define OGI_SERVICES_SUBMISSION_FILE_REPORT_H_

#include "absl/status/statusor.h"
#include "ogi/v1/revision.pb.h"
#include "ogi/v1/submission_service.pb.h"
#include "services/handler/environment.h"
#include "services/handler/step.h"

namespace ogi {

// Errors: as submission_service.proto says.
absl::StatusOr<Step<v1::Revision>> SubmitReport(const Environment& environment,
                                                const RequestContext& context,
                                                const v1::SubmitReportRequest& request);

// One item of SubmitReports.
absl::StatusOr<Step<v1::SubmitReportsResponse>> SubmitReportItem(
    const Environment& environment, const RequestContext& context,
    const v1::SubmitReportsRequest& item);

absl::StatusOr<Step<v1::Revision>> RecordHistoricalReport(
    const Environment& environment, const RequestContext& context,
    const v1::RecordHistoricalReportRequest& request);

}  // namespace ogi

#endif  // OGI_SERVICES_SUBMISSION_FILE_REPORT_H_
