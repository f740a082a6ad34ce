#include "services/supervision/supervision_sheet.h"

#include <algorithm>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "common/errors.h"
#include "common/field_violations.h"
#include "common/status_macros.h"
#include "domain/agency/agency.h"
#include "domain/calendar/china_time.h"
#include "domain/codes/agency_id.h"
#include "domain/codes/resource_name.h"
#include "domain/supervision/problems.h"
#include "ogi/storage/v1/records.pb.h"
#include "services/handler/agency_tree.h"
#include "services/handler/explanations.h"
#include "services/handler/records.h"
#include "services/handler/request_checks.h"
#include "services/handler/waivers.h"
#include "services/season/roster.h"
#include "services/supervision/sweep_rows.h"
#include "storage/keys/keys.h"

namespace ogi {
namespace {

using storage::v1::AgencyRecord;
using storage::v1::PayloadRecord;
using storage::v1::ReportRecord;

class SheetWriter {
 public:
  SheetWriter(const Environment& environment, const Reader& store, AgencyAt agency, CivilDay today)
      : environment_(environment), store_(store), agency_(std::move(agency)), today_(today) {}

  absl::StatusOr<v1::SupervisionSheet> Run() {
    const v1::Agency& agency = agency_.record.message.agency();
    v1::SupervisionSheet sheet;
    sheet.set_agency(AgencyName(agency_.id));
    sheet.set_display_name(std::string(NameOn(agency, today_)));
    sheet.set_level(agency.level());
    const absl::string_view superior = SuperiorOn(agency, today_);
    if (!superior.empty()) sheet.set_superior(AgencyName(superior));
    OGI_RETURN_IF_ERROR(ReadHeads());
    if (own_.empty() && aggregates_.empty()) return sheet;
    int last = 0;
    int first = INT_MAX;
    for (const auto* heads : {&own_, &aggregates_}) {
      if (heads->empty()) continue;
      first = std::min(first, heads->begin()->first);
      last = std::max(last, heads->rbegin()->first);
    }
    for (int year = last; year >= first; --year) {
      OGI_RETURN_IF_ERROR(AddYear(year, v1::OWN, own_, *sheet.add_years()));
      if (aggregates_.contains(year)) {
        OGI_RETURN_IF_ERROR(AddYear(year, v1::AGGREGATE, aggregates_, *sheet.add_years()));
      }
    }
    return sheet;
  }

 private:
  using Heads = std::map<int, ReportRecord>;

  absl::Status ReadHeads() {
    Range range = keys::ReportsOf(agency_.id);
    do {
      OGI_ASSIGN_OR_RETURN(Page page, store_.Scan(PartitionOf(agency_.id), range, {}));
      for (const Item& item : page.items) {
        OGI_ASSIGN_OR_RETURN(const ReportId id, keys::ParseReport(item.key));
        OGI_ASSIGN_OR_RETURN(auto head, ParseRecord<ReportRecord>(item));
        (id.scope == v1::AGGREGATE ? aggregates_ : own_)[id.year] = std::move(head->message);
      }
      range.begin = std::move(page.next);
    } while (!range.begin.empty());
    return absl::OkStatus();
  }

  absl::Status AddYear(int year, v1::Scope scope, const Heads& heads, v1::SheetYear& sheet) {
    sheet.set_year(year);
    sheet.set_scope(scope);
    OGI_ASSIGN_OR_RETURN(const bool roster_frozen, IsRosterFrozen(environment_, year));
    const SweepQuestion question = {.year = year,
                                    .scope = scope,
                                    .today = today_,
                                    .roster_frozen = roster_frozen,
                                    .seasons = environment_.seasons};
    OGI_ASSIGN_OR_RETURN(const std::vector<SweepRow> rows,
                         ReadSweepRows(store_, question, {&agency_, 1}));
    const v1::SweptAgency& row = rows[0].told;
    if (scope == v1::OWN && question.roster_frozen) sheet.set_duty(row.duty());
    sheet.set_filed(row.filed());
    sheet.set_revision(row.revision());
    sheet.set_state(row.state());
    sheet.set_outcome(row.outcome());
    if (row.has_timeliness()) *sheet.mutable_timeliness() = row.timeliness();
    sheet.set_historical(rows[0].historical);
    const auto head = heads.find(year);
    if (head == heads.end()) return absl::OkStatus();
    return AddHead({agency_.id, year, scope}, head->second, sheet);
  }

