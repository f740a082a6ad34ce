// Which days are working days (工作日), so that the law's periods can be counted: Monday to Friday,
// less the State Council's holidays, plus the weekends that are worked for them. Each day can say
// why, and on which notice it rests.
//
// A period of n working days ends on the n-th working day after the day it runs from: that day
// itself is not counted.
#ifndef OGI_DOMAIN_CALENDAR_WORK_CALENDAR_H_
#define OGI_DOMAIN_CALENDAR_WORK_CALENDAR_H_

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "domain/calendar/china_time.h"
#include "ogi/catalogue/v1/work_calendar.pb.h"

namespace ogi {

enum class DayKind {
  kWorkday,
  // A Saturday or Sunday that is worked (调休上班).
  kMakeUpWorkday,
  kWeekend,
  kHoliday,
  // A day off of one region only.
  kRegionalHoliday,
};

// A day, and why it counts or not.
struct DayInfo {
  CivilDay day;
  DayKind kind = DayKind::kWorkday;
  // The holiday, or the holiday it makes up for. Empty for an ordinary day.
  absl::string_view name;
  // What it rests on. Null for an ordinary day.
  const catalogue::v1::CalendarNotice* notice = nullptr;

  bool counts() const { return kind == DayKind::kWorkday || kind == DayKind::kMakeUpWorkday; }
};

// Reads no more after it is made: any thread. What DayInfo points to lives as long as the calendar.
class WorkCalendar {
 public:
  // DATA_FILE_INVALID names `file` and the line: a date that does not exist or lies outside its
  // year, a workday that is no weekend, years with gaps, days named twice.
  static absl::StatusOr<WorkCalendar> Read(absl::string_view file, absl::string_view text);
  // That of this program.
  static const WorkCalendar& BuiltIn();

  int first_year() const { return first_year_; }
  int last_year() const { return last_year_; }

  // `region` is a region code, or empty for the nation. CALENDAR_YEAR_UNKNOWN.
  absl::StatusOr<DayInfo> DayOf(CivilDay day, absl::string_view region = "") const;

  // The `count`-th working day after `from`; `from` itself for 0. `count` must not be negative.
  // Appends the days from the one after `from` to the last to `trace`, unless it is null.
  // CALENDAR_YEAR_UNKNOWN where the count runs out of the calendar.
  absl::StatusOr<CivilDay> Add(CivilDay from, int count, absl::string_view region = "",
                               std::vector<DayInfo>* trace = nullptr) const;

  // The working days after `from`, up to and including `to`; 0 where `to` is not after `from`.
  absl::StatusOr<int> Count(CivilDay from, CivilDay to, absl::string_view region = "",
                            std::vector<DayInfo>* trace = nullptr) const;

 private:
  struct Special {
    DayKind kind;
    const std::string* name;
    const catalogue::v1::CalendarNotice* notice;
  };
  class Reader;

  WorkCalendar() = default;

  // What the specials point into.
  std::shared_ptr<const catalogue::v1::WorkCalendar> data_;
  std::map<CivilDay, Special> days_;
  // By region prefix.
  std::map<std::string, std::map<CivilDay, Special>, std::less<>> overlays_;
  int first_year_ = 0;
  int last_year_ = 0;
};

}  // namespace ogi

#endif  // OGI_DOMAIN_CALENDAR_WORK_CALENDAR_H_
