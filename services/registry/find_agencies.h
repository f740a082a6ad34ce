// GetAgency, ListAgencies and LookupAgency.
#ifndef OGI_SERVICES_REGISTRY_FIND_AGENCIES_H_
#define OGI_SERVICES_REGISTRY_FIND_AGENCIES_H_

#include "absl/status/statusor.h"
#include "ogi/v1/registry_service.pb.h"
#include "services/handler/environment.h"

namespace ogi {

// Errors: as registry_service.proto says.
absl::StatusOr<v1::Agency> GetAgency(const Environment& environment, const RequestContext& context,
                                     const v1::GetAgencyRequest& request);

absl::StatusOr<v1::ListAgenciesResponse> ListAgencies(const Environment& environment,
                                                      const RequestContext& context,
                                                      const v1::ListAgenciesRequest& request);

absl::StatusOr<v1::LookupAgencyResponse> LookupAgency(const Environment& environment,
                                                      const RequestContext& context,
                                                      const v1::LookupAgencyRequest& request);

}  // namespace ogi

#endif  // OGI_SERVICES_REGISTRY_FIND_AGENCIES_H_
