// CreateAgency, UpdateAgency and one row of ImportAgencies: an agency goes on record, or its record
// changes.
#ifndef OGI_SERVICES_REGISTRY_PUT_AGENCY_H_
#define OGI_SERVICES_REGISTRY_PUT_AGENCY_H_

#include "absl/status/statusor.h"
#include "ogi/v1/agency.pb.h"
#include "ogi/v1/registry_service.pb.h"
#include "services/handler/environment.h"
#include "services/handler/step.h"

namespace ogi {

// Errors: as registry_service.proto says.
absl::StatusOr<Step<v1::Agency>> CreateAgency(const Environment& environment,
                                              const RequestContext& context,
                                              const v1::CreateAgencyRequest& request);

absl::StatusOr<Step<v1::Agency>> UpdateAgency(const Environment& environment,
                                              const RequestContext& context,
                                              const v1::UpdateAgencyRequest& request);

absl::StatusOr<Step<v1::ImportAgenciesResponse>> ImportAgency(
    const Environment& environment, const RequestContext& context,
    const v1::ImportAgenciesRequest& request);

}  // namespace ogi

#endif  // OGI_SERVICES_REGISTRY_PUT_AGENCY_H_
