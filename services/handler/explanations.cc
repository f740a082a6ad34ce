#include "services/handler/explanations.h"

#include <optional>
#include <utility>

#include "common/status_macros.h"
#include "domain/codes/agency_id.h"
#include "storage/keys/keys.h"

namespace ogi {

using storage::v1::ExplanationsRecord;

absl::StatusOr<Record<ExplanationsRecord>> ReadExplanations(const Reader& store,
                                                            const ReportId& id) {
  OGI_ASSIGN_OR_RETURN(const std::optional<Item> item,
                       store.Get(PartitionOf(id.agency_id), keys::Explanations(id)));
  OGI_ASSIGN_OR_RETURN(std::optional<Record<ExplanationsRecord>> record,
                       ParseRecord<ExplanationsRecord>(item));
  return record.has_value() ? *std::move(record) : Record<ExplanationsRecord>();
}

}  // namespace ogi
