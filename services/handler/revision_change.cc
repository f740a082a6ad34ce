#include "services/handler/revision_change.h"

#include <utility>
#include <vector>

#include "common/errors.h"
#include "common/status_macros.h"
#include "services/handler/answer_note.h"
#include "services/handler/report_resource.h"
#include "storage/keys/keys.h"

namespace ogi {

using storage::v1::AnswerNote;
using storage::v1::ReportRecord;
using storage::v1::RevisionRecord;

absl::StatusOr<RevisionBefore> ReadBefore(const Reader& store, const RevisionChange& change) {
  const std::vector<std::string> keys = {keys::Marker(change.token), keys::Report(change.id.report),
                                         keys::Revision(change.id)};
  OGI_ASSIGN_OR_RETURN(std::vector<std::optional<Item>> items,
                       store.MultiGet(change.partition(), keys));
  RevisionBefore before;
  OGI_ASSIGN_OR_RETURN(before.first_answer, ParseRecord<AnswerNote>(items[0]));
  if (before.first_answer.has_value()) {
    OGI_RETURN_IF_ERROR(
        CheckSameRequest(before.first_answer->message, change.request_digest, change.request_id));
  }
  OGI_ASSIGN_OR_RETURN(std::optional<Record<ReportRecord>> report,
                       ParseRecord<ReportRecord>(items[1]));
  if (!report.has_value()) return errors::ReportNotFound(ReportName(change.id.report));
  before.report = *std::move(report);
  const std::string name = RevisionName(change.id);
  if (change.id.number > before.report.message.revisions_size()) {
    return errors::RevisionNotFound(name);
  }
  OGI_ASSIGN_OR_RETURN(before.revision, ParsePresentRecord<RevisionRecord>(items[2], name));
  return before;
}

v1::Revision RevisionAsFiled(const RevisionChange& change, const RevisionBefore& before) {
  return RevisionResource(change.id, before.revision, v1::STATE_UNSPECIFIED,
                          before.entry(change.id).historical());
}

}  // namespace ogi
