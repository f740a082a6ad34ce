#include "services/validation/revalidate.h"

#include <optional>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "common/digest.h"
#include "common/field_violations.h"
#include "common/status_macros.h"
#include "domain/codes/resource_name.h"
#include "domain/log/record_text.h"
#include "ogi/storage/v1/records.pb.h"
#include "services/handler/answer_note.h"
#include "services/handler/report_resource.h"
#include "services/handler/request_checks.h"
#include "services/handler/revision_change.h"
#include "services/judging/judge_revision.h"

namespace ogi {
namespace {

using storage::v1::AnswerNote;
using storage::v1::LoggedAct;

absl::StatusOr<RevisionChange> Check(const Environment& environment, const RequestContext& context,
                                     const v1::RevalidateReportRequest& request) {
  FieldViolations violations;
  const std::optional<RevisionId> id = CheckRevisionName("name", request.name(), &violations);
  CheckRequestId(request.request_id(), &violations);
  OGI_RETURN_IF_ERROR(violations.ToStatus());
  return RevisionChange{
      *id, request.request_id(), Sha256(absl::StrCat("revalidate\n", request.name())),
      TokenOf(environment, context.actor, id->report.agency_id, request.request_id())};
}

v1::Revision Answer(const RevisionChange& change, const RevisionBefore& before, v1::State state,
                    v1::Verdict verdict) {
  v1::Revision answer = RevisionAsFiled(change, before);
  answer.set_state(state);
  *answer.mutable_verdict() = std::move(verdict);
  return answer;
}

Step<v1::Revision> Propose(const RequestContext& context, const RevisionChange& change,
                           const RevisionBefore& before, JudgedAnew judged) {
  const v1::State state = before.entry(change.id).state();
  AnswerNote note;
  note.set_request_digest(change.request_digest);
  note.set_revision(change.id.number);
  note.set_state(state);
  note.set_verdict(before.entry(change.id).verdicts() + 1);
  Step<v1::Revision> step;
  step.proposal = NewProposal(context, change.partition(), change.token, note);
  AddJudgedAnew(change.id, before, judged, /*cause=*/"", context.receive_time,
                step.proposal.commit);
  v1::Revision answer = Answer(change, before, state, std::move(judged.verdict));
  step.act.set_kind(LoggedAct::JUDGED_ANEW);
  step.act.set_resource(answer.name());
  step.act.set_content_digest(RecordDigest(answer.verdict()));
  answer.set_etag(EtagOf(VersionOf(change.token)));
  step.answer = [answer = std::move(answer)](const Stamp&) { return answer; };
  return step;
}

}  // namespace

absl::StatusOr<Step<v1::Revision>> RevalidateReport(const Environment& environment,
                                                    const RequestContext& context,
                                                    const v1::RevalidateReportRequest& request) {
  const Store& store = *environment.store;
  OGI_ASSIGN_OR_RETURN(const RevisionChange change, Check(environment, context, request));
  OGI_ASSIGN_OR_RETURN(const RevisionBefore before, ReadBefore(store, change));
  if (before.first_answer.has_value()) {
    const AnswerNote& note = before.first_answer->message;
    OGI_ASSIGN_OR_RETURN(v1::Verdict given, ReadVerdict(store, change.id, note.verdict()));
    v1::Revision first = Answer(change, before, note.state(), std::move(given));
    first.set_etag(EtagOf(VersionOf(change.token)));
    first.set_repeated(true);
    return Step<v1::Revision>::Answer(std::move(first));
  }
  OGI_ASSIGN_OR_RETURN(JudgedAnew judged,
                       JudgeAnew(environment, change.id, before, context.receive_time));
  if (!judged.changed) {
    v1::Revision answer =
        Answer(change, before, before.entry(change.id).state(), std::move(judged.verdict));
    answer.set_etag(EtagOf(before.report.version));
    answer.set_repeated(true);
    return Step<v1::Revision>::Answer(std::move(answer));
  }
  return Propose(context, change, before, std::move(judged));
}

}  // namespace ogi