  absl::Status AddHead(const ReportId& id, const ReportRecord& head, v1::SheetYear& sheet) {
    sheet.set_revisions(head.revisions_size());
    for (const auto& entry : head.revisions()) {
      if (entry.state() == v1::RETURNED) sheet.set_returned(sheet.returned() + 1);
      if (entry.state() == v1::WITHDRAWN) sheet.set_withdrawn(sheet.withdrawn() + 1);
    }
    const auto& standing = head.revisions(sheet.revision() - 1);
    sheet.set_errors(standing.errors());
    sheet.set_warnings(standing.warnings());
    sheet.set_infos(standing.infos());
    OGI_ASSIGN_OR_RETURN(const auto explanations, ReadExplanations(store_, id));
    sheet.set_explanations(explanations.message.explanations_size());
    OGI_ASSIGN_OR_RETURN(const auto waivers, ReadWaivers(store_, id));
    for (const v1::Waiver& waiver : waivers.message.waivers()) {
      if (waiver.state() == v1::Waiver::APPROVED) sheet.set_waivers(sheet.waivers() + 1);
    }
    return id.scope == v1::OWN ? AddProblems(id, sheet) : absl::OkStatus();
  }

  absl::Status AddProblems(const ReportId& id, v1::SheetYear& sheet) {
    OGI_ASSIGN_OR_RETURN(const v1::AnnualReport report, ReportOf({id, sheet.revision()}));
    const std::vector<std::string> problems = ProblemsIn(report.problems().text());
    if (problems.empty()) return absl::OkStatus();
    std::optional<v1::AnnualReport> next;
    if (const auto head = own_.find(id.year + 1); head != own_.end()) {
      const int number =
          head->second.accepted() != 0 ? head->second.accepted() : head->second.revisions_size();
      OGI_ASSIGN_OR_RETURN(next, ReportOf({{id.agency_id, id.year + 1, v1::OWN}, number}));
    }
    for (const std::string& text : problems) {
      v1::NamedProblem& problem = *sheet.add_problems();
      problem.set_text(text);
      problem.set_follow_up(FollowUpOf(text, next.has_value() ? &*next : nullptr));
    }
    return absl::OkStatus();
  }

  absl::StatusOr<v1::AnnualReport> ReportOf(const RevisionId& id) {
    OGI_ASSIGN_OR_RETURN(const std::optional<Item> item,
                         store_.Get(PartitionOf(id.report.agency_id), keys::Payload(id)));
    OGI_ASSIGN_OR_RETURN(auto payload, ParsePresentRecord<PayloadRecord>(item, RevisionName(id)));
    return std::move(*payload.message.mutable_report());
  }

  const Environment& environment_;
  const Reader& store_;
  const AgencyAt agency_;
  const CivilDay today_;
  // By year.
  Heads own_;
  Heads aggregates_;
};

}  // namespace

absl::StatusOr<v1::SupervisionSheet> GetSupervisionSheet(
    const Environment& environment, const RequestContext& context,
    const v1::GetSupervisionSheetRequest& request) {
  FieldViolations violations;
  const std::optional<std::string> id = CheckAgencyName("agency", request.agency(), &violations);
  OGI_RETURN_IF_ERROR(violations.ToStatus());
  const std::unique_ptr<Reader> store = environment.store->Snapshot();
  OGI_ASSIGN_OR_RETURN(const std::optional<Item> item,
                       store->Get(PartitionOf(*id), keys::Agency(*id)));
  OGI_ASSIGN_OR_RETURN(auto agency, ParseRecord<AgencyRecord>(item));
  if (!agency.has_value()) return errors::AgencyNotFound(request.agency());
  return SheetWriter(environment, *store, {*id, *std::move(agency)}, ChinaDay(context.receive_time))
      .Run();
}

}  // namespace ogi
