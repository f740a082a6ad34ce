#include "services/judging/report_evidence.h"

#include <utility>

#include "common/status_macros.h"
#include "domain/agency/agency.h"
#include "domain/codes/agency_id.h"
#include "ogi/storage/v1/records.pb.h"
#include "services/handler/records.h"
#include "services/judging/counting_revision.h"
#include "services/judging/subordinate_reports.h"
#include "services/season/due_dates.h"
#include "storage/keys/keys.h"

namespace ogi {

using storage::v1::AgencyRecord;
using storage::v1::ReportRecord;

ReportEvidence::ReportEvidence(const Environment& environment, const Reader& store,
                               const ReportToJudge& judged)
    : environment_(environment),
      store_(store),
      judged_(judged),
      reader_(store, PartitionOf(judged.id.agency_id)) {
  subject_.report = &judged.report;
  subject_.figures = &judged.figures;
}

absl::Status ReportEvidence::Gather() {
  OGI_RETURN_IF_ERROR(GatherAgency());
  OGI_RETURN_IF_ERROR(GatherFiling());
  OGI_RETURN_IF_ERROR(GatherLastYear());
  return judged_.id.scope == v1::AGGREGATE ? GatherParts() : absl::OkStatus();
}

absl::StatusOr<std::optional<v1::Agency>> ReportEvidence::AgencyOf(absl::string_view agency_id) {
  OGI_ASSIGN_OR_RETURN(const auto items,
                       reader_.Read(PartitionOf(agency_id), {keys::Agency(agency_id)}));
  OGI_ASSIGN_OR_RETURN(std::optional<Record<AgencyRecord>> record,
                       ParseRecord<AgencyRecord>(items[0]));
  if (!record.has_value()) return std::nullopt;
  return std::move(*record->message.mutable_agency());
}

absl::Status ReportEvidence::GatherAgency() {
  const v1::Agency& agency = judged_.agency;
  facts_.level = agency.level();
  facts_.vertically_led = agency.vertically_led();
  for (const v1::DatedText& name : agency.names()) facts_.names.push_back(name.text());
  const absl::string_view superior = SuperiorOn(agency, LastDay());
  // Of the others, the level itself says whose they are.
  if (agency.level() == v1::Agency::DEPARTMENT && !superior.empty()) {
    OGI_ASSIGN_OR_RETURN(const std::optional<v1::Agency> above, AgencyOf(superior));
    if (above.has_value()) facts_.superior_level = above->level();
  }
  facts_.existed_last_year = !Predecessors().empty() || Existed(agency);
  subject_.agency = &facts_;
  return absl::OkStatus();
}

bool ReportEvidence::Existed(const v1::Agency& agency) const {
  for (const v1::DatedText& name : agency.names()) {
    const std::optional<CivilDay> from = ParseDate(name.from());
    if (!from.has_value() || *from < FirstDay()) return true;
  }
  return agency.names().empty();
}

std::vector<std::string> ReportEvidence::Predecessors() const {
  std::vector<std::string> ids;
  for (const v1::Succession& succession : judged_.agency.successions()) {
    const std::optional<CivilDay> day = ParseDate(succession.date());
    if (succession.kind() != v1::Succession::PREDECESSOR || !day.has_value()) continue;
    if (*day < FirstDay() || *day > LastDay()) continue;
    const std::optional<std::string> id = ParseAgencyName(succession.agency());
    if (id.has_value()) ids.push_back(*id);
  }
  return ids;
}

bool ReportEvidence::WasSplit(const v1::Agency& predecessor) const {
  int successors = 0;
  for (const v1::Succession& succession : predecessor.successions()) {
    const std::optional<CivilDay> day = ParseDate(succession.date());
    if (succession.kind() == v1::Succession::SUCCESSOR && day.has_value() && *day >= FirstDay() &&
        *day <= LastDay()) {
      ++successors;
    }
  }
  return successors > 1;
}

absl::Status ReportEvidence::GatherFiling() {
  if (!judged_.receive_time.has_value()) return absl::OkStatus();
  filing_.received = ChinaDay(*judged_.receive_time);
  filing_.historical = judged_.historical;
  OGI_ASSIGN_OR_RETURN(const v1::DueDates due, DueDatesOf(environment_.seasons, store_, judged_.id,
                                                          judged_.agency.level()));
  if (due.has_prescribed_due_date() || !due.extension().empty()) {
    filing_.prescribed = ParseDate(due.due_date());
  }
  subject_.filing = &filing_;
  return absl::OkStatus();
}

absl::Status ReportEvidence::GatherLastYear() {
  const int year = judged_.id.year - 1;
  std::vector<std::string> ids = Predecessors();
  const bool merged = !ids.empty();
  for (const std::string& id : ids) {
    OGI_ASSIGN_OR_RETURN(const std::optional<v1::Agency> agency, AgencyOf(id));
    if (!agency.has_value() || WasSplit(*agency)) return absl::OkStatus();
  }
  if (!merged || Existed(judged_.agency)) ids.push_back(judged_.id.agency_id);
  for (const std::string& id : ids) {
    OGI_ASSIGN_OR_RETURN(const bool found, Add({id, year, judged_.id.scope}, last_year_));
    // A sum that lacks one of them would be wrong.
    if (!found) return absl::OkStatus();
  }
  subject_.last_year = &last_year_;
  return absl::OkStatus();
}

absl::Status ReportEvidence::GatherParts() {
  OGI_ASSIGN_OR_RETURN(const bool found,
                       Add({judged_.id.agency_id, judged_.id.year, v1::OWN}, own_));
  if (found) subject_.own = &own_;
  OGI_ASSIGN_OR_RETURN(subordinates_,
                       ReadSubordinateReports(environment_, store_, judged_, reader_));
  if (subordinates_.has_value()) subject_.subordinates = &*subordinates_;
  return absl::OkStatus();
}

absl::StatusOr<bool> ReportEvidence::Add(const ReportId& id, OtherReports& others) {
  OGI_ASSIGN_OR_RETURN(const ReportRecord head, reader_.ReadHead(id));
  const int number = CountingRevision(head);
  if (number == 0) return false;
  OGI_RETURN_IF_ERROR(reader_.AddRevision({id, number}, head, others));
  return true;
}

}  // namespace ogi
