#include "services/handler/answer_note.h"

#include "common/errors.h"

namespace ogi {

absl::Status CheckSameRequest(const storage::v1::AnswerNote& note, absl::string_view request_digest,
                              absl::string_view request_id) {
  return note.request_digest() == request_digest ? absl::OkStatus()
                                                 : errors::RequestIdReused(request_id);
}

Proposal NewProposal(const RequestContext& context, absl::string_view partition, const Token& token,
                     const storage::v1::AnswerNote& note) {
  Proposal proposal;
  proposal.partition = Partition(partition);
  proposal.deadline = context.deadline;
  proposal.commit.token = token;
  proposal.commit.note = note.SerializeAsString();
  return proposal;
}

}  // namespace ogi
