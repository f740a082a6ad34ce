#include "services/handler/explanations.h"

#include "domain/codes/agency_id.h"
#include "storage/keys/keys.h"

namespace ogi {

using storage::v1::ExplanationsRecord;

absl::StatusOr<Record<ExplanationsRecord>> ReadExplanations(const Reader& store,
                                                            const ReportId& id) {
  return ReadOrEmpty<ExplanationsRecord>(store, PartitionOf(id.agency_id), keys::Explanations(id));
}

}  // namespace ogi
