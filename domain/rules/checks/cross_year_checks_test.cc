// Last year's reports where there are several, or where they are not whole.
#include <deque>

#include "domain/form/printed_form.h"
#include "domain/rules/rule_book.h"
#include "domain/testing/reports.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace ogi {
namespace {

using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

class LastYear : public ::testing::Test {
 protected:
  // Reports that a test changes before it calls FindingsOf.
  v1::AnnualReport& AddLastYears() {
    reports_.push_back(CleanReport(v1::EDITION_2021));
    reports_.back().set_year(2022);
    return reports_.back();
  }

  static void Set(v1::AnnualReport& report, absl::string_view table, absl::string_view row,
                  absl::string_view column, int64_t value) {
    SetCell(report, CellNumber(table, row, column), value);
  }

  v1::Verdict Judge() {
    for (const v1::AnnualReport& report : reports_) last_year_.Add(report, Figures(report), {});
    const Figures figures(report_);
    return RuleBook::BuiltIn().Judge(
        {.report = &report_, .figures = &figures, .agency = &agency_, .last_year = &last_year_},
        absl::UnixEpoch());
  }

  std::vector<v1::Finding> FindingsOf(absl::string_view rule) {
    const v1::Verdict verdict = Judge();
    std::vector<v1::Finding> findings;
    for (const v1::Finding& finding : verdict.findings()) {
      if (finding.rule() == rule) findings.push_back(finding);
    }
    return findings;
  }

  // The rules that lack last year's report.
  std::vector<std::string> RulesInWant() {
    const v1::Verdict verdict = Judge();
    for (const v1::NotAssessable& each : verdict.not_assessable()) {
      if (each.need() == v1::LAST_YEAR) return {each.rules().begin(), each.rules().end()};
    }
    return {};
  }

