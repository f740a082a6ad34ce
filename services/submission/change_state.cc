#include "services/submission/change_state.h"

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "common/digest.h"
#include "common/errors.h"
#include "common/field_violations.h"
#include "common/status_macros.h"
#include "domain/codes/agency_id.h"
#include "domain/codes/resource_name.h"
#include "ogi/storage/v1/records.pb.h"
#include "services/handler/records.h"
#include "services/handler/report_counts.h"
#include "services/handler/report_resource.h"
#include "services/handler/request_checks.h"
#include "storage/keys/keys.h"

namespace ogi {
namespace {

using storage::v1::ActRecord;
using storage::v1::AnswerNote;
using storage::v1::LoggedAct;
using storage::v1::ReportRecord;
using storage::v1::RevisionRecord;

// The fields that the requests share.
struct Asked {
  Act act;
  absl::string_view name;
  absl::string_view request_id;
  absl::string_view etag;
  absl::string_view reason;
};

// A request that is well formed, and what follows from it alone.
struct CheckedAct {
  const Asked& asked;
  RevisionId id;
  std::string request_digest;
  Token token;

  absl::string_view partition() const { return PartitionOf(id.report.agency_id); }
};

// What the store says before the act.
struct Before {
  // Of an earlier call with the same request id.
  std::optional<Record<AnswerNote>> first_answer;
  Record<ReportRecord> report;
  Record<RevisionRecord> revision;

