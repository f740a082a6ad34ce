// ExplainFinding: the organ's reason for a warning.
#ifndef OGI_SERVICES_SUBMISSION_EXPLAIN_FINDING_H_
#define OGI_SERVICES_SUBMISSION_EXPLAIN_FINDING_H_

#include "absl/status/statusor.h"
#include "ogi/v1/revision.pb.h"
#include "ogi/v1/submission_service.pb.h"
#include "services/handler/environment.h"
#include "services/handler/step.h"

namespace ogi {

// Errors: as submission_service.proto says.
absl::StatusOr<Step<v1::Explanation>> ExplainFinding(const Environment& environment,
                                                     const RequestContext& context,
                                                     const v1::ExplainFindingRequest& request);

}  // namespace ogi

#endif  // OGI_SERVICES_SUBMISSION_EXPLAIN_FINDING_H_
