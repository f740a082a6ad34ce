// GetAgency, ListAgencies and LookupAgency.
#ifndef OGI_SERVICES_REGISTRY_FIND_AGENCIES_H_
#define OGI_SERVICES_REGISTRY_FIND_AGENCIES_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "domain/calendar/china_time.h"
#include "ogi/v1/registry_service.pb.h"
#include "services/handler/environment.h"

namespace ogi {

// Errors: as registry_service.proto says.
absl::StatusOr<v1::Agency> GetAgency(const Environment& environment, const RequestContext& context,
                                     const v1::GetAgencyRequest& request);

// The names of other agencies that are called as `agency` is on a day: the first few.
absl::StatusOr<std::vector<std::string>> OthersOfThisName(const Reader& store,
                                                          const v1::Agency& agency, CivilDay day);

absl::StatusOr<v1::ListAgenciesResponse> ListAgencies(const Environment& environment,
                                                      const RequestContext& context,
                                                      const v1::ListAgenciesRequest& request);

absl::StatusOr<v1::LookupAgencyResponse> LookupAgency(const Environment& environment,
                                                      const RequestContext& context,
                                                      const v1::LookupAgencyRequest& request);

}  // namespace ogi

#endif  // OGI_SERVICES_REGISTRY_FIND_AGENCIES_H_
