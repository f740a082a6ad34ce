#include "domain/calendar/work_calendar.h"

#include <array>

#include "absl/strings/str_cat.h"
#include "common/errors.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace ogi {
namespace {

using ::testing::HasSubstr;

const WorkCalendar& Calendar() { return WorkCalendar::BuiltIn(); }

struct YearOfWorkdays {
  int year;
  int workdays;
  // Bit d-1 of month m-1: whether day d is worked. From a second source, the package
  // holiday-calendar 1.3.3; the calendar's own data come from the notices.
  std::array<uint32_t, 12> months;
};

class EveryYear : public ::testing::TestWithParam<YearOfWorkdays> {};

TEST_P(EveryYear, AgreesWithASecondSourceOnEveryDay) {
  const YearOfWorkdays& year = GetParam();
  for (CivilDay day(year.year, 1, 1); day.year() == year.year; ++day) {
    const uint32_t month = year.months[static_cast<size_t>(day.month() - 1)];
    EXPECT_EQ(Calendar().DayOf(day)->counts(), (month >> (day.day() - 1) & 1) == 1) << day;
  }
}

TEST_P(EveryYear, HasItsNumberOfWorkdays) {
  const CivilDay last(GetParam().year, 12, 31);
  const CivilDay first(GetParam().year, 1, 1);
  const int on_the_first = Calendar().DayOf(first)->counts() ? 1 : 0;
  EXPECT_EQ(*Calendar().Count(first, last) + on_the_first, GetParam().workdays);
}

INSTANTIATE_TEST_SUITE_P(
    WorkCalendarTest, EveryYear,
    ::testing::Values(
        YearOfWorkdays{2019,
                       250,
                       {0x79f3e7ce, 0x0f3e7c07, 0x1f3e7cf9, 0x3be7cf8f, 0x7cf9f3f0, 0x0f9f3e3c,
                        0x73e7cf9f, 0x3e7cf9f3, 0x37cf8f3e, 0x79f3ef80, 0x1f3e7cf9, 0x67cf9f3e}},
        YearOfWorkdays{2020,
                       249,
                       {0x007df3e6, 0x0f9f3e7c, 0x67cf9f3e, 0x3ef9f3c7, 0x1f3e7de0, 0x38e7cf9f,
                        0x7cf9f3e7, 0x4f9f3e7c, 0x3df3e7cf, 0x3e7cfb00, 0x27cf9f3e, 0x79f3e7cf}},
        YearOfWorkdays{2021,
                       250,
                       {0x1f3e7cf8, 0x03ee03df, 0x73e7cf9f, 0x3f7cf9e3, 0x4f9f3ee0, 0x39f3c7cf,
                        0x3e7cf9f3, 0x67cf9f3e, 0x3ee3f3e7, 0x1f3e7d80, 0x33e7cf9f, 0x7cf9f3e7}},
        YearOfWorkdays{2022,
                       249,
                       {0x3f9f3e78, 0x09f3e7c0, 0x79f3e7cf, 0x1fbe7ce3, 0x67cf9f70, 0x3cf9f3e3,
                        0x1f3e7cf9, 0x73e7cf9f, 0x3e7cf1f3, 0x4f9f3f80, 0x39f3e7cf, 0x3e7cf9f3}},
        YearOfWorkdays{2023,
                       249,
                       {0x780f9f3c, 0x0cf9f3e7, 0x7cf9f3e7, 0x0fdf3e6c, 0x73e7cfb8, 0x3f1cf9f3,
                        0x4f9f3e7c, 0x79f3e7cf, 0x0f3e7cf9, 0x67cf9fc0, 0x3cf9f3e7, 0x1f3e7cf9}},
        YearOfWorkdays{2024,
                       251,
                       {0x73e7cf9e, 0x1e7e01fb, 0x1f3e7cf9, 0x3be7cfc7, 0x7cf9f7e0, 0x0f9f3c7c,
                        0x73e7cf9f, 0x3e7cf9f3, 0x37ce3f3e, 0x79f3ef80, 0x1f3e7cf9, 0x67cf9f3e}},
        YearOfWorkdays{2025,
                       248,
                       {0x06f9f3e6, 0x0f9f3ef0, 0x4f9f3e7c, 0x3df3e7c7, 0x3e7cf9e0, 0x27cf9f3c,
                        0x79f3e7cf, 0x1f3e7cf9, 0x3be7cf9f, 0x7cf9f700, 0x0f9f3e7c, 0x73e7cf9f}},
        YearOfWorkdays{2026,
                       248,
                       {0x3e7cf9f8, 0x0f803f3e, 0x67cf9f3e, 0x3cf9f3c7, 0x1f3e7de0, 0x33e3cf9f,
                        0x7cf9f3e7, 0x4f9f3e7c, 0x38fbe7cf, 0x3e7cfb80, 0x27cf9f3e, 0x79f3e7cf}}),
    [](const auto& year) { return absl::StrCat(year.param.year); });

struct Period {
  CivilDay from;
  int count;
  CivilDay to;
};

TEST(WorkCalendarTest, APeriodEndsOnItsLastWorkday) {
  const Period kPeriods[] = {
      {CivilDay(2020, 1, 20), 20, CivilDay(2020, 2, 25)},
      {CivilDay(2020, 1, 20), 7, CivilDay(2020, 2, 6)},
      {CivilDay(2024, 9, 30), 20, CivilDay(2024, 11, 1)},
      {CivilDay(2024, 12, 31), 20, CivilDay(2025, 2, 5)},
      {CivilDay(2025, 9, 26), 20, CivilDay(2025, 10, 30)},
      {CivilDay(2026, 2, 10), 20, CivilDay(2026, 3, 16)},
  };
  for (const Period& period : kPeriods) {
    EXPECT_EQ(*Calendar().Add(period.from, period.count), period.to) << period.from;
    EXPECT_EQ(*Calendar().Count(period.from, period.to), period.count) << period.from;
  }
}

TEST(WorkCalendarTest, NoDaysAfterADayIsTheDayItself) {
  EXPECT_EQ(*Calendar().Add(CivilDay(2024, 2, 10), 0), CivilDay(2024, 2, 10));
  EXPECT_EQ(*Calendar().Count(CivilDay(2024, 2, 10), CivilDay(2024, 2, 10)), 0);
  EXPECT_EQ(*Calendar().Count(CivilDay(2024, 2, 10), CivilDay(2024, 2, 1)), 0);
}

TEST(WorkCalendarTest, TheTraceSaysWhyEachDayCountsOrNot) {
  std::vector<DayInfo> trace;
  ASSERT_EQ(*Calendar().Add(CivilDay(2020, 1, 17), 7, "", &trace), CivilDay(2020, 2, 4));
  ASSERT_EQ(trace.size(), 18u);
  EXPECT_EQ(trace[0].kind, DayKind::kWeekend);
  EXPECT_EQ(trace[1].kind, DayKind::kMakeUpWorkday);
  EXPECT_EQ(trace[1].name, "春节");
  EXPECT_EQ(trace[1].notice->number(), "国办发明电〔2019〕16号");
  EXPECT_EQ(trace[2].kind, DayKind::kWorkday);
  EXPECT_EQ(trace[2].notice, nullptr);
  EXPECT_EQ(trace[7].kind, DayKind::kHoliday);
  EXPECT_EQ(trace[7].notice->number(), "国办发明电〔2019〕16号");
}

TEST(WorkCalendarTest, TheLongerSpringFestivalOf2020RestsOnItsOwnNotice) {
  EXPECT_EQ(Calendar().DayOf(CivilDay(2020, 1, 31))->notice->number(), "国办发明电〔2020〕1号");
}

TEST(WorkCalendarTest, EveryYearNamesItsNotices) {
  for (int year = Calendar().first_year(); year <= Calendar().last_year(); ++year) {
    const DayInfo day = *Calendar().DayOf(CivilDay(year, 10, 1));
    ASSERT_NE(day.notice, nullptr) << year;
    EXPECT_THAT(day.notice->number(), HasSubstr("国办发明电")) << year;
    EXPECT_THAT(day.notice->uri(), HasSubstr("www.gov.cn")) << year;
  }
}

TEST(WorkCalendarTest, AYearItDoesNotHaveIsAnError) {
  for (const absl::Status& status :
       {Calendar().DayOf(CivilDay(2018, 12, 31)).status(),
        Calendar().Add(CivilDay(2026, 12, 20), 20).status(),
        Calendar().Count(CivilDay(2026, 12, 20), CivilDay(2027, 1, 4)).status()}) {
    EXPECT_EQ(errors::ReasonOf(status), v1::CALENDAR_YEAR_UNKNOWN);
    EXPECT_THAT(std::string(status.message()), HasSubstr("2019 至 2026"));
  }
}

constexpr absl::string_view kYear = R"(years {
  year: 2025
  notices { number: "a" uri: "b" }
  holidays { name: "c" first: "2025-01-01" }
)";

