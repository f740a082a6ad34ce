#include "domain/calendar/work_calendar.h"

#include <algorithm>
#include <optional>

#include "absl/strings/str_cat.h"
#include "common/errors.h"
#include "common/status_macros.h"
#include "domain/data/embedded_files.h"
#include "domain/data/text_message.h"

namespace ogi {
namespace {

using catalogue::v1::CalendarHoliday;
using catalogue::v1::CalendarYear;

bool IsWeekend(CivilDay day) {
  const absl::Weekday weekday = absl::GetWeekday(day);
  return weekday == absl::Weekday::saturday || weekday == absl::Weekday::sunday;
}

// The lengths of region codes: province, city, county.
bool IsRegionPrefix(absl::string_view region) {
  return (region.size() == 2 || region.size() == 4 || region.size() == 6) &&
         std::all_of(region.begin(), region.end(), [](char c) { return c >= '0' && c <= '9'; });
}

}  // namespace

// Turns the file into days.
class WorkCalendar::Reader {
 public:
  explicit Reader(WorkCalendar& calendar) : calendar_(calendar) {}

  absl::Status Run(absl::string_view file, absl::string_view text) {
    auto data = std::make_shared<catalogue::v1::WorkCalendar>();
    google::protobuf::TextFormat::ParseInfoTree tree;
    OGI_RETURN_IF_ERROR(ReadTextMessage(file, text, data.get(), &tree));
    const FileLines lines(file, &tree, data->GetDescriptor());
    calendar_.data_ = data;
    if (data->years().empty()) {
      return errors::DataFileInvalid(lines.Place(), "日历里没有年份", "the calendar has no year");
    }
    calendar_.first_year_ = data->years(0).year();
    calendar_.last_year_ = calendar_.first_year_ + data->years_size() - 1;
    for (int i = 0; i < data->years_size(); ++i) {
      OGI_RETURN_IF_ERROR(ReadYear(data->years(i), i, lines.At("years", i)));
    }
    for (int i = 0; i < data->overlays_size(); ++i) {
      OGI_RETURN_IF_ERROR(ReadOverlay(data->overlays(i), lines.At("overlays", i)));
    }
    return absl::OkStatus();
  }

 private:
  using Days = std::map<CivilDay, Special>;

  absl::Status ReadYear(const CalendarYear& year, int index, const FileLines& lines) {
    if (year.year() != calendar_.first_year_ + index) {
      return errors::DataFileInvalid(lines.Place("year"), "年份须逐年相连",
                                     "years follow each other without gaps");
    }
    if (year.notices().empty()) {
      return errors::DataFileInvalid(lines.Place(), "没有写明放假通知（notices）",
                                     "the year names no notice");
    }
    for (int i = 0; i < year.holidays_size(); ++i) {
      const FileLines at = lines.At("holidays", i);
      const CalendarHoliday& holiday = year.holidays(i);
      OGI_ASSIGN_OR_RETURN(const catalogue::v1::CalendarNotice* notice,
                           Notice(year, holiday.notice(), at));
      OGI_RETURN_IF_ERROR(
          AddHoliday(holiday, DayKind::kHoliday, notice, year.year(), at, calendar_.days_));
    }
    for (int i = 0; i < year.workdays_size(); ++i) {
      const FileLines at = lines.At("workdays", i);
      const catalogue::v1::CalendarWorkday& workday = year.workdays(i);
      OGI_ASSIGN_OR_RETURN(const CivilDay day, Day(workday.date(), year.year(), at.Place("date")));
      if (!IsWeekend(day)) {
        return errors::DataFileInvalid(at.Place("date"), "调休上班日须是周六或周日",
                                       "a workday listed here is a Saturday or a Sunday");
      }
      OGI_ASSIGN_OR_RETURN(const catalogue::v1::CalendarNotice* notice,
                           Notice(year, workday.notice(), at));
      OGI_RETURN_IF_ERROR(Put(day, {DayKind::kMakeUpWorkday, &workday.name(), notice},
                              at.Place("date"), calendar_.days_));
    }
    return absl::OkStatus();
  }

  absl::Status ReadOverlay(const catalogue::v1::CalendarOverlay& overlay, const FileLines& lines) {
    if (!IsRegionPrefix(overlay.region())) {
      return errors::DataFileInvalid(lines.Place("region"), "region 须是 2、4 或 6 位数字",
                                     "region is 2, 4 or 6 digits");
    }
    if (overlay.basis().number().empty()) {
      return errors::DataFileInvalid(lines.Place("basis"), "没有写明依据（basis）",
                                     "the overlay does not say what it rests on");
    }
    Days& days = calendar_.overlays_[overlay.region()];
    for (int i = 0; i < overlay.holidays_size(); ++i) {
      OGI_RETURN_IF_ERROR(AddHoliday(overlay.holidays(i), DayKind::kRegionalHoliday,
                                     &overlay.basis(), std::nullopt, lines.At("holidays", i),
                                     days));
    }
    return absl::OkStatus();
  }

