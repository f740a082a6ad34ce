// Legal dates are days of China Standard Time: UTC+8 without exception, whatever the host's zone.
#ifndef OGI_DOMAIN_CALENDAR_CHINA_TIME_H_
#define OGI_DOMAIN_CALENDAR_CHINA_TIME_H_

#include <optional>
#include <string>

#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "google/type/date.pb.h"

namespace ogi {

using CivilDay = absl::CivilDay;

// The day in China at an instant.
CivilDay ChinaDay(absl::Time instant);

// The instant a day begins in China.
absl::Time StartOfChinaDay(CivilDay day);

// Nullopt unless `date` is a full date (year 1 to 9999, month and day given) that exists.
std::optional<CivilDay> ParseDate(const google::type::Date& date);
google::type::Date ToDate(CivilDay day);

}  // namespace ogi

#endif  // OGI_DOMAIN_CALENDAR_CHINA_TIME_H_
