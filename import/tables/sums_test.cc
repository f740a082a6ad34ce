#include "import/tables/sums.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <limits>
#include <string>

namespace ogi::reading {
namespace {

using testing::ElementsAre;
using testing::SizeIs;

// A row of table three.
RowReadings Row(absl::string_view name, std::vector<Split> ways) {
  RowReadings row;
  for (size_t i = 0; i < TableRows().size(); ++i) {
    if (TableRows()[i].table == Table::kThree && TableRows()[i].name == name) {
      row.row = static_cast<int>(i);
    }
  }
  row.written = ways.size() == 1;
  row.ways = std::move(ways);
  return row;
}

const Split kRight = {"1", "2", "0", "0", "0", "0", "3"};
const Split kWrong = {"1", "2", "0", "0", "0", "0", "4"};
const Split kAlsoRight = {"1", "0", "0", "0", "0", "3", "4"};

TEST(SumsTest, SixKindsOfApplicantMakeTheTotal) {
  EXPECT_TRUE(RowAddsUp({1, 2, 0, 0, 0, 0, 3}));
  EXPECT_FALSE(RowAddsUp({1, 2, 0, 0, 0, 0, 4}));
}

TEST(SumsTest, ARowThatIsNotDoneMayStillAddUp) {
  EXPECT_TRUE(RowAddsUp({}));
  EXPECT_TRUE(RowAddsUp({9, 9, 9, 9, 9, 9}));
}

TEST(SumsTest, WaysThatDoNotAddUpAreStruck) {
  std::vector<RowReadings> rows = {Row("granted", {kWrong, kRight})};
  StrikeBySums(rows);
  EXPECT_THAT(rows[0].ways, ElementsAre(kRight));
}

TEST(SumsTest, WaysThatAllAddUpAllStay) {
  std::vector<RowReadings> rows = {Row("granted", {kRight, kAlsoRight})};
  StrikeBySums(rows);
  EXPECT_THAT(rows[0].ways, ElementsAre(kRight, kAlsoRight));
}

TEST(SumsTest, ASumThatTheDocumentBreaksProvesNothing) {
  std::vector<RowReadings> rows = {Row("granted", {kWrong}),
                                   Row("partly_granted", {kWrong, kRight})};
  EXPECT_FALSE(RowSumsHold(rows));
  StrikeBySums(rows);
  EXPECT_THAT(rows[1].ways, SizeIs(2));
}

TEST(SumsTest, NoRowIsLeftWithoutAWay) {
  std::vector<RowReadings> rows = {Row("granted", {kWrong, {"2", "2", "0", "0", "0", "0", "3"}})};
  StrikeBySums(rows);
  EXPECT_THAT(rows[0].ways, SizeIs(2));
}

TEST(SumsTest, WaysThatAreNotAllKnownAreNotStruck) {
  std::vector<RowReadings> rows = {Row("granted", {kWrong, kRight})};
  rows[0].truncated = true;
  StrikeBySums(rows);
  EXPECT_THAT(rows[0].ways, SizeIs(2));
}

TEST(SumsTest, TheBalanceOfTheYearDecidesBetweenWays) {
  // Received and carried in make the outcomes and what is carried out.
  const Split none = {"0", "0", "0", "0", "0", "0", "0"};
  std::vector<RowReadings> rows = {Row("received", {kAlsoRight, kRight}), Row("carried_in", {none}),
                                   Row("outcome_total", {kRight}), Row("carried_out", {none})};
  StrikeBySums(rows);
  EXPECT_THAT(rows[0].ways, ElementsAre(kRight));
}

constexpr int64_t kMost = std::numeric_limits<int64_t>::max();
const std::string kBeyond = "99999999999999999999";

TEST(SumsTest, ASumBeyond64BitsDoesNotAddUp) {
  EXPECT_FALSE(RowAddsUp({kMost, 1, 0, 0, 0, 0, std::numeric_limits<int64_t>::min()}));
  EXPECT_FALSE(RowAddsUp({kMost, kMost, 2, 0, 0, 0, 0}));
  EXPECT_TRUE(RowAddsUp({kMost, 0, 0, 0, 0, 0, kMost}));
}

TEST(SumsTest, ANumberBeyond64BitsDoesNotAddUp) {
  EXPECT_FALSE(SplitAddsUp({kBeyond, "0", "0", "0", "0", "0", "0"}));
  EXPECT_FALSE(SplitAddsUp({kBeyond, "0", "0", "0", "0", "0", kBeyond}));
  std::vector<RowReadings> rows = {
      Row("granted", {{kBeyond, "0", "0", "0", "0", "0", "0"}, kRight})};
  StrikeBySums(rows);
  EXPECT_THAT(rows[0].ways, ElementsAre(kRight));
}

TEST(SumsTest, ABalanceBeyond64BitsStrikesNothing) {
  const std::string most = std::to_string(kMost);
  const Split none = {"0", "0", "0", "0", "0", "0", "0"};
  for (const std::string& number : {most, kBeyond}) {
    const Split large = {number, "0", "0", "0", "0", "0", number};
    std::vector<RowReadings> rows = {Row("received", {large}), Row("carried_in", {large}),
                                     Row("outcome_total", {kRight, kAlsoRight}),
                                     Row("carried_out", {none})};
    StrikeBySums(rows);
    EXPECT_THAT(rows[2].ways, ElementsAre(kRight, kAlsoRight));
  }
}

TEST(SumsTest, WhatHoldsDownAColumnIsConfirmed) {
  const Split none = {"0", "0", "0", "0", "0", "0", "0"};
  std::vector<RowReadings> rows = {Row("received", {kRight}), Row("carried_in", {none}),
                                   Row("outcome_total", {kWrong}), Row("carried_out", {none})};
  StrikeBySums(rows);
  EXPECT_THAT(rows[0].confirmed, ElementsAre(true, true, true, true, true, true, false));
}

TEST(SumsTest, ManyRowsWithManyWaysAreStillDecided) {
  // Of two ways each, 21 rows have more choices than can be tried; the total leaves one.
  std::vector<Split> ways;
  for (const char* number : {"1", "11"}) {
    ways.push_back({number, "0", "0", "0", "0", "0", number});
  }
  std::vector<RowReadings> rows;
  for (const RowInfo& row : TableRows()) {
    if (row.table != Table::kThree || !row.in_2021) continue;
    if (row.name == "received" || row.name == "carried_in" || row.name == "carried_out") continue;
    if (row.name == "outcome_total") {
      rows.push_back(Row(row.name, {{"21", "0", "0", "0", "0", "0", "21"}}));
    } else {
      rows.push_back(Row(row.name, ways));
    }
  }
  StrikeBySums(rows);
  for (const RowReadings& row : rows) EXPECT_THAT(row.ways, SizeIs(1));
}

TEST(SumsTest, NoRowsAreInOrder) {
  std::vector<RowReadings> rows;
  StrikeBySums(rows);
  EXPECT_TRUE(RowSumsHold(rows));
}

}  // namespace
}  // namespace ogi::reading
