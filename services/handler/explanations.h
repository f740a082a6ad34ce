// The explanations on record of a report.
#ifndef OGI_SERVICES_HANDLER_EXPLANATIONS_H_
#define OGI_SERVICES_HANDLER_EXPLANATIONS_H_

#include "absl/status/statusor.h"
#include "domain/codes/resource_name.h"
#include "ogi/storage/v1/records.pb.h"
#include "services/handler/records.h"
#include "storage/store.h"

namespace ogi {

// Empty, and of version kAbsent, where there are none.
// Errors: UNAVAILABLE, DATA_LOSS (RecordDamaged).
absl::StatusOr<Record<storage::v1::ExplanationsRecord>> ReadExplanations(const Reader& store,
                                                                         const ReportId& id);

}  // namespace ogi

#endif  // OGI_SERVICES_HANDLER_EXPLANATIONS_H_
