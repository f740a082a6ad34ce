#include "services/rules/compare_rule_sets.h"

#include <set>
#include <string>
#include <utility>

#include "absl/strings/match.h"
#include "common/field_violations.h"
#include "common/status_macros.h"
#include "domain/codes/agency_id.h"
#include "domain/codes/resource_name.h"
#include "domain/form/figures.h"
#include "domain/rules/overlays.h"
#include "domain/supervision/compare_totals.h"
#include "ogi/storage/v1/records.pb.h"
#include "services/judging/judge_report.h"
#include "services/judging/judge_revision.h"
#include "services/judging/report_evidence.h"

namespace ogi {
namespace {

// A finding but for its key, which changes with every word of its rule.
std::string Said(v1::Finding finding) {
  finding.clear_key();
  return finding.SerializeAsString();
}

using Findings = google::protobuf::RepeatedPtrField<v1::Finding>;

// Those of `some` that `others` has not.
void AddMissing(const Findings& some, const Findings& others, Findings* missing) {
  std::multiset<std::string> there;
  for (const v1::Finding& finding : others) there.insert(Said(finding));
  for (const v1::Finding& finding : some) {
    const auto found = there.find(Said(finding));
    if (found == there.end()) {
      *missing->Add() = finding;
    } else {
      there.erase(found);
    }
  }
}

}  // namespace

RuleSetComparer::RuleSetComparer(const Environment& environment,
                                 const v1::CompareRuleSetsRequest& request,
                                 std::shared_ptr<const RuleBook> candidate, absl::Time now,
                                 SweepReader sweep)
    : environment_(&environment),
      year_(request.year()),
      scope_(request.scope() == v1::AGGREGATE ? v1::AGGREGATE : v1::OWN),
      rules_(RulesInForceOf(environment)),
      candidate_(std::move(candidate)),
      now_(now),
      sweep_(std::move(sweep)) {}

absl::StatusOr<RuleSetComparer> RuleSetComparer::Begin(const Environment& environment,
                                                       const RequestContext& context,
                                                       const v1::CompareRuleSetsRequest& request) {
  FieldViolations violations;
  if (!absl::StartsWith(request.name(), "ruleSets/")) {
    violations.Add("name", "应为规则集的名称，如 ruleSets/0123456789abcdef，请更正。",
                   "must be like ruleSets/0123456789abcdef.");
  }
  OGI_RETURN_IF_ERROR(violations.ToStatus());
  OGI_ASSIGN_OR_RETURN(std::shared_ptr<const RuleBook> candidate,
                       ReadRuleSet(*environment.store, request.name()));
  v1::SweepRegionRequest swept;
  swept.set_superior(request.superior());
  swept.set_year(request.year());
  swept.set_scope(request.scope());
  swept.set_resume_token(request.resume_token());
  OGI_ASSIGN_OR_RETURN(
      SweepReader sweep,
      SweepReader::Begin(environment, context, swept, candidate->rule_set().digest().value()));
  return RuleSetComparer(environment, request, std::move(candidate), context.receive_time,
                         std::move(sweep));
}

absl::StatusOr<std::optional<v1::CompareRuleSetsResponse>> RuleSetComparer::Next() {
  OGI_ASSIGN_OR_RETURN(std::optional<v1::SweepRegionResponse> event, sweep_.Next());
  if (!event.has_value()) return std::nullopt;
  v1::CompareRuleSetsResponse response;
  if (event->has_progress()) {
    v1::CompareProgress& progress = *response.mutable_progress();
    *progress.mutable_totals() = std::move(totals_);
    totals_ = {};
    progress.set_resume_token(event->progress().resume_token());
    return response;
  }
  totals_.set_agencies(totals_.agencies() + 1);
  if (!event->agency().filed()) return std::nullopt;
  OGI_ASSIGN_OR_RETURN(std::optional<v1::VerdictChange> change, Compare(event->agency()));
  totals_.set_reports(totals_.reports() + 1);
  if (!change.has_value()) return std::nullopt;
  AddChange(*change, totals_);
  *response.mutable_change() = *std::move(change);
  return response;
}

absl::StatusOr<std::optional<v1::VerdictChange>> RuleSetComparer::Compare(
    const v1::SweptAgency& row) {
  const std::optional<std::string> agency_id = ParseAgencyName(row.agency());
  const RevisionId id = {{*agency_id, year_, scope_}, row.revision()};
  // One state of the store, for the report and all that stands beside it.
  const std::unique_ptr<Reader> store = environment_->store->Snapshot();
  OGI_ASSIGN_OR_RETURN(const FiledRevision filed, ReadFiledRevision(*store, id));
  const v1::AnnualReport& report = filed.payload.report();
  const Figures figures(report);
  const ReportToJudge judged = filed.ToJudge(id.report, figures);
  ReportEvidence evidence(*environment_, *store, judged);
  OGI_RETURN_IF_ERROR(evidence.Gather());
  OGI_ASSIGN_OR_RETURN(const RuleWeights weights, WeightsOf(*rules_, *store, judged));
  const auto judge = [&](const RuleBook& book) {
    return book.Judge(evidence.subject(), now_, {.weights = &weights});
  };
  const v1::Verdict before = judge(*rules_->book);
  const v1::Verdict after = judge(*candidate_);
  v1::VerdictChange change;
  AddMissing(after.findings(), before.findings(), change.mutable_added());
  AddMissing(before.findings(), after.findings(), change.mutable_removed());
  if (change.added().empty() && change.removed().empty()) return std::nullopt;
  change.set_revision(RevisionName(id));
  change.set_agency_display_name(row.display_name());
  change.set_before(before.outcome());
  change.set_after(after.outcome());
  return change;
}

}  // namespace ogi
