// GetSupervisionSheet: how one organ has done with its reports, year by year.
#ifndef OGI_SERVICES_SUPERVISION_SUPERVISION_SHEET_H_
#define OGI_SERVICES_SUPERVISION_SUPERVISION_SHEET_H_

#include "absl/status/statusor.h"
#include "ogi/v1/validation_service.pb.h"
#include "services/handler/environment.h"

namespace ogi {

// Reads one state of the store; a few reads a year. Errors: as validation_service.proto says.
absl::StatusOr<v1::SupervisionSheet> GetSupervisionSheet(
    const Environment& environment, const RequestContext& context,
    const v1::GetSupervisionSheetRequest& request);

}  // namespace ogi

#endif  // OGI_SERVICES_SUPERVISION_SUPERVISION_SHEET_H_
