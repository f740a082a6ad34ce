#include "import/text/dates.h"

#include <gtest/gtest.h>

#include <string>

namespace ogi::reading {
namespace {

std::string Drawn(std::u32string_view text, size_t at = 0) {
  const std::optional<FoundDay> found = DayAt(text, at);
  if (!found.has_value()) return "none";
  const Day& day = found->day;
  return std::to_string(day.year) + " " + std::to_string(day.month) + " " +
         std::to_string(day.day) + " of " + std::to_string(found->size);
}

TEST(DatesTest, AreWrittenInManyWays) {
  EXPECT_EQ(Drawn(U"2021年1月19日"), "2021 1 19 of 10");
  EXPECT_EQ(Drawn(U"二〇二一年一月十九日"), "2021 1 19 of 10");
  EXPECT_EQ(Drawn(U"2021-01-19"), "2021 1 19 of 10");
  EXPECT_EQ(Drawn(U"2021/1/19"), "2021 1 19 of 9");
  EXPECT_EQ(Drawn(U"2021.1.19"), "2021 1 19 of 9");
}

TEST(DatesTest, TensAreWrittenInHanToo) {
  EXPECT_EQ(Drawn(U"二〇二三年十二月三十一日"), "2023 12 31 of 12");
  EXPECT_EQ(Drawn(U"二○二三年十月二十日"), "2023 10 20 of 10");
}

TEST(DatesTest, BeginWhereOneLooks) {
  EXPECT_EQ(Drawn(U"于2021年1月19日公布", 1), "2021 1 19 of 10");
  EXPECT_EQ(Drawn(U"于2021年1月19日公布", 0), "none");
  EXPECT_EQ(Drawn(U"2021年1月19日", 10), "none");
  EXPECT_EQ(Drawn(U""), "none");
}

TEST(DatesTest, ATimeMayStandRightBehind) {
  EXPECT_EQ(Drawn(U"2023-02-2015:07"), "2023 2 20 of 10");
}

TEST(DatesTest, OnesNotInTheCalendarAreNone) {
  for (const auto* text : {U"2023年2月29日", U"2023年13月1日", U"2023年0月1日", U"2023年1月0日",
                           U"2023年4月31日", U"2100年2月28日", U"2023年999月1日"}) {
    EXPECT_EQ(Drawn(text), "none");
  }
  EXPECT_EQ(Drawn(U"2024年2月29日"), "2024 2 29 of 10");
}

TEST(DatesTest, UnfinishedOnesAreNone) {
  for (const auto* text : {U"2023", U"2023年", U"2023年1", U"2023年1月", U"2023年1月5", U"2023-",
                           U"2023-1-", U"2023-1/5", U"2023年1-5"}) {
    EXPECT_EQ(Drawn(text), "none");
  }
}

TEST(DatesTest, PartsOfLongerNumbersAreNoYears) {
  size_t size = 0;
  EXPECT_EQ(YearAt(U"12021年", 1, &size), 0);
  EXPECT_EQ(YearAt(U"20215年", 0, &size), 0);
  EXPECT_EQ(YearAt(U"202年", 0, &size), 0);
  EXPECT_EQ(YearAt(U"二〇二一年", 0, &size), 2021);
  EXPECT_EQ(size, 4u);
}

}  // namespace
}  // namespace ogi::reading
