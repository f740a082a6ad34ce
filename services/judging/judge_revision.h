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

// Whether two verdicts differ in nothing but their time, which is no reason for another verdict.
bool SayTheSame(const v1::Verdict& one, const v1::Verdict& other);

// A revision as it was filed, with what says who filed it and when.
struct FiledRevision {
  storage::v1::PayloadRecord payload;
  v1::Agency agency;
  Version agency_version = kAbsent;
  // Of the first filing of the report that was neither returned nor withdrawn, else of this one.
  absl::Time received;
  bool historical = false;

  // It and the figures outlive what it answers.
  ReportToJudge ToJudge(const ReportId& id, const Figures& figures) const {
    return {.id = id,
            .report = payload.report(),
            .figures = figures,
            .agency = agency,
            .receive_time = received,
            .historical = historical};
  }
};

// Errors: UNAVAILABLE, DATA_LOSS (RecordDamaged): all of it must be there.
absl::StatusOr<FiledRevision> ReadFiledRevision(const Reader& store, const RevisionId& id);

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

// Whether a revision that was accepted or published without errors has some by a new verdict.
bool Turns(const storage::v1::RevisionEntry& entry, const v1::Verdict& verdict);

// Adds to a commit, whose token is set, what makes a verdict the one that counts; and a notice, if
// it turns. `cause`: the other
// revision that changed; empty for none. Answers the verdict's number.
int AddJudgedAnew(const RevisionId& id, const RevisionBefore& before, JudgedAnew& judged,
                  absl::string_view cause, absl::Time now, Commit& commit);

// Makes a verdict the one that counts. Answers its number.
int AddVerdict(const v1::Verdict& verdict, storage::v1::RevisionEntry& entry);

// The write that goes with it.
Write VerdictWrite(const RevisionId& id, int number, v1::Verdict& verdict);

}  // namespace ogi

#endif  // OGI_SERVICES_JUDGING_JUDGE_REVISION_H_