TEST(WorkCalendarTest, ARegionAddsItsOwnHolidays) {
  const WorkCalendar calendar = *WorkCalendar::Read("x", absl::StrCat(kYear, R"(}
overlays {
  region: "54"
  basis { number: "藏政发" }
  holidays { name: "藏历新年" first: "2025-02-28" last: "2025-03-03" }
}
)"));
  const CivilDay day(2025, 2, 28);
  EXPECT_EQ(calendar.DayOf(day, "540424")->kind, DayKind::kRegionalHoliday);
  EXPECT_EQ(calendar.DayOf(day, "540424")->notice->number(), "藏政发");
  EXPECT_EQ(calendar.DayOf(day, "630000")->kind, DayKind::kWorkday);
  EXPECT_EQ(calendar.DayOf(day)->kind, DayKind::kWorkday);
  EXPECT_EQ(*calendar.Add(CivilDay(2025, 2, 27), 1, "54"), CivilDay(2025, 3, 4));
}

struct BadFile {
  const char* text;
  const char* place;
  const char* words;
};

TEST(WorkCalendarTest, AFileThatIsWrongIsRefusedWithItsLine) {
  const BadFile kFiles[] = {
      {"", "x:1", "has no year"},
      {"years { year: 2025 }", "x:1", "names no notice"},
      {"years { year: 2025 notices { number: \"a\" } }\nyears {\n year: 2027 }", "x:3",
       "without gaps"},
      {"years { year: 2025 notices { number: \"a\" }\nworkdays { date: \"2025-02-30\" } }", "x:2",
       "exists"},
      {"years { year: 2025 notices { number: \"a\" }\nworkdays { date: \"2025-02-03\" } }", "x:2",
       "Saturday or a Sunday"},
      {"years { year: 2025 notices { number: \"a\" }\nholidays { first: \"2024-11-30\" } }", "x:2",
       "outside its year"},
      {"years { year: 2025 notices { number: \"a\" }\nholidays { first: \"2025-01-02\"\n"
       "last: \"2025-01-01\" } }",
       "x:3", "within 30 days"},
      {"years { year: 2025 notices { number: \"a\" }\nholidays { first: \"2025-01-02\" }\n"
       "holidays { first: \"2025-01-02\" } }",
       "x:3", "twice"},
      {"years { year: 2025 notices { number: \"a\" }\nholidays { first: \"2025-01-02\" notice: 2 } "
       "}",
       "x:2", "number of one of"},
      {"years { year: 2025 notices { number: \"a\" } }\noverlays { region: \"5\" }", "x:2",
       "2, 4 or 6"},
      {"years { year: 2025 notices { number: \"a\" } }\noverlays { region: \"54\" }", "x:2",
       "rests on"},
  };
  for (const BadFile& file : kFiles) {
    const absl::Status status = WorkCalendar::Read("x", file.text).status();
    EXPECT_EQ(errors::ReasonOf(status), v1::DATA_FILE_INVALID) << file.text;
    EXPECT_THAT(std::string(status.message()), HasSubstr(file.place)) << file.text;
    EXPECT_THAT(std::string(status.message()), HasSubstr(file.words)) << file.text;
  }
}

}  // namespace
}  // namespace ogi
