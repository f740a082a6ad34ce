// Which of a report's revisions counts for other reports, and since when.
#ifndef OGI_SERVICES_JUDGING_COUNTING_REVISION_H_
#define OGI_SERVICES_JUDGING_COUNTING_REVISION_H_

#include <optional>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "domain/codes/resource_name.h"
#include "ogi/storage/v1/records.pb.h"
#include "storage/store.h"

namespace ogi {

// What the public sees, else what its superior accepted, else the latest that was neither returned
// nor withdrawn. 0 for none.
int CountingRevision(const storage::v1::ReportRecord& record);

// Whether a revision is accepted or published.
bool IsFinal(const storage::v1::RevisionEntry& entry);

// Whether a change of a report is one to those that rest on it: another revision counts, or one
// that counts has become final, or is so no more.
bool CountsOtherwise(const storage::v1::ReportRecord& before,
                     const storage::v1::ReportRecord& after);

// When the first filing of a report that was neither withdrawn nor returned came in: who corrects a
// report is not late. Nullopt for none. Errors: UNAVAILABLE, DATA_LOSS.
absl::StatusOr<std::optional<absl::Time>> FirstFiled(const Reader& store, const ReportId& report,
                                                     const storage::v1::ReportRecord& record);

}  // namespace ogi

#endif  // OGI_SERVICES_JUDGING_COUNTING_REVISION_H_
