// The season of a report year: what the statute says of due dates, what a season and an extension
// must say, and whether a filing is in time. No record is looked up here.
#ifndef OGI_DOMAIN_SEASON_SEASON_H_
#define OGI_DOMAIN_SEASON_SEASON_H_

#include <optional>
#include <string>

#include "absl/strings/string_view.h"
#include "common/field_violations.h"
#include "domain/calendar/china_time.h"
#include "ogi/v1/annual_report.pb.h"
#include "ogi/v1/season.pb.h"

namespace ogi {

// `seasons/2025` gives 2025; one name for one year.
std::optional<int> ParseSeasonName(absl::string_view name);
std::string SeasonName(int year);

struct RosterEntryId {
  std::string agency_id;
  int year = 0;
};
// `agencies/54-0424204/rosterEntries/2025`.
std::optional<RosterEntryId> ParseRosterEntryName(absl::string_view name);
std::string RosterEntryName(const RosterEntryId& id);

struct ExtensionId {
  std::string agency_id;
  std::string id;
};
// `agencies/54-0424204/extensions/0123456789abcdef`.
std::optional<ExtensionId> ParseExtensionName(absl::string_view name);

// For errors: 乡级, TOWNSHIP.
absl::string_view LevelLabel(v1::Agency::Level level);

// Article 49, and 国办公开办函〔2021〕30号 for townships and aggregates of departments.
CivilDay LegalDueDay(v1::Agency::Level level, v1::Scope scope, int year);

// Whether a year may be reported on.
bool IsReportYear(int year);

// Adds every violation, with paths that begin with `season`. Output-only fields are not looked at.
void CheckSeason(const v1::Season& season, FieldViolations* violations);
// The same for `extension`. Whether the agency is on record is the caller's question.
void CheckExtension(const v1::Extension& extension, FieldViolations* violations);

// The season's dates for a level; null where it has none. Into `season`.
const v1::LevelDates* DatesOf(const v1::Season& season, v1::Agency::Level level);

// The legal and the prescribed date, and which of them applies where no extension does. `dates` may
// be null.
v1::DueDates DueDatesWithout(const v1::LevelDates* dates, v1::Agency::Level level, v1::Scope scope,
                             int year);

// Whether `extension` has a later date than applied so far; it then applies.
bool Apply(const v1::Extension& extension, v1::DueDates& due);

// Of a filing received on `day`. `dates` may be null.
v1::Timeliness TimelinessOf(v1::DueDates due, const v1::LevelDates* dates, CivilDay day);

// A date that has been checked.
CivilDay DayOf(const google::type::Date& date);

}  // namespace ogi

#endif  // OGI_DOMAIN_SEASON_SEASON_H_