  v1::AnnualReport report_ = CleanReport(v1::EDITION_2021);
  AgencyFacts agency_ = {.level = v1::Agency::TOWNSHIP};
  std::deque<v1::AnnualReport> reports_;
  OtherReports last_year_;
};

TEST_F(LastYear, OfPredecessorsIsAddedUp) {
  Set(report_, "table_three", "carried_in", "total", 5);
  Set(AddLastYears(), "table_three", "carried_out", "total", 2);
  Set(AddLastYears(), "table_three", "carried_out", "total", 3);
  EXPECT_THAT(FindingsOf("E8"), IsEmpty());
}

TEST_F(LastYear, OfPredecessorsThatAreOneShortFailsByOne) {
  Set(report_, "table_three", "carried_in", "total", 5);
  Set(AddLastYears(), "table_three", "carried_out", "total", 2);
  Set(AddLastYears(), "table_three", "carried_out", "total", 2);
  const std::vector<v1::Finding> findings = FindingsOf("E8");
  ASSERT_EQ(findings.size(), 1u);
  EXPECT_EQ(findings[0].comparison().difference(), "1");
  EXPECT_EQ(findings[0].cells(1).source(), "last_year");
  EXPECT_EQ(findings[0].cells(1).value(), "4");
}

TEST_F(LastYear, IsUncertainWhereOnePredecessorCanBeReadInTwoWays) {
  Set(AddLastYears(), "table_three", "carried_out", "total", 2);
  v1::AnnualReport& other = AddLastYears();
  const int cell = CellNumber("table_three", "carried_out", "total");
  ClearCell(other, cell);
  v1::CellNote& note = SetNote(other, cell, v1::CellNote::AMBIGUOUS);
  note.add_candidates("1");
  note.add_candidates("11");
  const std::vector<v1::Finding> findings = FindingsOf("E8");
  ASSERT_EQ(findings.size(), 1u);
  EXPECT_EQ(findings[0].result(), v1::Finding::UNCERTAIN);
  EXPECT_EQ(findings[0].cells(1).value(), "");
}

TEST_F(LastYear, IsNotAssessableWhereOnePredecessorIsBlank) {
  AddLastYears();
  ClearCell(AddLastYears(), CellNumber("table_three", "carried_out", "total"));
  const std::vector<v1::Finding> findings = FindingsOf("E8");
  ASSERT_EQ(findings.size(), 1u);
  EXPECT_EQ(findings[0].result(), v1::Finding::NOT_ASSESSABLE);
  ASSERT_EQ(findings[0].cells_size(), 1);
  EXPECT_EQ(findings[0].cells(0).source(), "last_year");
  EXPECT_THAT(findings[0].message(), HasSubstr("所对照的报告"));
}

TEST_F(LastYear, IsNotOnFileWhereThereIsNoReportInIt) {
  EXPECT_THAT(RulesInWant(), Contains("E8"));
}

TEST_F(LastYear, IsNotAskedOfAnOrganThatDidNotExist) {
  agency_.existed_last_year = false;
  for (const char* rule : {"E8", "W1.regulation", "W13.licence", "W26.table_three"}) {
    EXPECT_THAT(FindingsOf(rule), IsEmpty()) << rule;
  }
  EXPECT_THAT(RulesInWant(), IsEmpty());
}

TEST_F(LastYear, JumpsAreComparedWithTheSumOfThePredecessors) {
  Set(report_, "table_two", "licence", "decisions", 1000);
  Set(AddLastYears(), "table_two", "licence", "decisions", 60);
  Set(AddLastYears(), "table_two", "licence", "decisions", 40);
  EXPECT_THAT(FindingsOf("W13.licence"), IsEmpty());
}

TEST_F(LastYear, JumpsBeginAboveTheFactorNotAtIt) {
  Set(report_, "table_two", "licence", "decisions", 1001);
  Set(AddLastYears(), "table_two", "licence", "decisions", 100);
  EXPECT_EQ(FindingsOf("W13.licence").size(), 1u);
}

TEST_F(LastYear, JumpsNeedANumberOnBothSides) {
  Set(report_, "table_two", "licence", "decisions", 1001);
  ClearCell(AddLastYears(), CellNumber("table_two", "licence", "decisions"));
  std::vector<v1::Finding> findings = FindingsOf("W13.licence");
  ASSERT_EQ(findings.size(), 1u);
  EXPECT_EQ(findings[0].result(), v1::Finding::NOT_ASSESSABLE);
  ClearCell(report_, CellNumber("table_two", "licence", "decisions"));
  EXPECT_THAT(FindingsOf("W13.licence"), IsEmpty());
}

TEST_F(LastYear, AmountsAreComparedInYuanWhateverTheirUnit) {
  const int fee = CellNumber("table_two", "fee", "amount");
  SetMoney(report_, fee, "12.5", v1::Money::TEN_THOUSAND_YUAN);
  SetMoney(AddLastYears(), fee, "125000", v1::Money::YUAN);
  EXPECT_THAT(FindingsOf("W12.jump"), IsEmpty());
}

TEST_F(LastYear, AmountsInYuanTakenForTenThousandsJump) {
  const int fee = CellNumber("table_two", "fee", "amount");
  SetMoney(report_, fee, "9116.36", v1::Money::TEN_THOUSAND_YUAN);
  SetMoney(AddLastYears(), fee, "90123456.78", v1::Money::TEN_THOUSAND_YUAN);
  const std::vector<v1::Finding> findings = FindingsOf("W12.jump");
  ASSERT_EQ(findings.size(), 1u);
  EXPECT_THAT(findings[0].message(), HasSubstr("本年为 91163600 元，上年为 901234567800 元"));
}

TEST_F(LastYear, ATableLikeThisYearsIsUnchanged) {
  for (const int cell : FormOf(v1::EDITION_2021).cells) SetCell(report_, cell, 3);
  reports_.push_back(report_);
  EXPECT_EQ(FindingsOf("W26.table_three").size(), 1u);
}

TEST_F(LastYear, ATableWithABlankIsNotUnchanged) {
  for (const int cell : FormOf(v1::EDITION_2021).cells) SetCell(report_, cell, 3);
  reports_.push_back(report_);
  ClearCell(reports_.back(), CellNumber("table_three", "granted", "other"));
  EXPECT_THAT(FindingsOf("W26.table_three"), IsEmpty());
}

}  // namespace
}  // namespace ogi
