#include "services/judging/judge_report.h"

#include <deque>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "common/status_macros.h"
#include "domain/agency/agency.h"
#include "domain/calendar/china_time.h"
#include "domain/codes/agency_id.h"
#include "domain/rules/rule_book.h"
#include "ogi/storage/v1/records.pb.h"
#include "services/handler/records.h"
#include "services/season/due_dates.h"
#include "storage/keys/keys.h"

namespace ogi {
namespace {

using storage::v1::AgencyRecord;
using storage::v1::PayloadRecord;
using storage::v1::ReportRecord;

// Which of a report's revisions counts for others: what the public sees, else what its superior
// accepted, else the latest that was neither returned nor withdrawn. 0 for none.
int RevisionThatCounts(const ReportRecord& record) {
  const int published = record.published();
  if (published != 0 && record.revisions(published - 1).state() != v1::RETRACTED) return published;
  if (record.accepted() != 0) return record.accepted();
  for (int number = record.revisions_size(); number > 0; --number) {
    if (record.revisions(number - 1).state() == v1::SUBMITTED) return number;
  }
  return 0;
}

// Gathers; holds what the subject points to.
class Evidence {
 public:
  Evidence(const Environment& environment, const ReportToJudge& judged)
      : environment_(environment), judged_(judged) {
    subject_.report = &judged.report;
    subject_.figures = &judged.figures;
  }

  absl::Status Gather() {
    OGI_RETURN_IF_ERROR(GatherAgency());
    OGI_RETURN_IF_ERROR(GatherFiling());
    OGI_RETURN_IF_ERROR(GatherLastYear());
    return GatherOwn();
  }

  const Subject& subject() const { return subject_; }
  std::vector<Guard> TakeGuards() { return std::move(guards_); }

 private:
  CivilDay FirstDay() const { return CivilDay(judged_.id.year, 1, 1); }
  CivilDay LastDay() const { return CivilDay(judged_.id.year, 12, 31); }

  // Reads a record, and notes that the verdict rests on it.
  absl::StatusOr<std::optional<Item>> ReadGuarded(absl::string_view partition,
                                                  const std::string& key) {
    OGI_ASSIGN_OR_RETURN(std::optional<Item> item, environment_.store->Get(partition, key));
    if (partition == PartitionOf(judged_.id.agency_id)) {
      guards_.push_back({key, item.has_value() ? item->version : kAbsent});
    }
    return item;
  }

  absl::StatusOr<std::optional<v1::Agency>> AgencyOf(absl::string_view agency_id) {
    OGI_ASSIGN_OR_RETURN(std::optional<Item> item,
                         ReadGuarded(PartitionOf(agency_id), keys::Agency(agency_id)));
    OGI_ASSIGN_OR_RETURN(std::optional<Record<AgencyRecord>> record,
                         ParseRecord<AgencyRecord>(item));
    if (!record.has_value()) return std::nullopt;
    return std::move(*record->message.mutable_agency());
  }

  absl::Status GatherAgency() {
    const v1::Agency& agency = judged_.agency;
    facts_.level = agency.level();
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

  // Whether a name was in force before this year; a name without a date always was.
  bool Existed(const v1::Agency& agency) const {
    for (const v1::DatedText& name : agency.names()) {
      const std::optional<CivilDay> from = ParseDate(name.from());
      if (!from.has_value() || *from < FirstDay()) return true;
    }
    return agency.names().empty();
  }

  // Those it came from in the report's year; what came before has reported together since.
  std::vector<std::string> Predecessors() const {
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

  // Whether an organ went into more than one in the report's year: nobody can tell whose its
  // figures are now.
  bool WasSplit(const v1::Agency& predecessor) const {
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

  absl::Status GatherFiling() {
    if (!judged_.receive_time.has_value()) return absl::OkStatus();
    filing_.received = ChinaDay(*judged_.receive_time);
    filing_.historical = judged_.historical;
    OGI_ASSIGN_OR_RETURN(
        const v1::DueDates due,
        DueDatesOf(environment_.seasons, *environment_.store, judged_.id, judged_.agency.level()));
    if (due.has_prescribed_due_date() || !due.extension().empty()) {
      filing_.prescribed = ParseDate(due.due_date());
    }
    subject_.filing = &filing_;
    return absl::OkStatus();
  }

  absl::Status GatherLastYear() {
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

  absl::Status GatherOwn() {
    if (judged_.id.scope != v1::AGGREGATE) return absl::OkStatus();
    OGI_ASSIGN_OR_RETURN(const bool found,
                         Add({judged_.id.agency_id, judged_.id.year, v1::OWN}, own_));
    if (found) subject_.own = &own_;
    return absl::OkStatus();
  }

  // False where it is not on file.
  absl::StatusOr<bool> Add(const ReportId& id, OtherReports& others) {
    const absl::string_view partition = PartitionOf(id.agency_id);
    OGI_ASSIGN_OR_RETURN(std::optional<Item> head, ReadGuarded(partition, keys::Report(id)));
    OGI_ASSIGN_OR_RETURN(std::optional<Record<ReportRecord>> record,
                         ParseRecord<ReportRecord>(head));
    const int number = record.has_value() ? RevisionThatCounts(record->message) : 0;
    if (number == 0) return false;
    const RevisionId revision{id, number};
    OGI_ASSIGN_OR_RETURN(std::optional<Item> item,
                         environment_.store->Get(partition, keys::Payload(revision)));
    OGI_ASSIGN_OR_RETURN(Record<PayloadRecord> payload,
                         ParsePresentRecord<PayloadRecord>(item, RevisionName(revision)));
    reports_.push_back(std::move(*payload.message.mutable_report()));
    v1::VerdictInput input;
    input.set_revision(RevisionName(revision));
    input.mutable_digest()->set_algorithm(v1::Digest::SHA256);
    input.mutable_digest()->set_value(record->message.revisions(number - 1).digest());
    *input.mutable_position() = PositionOf(partition, payload.stamp);
    others.Add(reports_.back(), Figures(reports_.back()), std::move(input));
    return true;
  }

  const Environment& environment_;
  const ReportToJudge& judged_;
  AgencyFacts facts_;
  FilingFacts filing_;
  // Never moved, once they are pointed to.
  std::deque<v1::AnnualReport> reports_;
  OtherReports last_year_;
  OtherReports own_;
  Subject subject_;
  std::vector<Guard> guards_;
};

}  // namespace

absl::StatusOr<Judgement> JudgeReport(const Environment& environment, const ReportToJudge& judged,
                                      absl::Time now) {
  Evidence evidence(environment, judged);
  OGI_RETURN_IF_ERROR(evidence.Gather());
  return Judgement{RuleBook::BuiltIn().Judge(evidence.subject(), now), evidence.TakeGuards()};
}

}  // namespace ogi
