// The error catalogue: one function a failure, one place for its code, reason and words.
//
// What each means to a caller, and whether to try again, stands at its ErrorReason
// (proto/ogi/v1/error_reason.proto). Each status carries a google.rpc.ErrorInfo, and the details
// that reason promises, as payloads; common/wire puts them on the wire. A message has a Chinese
// line, then an English one, and so has the description of a field violation.
#ifndef OGI_COMMON_ERRORS_H_
#define OGI_COMMON_ERRORS_H_

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "common/field_violations.h"
#include "ogi/v1/error_reason.pb.h"

namespace ogi::errors {

// The domain of every ErrorInfo.
inline constexpr absl::string_view kDomain = "ogi";

// A state, an act or an outcome as clerks call it, and as programs and English texts do.
struct Term {
  absl::string_view chinese;
  absl::string_view english;
};

// The caller corrects the request. `count`: of all violations, `violations` being the first of
// them.
absl::Status InvalidFields(const std::vector<FieldViolation>& violations, size_t count);
absl::Status RequestIdReused(absl::string_view request_id);
absl::Status InvalidPageToken();
absl::Status MalformedMessage();
// A file that is no document we read. The words, each a sentence, say what it is and what to do.
absl::Status DocumentNotReadable(absl::string_view chinese, absl::string_view english);

// A data file that an administrator writes: `place` is its name and line, e.g.
// `rules.textproto:12`.
absl::Status DataFileInvalid(absl::string_view place, absl::string_view chinese,
                             absl::string_view english);
// Days of `year` are asked for, and the calendar does not have it.
absl::Status CalendarYearUnknown(int64_t year, int first_known, int last_known);

// The caller shows another certificate or token. `detail`, for the log, says why; the caller is not
// told.
absl::Status NotAuthenticated(absl::string_view detail);
// Says nothing of what exists.
absl::Status NotPermitted();

// `name` is a resource name.
absl::Status AgencyNotFound(absl::string_view name);
absl::Status ReportNotFound(absl::string_view name);
absl::Status RevisionNotFound(absl::string_view name);
absl::Status AgencyAlreadyExists(absl::string_view name);
// Of ogi/v1/access.proto.
absl::Status AccessRecordNotFound(absl::string_view name);
absl::Status AccessRecordExists(absl::string_view name);

// The caller reads again and decides again.
absl::Status EtagMismatch(absl::string_view name, absl::string_view current_etag);
absl::Status Contention(absl::string_view name);

// Something else must happen first.
// `advice`: a sentence that says what; may be empty.
absl::Status StateNotAllowed(absl::string_view name, const Term& state, const Term& act,
                             const Term& advice);
// `rules`: ids of those that fail, or are not explained.
absl::Status VerdictNotAllowed(absl::string_view name, const Term& outcome,
                               const std::vector<std::string>& rules);
absl::Status WarningNotExplained(absl::string_view name, const std::vector<std::string>& rules);
absl::Status NotExplainable(absl::string_view rule);
absl::Status TooManyExplanations(absl::string_view name);
absl::Status WaiverNotFound(absl::string_view name);
absl::Status NotWaivable(absl::string_view rule);
absl::Status TooManyWaivers(absl::string_view name);
absl::Status ApproverIsRequester(absl::string_view name);
// `last_day` as `2026-01-31`.
absl::Status WaiverExpired(absl::string_view name, absl::string_view last_day);
absl::Status TooManyVerdicts(absl::string_view name);
absl::Status NotHistorical(absl::string_view name);
absl::Status TooManyRevisions(absl::string_view name);
absl::Status TooManyRevisionsOfPlatform(absl::string_view name, absl::string_view platform);
absl::Status AgencyTreeBroken(absl::string_view name, absl::string_view chinese,
                              absl::string_view english);

absl::Status RolesExclude(absl::string_view holder);
absl::Status LastSecurityOfficer();
// `season` is a resource name; the days are dates in China, as `2026-01-01`.
absl::Status SeasonNotOpen(absl::string_view season, absl::string_view level_chinese,
                           absl::string_view level_english, absl::string_view opening_day);
absl::Status RosterNotFrozen(absl::string_view season);
// Epochs of a partition.
absl::Status PositionOutdated(absl::string_view partition, int64_t wanted, int64_t latest);
// `what` names the counts, for the log.
absl::Status CountOutOfRange(absl::string_view what);

// The caller waits. `what`: requests, bytes, changes or streams.
absl::Status QuotaExceeded(absl::string_view what, absl::Duration retry_after);
absl::Status Overloaded(absl::Duration retry_after);
// There are as many of a kind as there may be.
absl::Status TooManyRecords(absl::string_view chinese, absl::string_view english, int limit);
absl::Status TooLarge(absl::string_view what, size_t bytes, size_t limit);
// `chinese` and `english` say which limit of a document is passed, without a full stop.
absl::Status DocumentBeyondLimit(absl::string_view chinese, absl::string_view english);
absl::Status StorageFull();
// Where backups are written to.
absl::Status BackupDiskFull(absl::string_view directory);

// The caller makes the same call again. `detail` is for the log; it never reaches a caller.
absl::Status StorageUnavailable(absl::string_view detail);
absl::Status OutcomeUnknown(absl::string_view detail);
absl::Status NotCaughtUp(absl::string_view partition, int64_t wanted, int64_t reached);
absl::Status ShuttingDown();
// `error`: how far the host's clock is ahead of where it should be.
absl::Status ClockNotTrusted(absl::Duration error);

absl::Status DeadlinePassed();
absl::Status RecordDamaged(absl::string_view detail);
absl::Status InternalFault(absl::string_view detail);
// `program`, which belongs to this one, cannot be run.
absl::Status ProgramMissing(absl::string_view program, absl::string_view detail);

// What a status of this catalogue is; ERROR_REASON_UNSPECIFIED for any other.
v1::ErrorReason ReasonOf(const absl::Status& status);

// When to try again, where the status says so; zero where it does not.
absl::Duration RetryAfter(const absl::Status& status);

// The detail for the log: empty where there is none.
std::string LogDetail(const absl::Status& status);

}  // namespace ogi::errors

#endif  // OGI_COMMON_ERRORS_H_
