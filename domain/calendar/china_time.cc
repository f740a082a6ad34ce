#include "domain/calendar/china_time.h"

namespace ogi {
namespace {

absl::TimeZone China() { return absl::FixedTimeZone(8 * 60 * 60); }

}  // namespace

CivilDay ChinaDay(absl::Time instant) { return absl::ToCivilDay(instant, China()); }

absl::Time StartOfChinaDay(CivilDay day) { return absl::FromCivil(day, China()); }

std::optional<CivilDay> ParseDate(const google::type::Date& date) {
  if (date.year() < 1 || date.year() > 9999) return std::nullopt;
  const CivilDay day(date.year(), date.month(), date.day());
  // CivilDay carries 31 February over into March; a real date comes back unchanged.
  if (day.month() != date.month() || day.day() != date.day()) return std::nullopt;
  return day;
}

google::type::Date ToDate(CivilDay day) {
  google::type::Date date;
  date.set_year(static_cast<int32_t>(day.year()));
  date.set_month(day.month());
  date.set_day(day.day());
  return date;
}

}  // namespace ogi
