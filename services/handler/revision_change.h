// What every change of a revision on record shares: who asks for what, what the store says before,
// and the revision as the answer shows it.
#ifndef OGI_SERVICES_HANDLER_REVISION_CHANGE_H_
#define OGI_SERVICES_HANDLER_REVISION_CHANGE_H_

#include <optional>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "domain/codes/agency_id.h"
#include "domain/codes/resource_name.h"
#include "ogi/storage/v1/records.pb.h"
#include "ogi/v1/revision.pb.h"
#include "services/handler/environment.h"
#include "services/handler/records.h"
#include "storage/store.h"

namespace ogi {

// A request that is well formed.
struct RevisionChange {
  RevisionId id;
  std::string request_id;
  // SHA-256 of what was asked.
  std::string request_digest;
  Token token;

  absl::string_view partition() const { return PartitionOf(id.report.agency_id); }
};

// What the store says before the change.
struct RevisionBefore {
  // Of an earlier call with the same request id.
  std::optional<Record<storage::v1::AnswerNote>> first_answer;
  Record<storage::v1::ReportRecord> report;
  Record<storage::v1::RevisionRecord> revision;

  const storage::v1::RevisionEntry& entry(const RevisionId& id) const {
    return report.message.revisions(id.number - 1);
  }
};

// Errors: NOT_FOUND (ReportNotFound, RevisionNotFound), INVALID_ARGUMENT (RequestIdReused),
// UNAVAILABLE, DATA_LOSS.
absl::StatusOr<RevisionBefore> ReadBefore(const Reader& store, const RevisionChange& change);

// The revision with its receipt, without verdict, state and changes.
v1::Revision RevisionAsFiled(const RevisionChange& change, const RevisionBefore& before);

}  // namespace ogi

#endif  // OGI_SERVICES_HANDLER_REVISION_CHANGE_H_
