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
#include "services/handler/report_resource.h"
#include "services/handler/request_checks.h"
#include "storage/keys/keys.h"

namespace ogi {
namespace {

using storage::v1::ActRecord;
using storage::v1::AnswerNote;
using storage::v1::ReportRecord;
using storage::v1::RevisionRecord;

absl::StatusOr<RevisionId> Check(Act act, const StateChangeRequest& request) {
  FieldViolations violations;
  const std::optional<RevisionId> id = CheckRevisionName("name", request.name, &violations);
  CheckRequestId(request.request_id, &violations);
  CheckReason(request.reason, act == Act::kReturn, &violations);
  OGI_RETURN_IF_ERROR(violations.ToStatus());
  return *id;
}

// For a clerk, with the name that programs see.
std::string OutcomeText(v1::Verdict::Outcome outcome) {
  const absl::string_view label = outcome == v1::Verdict::BLOCKED ? "有错误" : "有提示";
  return absl::StrCat(v1::Verdict::Outcome_Name(outcome), "（", label, "）");
}

std::string StateText(v1::State state) {
  return absl::StrCat(v1::State_Name(state), "（", StateLabel(state), "）");
}

v1::Revision Answer(const RevisionId& id, const Record<RevisionRecord>& revision, v1::State state,
                    const Token& token, const ActRecord& act, const Stamp& stamp) {
  v1::Revision answer = RevisionResource(id, revision.message, state, /*historical=*/false);
  SetCommit(id, revision.stamp, *answer.mutable_receipt());
  answer.set_etag(EtagOf(VersionOf(token)));
  *answer.add_changes() = StateChangeResource(id, act, stamp);
  return answer;
}

}  // namespace

absl::StatusOr<Step<v1::Revision>> ChangeState(const Environment& environment,
                                               const RequestContext& context, Act act,
                                               const StateChangeRequest& request) {
  OGI_ASSIGN_OR_RETURN(const RevisionId id, Check(act, request));
  const absl::string_view partition = PartitionOf(id.report.agency_id);
  const Token token = TokenOf(context.actor, id.report.agency_id, request.request_id);
  const std::string request_digest = Sha256(
      absl::StrCat("act\n", static_cast<int>(act), "\n", request.name, "\n", request.reason));
  const std::vector<std::string> keys = {keys::Marker(token), keys::Report(id.report),
                                         keys::Revision(id)};
  OGI_ASSIGN_OR_RETURN(std::vector<std::optional<Item>> items,
                       environment.store->MultiGet(partition, keys));
  OGI_ASSIGN_OR_RETURN(std::optional<Record<ReportRecord>> stored,
                       ParseRecord<ReportRecord>(items[1]));
  if (!stored.has_value()) return errors::ReportNotFound(ReportName(id.report));
  ReportRecord& record = stored->message;
  if (id.number > record.revisions_size()) return errors::RevisionNotFound(request.name);
  OGI_ASSIGN_OR_RETURN(Record<RevisionRecord> revision,
                       ParsePresentRecord<RevisionRecord>(items[2], request.name));

  OGI_ASSIGN_OR_RETURN(std::optional<Record<AnswerNote>> note, ParseRecord<AnswerNote>(items[0]));
  if (note.has_value()) {
    if (note->message.request_digest() != request_digest) {
      return errors::RequestIdReused(request.request_id);
    }
    const std::string key = keys::Act(id, static_cast<uint32_t>(note->message.act()));
    OGI_ASSIGN_OR_RETURN(std::optional<Item> item, environment.store->Get(partition, key));
    OGI_ASSIGN_OR_RETURN(Record<ActRecord> done, ParsePresentRecord<ActRecord>(item, "an act"));
    return Step<v1::Revision>::Answer(
        Answer(id, revision, note->message.state(), token, done.message, done.stamp));
  }

  if (!request.etag.empty() && request.etag != EtagOf(stored->version)) {
    return errors::EtagMismatch(ReportName(id.report), EtagOf(stored->version));
  }
  auto* entry = record.mutable_revisions(id.number - 1);
  const std::optional<v1::State> next = NextState(entry->state(), act);
  if (!next.has_value()) {
    return errors::StateNotAllowed(request.name, StateText(entry->state()), ActLabel(act));
  }
  if (!VerdictAllows(act, entry->outcome())) {
    return errors::VerdictNotAllowed(request.name, OutcomeText(entry->outcome()));
  }

  ActRecord done;
  done.set_from(entry->state());
  done.set_to(*next);
  done.set_reason(std::string(request.reason));
  *done.mutable_actor() = context.actor;
  entry->set_acts(entry->acts() + 1);
  AnswerNote answer_note;
  answer_note.set_request_digest(request_digest);
  answer_note.set_revision(id.number);
  answer_note.set_state(*next);
  answer_note.set_act(entry->acts());
  const std::string act_key = keys::Act(id, static_cast<uint32_t>(entry->acts()));
  ReportStates states = StatesOf(record);
  Apply(states, id.number, *next);
  SetStates(states, record);

  Step<v1::Revision> step;
  step.proposal.partition = Partition(partition);
  step.proposal.deadline = context.deadline;
  step.proposal.commit.token = token;
  step.proposal.commit.writes = {
      {keys[1], record.SerializeAsString(), stored->version},
      {act_key, done.SerializeAsString(), std::nullopt},
  };
  step.proposal.commit.note = answer_note.SerializeAsString();
  step.answer = [id, revision = std::move(revision), next, token, done = std::move(done)](
                    const Stamp& stamp) { return Answer(id, revision, *next, token, done, stamp); };
  return step;
}

}  // namespace ogi