  const storage::v1::RevisionEntry& entry(const RevisionId& id) const {
    return report.message.revisions(id.number - 1);
  }
};

absl::StatusOr<CheckedAct> Check(const Environment& environment, const RequestContext& context,
                                 const Asked& asked) {
  FieldViolations violations;
  const std::optional<RevisionId> id = CheckRevisionName("name", asked.name, &violations);
  CheckRequestId(asked.request_id, &violations);
  const bool must_say_why = asked.act == Act::kReturn || asked.act == Act::kRetract;
  CheckReason(asked.reason, must_say_why, &violations);
  OGI_RETURN_IF_ERROR(violations.ToStatus());
  return CheckedAct{asked, *id,
                    Sha256(absl::StrCat("act\n", static_cast<int>(asked.act), "\n", asked.name,
                                        "\n", asked.reason)),
                    TokenOf(environment, context.actor, id->report.agency_id, asked.request_id)};
}

absl::StatusOr<Before> ReadBefore(const Reader& store, const CheckedAct& checked) {
  const std::vector<std::string> keys = {
      keys::Marker(checked.token), keys::Report(checked.id.report), keys::Revision(checked.id)};
  OGI_ASSIGN_OR_RETURN(std::vector<std::optional<Item>> items,
                       store.MultiGet(checked.partition(), keys));
  Before before;
  OGI_ASSIGN_OR_RETURN(before.first_answer, ParseRecord<AnswerNote>(items[0]));
  OGI_ASSIGN_OR_RETURN(std::optional<Record<ReportRecord>> report,
                       ParseRecord<ReportRecord>(items[1]));
  if (!report.has_value()) return errors::ReportNotFound(ReportName(checked.id.report));
  before.report = *std::move(report);
  if (checked.id.number > before.report.message.revisions_size()) {
    return errors::RevisionNotFound(checked.asked.name);
  }
  OGI_ASSIGN_OR_RETURN(before.revision,
                       ParsePresentRecord<RevisionRecord>(items[2], checked.asked.name));
  return before;
}

// The revision as it was filed; `verdict`: which of its verdicts.
absl::StatusOr<v1::Revision> Filed(const Reader& store, const CheckedAct& checked,
                                   const Before& before, int verdict) {
  v1::Revision filed = RevisionResource(checked.id, before.revision.message, v1::STATE_UNSPECIFIED,
                                        before.entry(checked.id).historical());
  SetCommit(checked.id, before.revision.stamp, *filed.mutable_receipt());
  OGI_ASSIGN_OR_RETURN(*filed.mutable_verdict(), ReadVerdict(store, checked.id, verdict));
  return filed;
}

// For a clerk, with the name that programs see.
std::string OutcomeText(v1::Verdict::Outcome outcome) {
  const absl::string_view label = outcome == v1::Verdict::BLOCKED ? "有错误" : "有提示";
  return absl::StrCat(v1::Verdict::Outcome_Name(outcome), "（", label, "）");
}

std::string StateText(v1::State state) {
  return absl::StrCat(v1::State_Name(state), "（", StateLabel(state), "）");
}

// `filed`: the revision without its state, verdict included.
v1::Revision Answer(const RevisionId& id, const Token& token, v1::Revision filed,
                    const ActRecord& act, const Stamp& stamp) {
  v1::Revision answer = std::move(filed);
  answer.set_state(act.to());
  answer.set_etag(EtagOf(VersionOf(token)));
  *answer.add_changes() = StateChangeResource(id, act, stamp);
  return answer;
}

// The answer that the request id was given first, whatever happened since.
absl::StatusOr<v1::Revision> FirstAnswer(const Reader& store, const CheckedAct& checked,
                                         const Before& before) {
  const AnswerNote& note = before.first_answer->message;
  if (note.request_digest() != checked.request_digest) {
    return errors::RequestIdReused(checked.asked.request_id);
  }
  OGI_ASSIGN_OR_RETURN(
      std::optional<Item> item,
      store.Get(checked.partition(), keys::Act(checked.id, static_cast<uint32_t>(note.act()))));
  OGI_ASSIGN_OR_RETURN(Record<ActRecord> act, ParsePresentRecord<ActRecord>(item, "an act"));
  OGI_ASSIGN_OR_RETURN(v1::Revision filed, Filed(store, checked, before, note.verdict()));
  v1::Revision answer = Answer(checked.id, checked.token, std::move(filed), act.message, act.stamp);
  answer.set_repeated(true);
  return answer;
}

// The state that the act leads to.
absl::StatusOr<v1::State> Judge(const CheckedAct& checked, const Before& before) {
  const Asked& asked = checked.asked;
  const std::string etag = EtagOf(before.report.version);
  if (!asked.etag.empty() && asked.etag != etag) {
    return errors::EtagMismatch(ReportName(checked.id.report), etag);
  }
  const storage::v1::RevisionEntry& entry = before.entry(checked.id);
  const std::optional<v1::State> next = NextState(entry.state(), asked.act);
  if (!next.has_value()) {
    return errors::StateNotAllowed(asked.name, StateText(entry.state()), ActLabel(asked.act));
  }
  if (!VerdictAllows(asked.act, entry.outcome())) {
    return errors::VerdictNotAllowed(asked.name, OutcomeText(entry.outcome()));
  }
  return *next;
}

LoggedAct::Kind KindOf(Act act) {
  switch (act) {
    case Act::kWithdraw:
      return LoggedAct::WITHDRAWN;
    case Act::kReturn:
      return LoggedAct::RETURNED;
    case Act::kAccept:
      return LoggedAct::ACCEPTED;
    case Act::kPublish:
      return LoggedAct::PUBLISHED;
    case Act::kRetract:
      return LoggedAct::RETRACTED;
    case Act::kSubmit:
    case Act::kRecordHistorical:
      break;
  }
  return LoggedAct::KIND_UNSPECIFIED;
}

LoggedAct ToLog(const CheckedAct& checked, const ActRecord& act,
                const storage::v1::RevisionEntry& entry) {
  LoggedAct logged;
  logged.set_kind(KindOf(checked.asked.act));
  logged.set_resource(std::string(checked.asked.name));
  logged.set_from(act.from());
  logged.set_to(act.to());
  logged.set_content_digest(entry.digest());
  return logged;
}

// `filed`: what the answer says of the revision.
Step<v1::Revision> Propose(const RequestContext& context, const CheckedAct& checked,
                           const Before& before, v1::State next, v1::Revision filed) {
  ReportRecord record = before.report.message;
  auto* const entry = record.mutable_revisions(checked.id.number - 1);
  ActRecord act;
  act.set_from(entry->state());
  act.set_to(next);
  act.set_reason(std::string(checked.asked.reason));
  *act.mutable_actor() = context.actor;
  entry->set_acts(entry->acts() + 1);
  ReportStates states = StatesOf(record);
  Apply(states, checked.id.number, next);
  SetStates(states, record);
  AnswerNote note;
  note.set_request_digest(checked.request_digest);
  note.set_revision(checked.id.number);
  note.set_state(next);
  note.set_act(entry->acts());
  note.set_verdict(entry->verdicts());

  Step<v1::Revision> step;
  step.act = ToLog(checked, act, *entry);
  step.reason = act.reason();
  step.proposal.partition = Partition(checked.partition());
  step.proposal.deadline = context.deadline;
  step.proposal.commit.token = checked.token;
  step.proposal.commit.writes = {
      {keys::Report(checked.id.report), record.SerializeAsString(), before.report.version},
      // Written once.
      {keys::Act(checked.id, static_cast<uint32_t>(entry->acts())), act.SerializeAsString(),
       kAbsent},
  };
  step.proposal.commit.note = note.SerializeAsString();
  step.proposal.additions = CountChange(checked.id.report, before.report.message, record);
  step.answer = [id = checked.id, token = checked.token, filed = std::move(filed),
                 act = std::move(act)](const Stamp& stamp) {
    return Answer(id, token, filed, act, stamp);
  };
  return step;
}

absl::StatusOr<Step<v1::Revision>> ChangeState(const Environment& environment,
                                               const RequestContext& context, const Asked& asked) {
  OGI_ASSIGN_OR_RETURN(const CheckedAct checked, Check(environment, context, asked));
  OGI_ASSIGN_OR_RETURN(const Before before, ReadBefore(*environment.store, checked));
  if (before.first_answer.has_value()) {
    OGI_ASSIGN_OR_RETURN(v1::Revision first, FirstAnswer(*environment.store, checked, before));
    return Step<v1::Revision>::Answer(std::move(first));
  }
  OGI_ASSIGN_OR_RETURN(const v1::State next, Judge(checked, before));
  OGI_ASSIGN_OR_RETURN(v1::Revision filed, Filed(*environment.store, checked, before,
                                                 before.entry(checked.id).verdicts()));
  return Propose(context, checked, before, next, std::move(filed));
}

template <typename Request>
Asked AskedBy(Act act, const Request& request) {
  return {act, request.name(), request.request_id(), request.etag(), request.reason()};
}

}  // namespace

absl::StatusOr<Step<v1::Revision>> WithdrawReport(const Environment& environment,
                                                  const RequestContext& context,
                                                  const v1::WithdrawReportRequest& request) {
  return ChangeState(environment, context, AskedBy(Act::kWithdraw, request));
}

absl::StatusOr<Step<v1::Revision>> ReturnReport(const Environment& environment,
                                                const RequestContext& context,
                                                const v1::ReturnReportRequest& request) {
  return ChangeState(environment, context, AskedBy(Act::kReturn, request));
}

absl::StatusOr<Step<v1::Revision>> AcceptReport(const Environment& environment,
                                                const RequestContext& context,
                                                const v1::AcceptReportRequest& request) {
  return ChangeState(environment, context, AskedBy(Act::kAccept, request));
}

absl::StatusOr<Step<v1::Revision>> PublishReport(const Environment& environment,
                                                 const RequestContext& context,
                                                 const v1::PublishReportRequest& request) {
  return ChangeState(environment, context, AskedBy(Act::kPublish, request));
}

absl::StatusOr<Step<v1::Revision>> RetractReport(const Environment& environment,
                                                 const RequestContext& context,
                                                 const v1::RetractReportRequest& request) {
  return ChangeState(environment, context, AskedBy(Act::kRetract, request));
}

}  // namespace ogi
