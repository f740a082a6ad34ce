// ListNotices: what an organ was told of its reports, the newest first.
#ifndef OGI_SERVICES_RETRIEVAL_LIST_NOTICES_H_
#define OGI_SERVICES_RETRIEVAL_LIST_NOTICES_H_

#include "absl/status/statusor.h"
#include "ogi/v1/retrieval_service.pb.h"
#include "services/handler/environment.h"

namespace ogi {

absl::StatusOr<v1::ListNoticesResponse> ListNotices(const Environment& environment,
                                                    const RequestContext& context,
                                                    const v1::ListNoticesRequest& request);

}  // namespace ogi

#endif  // OGI_SERVICES_RETRIEVAL_LIST_NOTICES_H_
