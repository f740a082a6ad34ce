#include "services/access/record_change.h"

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "common/digest.h"
#include "common/status_macros.h"
#include "ogi/storage/v1/records.pb.h"
#include "services/handler/answer_note.h"
#include "services/handler/request_checks.h"
#include "storage/keys/keys.h"

namespace ogi {

absl::StatusOr<RecordChange> BeginChange(const Environment& environment,
                                         const RequestContext& context, absl::string_view scope,
                                         absl::string_view request_id, absl::string_view content,
                                         absl::string_view partition) {
  RecordChange change;
  change.partition = Partition(partition);
  change.token = TokenOf(environment, context.actor, scope, request_id);
  change.digest = Sha256(absl::StrCat("access\n", scope, "\n", content));
  OGI_ASSIGN_OR_RETURN(std::optional<Item> marker,
                       environment.store->Get(partition, keys::Marker(change.token)));
  OGI_ASSIGN_OR_RETURN(std::optional<Record<storage::v1::AnswerNote>> note,
                       ParseRecord<storage::v1::AnswerNote>(marker));
  if (!note.has_value()) return change;
  OGI_RETURN_IF_ERROR(CheckSameRequest(note->message, change.digest, request_id));
  change.repeated = true;
  return change;
}

std::string IdOf(const RecordChange& change) {
  return absl::BytesToHexString(absl::string_view(change.token).substr(0, 8));
}

void SetCreated(const RequestContext& context, v1::RecordLife& life) {
  *life.mutable_create_time() = ToTimestamp(context.receive_time);
  *life.mutable_creator() = context.actor;
}

void SetWithdrawn(const RequestContext& context, absl::string_view reason, v1::RecordLife& life) {
  *life.mutable_withdraw_time() = ToTimestamp(context.receive_time);
  *life.mutable_withdrawer() = context.actor;
  life.set_withdraw_reason(std::string(reason));
}

Proposal ProposalOf(const RequestContext& context, const RecordChange& change,
                    std::vector<Write> writes) {
  storage::v1::AnswerNote note;
  note.set_request_digest(change.digest);
  Proposal proposal = NewProposal(context, change.partition, change.token, note);
  proposal.commit.writes = std::move(writes);
  return proposal;
}

}  // namespace ogi
