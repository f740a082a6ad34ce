#include "services/submission/change_state.h"

#include <iterator>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "common/digest.h"
#include "common/errors.h"
#include "common/field_violations.h"
#include "common/status_macros.h"
#include "domain/calendar/china_time.h"
#include "domain/codes/resource_name.h"
#include "domain/rules/explanation.h"
#include "ogi/storage/v1/records.pb.h"
#include "services/handler/answer_note.h"
#include "services/handler/explanations.h"
#include "services/handler/notice.h"
#include "services/handler/records.h"
#include "services/handler/report_counts.h"
#include "services/handler/report_resource.h"
#include "services/handler/request_checks.h"
#include "services/handler/revision_change.h"
#include "services/handler/waivers.h"
#include "services/judging/dependents.h"
#include "services/judging/judge_revision.h"
#include "storage/keys/keys.h"

namespace ogi {
namespace {

using storage::v1::ActRecord;
using storage::v1::AnswerNote;
using storage::v1::LoggedAct;
using storage::v1::ReportRecord;

// The fields that the requests share.
struct Asked {
  Act act;
  absl::string_view name;
  absl::string_view request_id;
  absl::string_view etag;
  absl::string_view reason;
};

absl::StatusOr<RevisionChange> Check(const Environment& environment, const RequestContext& context,
                                     const Asked& asked) {
  FieldViolations violations;
  const std::optional<RevisionId> id = CheckRevisionName("name", asked.name, &violations);
  CheckRequestId(asked.request_id, &violations);
  const bool must_say_why = asked.act == Act::kReturn || asked.act == Act::kRetract;
  CheckReason(asked.reason, must_say_why, &violations);
  OGI_RETURN_IF_ERROR(violations.ToStatus());
  return RevisionChange{
      *id, std::string(asked.request_id),
      Sha256(
          absl::StrCat("act\n", static_cast<int>(asked.act), "\n", asked.name, "\n", asked.reason)),
      TokenOf(environment, context.actor, id->report.agency_id, asked.request_id)};
}

// For a clerk, with the name that programs see.
errors::Term OutcomeTerm(v1::Verdict::Outcome outcome) {
  return {outcome == v1::Verdict::BLOCKED ? "有错误" : "有警告",
          v1::Verdict::Outcome_Name(outcome)};
}

// What must happen first.
errors::Term AdviceFor(Act act, v1::State state) {
  if (act == Act::kPublish && state == v1::SUBMITTED) return {"请先接受。", "Accept it first."};
  if (state == v1::RETURNED || state == v1::WITHDRAWN) {
    return {"请机关重新报送。", "The agency must file it again."};
  }
  if (state == v1::SUPERSEDED) {
    return {"它已被后来的一版替代，请对最新一版办理。",
            "A later revision took its place; act on the latest one."};
  }
  return {};
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
absl::StatusOr<v1::Revision> FirstAnswer(const Reader& store, const RevisionChange& change,
                                         const RevisionBefore& before) {
  const AnswerNote& note = before.first_answer->message;
  OGI_ASSIGN_OR_RETURN(
      std::optional<Item> item,
      store.Get(change.partition(), keys::Act(change.id, static_cast<uint32_t>(note.act()))));
  OGI_ASSIGN_OR_RETURN(Record<ActRecord> act, ParsePresentRecord<ActRecord>(item, "an act"));
  v1::Revision filed = RevisionAsFiled(change, before);
  OGI_ASSIGN_OR_RETURN(*filed.mutable_verdict(), ReadVerdict(store, change.id, note.verdict()));
  v1::Revision answer = Answer(change.id, change.token, std::move(filed), act.message, act.stamp);
  answer.set_repeated(true);
  return answer;
}

// The state that the act leads to.
absl::StatusOr<v1::State> CheckState(const Asked& asked, const RevisionChange& change,
                                     const RevisionBefore& before) {
  const std::string etag = EtagOf(before.report.version);
  if (!asked.etag.empty() && asked.etag != etag) {
    return errors::EtagMismatch(ReportName(change.id.report), etag);
  }
  const v1::State state = before.entry(change.id).state();
  const std::optional<v1::State> next = NextState(state, asked.act);
  if (next.has_value()) return *next;
  return errors::StateNotAllowed(asked.name, {StateLabel(state), v1::State_Name(state)},
                                 {ActLabel(asked.act), ActVerb(asked.act)},
                                 AdviceFor(asked.act, state));
}

// Accepting rests on what the rules say now, every other act on what they said.
absl::StatusOr<JudgedAnew> VerdictFor(const Environment& environment, const RequestContext& context,
                                      Act act, const RevisionChange& change,
                                      const RevisionBefore& before) {
  if (act == Act::kAccept) {
    return JudgeAnew(environment, change.id, before, context.receive_time);
  }
  JudgedAnew standing;
  OGI_ASSIGN_OR_RETURN(standing.verdict, ReadVerdict(*environment.store, change.id,
                                                     before.entry(change.id).verdicts()));
  return standing;
}

// Errors stand in the way of accepting and publishing unless they are waived; those that could not
// decide, and warnings without a word, of publishing. A waiver that is relied on is guarded, for it
// may be revoked meanwhile; an explanation is never taken away.
absl::StatusOr<std::vector<Guard>> CheckVerdict(const Reader& store, const Asked& asked,
                                                const RevisionChange& change,
                                                const v1::Verdict& verdict, CivilDay today) {
  std::vector<Guard> guards;
  const bool publishes = asked.act == Act::kPublish;
  const bool allowed = VerdictAllows(asked.act, verdict.outcome());
  if (!publishes && allowed) return guards;
  if (verdict.error_count() > 0 || !allowed) {
    OGI_ASSIGN_OR_RETURN(const auto record, ReadWaivers(store, change.id.report));
    const Waivers& waivers = record.message.waivers();
    std::vector<std::string> open = ErrorsNotWaived(verdict, v1::Finding::FAIL, waivers, today);
    // An error that may be none is mended, or settled by the document, not explained.
    if (open.empty() && publishes) {
      open = ErrorsNotWaived(verdict, v1::Finding::UNCERTAIN, waivers, today);
    }
    if (!open.empty() || verdict.outcome() == v1::Verdict::OUTCOME_UNSPECIFIED) {
      return errors::VerdictNotAllowed(asked.name, OutcomeTerm(verdict.outcome()), open);
    }
    if (!waivers.empty()) guards.push_back({keys::Waivers(change.id.report), record.version});
  }
  if (!publishes) return guards;
  OGI_ASSIGN_OR_RETURN(const auto explanations, ReadExplanations(store, change.id.report));
  const std::vector<std::string> open =
      RulesNotExplained(verdict, explanations.message.explanations());
  if (!open.empty()) return errors::WarningNotExplained(asked.name, open);
  return guards;
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

LoggedAct ToLog(const Asked& asked, const ActRecord& act, const storage::v1::RevisionEntry& entry) {
  LoggedAct logged;
  logged.set_kind(KindOf(asked.act));
  logged.set_resource(std::string(asked.name));
  logged.set_from(act.from());
  logged.set_to(act.to());
  logged.set_content_digest(entry.digest());
  return logged;
}

// What an organ is told of the acts of others.
std::optional<v1::Notice> NoticeOf(const Asked& asked) {
  v1::Notice notice;
  if (asked.act == Act::kReturn) {
    notice.set_kind(v1::Notice::RETURNED);
  } else if (asked.act == Act::kAccept) {
    notice.set_kind(v1::Notice::ACCEPTED);
  } else if (asked.act == Act::kRetract) {
    notice.set_kind(v1::Notice::RETRACTED);
  } else {
    return std::nullopt;
  }
  notice.set_reason(std::string(asked.reason));
  return notice;
}

// Marks the reports that rest on this one, if the act means something to them.
absl::StatusOr<DependentMarks> MarksOf(const Reader& store, const RequestContext& context,
                                       const Asked& asked, const RevisionChange& change,
                                       const ReportRecord& before, const ReportRecord& after) {
  const std::string& id = change.id.report.agency_id;
  OGI_ASSIGN_OR_RETURN(const std::optional<Item> item,
                       store.Get(change.partition(), keys::Agency(id)));
  OGI_ASSIGN_OR_RETURN(const auto agency, ParsePresentRecord<storage::v1::AgencyRecord>(
                                              item, "the organ of a report"));
  return MarkDependents(store, change.id.report, before, after, asked.name, agency.message.agency(),
                        context.receive_time);
}

// The report's record once the act is done; its act counted, its verdict the one that counts now.
ReportRecord After(const RevisionChange& change, const RevisionBefore& before, v1::State next,
                   const JudgedAnew& verdict) {
  ReportRecord record = before.report.message;
  auto* const entry = record.mutable_revisions(change.id.number - 1);
  entry->set_acts(entry->acts() + 1);
  if (verdict.changed) AddVerdict(verdict.verdict, *entry);
  ReportStates states = StatesOf(record);
  Apply(states, change.id.number, next);
  SetStates(states, record);
  return record;
}

// What is decided, and what it rests on.
struct Decision {
  v1::State next = v1::STATE_UNSPECIFIED;
  JudgedAnew verdict;
  // Of waivers that are relied on.
  std::vector<Guard> guards;
};

absl::StatusOr<Step<v1::Revision>> Propose(const Reader& store, const RequestContext& context,
                                           const Asked& asked, const RevisionChange& change,
                                           const RevisionBefore& before, Decision decision) {
  const ReportRecord record = After(change, before, decision.next, decision.verdict);
  const auto& entry = record.revisions(change.id.number - 1);
  OGI_ASSIGN_OR_RETURN(DependentMarks marks,
                       MarksOf(store, context, asked, change, before.report.message, record));
  ActRecord act;
  act.set_from(before.entry(change.id).state());
  act.set_to(decision.next);
  act.set_reason(std::string(asked.reason));
  *act.mutable_actor() = context.actor;
  AnswerNote note;
  note.set_request_digest(change.request_digest);
  note.set_revision(change.id.number);
  note.set_state(decision.next);
  note.set_act(entry.acts());
  note.set_verdict(entry.verdicts());

  Step<v1::Revision> step;
  step.act = ToLog(asked, act, entry);
  step.reason = act.reason();
  step.proposal = NewProposal(context, change.partition(), change.token, note);
  Commit& commit = step.proposal.commit;
  commit.writes = {
      {keys::Report(change.id.report), record.SerializeAsString(), before.report.version},
      // Written once.
      {keys::Act(change.id, static_cast<uint32_t>(entry.acts())), act.SerializeAsString(), kAbsent},
  };
  commit.guards = std::move(decision.guards);
  if (decision.verdict.changed) {
    commit.writes.push_back(VerdictWrite(change.id, entry.verdicts(), decision.verdict.verdict));
    std::move(decision.verdict.guards.begin(), decision.verdict.guards.end(),
              std::back_inserter(commit.guards));
  }
  if (std::optional<v1::Notice> notice = NoticeOf(asked); notice.has_value()) {
    commit.writes.push_back(
        NoticeWrite(change.id, *std::move(notice), context.receive_time, change.token));
  }
  std::move(marks).AddTo(commit);
  step.proposal.additions = CountChange(change.id.report, before.report.message, record);
  v1::Revision filed = RevisionAsFiled(change, before);
  *filed.mutable_verdict() = std::move(decision.verdict.verdict);
  step.answer = [id = change.id, token = change.token, filed = std::move(filed),
                 act = std::move(act)](const Stamp& stamp) {
    return Answer(id, token, filed, act, stamp);
  };
  return step;
}

absl::StatusOr<Step<v1::Revision>> ChangeState(const Environment& environment,
                                               const RequestContext& context, const Asked& asked) {
  const Store& store = *environment.store;
  OGI_ASSIGN_OR_RETURN(const RevisionChange change, Check(environment, context, asked));
  OGI_ASSIGN_OR_RETURN(const RevisionBefore before, ReadBefore(store, change));
  if (before.first_answer.has_value()) {
    OGI_ASSIGN_OR_RETURN(v1::Revision first, FirstAnswer(store, change, before));
    return Step<v1::Revision>::Answer(std::move(first));
  }
  Decision decision;
  OGI_ASSIGN_OR_RETURN(decision.next, CheckState(asked, change, before));
  OGI_ASSIGN_OR_RETURN(decision.verdict,
                       VerdictFor(environment, context, asked.act, change, before));
  OGI_ASSIGN_OR_RETURN(decision.guards, CheckVerdict(store, asked, change, decision.verdict.verdict,
                                                     ChinaDay(context.receive_time)));
  return Propose(store, context, asked, change, before, std::move(decision));
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
