#include "domain/rules/diagnosis.h"

#include <algorithm>
#include <cstdlib>
#include <iostream>
#include <optional>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "absl/strings/numbers.h"
#include "domain/form/cells.h"
#include "domain/form/printed_form.h"
#include "domain/rules/rule_book.h"
#include "domain/testing/reports.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace ogi {
namespace {

using testing::HasSubstr;

const absl::Time kNow = absl::FromUnixSeconds(1'706'000'000);

v1::Diagnosis DiagnosisOf(const v1::AnnualReport& report) {
  const Figures figures(report);
  return RuleBook::BuiltIn()
      .Judge({.report = &report, .figures = &figures}, kNow, {.narrative = false})
      .diagnosis();
}

// One row of table three, and what adds up with it.
class DiagnosisTest : public testing::Test {
 protected:
  DiagnosisTest() : report_(RandomCleanReport(v1::EDITION_2021, random_)) {}

  int64_t Number(int cell) const { return Figures(report_).number(cell); }

  std::mt19937_64 random_{7};
  v1::AnnualReport report_;
  const int granted_ = CellNumber("table_three", "granted", "natural_person");
};

TEST_F(DiagnosisTest, SaysNothingWhereEverySumHolds) {
  EXPECT_EQ(DiagnosisOf(report_).ByteSizeLong(), 0u);
}

TEST_F(DiagnosisTest, NamesTheOneFigureAtTheCrossingOfRowAndColumn) {
  const int64_t right = Number(granted_);
  SetCell(report_, granted_, right + 17);
  const v1::Diagnosis diagnosis = DiagnosisOf(report_);
  ASSERT_EQ(diagnosis.hints_size(), 1);
  EXPECT_EQ(diagnosis.hints(0).cell().row(), "granted");
  EXPECT_EQ(diagnosis.hints(0).cell().column(), "natural_person");
  EXPECT_EQ(diagnosis.hints(0).value(), std::to_string(right));
  EXPECT_FALSE(diagnosis.no_single_change());
  EXPECT_THAT(diagnosis.hints(0).message(), HasSubstr("请对照原件核对"));
}

TEST_F(DiagnosisTest, TellsTheSlip) {
  const auto slip_of = [this](int64_t right, std::optional<int64_t> wrong) {
    const int total = CellNumber("table_three", "granted", "total");
    // The sums hold with `right`.
    const int64_t more = right - Number(granted_);
    for (const char* row : {"granted", "outcome_total", "received"}) {
      for (const char* column : {"natural_person", "total"}) {
        const int cell = CellNumber("table_three", row, column);
        SetCell(report_, cell, Number(cell) + more);
      }
    }
    EXPECT_EQ(DiagnosisOf(report_).ByteSizeLong(), 0u) << total;
    if (wrong.has_value()) {
      SetCell(report_, granted_, *wrong);
    } else {
      ClearCell(report_, granted_);
    }
    const v1::Diagnosis diagnosis = DiagnosisOf(report_);
    SetCell(report_, granted_, right);
    return diagnosis.hints().empty() ? v1::Hint::SLIP_UNSPECIFIED : diagnosis.hints(0).slip();
  };
  EXPECT_EQ(slip_of(5126, std::nullopt), v1::Hint::LEFT_OUT);
  EXPECT_EQ(slip_of(5126, 0), v1::Hint::LEFT_OUT);
  EXPECT_EQ(slip_of(5126, 5216), v1::Hint::DIGITS_SWAPPED);
  EXPECT_EQ(slip_of(5126, 51260), v1::Hint::FACTOR_OF_TEN);
  EXPECT_EQ(slip_of(5120, 512), v1::Hint::FACTOR_OF_TEN);
  EXPECT_EQ(slip_of(5126, 5176), v1::Hint::ONE_DIGIT);
  EXPECT_EQ(slip_of(5126, Number(CellNumber("table_three", "granted", "total"))),
            v1::Hint::FIGURE_OF_ANOTHER_CELL);
}

TEST_F(DiagnosisTest, TellsATotalThatHoldsTheRowsOfOthersTwice) {
  const int others = CellNumber("table_three", "other.other", "natural_person");
  const int others_total = CellNumber("table_three", "other.other", "total");
  const int total = CellNumber("table_three", "outcome_total", "natural_person");
  // So that there are some.
  for (const char* column : {"natural_person", "total"}) {
    for (const char* row : {"other.other", "outcome_total", "received"}) {
      const int cell = CellNumber("table_three", row, column);
      SetCell(report_, cell, Number(cell) + 1234);
    }
  }
  ASSERT_EQ(DiagnosisOf(report_).ByteSizeLong(), 0u) << others << others_total;
  int64_t sum = 0;
  for (const char* row : {"other.correction_overdue", "other.fee_overdue", "other.other"}) {
    sum += Number(CellNumber("table_three", row, "natural_person"));
  }
  SetCell(report_, total, Number(total) + sum);
  const v1::Diagnosis diagnosis = DiagnosisOf(report_);
  ASSERT_EQ(diagnosis.hints_size(), 1);
  EXPECT_EQ(diagnosis.hints(0).slip(), v1::Hint::OTHERS_COUNTED_TWICE);
  EXPECT_EQ(diagnosis.hints(0).cell().row(), "outcome_total");
}

TEST_F(DiagnosisTest, SaysThatOneChangeDoesNotDoWhereTwoFiguresAreWrong) {
  SetCell(report_, granted_, Number(granted_) + 3);
  const int other = CellNumber("table_three", "refused.state_secret", "legal_service");
  SetCell(report_, other, Number(other) + 5);
  const v1::Diagnosis diagnosis = DiagnosisOf(report_);
  EXPECT_TRUE(diagnosis.no_single_change());
  EXPECT_EQ(diagnosis.hints_size(), 0);
}

// --- Many of them. ------------------------------------------------------------------------------

int Cases() {
  int cases = 1000;
  const char* variable = std::getenv("OGI_DIAGNOSIS_CASES");
  if (variable != nullptr && !absl::SimpleAtoi(variable, &cases)) cases = 0;
  return cases;
}

// Cells of a clean report that a sum of the tables contains.
std::vector<int> CellsInSums(const v1::AnnualReport& report) {
  std::vector<int> cells;
  for (const int cell : FormOf(report.edition()).cells) {
    v1::AnnualReport changed = report;
    if (CellAt(cell).kind == CellKind::kMoney) continue;
    SetCell(changed, cell, Figures(report).number(cell) + 1'000'003);
    if (DiagnosisOf(changed).ByteSizeLong() > 0) cells.push_back(cell);
  }
  return cells;
}

// A figure as a clerk gets it wrong; the same figure where that slip changes nothing.
int64_t Slip(int64_t right, const Figures& figures, int cell, std::mt19937_64& random) {
  std::string digits = std::to_string(right);
  switch (random() % 6) {
    case 0:
      return 0;
    case 1:
      if (digits.size() > 1) std::swap(digits[0], digits[1]);
      return std::stoll(digits);
    case 2:
      return right * 10;
    case 3:
      digits.back() = static_cast<char>('0' + random() % 10);
      return std::stoll(digits);
    case 4: {
      const CellInfo& info = CellAt(cell);
      for (const int other : FormOf(v1::EDITION_2021).cells) {
        const CellInfo& beside = CellAt(other);
        if (other != cell && beside.table == info.table && beside.row == info.row) {
          return figures.number(other);
        }
      }
      return right;
    }
    default:
      return right + static_cast<int64_t>(random() % 9) + 1;
  }
}

TEST(Diagnosis, FindsTheChangedFigureFirstInNineteenOfTwentyReports) {
  ASSERT_GT(Cases(), 0) << "OGI_DIAGNOSIS_CASES must be a number";
  std::mt19937_64 random(20240131);
  const std::vector<int> cells = CellsInSums(CleanReport(v1::EDITION_2021));
  int changed = 0;
  int found = 0;
  while (changed < Cases()) {
    v1::AnnualReport report = RandomCleanReport(v1::EDITION_2021, random);
    const int cell = cells[random() % cells.size()];
    const Figures before(report);
    const int64_t right = before.number(cell);
    const int64_t wrong = Slip(right, before, cell, random);
    if (wrong == right) continue;
    SetCell(report, cell, wrong);
    ++changed;
    const v1::Diagnosis diagnosis = DiagnosisOf(report);
    const CellInfo& info = CellAt(cell);
    const bool first = !diagnosis.hints().empty() && diagnosis.hints(0).cell().row() == info.row &&
                       diagnosis.hints(0).cell().column() == info.column &&
                       diagnosis.hints(0).value() == std::to_string(right);
    found += first ? 1 : 0;
  }
  std::cout << "  of " << changed << " reports with one wrong figure, the first hint is right in "
            << found << "\n";
  EXPECT_GE(found * 100, changed * 95);
}

TEST(Diagnosis, IsNeverCertainOfOneFigureWhereTwoAreWrong) {
  ASSERT_GT(Cases(), 0);
  std::mt19937_64 random(20250131);
  const std::vector<int> cells = CellsInSums(CleanReport(v1::EDITION_2021));
  int misled = 0;
  for (int i = 0; i < Cases(); ++i) {
    v1::AnnualReport report = RandomCleanReport(v1::EDITION_2021, random);
    std::set<int> wrong;
    while (wrong.size() < 2) wrong.insert(cells[random() % cells.size()]);
    for (const int cell : wrong) {
      SetCell(report, cell, Figures(report).number(cell) + static_cast<int64_t>(random() % 40) + 1);
    }
    const v1::Diagnosis diagnosis = DiagnosisOf(report);
    // One hint, and no other, is a claim; it must not be made.
    misled += diagnosis.hints_size() == 1 ? 1 : 0;
  }
  std::cout << "  of " << Cases() << " reports with two wrong figures " << misled
            << " get a hint that stands alone\n";
  EXPECT_EQ(misled, 0);
}

}  // namespace
}  // namespace ogi
