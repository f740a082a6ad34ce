// ListReports.
#ifndef OGI_SERVICES_RETRIEVAL_LIST_REPORTS_H_
#define OGI_SERVICES_RETRIEVAL_LIST_REPORTS_H_

#include "absl/status/statusor.h"
#include "ogi/v1/retrieval_service.pb.h"
#include "services/handler/environment.h"

namespace ogi {

// Errors: as retrieval_service.proto says.
absl::StatusOr<v1::ListReportsResponse> ListReports(const Environment& environment,
                                                    const RequestContext& context,
                                                    const v1::ListReportsRequest& request);

}  // namespace ogi

#endif  // OGI_SERVICES_RETRIEVAL_LIST_REPORTS_H_
