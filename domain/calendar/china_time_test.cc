#include "domain/calendar/china_time.h"

#include <cstdlib>

#include "gtest/gtest.h"

namespace ogi {
namespace {

google::type::Date Date(int year, int month, int day) {
  google::type::Date date;
  date.set_year(year);
  date.set_month(month);
  date.set_day(day);
  return date;
}

absl::Time Utc(int year, int month, int day, int hour, int minute, int second) {
  return absl::FromCivil(absl::CivilSecond(year, month, day, hour, minute, second),
                         absl::UTCTimeZone());
}

TEST(ChinaTime, BeginsTheDayEightHoursBeforeUtc) {
  EXPECT_EQ(ChinaDay(Utc(2025, 1, 31, 15, 59, 59)), CivilDay(2025, 1, 31));
  EXPECT_EQ(ChinaDay(Utc(2025, 1, 31, 16, 0, 0)), CivilDay(2025, 2, 1));
  EXPECT_EQ(StartOfChinaDay(CivilDay(2025, 2, 1)), Utc(2025, 1, 31, 16, 0, 0));
}

TEST(ChinaTime, KnowsNoSummerTime) {
  // China had summer time from 1986 to 1991; legal dates here have none.
  EXPECT_EQ(StartOfChinaDay(CivilDay(1988, 7, 1)), Utc(1988, 6, 30, 16, 0, 0));
}

TEST(ChinaTime, IsTheSameWhateverTheHostsZone) {
  ASSERT_EQ(setenv("TZ", "America/New_York", 1), 0);
  tzset();
  EXPECT_EQ(ChinaDay(Utc(2025, 7, 1, 16, 0, 0)), CivilDay(2025, 7, 2));
  ASSERT_EQ(unsetenv("TZ"), 0);
  tzset();
}

TEST(Date, GoesThereAndBack) {
  for (const CivilDay day : {CivilDay(2020, 2, 29), CivilDay(2019, 12, 31), CivilDay(1, 1, 1)}) {
    EXPECT_EQ(ParseDate(ToDate(day)), day);
  }
}

TEST(Date, MustExistAndBeWhole) {
  EXPECT_EQ(ParseDate(Date(2021, 2, 29)), std::nullopt);
  EXPECT_EQ(ParseDate(Date(2021, 4, 31)), std::nullopt);
  EXPECT_EQ(ParseDate(Date(2021, 13, 1)), std::nullopt);
  EXPECT_EQ(ParseDate(Date(2021, 0, 1)), std::nullopt);
  EXPECT_EQ(ParseDate(Date(2021, 1, 0)), std::nullopt);
  EXPECT_EQ(ParseDate(Date(2021, -1, 1)), std::nullopt);
  EXPECT_EQ(ParseDate(Date(0, 1, 1)), std::nullopt);
  EXPECT_EQ(ParseDate(Date(10000, 1, 1)), std::nullopt);
  EXPECT_EQ(ParseDate(Date(2021, 1, 2147483647)), std::nullopt);
  EXPECT_EQ(ParseDate(google::type::Date()), std::nullopt);
}

}  // namespace
}  // namespace ogi
