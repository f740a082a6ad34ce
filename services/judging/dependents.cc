#include "services/judging/dependents.h"

#include <iterator>
#include <map>
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
  std::map<Partition, std::vector<ReportId>> by_partition;
  for (ReportId& dependent : DependentsOf(id, agency)) {
    by_partition[Partition(PartitionOf(dependent.agency_id))].push_back(std::move(dependent));
  }
  const std::string mark = record.SerializeAsString();
  for (const auto& [partition, dependents] : by_partition) {
    std::vector<std::string> report_keys;
    for (const ReportId& dependent : dependents) report_keys.push_back(keys::Report(dependent));
    OGI_ASSIGN_OR_RETURN(const auto items, store.MultiGet(partition, report_keys));
    for (size_t i = 0; i < items.size(); ++i) {
      if (items[i].has_value()) {
        marks.writes.push_back({keys::Outbox(dependents[i]), mark, std::nullopt});
      } else if (partition == PartitionOf(id.agency_id)) {
        marks.guards.push_back({std::move(report_keys[i]), kAbsent});
      }
    }
  }
  return marks;
}

}  // namespace ogi
