// Between the records of a report and the resources that callers see.
#ifndef OGI_SERVICES_HANDLER_REPORT_RESOURCE_H_
#define OGI_SERVICES_HANDLER_REPORT_RESOURCE_H_

#include <string>

#include "absl/status/statusor.h"
#include "domain/codes/resource_name.h"
#include "domain/lifecycle/lifecycle.h"
#include "ogi/storage/v1/records.pb.h"
#include "ogi/v1/revision.pb.h"
#include "services/handler/records.h"

namespace ogi {

// The states and pointers of a record, and back: the record must have an entry for every state.
ReportStates StatesOf(const storage::v1::ReportRecord& record);
void SetStates(const ReportStates& states, storage::v1::ReportRecord& record);

// Without report, verdict, history and etag.
v1::Revision RevisionResource(const RevisionId& id, const storage::v1::RevisionRecord& record,
                              v1::State state, bool historical);

// The same of one that is committed, with its place and time on the receipt.
v1::Revision RevisionResource(const RevisionId& id,
                              const Record<storage::v1::RevisionRecord>& record, v1::State state,
                              bool historical);

// A verdict on a revision, by its number; an empty one for number 0.
// Errors: UNAVAILABLE, DATA_LOSS (RecordDamaged).
absl::StatusOr<v1::Verdict> ReadVerdict(const Reader& store, const RevisionId& id, int number);

// What the receipt says of the commit; the rest of it comes from RevisionResource.
void SetCommit(const RevisionId& id, const Stamp& stamp, v1::Receipt& receipt);

v1::StateChange StateChangeResource(const RevisionId& id, const storage::v1::ActRecord& record,
                                    const Stamp& stamp);

// The record must have a revision.
v1::Report ReportResource(const ReportId& id, const Record<storage::v1::ReportRecord>& record);

// What the public sees of it: the published revision, and nothing of others. The record must have
// one.
v1::Report PublishedReportResource(const ReportId& id,
                                   const Record<storage::v1::ReportRecord>& record);

// A revision whose report and verdict are still as they are stored: on the wire they go behind the
// rest as they are. Reading and writing them again would cost more than all else that GetReport
// does.
struct StoredRevision {
  // Without report and verdict.
  v1::Revision revision;
  // These two as protobuf writes them: tag, length, bytes of each.
  std::string stored_fields;
};

// As a caller sees it. Errors: DATA_LOSS (RecordDamaged).
absl::StatusOr<v1::Revision> Assemble(StoredRevision stored);

}  // namespace ogi

#endif  // OGI_SERVICES_HANDLER_REPORT_RESOURCE_H_
