// WithdrawReport, ReturnReport, AcceptReport, PublishReport: an act moves a revision.
#ifndef OGI_SERVICES_SUBMISSION_CHANGE_STATE_H_
#define OGI_SERVICES_SUBMISSION_CHANGE_STATE_H_

#include "absl/status/statusor.h"
#include "ogi/v1/revision.pb.h"
#include "ogi/v1/submission_service.pb.h"
#include "services/handler/environment.h"
#include "services/handler/step.h"

namespace ogi {

// Errors: as submission_service.proto says.
absl::StatusOr<Step<v1::Revision>> WithdrawReport(const Environment& environment,
                                                  const RequestContext& context,
                                                  const v1::WithdrawReportRequest& request);
absl::StatusOr<Step<v1::Revision>> ReturnReport(const Environment& environment,
                                                const RequestContext& context,
                                                const v1::ReturnReportRequest& request);
absl::StatusOr<Step<v1::Revision>> AcceptReport(const Environment& environment,
                                                const RequestContext& context,
                                                const v1::AcceptReportRequest& request);
absl::StatusOr<Step<v1::Revision>> PublishReport(const Environment& environment,
                                                 const RequestContext& context,
                                                 const v1::PublishReportRequest& request);
absl::StatusOr<Step<v1::Revision>> RetractReport(const Environment& environment,
                                                 const RequestContext& context,
                                                 const v1::RetractReportRequest& request);

}  // namespace ogi

#endif  // OGI_SERVICES_SUBMISSION_CHANGE_STATE_H_
