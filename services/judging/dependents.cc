#include "services/judging/dependents.h"

#include <iterator>
#include <optional>
#include <string>
#include <utility>

#include "common/status_macros.h"
#include "domain/agency/agency.h"
#include "domain/calendar/china_time.h"
#include "domain/codes/agency_id.h"
#include "services/judging/counting_revision.h"
#include "storage/keys/keys.h"

namespace ogi {

std::vector<ReportId> DependentsOf(const ReportId& id, const v1::Agency& agency) {
  std::vector<ReportId> dependents = {{id.agency_id, id.year + 1, id.scope}};
  for (const v1::Succession& succession : agency.successions()) {
    const std::optional<CivilDay> day = ParseDate(succession.date());
    const std::optional<std::string> successor = ParseAgencyName(succession.agency());
    if (succession.kind() == v1::Succession::SUCCESSOR && day.has_value() &&
        day->year() == id.year + 1 && successor.has_value()) {
      dependents.push_back({*successor, id.year + 1, id.scope});
    }
  }
  if (id.scope == v1::OWN) dependents.push_back({id.agency_id, id.year, v1::AGGREGATE});
  const absl::string_view superior = SuperiorOn(agency, CivilDay(id.year, 12, 31));
  if (!superior.empty()) dependents.push_back({std::string(superior), id.year, v1::AGGREGATE});
  return dependents;
}

void DependentMarks::AddTo(Commit& commit) && {
  std::move(writes.begin(), writes.end(), std::back_inserter(commit.writes));
  std::move(guards.begin(), guards.end(), std::back_inserter(commit.guards));
}

absl::StatusOr<DependentMarks> MarkDependents(const Reader& store, const ReportId& id,
                                              const storage::v1::ReportRecord& before,
                                              const storage::v1::ReportRecord& after,
                                              absl::string_view cause, const v1::Agency& agency,
                                              absl::Time now) {
  DependentMarks marks;
  if (!CountsOtherwise(before, after)) return marks;
  storage::v1::OutboxRecord record;
  record.set_cause(std::string(cause));
  record.set_mark_time_us(absl::ToUnixMicros(now));
  const absl::string_view partition = PartitionOf(id.agency_id);
  for (const ReportId& dependent : DependentsOf(id, agency)) {
    const std::string key = keys::Report(dependent);
    OGI_ASSIGN_OR_RETURN(const std::optional<Item> item,
                         store.Get(PartitionOf(dependent.agency_id), key));
    if (item.has_value()) {
      marks.writes.push_back({keys::Outbox(dependent), record.SerializeAsString(), std::nullopt});
    } else if (PartitionOf(dependent.agency_id) == partition) {
      marks.guards.push_back({key, kAbsent});
    }
  }
  return marks;
}

}  // namespace ogi
