// The waivers on record of a report's errors.
#ifndef OGI_SERVICES_HANDLER_WAIVERS_H_
#define OGI_SERVICES_HANDLER_WAIVERS_H_

#include <string>

#include "absl/status/statusor.h"
#include "domain/codes/resource_name.h"
#include "domain/rules/waiver.h"
#include "ogi/storage/v1/records.pb.h"
#include "ogi/v1/verdict.pb.h"
#include "services/handler/records.h"
#include "storage/store.h"

namespace ogi {

// Empty, and of version kAbsent, where there are none.
// Errors: UNAVAILABLE, DATA_LOSS (RecordDamaged).
absl::StatusOr<Record<storage::v1::WaiversRecord>> ReadWaivers(const Reader& store,
                                                               const ReportId& id);

// Those of the verdict's errors, with their names, as a reader sees them. Who may not see all sees
// what was approved, without who did it.
Waivers ShownWaivers(const ReportId& id, const v1::Verdict& verdict,
                     const storage::v1::WaiversRecord& record, bool sees_all);

}  // namespace ogi

#endif  // OGI_SERVICES_HANDLER_WAIVERS_H_
