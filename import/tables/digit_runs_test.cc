#include "import/tables/digit_runs.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "common/limits.h"

namespace ogi::reading {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;
using testing::UnorderedElementsAre;

constexpr CellKind kCount = CellKind::kCount;
constexpr CellKind kSigned = CellKind::kSignedCount;
constexpr CellKind kMoney = CellKind::kMoney;

CellValue Number(const std::string& digits, const std::string& fraction = "",
                 bool negative = false) {
  CellValue value;
  value.kind = CellValue::Kind::kNumber;
  value.digits = digits;
  value.fraction = fraction;
  value.negative = negative;
  return value;
}

bool Anything(const std::vector<int64_t>&) { return true; }

TEST(SplitTest, EveryWayIsListed) {
  EXPECT_THAT(SplitDigits({Number("123")}, {kCount, kCount}, Anything).all,
              UnorderedElementsAre(ElementsAre("1", "23"), ElementsAre("12", "3")));
}

TEST(SplitTest, NoNumberBeginsWithAZero) {
  EXPECT_THAT(SplitDigits({Number("105")}, {kCount, kCount}, Anything).all,
              ElementsAre(ElementsAre("10", "5")));
  EXPECT_THAT(SplitDigits({Number("0000")}, {kCount, kCount, kCount}, Anything).all, IsEmpty());
}

TEST(SplitTest, AGapIsABoundary) {
  EXPECT_THAT(SplitDigits({Number("1"), Number("23")}, {kCount, kCount}, Anything).all,
              ElementsAre(ElementsAre("1", "23")));
}

TEST(SplitTest, EveryCellNeedsADigitAndEveryValueACell) {
  EXPECT_THAT(SplitDigits({Number("12")}, {kCount, kCount, kCount}, Anything).all, IsEmpty());
  EXPECT_THAT(SplitDigits({Number("1"), Number("2")}, {kCount}, Anything).all, IsEmpty());
  EXPECT_THAT(SplitDigits({}, {kCount}, Anything).all, IsEmpty());
  EXPECT_THAT(SplitDigits({Number("1")}, {}, Anything).all, IsEmpty());
}

TEST(SplitTest, ASignStandsOnlyWhereTheCellAllowsIt) {
  EXPECT_THAT(SplitDigits({Number("12", "", true)}, {kSigned, kCount}, Anything).all,
              ElementsAre(ElementsAre("-1", "2")));
  EXPECT_THAT(SplitDigits({Number("12", "", true)}, {kCount, kSigned}, Anything).all, IsEmpty());
}

TEST(SplitTest, APointStandsOnlyInMoney) {
  EXPECT_THAT(SplitDigits({Number("31", "50")}, {kCount, kMoney}, Anything).all,
              ElementsAre(ElementsAre("3", "1.50")));
  EXPECT_THAT(SplitDigits({Number("31", "50")}, {kMoney, kCount}, Anything).all, IsEmpty());
}

TEST(SplitTest, AMarkIsNotParted) {
  CellValue mark;
  mark.kind = CellValue::Kind::kMark;
  EXPECT_THAT(SplitDigits({mark}, {kCount}, Anything).all, IsEmpty());
}

TEST(SplitTest, TheCheckStrikesWays) {
  const auto check = [](const std::vector<int64_t>& numbers) { return numbers[0] < 10; };
  EXPECT_THAT(SplitDigits({Number("123")}, {kCount, kCount}, check).all,
              ElementsAre(ElementsAre("1", "23")));
}

TEST(SplitTest, NumbersNoCellCouldHoldAreNoWay) {
  EXPECT_THAT(SplitDigits({Number(std::string(60, '9'))}, {kCount, kCount}, Anything).all,
              IsEmpty());
}

TEST(SplitTest, WaysWithoutNumberAreCutAndItIsSaid) {
  const Splits splits =
      SplitDigits({Number(std::string(90, '7'))}, std::vector<CellKind>(30, kCount), Anything);
  EXPECT_TRUE(splits.truncated);
}

TEST(SplitTest, CandidatesOfACellAreDistinctAndFew) {
  EXPECT_THAT(CandidatesOf({{"1", "23"}, {"1", "2"}, {"12", "3"}}, 0), ElementsAre("1", "12"));
  std::vector<Split> many;
  for (int i = 0; i < 1000; ++i) many.push_back({std::to_string(i)});
  EXPECT_THAT(CandidatesOf(many, 0), SizeIs(limits::kMaxCandidates));
  EXPECT_THAT(CandidatesOf({}, 0), IsEmpty());
}

}  // namespace
}  // namespace ogi::reading
