// When a report is due, and whether it came in time: the season, the extensions, and the tree of
// organs.
#ifndef OGI_SERVICES_SEASON_DUE_DATES_H_
#define OGI_SERVICES_SEASON_DUE_DATES_H_

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "domain/calendar/china_time.h"
#include "domain/codes/resource_name.h"
#include "ogi/storage/v1/records.pb.h"
#include "ogi/v1/revision.pb.h"
#include "ogi/v1/season.pb.h"
#include "services/season/season_book.h"
#include "storage/store.h"

namespace ogi {

// In all of these `book` may be null: then there is neither season nor extension.

// Errors: FAILED_PRECONDITION (SeasonNotOpen).
absl::Status CheckSeasonOpen(const SeasonBook* book, int year, v1::Agency::Level level,
                             CivilDay today);

// Reads the agencies above only where some extension of the year reaches beyond one organ.
// Errors: UNAVAILABLE, DATA_LOSS.
absl::StatusOr<v1::DueDates> DueDatesOf(const SeasonBook* book, const Reader& store,
                                        const ReportId& report, v1::Agency::Level level);

// Adds to a revision whether it was in time; nothing to a historical one, or to one whose record
// does not say the level.
absl::Status SetTimeliness(const SeasonBook* book, const Reader& store, const ReportId& report,
                           const storage::v1::RevisionRecord& record, v1::Revision& revision);

}  // namespace ogi

#endif  // OGI_SERVICES_SEASON_DUE_DATES_H_
