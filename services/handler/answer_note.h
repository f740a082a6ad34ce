// What a request id leaves behind: the note of its commit, enough to give the first answer again.
#ifndef OGI_SERVICES_HANDLER_ANSWER_NOTE_H_
#define OGI_SERVICES_HANDLER_ANSWER_NOTE_H_

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "ogi/storage/v1/records.pb.h"
#include "services/handler/environment.h"
#include "storage/commit/committer.h"
#include "storage/store.h"

namespace ogi {

// That a request id that was used before is used for the same: `request_digest` is SHA-256 of what
// is asked now. Errors: INVALID_ARGUMENT (RequestIdReused).
absl::Status CheckSameRequest(const storage::v1::AnswerNote& note, absl::string_view request_digest,
                              absl::string_view request_id);

// A proposal of a request, with its note, that writes nothing yet.
Proposal NewProposal(const RequestContext& context, absl::string_view partition, const Token& token,
                     const storage::v1::AnswerNote& note);

}  // namespace ogi

#endif  // OGI_SERVICES_HANDLER_ANSWER_NOTE_H_
