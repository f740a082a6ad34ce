// The verdict on a revision that is on record: what the rules say of it now.
#ifndef OGI_SERVICES_JUDGING_JUDGE_REVISION_H_
#define OGI_SERVICES_JUDGING_JUDGE_REVISION_H_

#include <optional>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "domain/codes/resource_name.h"
#include "ogi/storage/v1/records.pb.h"
#include "ogi/v1/verdict.pb.h"
#include "services/handler/environment.h"
#include "services/handler/revision_change.h"
#include "services/judging/judge_report.h"
#include "storage/store.h"

namespace ogi {

// When the first filing of a report that was neither withdrawn nor returned came in: who corrects a
// report is not late. Nullopt for none. Errors: UNAVAILABLE, DATA_LOSS.
absl::StatusOr<std::optional<absl::Time>> FirstFiled(const Reader& store, const ReportId& report,
                                                     const storage::v1::ReportRecord& record);

// A verdict on a revision, if it says anything else than the one that counts.
struct JudgedAnew {
  // That counts from now on: the one on record if nothing has changed.
  v1::Verdict verdict;
  bool changed = false;
  // What it rests on. Empty if nothing has changed.
  std::vector<Guard> guards;
};

// `before` is of the revision. Reads and judges: not for a transport's thread.
// Errors: UNAVAILABLE, DATA_LOSS (RecordDamaged), FAILED_PRECONDITION (TooManyVerdicts).
absl::StatusOr<JudgedAnew> JudgeAnew(const Environment& environment, const RevisionId& id,
                                     const RevisionBefore& before, absl::Time now);

// Makes a verdict the one that counts. Answers its number.
int AddVerdict(const v1::Verdict& verdict, storage::v1::RevisionEntry& entry);

// The write that goes with it.
Write VerdictWrite(const RevisionId& id, int number, v1::Verdict& verdict);

}  // namespace ogi

#endif  // OGI_SERVICES_JUDGING_JUDGE_REVISION_H_
