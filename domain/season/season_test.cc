#include "domain/season/season.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace ogi {
namespace {

google::type::Date Day(int year, int month, int day) { return ToDate(CivilDay(year, month, day)); }

v1::LevelDates Dates(v1::Agency::Level level = v1::Agency::TOWNSHIP) {
  v1::LevelDates dates;
  dates.set_level(level);
  *dates.mutable_opening_date() = Day(2026, 1, 5);
  *dates.mutable_due_date() = Day(2026, 1, 20);
  *dates.mutable_closing_date() = Day(2026, 2, 28);
  return dates;
}

v1::Season GoodSeason() {
  v1::Season season;
  season.set_name("seasons/2025");
  *season.add_levels() = Dates();
  return season;
}

v1::Extension GoodExtension() {
  v1::Extension extension;
  extension.set_agency("agencies/54-0424204");
  extension.set_year(2025);
  *extension.mutable_due_date() = Day(2026, 3, 15);
  extension.set_reason("地震");
  extension.set_document_number("波政办函〔2026〕3号");
  return extension;
}

// The fields that a check complains of.
template <typename Message>
std::vector<std::string> Wrong(void (*check)(const Message&, FieldViolations*),
                               const Message& message) {
  FieldViolations violations;
  check(message, &violations);
  std::vector<std::string> fields;
  for (const FieldViolation& each : violations.all()) {
    EXPECT_FALSE(each.chinese.empty() || each.english.empty());
    fields.push_back(each.field);
  }
  return fields;
}

std::vector<std::string> WrongSeason(const v1::Season& season) {
  return Wrong<v1::Season>(&CheckSeason, season);
}
std::vector<std::string> WrongExtension(const v1::Extension& extension) {
  return Wrong<v1::Extension>(&CheckExtension, extension);
}

using testing::ElementsAre;
using testing::IsEmpty;

TEST(SeasonTest, ANameIsAYearInFourDigits) {
  EXPECT_EQ(ParseSeasonName("seasons/2025"), 2025);
  EXPECT_EQ(SeasonName(2025), "seasons/2025");
  for (const char* name : {"", "seasons/", "seasons/25", "seasons/02025", "seasons/2018",
                           "seasons/+202", "seasons/ 202", "seasons/9991", "season/2025"}) {
    EXPECT_EQ(ParseSeasonName(name), std::nullopt) << name;
  }
  const auto entry = ParseRosterEntryName("agencies/54-0424204/rosterEntries/2025");
  ASSERT_TRUE(entry.has_value());
  EXPECT_EQ(RosterEntryName(*entry), "agencies/54-0424204/rosterEntries/2025");
  EXPECT_FALSE(ParseRosterEntryName("agencies/54-0424204/rosterEntries/20250").has_value());
  EXPECT_FALSE(ParseRosterEntryName("agencies/yuxu/rosterEntries/2025").has_value());
  EXPECT_TRUE(ParseExtensionName("agencies/54-0424204/extensions/0f").has_value());
  EXPECT_FALSE(ParseExtensionName("agencies/54-0424204/extensions/").has_value());
  EXPECT_FALSE(ParseExtensionName("agencies/54-0424204/mandates/0f").has_value());
}

TEST(SeasonTest, DepartmentsAndTownshipsAreDueInJanuaryGovernmentsInMarch) {
  const CivilDay january(2026, 1, 31);
  const CivilDay march(2026, 3, 31);
  for (const auto level : {v1::Agency::DEPARTMENT, v1::Agency::TOWNSHIP, v1::Agency::CENTRAL}) {
    EXPECT_EQ(LegalDueDay(level, v1::OWN, 2025), january) << level;
  }
  for (const auto level : {v1::Agency::COUNTY, v1::Agency::PREFECTURE, v1::Agency::PROVINCE}) {
    EXPECT_EQ(LegalDueDay(level, v1::OWN, 2025), march) << level;
    EXPECT_EQ(LegalDueDay(level, v1::AGGREGATE, 2025), march) << level;
  }
  EXPECT_EQ(LegalDueDay(v1::Agency::DEPARTMENT, v1::AGGREGATE, 2025), march);
}

TEST(SeasonTest, AGoodSeasonHasNothingWrong) { EXPECT_THAT(WrongSeason(GoodSeason()), IsEmpty()); }

TEST(SeasonTest, ADateOutsideTheSeasonIsWrong) {
  v1::Season season = GoodSeason();
  *season.mutable_levels(0)->mutable_opening_date() = Day(2024, 12, 31);
  EXPECT_THAT(WrongSeason(season), ElementsAre("season.levels[0].opening_date"));
  season.mutable_levels(0)->clear_opening_date();
  EXPECT_THAT(WrongSeason(season), ElementsAre("season.levels[0].opening_date"));
  season = GoodSeason();
  *season.mutable_levels(0)->mutable_closing_date() = Day(2028, 1, 1);
  EXPECT_THAT(WrongSeason(season), ElementsAre("season.levels[0].closing_date"));
}

TEST(SeasonTest, ItOpensThenIsDueThenCloses) {
  v1::Season season = GoodSeason();
  *season.mutable_levels(0)->mutable_due_date() = Day(2026, 1, 4);
  EXPECT_THAT(WrongSeason(season), ElementsAre("season.levels[0].due_date"));
  season = GoodSeason();
  *season.mutable_levels(0)->mutable_closing_date() = Day(2026, 1, 19);
  EXPECT_THAT(WrongSeason(season), ElementsAre("season.levels[0].closing_date"));
  season = GoodSeason();
  *season.mutable_levels(0)->mutable_aggregate_due_date() = Day(2026, 1, 4);
  EXPECT_THAT(WrongSeason(season), ElementsAre("season.levels[0].aggregate_due_date"));
}

TEST(SeasonTest, ALevelIsNamedAndNamedOnce) {
  v1::Season season = GoodSeason();
  *season.add_levels() = Dates();
  season.add_levels()->CopyFrom(Dates(v1::Agency::LEVEL_UNSPECIFIED));
  EXPECT_THAT(WrongSeason(season), ElementsAre("season.levels[1].level", "season.levels[2].level"));
}

TEST(SeasonTest, AnExtensionNamesOrganYearDayReasonAndDocument) {
  EXPECT_THAT(WrongExtension(GoodExtension()), IsEmpty());
  EXPECT_THAT(WrongExtension({}), ElementsAre("extension.agency", "extension.year",
                                              "extension.reason", "extension.document_number"));
  v1::Extension extension = GoodExtension();
  *extension.mutable_due_date() = Day(2025, 12, 31);
  EXPECT_THAT(WrongExtension(extension), ElementsAre("extension.due_date"));
  extension = GoodExtension();
  extension.set_reason(" ");
  extension.set_document_number(std::string(1025, 'n'));
  EXPECT_THAT(WrongExtension(extension),
              ElementsAre("extension.reason", "extension.document_number"));
}

TEST(SeasonTest, ThePrescribedDateStandsBesideTheLegalOneAndApplies) {
  const v1::LevelDates dates = Dates();
  const v1::DueDates due = DueDatesWithout(&dates, v1::Agency::TOWNSHIP, v1::OWN, 2025);
  EXPECT_EQ(DayOf(due.legal_due_date()), CivilDay(2026, 1, 31));
  EXPECT_EQ(DayOf(due.prescribed_due_date()), CivilDay(2026, 1, 20));
  EXPECT_EQ(DayOf(due.due_date()), CivilDay(2026, 1, 20));
  const v1::DueDates without = DueDatesWithout(nullptr, v1::Agency::TOWNSHIP, v1::OWN, 2025);
  EXPECT_FALSE(without.has_prescribed_due_date());
  EXPECT_EQ(DayOf(without.due_date()), CivilDay(2026, 1, 31));
}

TEST(SeasonTest, AnAggregateHasADateOfItsOwn) {
  v1::LevelDates county = Dates(v1::Agency::COUNTY);
  EXPECT_EQ(DayOf(DueDatesWithout(&county, v1::Agency::COUNTY, v1::AGGREGATE, 2025).due_date()),
            CivilDay(2026, 1, 20));
  *county.mutable_aggregate_due_date() = Day(2026, 2, 20);
  EXPECT_EQ(DayOf(DueDatesWithout(&county, v1::Agency::COUNTY, v1::AGGREGATE, 2025).due_date()),
            CivilDay(2026, 2, 20));
  EXPECT_EQ(DayOf(DueDatesWithout(&county, v1::Agency::COUNTY, v1::OWN, 2025).due_date()),
            CivilDay(2026, 1, 20));
  // A department's date is that of its own report.
  const v1::LevelDates department = Dates(v1::Agency::DEPARTMENT);
  const v1::DueDates due =
      DueDatesWithout(&department, v1::Agency::DEPARTMENT, v1::AGGREGATE, 2025);
  EXPECT_FALSE(due.has_prescribed_due_date());
  EXPECT_EQ(DayOf(due.due_date()), CivilDay(2026, 3, 31));
}

TEST(SeasonTest, OnlyALaterDateMovesTheDueDate) {
  v1::DueDates due = DueDatesWithout(nullptr, v1::Agency::TOWNSHIP, v1::OWN, 2025);
  v1::Extension extension = GoodExtension();
  extension.set_name("first");
  EXPECT_TRUE(Apply(extension, due));
  EXPECT_EQ(due.extension(), "first");
  EXPECT_EQ(DayOf(due.due_date()), CivilDay(2026, 3, 15));
  extension.set_name("earlier");
  *extension.mutable_due_date() = Day(2026, 3, 1);
  EXPECT_FALSE(Apply(extension, due));
  EXPECT_EQ(due.extension(), "first");
  EXPECT_EQ(DayOf(due.legal_due_date()), CivilDay(2026, 1, 31));
}

TEST(SeasonTest, TheDueDateItselfIsInTimeAndTheNextDayIsOneLate) {
  const v1::LevelDates dates = Dates();
  const v1::DueDates due = DueDatesWithout(&dates, v1::Agency::TOWNSHIP, v1::OWN, 2025);
  const v1::Timeliness in_time = TimelinessOf(due, &dates, CivilDay(2026, 1, 20));
  EXPECT_EQ(in_time.days_late(), 0);
  EXPECT_FALSE(in_time.after_closing());
  const v1::Timeliness late = TimelinessOf(due, &dates, CivilDay(2026, 1, 21));
  EXPECT_EQ(late.days_late(), 1);
  EXPECT_EQ(late.legal_days_late(), 0);
  const v1::Timeliness very_late = TimelinessOf(due, &dates, CivilDay(2026, 3, 1));
  EXPECT_EQ(very_late.days_late(), 40);
  EXPECT_EQ(very_late.legal_days_late(), 29);
  EXPECT_TRUE(very_late.after_closing());
  EXPECT_FALSE(TimelinessOf(due, &dates, CivilDay(2026, 2, 28)).after_closing());
}

}  // namespace
}  // namespace ogi
