#include "services/submission/explain_finding.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "common/digest.h"
#include "common/errors.h"
#include "common/field_violations.h"
#include "common/limits.h"
#include "common/status_macros.h"
#include "domain/codes/agency_id.h"
#include "domain/codes/resource_name.h"
#include "domain/log/record_text.h"
#include "domain/rules/explanation.h"
#include "ogi/storage/v1/records.pb.h"
#include "services/handler/answer_note.h"
#include "services/handler/explanations.h"
#include "services/handler/records.h"
#include "services/handler/request_checks.h"
#include "services/rules/rule_library.h"
#include "storage/keys/keys.h"

namespace ogi {
namespace {

using storage::v1::AnswerNote;
using storage::v1::ExplanationsRecord;
using storage::v1::LoggedAct;

// A request that is well formed.
struct CheckedExplanation {
  const v1::ExplainFindingRequest& request;
  ReportId id;
  std::string request_digest;
  Token token;

  absl::string_view partition() const { return PartitionOf(id.agency_id); }
};

absl::StatusOr<CheckedExplanation> CheckRequest(const Environment& environment,
                                                const RequestContext& context,
                                                const v1::ExplainFindingRequest& request) {
  FieldViolations violations;
  const std::optional<ReportId> id = CheckReportName("parent", request.parent(), &violations);
  const std::shared_ptr<const RulesInForce> rules = RulesInForceOf(environment);
  const v1::Rule* const rule =
      CheckFinding(*rules->book, request.rule(), request.finding_key(), &violations);
  CheckReasonIn("text", request.text(), /*required=*/true, &violations);
  CheckRequestId(request.request_id(), &violations);
  OGI_RETURN_IF_ERROR(violations.ToStatus());
  if (!MayWeigh(*rules, *rule, v1::WARNING) && !MayWeigh(*rules, *rule, v1::INFO)) {
    return errors::NotExplainable(request.rule());
  }
  return CheckedExplanation{
      request, *id,
      Sha256(absl::StrCat("explain\n", request.parent(), "\n", request.rule(), "\n",
                          request.finding_key(), request.text())),
      TokenOf(environment, context.actor, id->agency_id, request.request_id())};
}

v1::Explanation Answer(v1::Explanation explanation, absl::string_view partition,
                       const Stamp& stamp) {
  *explanation.mutable_position() = PositionOf(partition, stamp);
  return explanation;
}

// With the new one in it, last; it takes the place of an earlier one of the same finding.
absl::StatusOr<ExplanationsRecord> With(absl::string_view report, const v1::Explanation& added,
                                        ExplanationsRecord record) {
  auto& all = *record.mutable_explanations();
  all.erase(
      std::remove_if(all.begin(), all.end(),
                     [&added](const v1::Explanation& each) { return OfOneFinding(each, added); }),
      all.end());
  if (all.size() >= limits::kMaxExplanations) return errors::TooManyExplanations(report);
  *all.Add() = added;
  return record;
}

Step<v1::Explanation> Propose(const RequestContext& context, const CheckedExplanation& checked,
                              v1::Explanation explanation, const ExplanationsRecord& record,
                              Version version) {
  AnswerNote note;
  note.set_request_digest(checked.request_digest);
  *note.mutable_explanation() = explanation;
  Step<v1::Explanation> step;
  step.act.set_kind(LoggedAct::EXPLAINED);
  step.act.set_resource(checked.request.parent());
  step.act.set_content_digest(RecordDigest(explanation));
  step.proposal = NewProposal(context, checked.partition(), checked.token, note);
  step.proposal.commit.writes = {
      {keys::Explanations(checked.id), record.SerializeAsString(), version}};
  step.answer = [partition = Partition(checked.partition()), explanation = std::move(explanation)](
                    const Stamp& stamp) { return Answer(explanation, partition, stamp); };
  return step;
}

}  // namespace

absl::StatusOr<Step<v1::Explanation>> ExplainFinding(const Environment& environment,
                                                     const RequestContext& context,
                                                     const v1::ExplainFindingRequest& request) {
  const Store& store = *environment.store;
  OGI_ASSIGN_OR_RETURN(const CheckedExplanation checked,
                       CheckRequest(environment, context, request));
  const std::vector<std::string> keys = {keys::Marker(checked.token),
                                         keys::Agency(checked.id.agency_id)};
  OGI_ASSIGN_OR_RETURN(const auto items, store.MultiGet(checked.partition(), keys));
  OGI_ASSIGN_OR_RETURN(const auto first, ParseRecord<AnswerNote>(items[0]));
  if (first.has_value()) {
    OGI_RETURN_IF_ERROR(
        CheckSameRequest(first->message, checked.request_digest, request.request_id()));
    return Step<v1::Explanation>::Answer(
        Answer(first->message.explanation(), checked.partition(), first->stamp));
  }
  if (!items[1].has_value()) return errors::AgencyNotFound(AgencyName(checked.id.agency_id));
  OGI_ASSIGN_OR_RETURN(const auto before, ReadExplanations(store, checked.id));

  v1::Explanation explanation;
  explanation.set_rule(request.rule());
  explanation.set_finding_key(request.finding_key());
  explanation.set_text(request.text());
  *explanation.mutable_actor() = context.actor;
  *explanation.mutable_explain_time() = ToTimestamp(context.receive_time);
  OGI_ASSIGN_OR_RETURN(const ExplanationsRecord record,
                       With(request.parent(), explanation, before.message));
  return Propose(context, checked, std::move(explanation), record, before.version);
}

}  // namespace ogi
