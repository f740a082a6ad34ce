#include "services/judging/counting_revision.h"

#include <utility>

#include "common/status_macros.h"
#include "domain/codes/agency_id.h"
#include "services/handler/records.h"
#include "storage/keys/keys.h"

namespace ogi {

using storage::v1::ReportRecord;
using storage::v1::RevisionEntry;
using storage::v1::RevisionRecord;

int CountingRevision(const ReportRecord& record) {
  const int published = record.published();
  if (published != 0 && record.revisions(published - 1).state() != v1::RETRACTED) return published;
  if (record.accepted() != 0) return record.accepted();
  for (int number = record.revisions_size(); number > 0; --number) {
    if (record.revisions(number - 1).state() == v1::SUBMITTED) return number;
  }
  return 0;
}

bool IsFinal(const RevisionEntry& entry) {
  return entry.state() == v1::ACCEPTED || entry.state() == v1::PUBLISHED;
}

bool CountsOtherwise(const ReportRecord& before, const ReportRecord& after) {
  const auto what_counts = [](const ReportRecord& record) {
    const int number = CountingRevision(record);
    return std::pair(number, number != 0 && IsFinal(record.revisions(number - 1)));
  };
  return what_counts(before) != what_counts(after);
}

absl::StatusOr<std::optional<absl::Time>> FirstFiled(const Reader& store, const ReportId& report,
                                                     const ReportRecord& record) {
  for (int number = 1; number <= record.revisions_size(); ++number) {
    const RevisionEntry& entry = record.revisions(number - 1);
    if (entry.historical() || entry.state() == v1::WITHDRAWN || entry.state() == v1::RETURNED) {
      continue;
    }
    const RevisionId id{report, number};
    OGI_ASSIGN_OR_RETURN(const std::optional<Item> item,
                         store.Get(PartitionOf(report.agency_id), keys::Revision(id)));
    OGI_ASSIGN_OR_RETURN(const Record<RevisionRecord> filed,
                         ParsePresentRecord<RevisionRecord>(item, RevisionName(id)));
    return absl::FromUnixMicros(filed.message.receive_time_us());
  }
  return std::nullopt;
}

}  // namespace ogi
