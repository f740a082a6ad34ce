// WithdrawReport, ReturnReport, AcceptReport, PublishReport: an act moves a revision.
#ifndef OGI_SERVICES_SUBMISSION_CHANGE_STATE_H_
#define OGI_SERVICES_SUBMISSION_CHANGE_STATE_H_

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "domain/lifecycle/lifecycle.h"
#include "ogi/v1/revision.pb.h"
#include "services/handler/environment.h"
#include "services/handler/step.h"

namespace ogi {

// The fields that the four requests share.
struct StateChangeRequest {
  absl::string_view name;
  absl::string_view request_id;
  absl::string_view etag;
  absl::string_view reason;
};

template <typename Request>
StateChangeRequest StateChangeRequestOf(const Request& request) {
  return {request.name(), request.request_id(), request.etag(), request.reason()};
}

// Errors: as submission_service.proto says.
absl::StatusOr<Step<v1::Revision>> ChangeState(const Environment& environment,
                                               const RequestContext& context, Act act,
                                               const StateChangeRequest& request);

}  // namespace ogi

#endif  // OGI_SERVICES_SUBMISSION_CHANGE_STATE_H_
