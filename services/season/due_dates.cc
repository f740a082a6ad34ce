#include "services/season/due_dates.h"

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "common/errors.h"
#include "common/status_macros.h"
#include "domain/season/season.h"
#include "services/handler/agency_tree.h"

namespace ogi {
namespace {

std::optional<v1::LevelDates> DatesOf(const SeasonBook* book, int year, v1::Agency::Level level) {
  return book == nullptr ? std::nullopt : book->DatesOf(year, level);
}

const v1::LevelDates* Pointer(const std::optional<v1::LevelDates>& dates) {
  return dates.has_value() ? &*dates : nullptr;
}

absl::StatusOr<v1::DueDates> Work(const SeasonBook* book, const Reader& store,
                                  const ReportId& report, v1::Agency::Level level,
                                  const v1::LevelDates* dates) {
  v1::DueDates due = DueDatesWithout(dates, level, report.scope, report.year);
  if (book == nullptr) return due;
  const CivilDay base = DayOf(due.due_date());
  for (const v1::Extension& each : book->ExtensionsOf(report.year, report.agency_id)) {
    Apply(each, due);
  }
  if (!book->HasSubtreeExtensions(report.year)) return due;
  OGI_ASSIGN_OR_RETURN(const std::vector<std::string> superiors,
                       Superiors(store, report.agency_id, base));
  for (const std::string& superior : superiors) {
    for (const v1::Extension& each : book->ExtensionsOf(report.year, superior)) {
      if (each.subtree()) Apply(each, due);
    }
  }
  return due;
}

}  // namespace

absl::Status CheckSeasonOpen(const SeasonBook* book, int year, v1::Agency::Level level,
                             CivilDay today) {
  const std::optional<v1::LevelDates> dates = DatesOf(book, year, level);
  if (!dates.has_value()) return absl::OkStatus();
  const CivilDay opening = DayOf(dates->opening_date());
  if (today >= opening) return absl::OkStatus();
  return errors::SeasonNotOpen(SeasonName(year), LevelLabel(level), v1::Agency::Level_Name(level),
                               absl::FormatCivilTime(opening));
}

absl::StatusOr<v1::DueDates> DueDatesOf(const SeasonBook* book, const Reader& store,
                                        const ReportId& report, v1::Agency::Level level) {
  const std::optional<v1::LevelDates> dates = DatesOf(book, report.year, level);
  return Work(book, store, report, level, Pointer(dates));
}

absl::Status SetTimeliness(const SeasonBook* book, const Reader& store, const ReportId& report,
                           const storage::v1::RevisionRecord& record, v1::Revision& revision) {
  if (revision.historical() || record.level() == v1::Agency::LEVEL_UNSPECIFIED) {
    return absl::OkStatus();
  }
  const std::optional<v1::LevelDates> dates = DatesOf(book, report.year, record.level());
  OGI_ASSIGN_OR_RETURN(v1::DueDates due, Work(book, store, report, record.level(), Pointer(dates)));
  const CivilDay day = ChinaDay(absl::FromUnixMicros(record.receive_time_us()));
  *revision.mutable_timeliness() = TimelinessOf(std::move(due), Pointer(dates), day);
  return absl::OkStatus();
}

}  // namespace ogi