  static absl::Status AddHoliday(const CalendarHoliday& holiday, DayKind kind,
                                 const catalogue::v1::CalendarNotice* notice,
                                 std::optional<int> year, const FileLines& at, Days& days) {
    OGI_ASSIGN_OR_RETURN(const CivilDay first, Day(holiday.first(), year, at.Place("first")));
    CivilDay last = first;
    if (!holiday.last().empty()) {
      OGI_ASSIGN_OR_RETURN(last, Day(holiday.last(), year, at.Place("last")));
    }
    if (last < first || last - first > 30) {
      return errors::DataFileInvalid(at.Place("last"), "假期的最后一天须在第一天之后 30 天之内",
                                     "a holiday ends within 30 days of its first");
    }
    for (CivilDay day = first; day <= last; ++day) {
      OGI_RETURN_IF_ERROR(Put(day, {kind, &holiday.name(), notice}, at.Place("first"), days));
    }
    return absl::OkStatus();
  }

  static absl::Status Put(CivilDay day, const Special& special, const std::string& place,
                          Days& days) {
    if (days.emplace(day, special).second) return absl::OkStatus();
    return errors::DataFileInvalid(place, absl::StrCat(absl::FormatCivilTime(day), " 写了两次"),
                                   absl::StrCat(absl::FormatCivilTime(day), " is listed twice"));
  }

  static absl::StatusOr<const catalogue::v1::CalendarNotice*> Notice(const CalendarYear& year,
                                                                     int number,
                                                                     const FileLines& at) {
    const int index = number == 0 ? 0 : number - 1;
    if (index >= 0 && index < year.notices_size()) return &year.notices(index);
    return errors::DataFileInvalid(at.Place("notice"), "notice 不是该年通知的序号",
                                   "notice is not the number of one of the year's notices");
  }

  // A holiday may begin in the December before its year.
  static absl::StatusOr<CivilDay> Day(const std::string& text, std::optional<int> year,
                                      const std::string& place) {
    CivilDay day;
    if (text.size() != 10 || !absl::ParseCivilTime(text, &day) ||
        absl::FormatCivilTime(day) != text) {
      return errors::DataFileInvalid(place, "日期须写成 2020-01-24 的样子，且确有其日",
                                     "a date is written like 2020-01-24 and exists");
    }
    if (year.has_value() && day.year() != *year &&
        !(day.year() == *year - 1 && day.month() == 12)) {
      return errors::DataFileInvalid(place, "日期不在该年", "the date lies outside its year");
    }
    return day;
  }

  WorkCalendar& calendar_;
};

absl::StatusOr<WorkCalendar> WorkCalendar::Read(absl::string_view file, absl::string_view text) {
  WorkCalendar calendar;
  OGI_RETURN_IF_ERROR(Reader(calendar).Run(file, text));
  return calendar;
}

const WorkCalendar& WorkCalendar::BuiltIn() {
  static const auto* const calendar = [] {
    constexpr absl::string_view kFile = "calendar/work_calendar.textproto";
    const auto& files = EmbeddedFiles();
    const auto file = std::find_if(files.begin(), files.end(),
                                   [&](const EmbeddedFile& each) { return each.name == kFile; });
    return new WorkCalendar(Read(kFile, file->text).value());
  }();
  return *calendar;
}

absl::StatusOr<DayInfo> WorkCalendar::DayOf(CivilDay day, absl::string_view region) const {
  if (day.year() < first_year_ || day.year() > last_year_) {
    return errors::CalendarYearUnknown(day.year(), first_year_, last_year_);
  }
  const auto info = [day](const Special& special) {
    return DayInfo{day, special.kind, *special.name, special.notice};
  };
  for (const size_t digits : {size_t{2}, size_t{4}, size_t{6}}) {
    if (overlays_.empty() || region.size() < digits) break;
    const auto overlay = overlays_.find(region.substr(0, digits));
    if (overlay == overlays_.end()) continue;
    const auto found = overlay->second.find(day);
    if (found != overlay->second.end()) return info(found->second);
  }
  const auto found = days_.find(day);
  if (found != days_.end()) return info(found->second);
  return DayInfo{day, IsWeekend(day) ? DayKind::kWeekend : DayKind::kWorkday, "", nullptr};
}

absl::StatusOr<CivilDay> WorkCalendar::Add(CivilDay from, int count, absl::string_view region,
                                           std::vector<DayInfo>* trace) const {
  CivilDay day = from;
  for (int counted = 0; counted < count;) {
    ++day;
    OGI_ASSIGN_OR_RETURN(const DayInfo info, DayOf(day, region));
    if (info.counts()) ++counted;
    if (trace != nullptr) trace->push_back(info);
  }
  return day;
}

absl::StatusOr<int> WorkCalendar::Count(CivilDay from, CivilDay to, absl::string_view region,
                                        std::vector<DayInfo>* trace) const {
  int counted = 0;
  for (CivilDay day = from + 1; day <= to; ++day) {
    OGI_ASSIGN_OR_RETURN(const DayInfo info, DayOf(day, region));
    if (info.counts()) ++counted;
    if (trace != nullptr) trace->push_back(info);
  }
  return counted;
}

}  // namespace ogi
