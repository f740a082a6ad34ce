#include "domain/rules/rules.h"

#include <algorithm>
#include <map>
#include <random>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "common/limits.h"
#include "domain/rules/equalities.h"
#include "domain/testing/reports.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace ogi {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

const absl::Time kNow = absl::FromUnixMicros(1'706'000'000'123'456);

v1::Verdict Judge(const v1::AnnualReport& report) { return Validate(report, kNow); }

std::vector<v1::Finding> FindingsOf(const v1::Verdict& verdict, absl::string_view rule,
                                    v1::Finding::Result result) {
  std::vector<v1::Finding> findings;
  for (const v1::Finding& finding : verdict.findings()) {
    if (finding.rule() == rule && finding.result() == result) findings.push_back(finding);
  }
  return findings;
}

std::vector<v1::Finding> Failures(const v1::AnnualReport& report, absl::string_view rule) {
  return FindingsOf(Judge(report), rule, v1::Finding::FAIL);
}

std::set<std::string> RulesFound(const v1::AnnualReport& report) {
  std::set<std::string> rules;
  const v1::Verdict verdict = Judge(report);
  for (const v1::Finding& finding : verdict.findings()) rules.insert(finding.rule());
  return rules;
}

void Set(v1::AnnualReport& report, absl::string_view row, absl::string_view column, int64_t value) {
  SetCell(report, CellNumber("table_three", row, column), value);
}

class Rules2021 : public testing::Test {
 protected:
  v1::AnnualReport report_ = CleanReport(v1::EDITION_2021);
};

TEST_F(Rules2021, FindNothingInACleanReport) {
  for (const v1::Edition edition : {v1::EDITION_2019, v1::EDITION_2021}) {
    const v1::Verdict verdict = Judge(CleanReport(edition));
    EXPECT_EQ(verdict.outcome(), v1::Verdict::CLEAN);
    EXPECT_EQ(verdict.findings_size(), 0) << verdict.DebugString();
  }
}

TEST_F(Rules2021, SayWhoJudgedAndWhen) {
  const v1::Verdict verdict = Judge(report_);
  EXPECT_EQ(verdict.rule_set().version(), CurrentRuleSet().version());
  EXPECT_EQ(verdict.rule_set().digest().value().size(), 32u);
  EXPECT_EQ(verdict.validate_time().seconds(), 1'706'000'000);
  EXPECT_EQ(verdict.validate_time().nanos(), 123'456'000);
}

TEST_F(Rules2021, FindInflowThatIsNotOutflow) {
  Set(report_, "received", "natural_person", 3);
  Set(report_, "received", "total", 3);
  const std::vector<v1::Finding> failures = Failures(report_, "E1");
  ASSERT_EQ(failures.size(), 2u);
  EXPECT_THAT(failures[0].message(), HasSubstr("表三“自然人”列"));
  EXPECT_THAT(failures[0].message(), HasSubstr("之和为 3"));
  EXPECT_THAT(failures[0].message_en(), HasSubstr("a difference of 3"));
  EXPECT_EQ(failures[0].comparison().left(), "3");
  EXPECT_EQ(failures[0].comparison().right(), "0");
  EXPECT_EQ(failures[0].comparison().difference(), "3");
  ASSERT_EQ(failures[0].cells_size(), 4);
  EXPECT_EQ(failures[0].cells(0).label(), "一、本年新收政府信息公开申请数量｜自然人");
  EXPECT_EQ(failures[0].cells(0).value(), "3");
  EXPECT_EQ(failures[0].cells(3).row(), "carried_out");
  EXPECT_EQ(RulesFound(report_), std::set<std::string>{"E1"});
}

TEST_F(Rules2021, FindOutcomesThatDoNotAddUp) {
  Set(report_, "granted", "legal_service", 2);
  Set(report_, "granted", "total", 2);
  const std::vector<v1::Finding> failures = Failures(report_, "E2");
  ASSERT_EQ(failures.size(), 2u);
  EXPECT_THAT(
      failures[0].message(),
      HasSubstr("表三“法律服务机构”列：（一）至（六）各项之和为 2，（七）总计填 0，相差 2"));
  EXPECT_EQ(failures[0].cells_size(), 22);
  EXPECT_EQ(RulesFound(report_), std::set<std::string>{"E2"});
}

TEST_F(Rules2021, FindARowOfTableThreeThatDoesNotAddUp) {
  Set(report_, "not_processed.repeated", "natural_person", 1);
  Set(report_, "outcome_total", "natural_person", 1);
  Set(report_, "received", "natural_person", 1);
  const std::vector<v1::Finding> failures = Failures(report_, "E3");
  ASSERT_EQ(failures.size(), 3u);
  EXPECT_THAT(failures[1].message(), HasSubstr("表三“（五）不予处理 2.重复申请”行"));
  EXPECT_EQ(failures[1].comparison().difference(), "1");
  EXPECT_EQ(failures[1].cells_size(), 7);
  EXPECT_EQ(RulesFound(report_), std::set<std::string>{"E3"});
}

TEST_F(Rules2021, FindAGroupOfTableFourThatDoesNotAddUp) {
  SetCell(report_, CellNumber("table_four", "suit_direct", "total"), 2);
  const std::vector<v1::Finding> failures = Failures(report_, "E4");
  ASSERT_EQ(failures.size(), 1u);
  EXPECT_THAT(failures[0].message(), HasSubstr("表四“行政诉讼 未经复议直接起诉”行"));
  EXPECT_EQ(failures[0].comparison().difference(), "-2");
  EXPECT_THAT(failures[0].message(), HasSubstr("相差 2"));
  EXPECT_EQ(Judge(report_).outcome(), v1::Verdict::BLOCKED);
}

TEST_F(Rules2021, NeverTakeABlankForZero) {
  const int cell = CellNumber("table_three", "granted", "natural_person");
  ClearCell(report_, cell);
  const v1::Verdict verdict = Judge(report_);
  const std::vector<v1::Finding> blank = FindingsOf(verdict, "E5", v1::Finding::FAIL);
  ASSERT_EQ(blank.size(), 1u);
  EXPECT_THAT(blank[0].message(), HasSubstr("表三“（一）予以公开”行：“自然人”空白"));
  ASSERT_EQ(blank[0].cells_size(), 1);
  EXPECT_EQ(blank[0].cells(0).value(), "");
  for (const char* rule : {"E2", "E3"}) {
    EXPECT_THAT(FindingsOf(verdict, rule, v1::Finding::FAIL), IsEmpty());
    const auto open = FindingsOf(verdict, rule, v1::Finding::NOT_ASSESSABLE);
    ASSERT_EQ(open.size(), 1u) << rule;
    ASSERT_EQ(open[0].cells_size(), 1) << rule;
    EXPECT_EQ(open[0].cells(0).column(), "natural_person");
    EXPECT_FALSE(open[0].has_comparison());
  }
  EXPECT_THAT(FindingsOf(verdict, "E1", v1::Finding::NOT_ASSESSABLE), IsEmpty());
}

TEST_F(Rules2021, DoNotBlockForWhatCannotBeAssessed) {
  v1::Verdict verdict;
  v1::Finding& finding = *verdict.add_findings();
  finding.set_severity(v1::ERROR);
  finding.set_result(v1::Finding::NOT_ASSESSABLE);
  EXPECT_EQ(OutcomeOf(verdict), v1::Verdict::CLEAN);
  finding.set_result(v1::Finding::UNCERTAIN);
  EXPECT_EQ(OutcomeOf(verdict), v1::Verdict::WARNED);
  finding.set_result(v1::Finding::FAIL);
  EXPECT_EQ(OutcomeOf(verdict), v1::Verdict::BLOCKED);
  finding.set_severity(v1::WARNING);
  EXPECT_EQ(OutcomeOf(verdict), v1::Verdict::WARNED);
  finding.set_severity(v1::INFO);
  EXPECT_EQ(OutcomeOf(verdict), v1::Verdict::CLEAN);
}

TEST_F(Rules2021, FindCellsThatHoldNoNumber) {
  const int licence = CellNumber("table_two", "licence", "decisions");
  ClearCell(report_, licence);
  SetNote(report_, licence, v1::CellNote::NOT_APPLICABLE).set_raw_text("/");
  const int fee = CellNumber("table_two", "fee", "amount");
  ClearCell(report_, fee);
  SetNote(report_, fee, v1::CellNote::NOT_A_NUMBER);
  const std::vector<v1::Finding> failures = Failures(report_, "E5");
  ASSERT_EQ(failures.size(), 2u);
  EXPECT_THAT(failures[0].message(), HasSubstr("表二“行政许可”行：“本年处理决定数量”填的是“/”"));
  EXPECT_THAT(failures[1].message(), HasSubstr("没有数"));
}

TEST_F(Rules2021, FindOneMissingRowOnceWithAllItsCells) {
  report_.mutable_table_four()->clear_review();
  const std::vector<v1::Finding> failures = Failures(report_, "E5");
  ASSERT_EQ(failures.size(), 1u);
  EXPECT_EQ(failures[0].cells_size(), 5);
  EXPECT_THAT(failures[0].message(), HasSubstr("表四“行政复议”行整行空白"));
}

TEST_F(Rules2021, FindAReportWithoutFiguresIncomplete) {
  report_.clear_table_two();
  report_.clear_table_three();
  report_.clear_table_four();
  const v1::Verdict verdict = Judge(report_);
  EXPECT_EQ(verdict.outcome(), v1::Verdict::BLOCKED);
  EXPECT_EQ(FindingsOf(verdict, "E5", v1::Finding::FAIL).size(), 6u + 25u + 3u);
  for (const char* rule : {"E1", "E2", "E3", "E4"}) {
    EXPECT_EQ(FindingsOf(verdict, rule, v1::Finding::NOT_ASSESSABLE).size(), 1u) << rule;
  }
  // Beside the largest report it fits one commit.
  EXPECT_LT(verdict.ByteSizeLong(), limits::kMaxCommitBytes - limits::kMaxReportBytes);
}

TEST_F(Rules2021, FindPartsWithoutText) {
  for (v1::Part* part :
       {report_.mutable_overview(), report_.mutable_problems(), report_.mutable_other_matters()}) {
    part->set_text(" \n\u3000");
  }
  const std::vector<v1::Finding> failures = Failures(report_, "E7");
  ASSERT_EQ(failures.size(), 3u);
  EXPECT_EQ(failures[0].part(), "overview");
  EXPECT_EQ(failures[1].part(), "problems");
  EXPECT_EQ(failures[2].part(), "other_matters");
  EXPECT_THAT(failures[1].message(), HasSubstr("五、存在的主要问题及改进情况"));
}

TEST_F(Rules2021, FindHeadingsThatAreNotOfficial) {
  report_.mutable_requests()->set_heading("收到和处理政府信息公开申请情况");
  const std::vector<v1::Finding> failures = Failures(report_, "E7");
  ASSERT_EQ(failures.size(), 1u);
  EXPECT_EQ(failures[0].part(), "requests");
  EXPECT_THAT(failures[0].message(), HasSubstr("三、收到和处理政府信息公开申请情况"));
}

TEST_F(Rules2021, LetHeadingsBeAbsentOrSpaced) {
  report_.mutable_requests()->clear_heading();
  report_.mutable_overview()->set_heading(" 一、\u3000总体 情况\n");
  EXPECT_THAT(RulesFound(report_), IsEmpty());
}

// --- Cells that can be read more than one way. ---------------------------------------------------

class AmbiguousCell : public testing::Test {
 protected:
  AmbiguousCell() {
    ClearCell(report_, cell_);
    SetCell(report_, CellNumber("table_four", "review", "total"), 5);
  }

  v1::Verdict JudgeReadings(const std::vector<std::string>& readings) {
    v1::CellNote& note = SetNote(report_, cell_, v1::CellNote::AMBIGUOUS);
    for (const std::string& reading : readings) note.add_candidates(reading);
    return Judge(report_);
  }

  v1::AnnualReport report_ = CleanReport(v1::EDITION_2021);
  const int cell_ = CellNumber("table_four", "review", "upheld");
};

TEST_F(AmbiguousCell, IsUncertainWhereSomeReadingsPass) {
  const v1::Verdict verdict = JudgeReadings({"5", "50"});
  ASSERT_EQ(verdict.findings_size(), 1);
  EXPECT_EQ(verdict.findings(0).rule(), "E4");
  EXPECT_EQ(verdict.findings(0).result(), v1::Finding::UNCERTAIN);
  EXPECT_EQ(verdict.outcome(), v1::Verdict::WARNED);
}

TEST_F(AmbiguousCell, FailsWhereNoReadingPasses) {
  const v1::Verdict verdict = JudgeReadings({"4", "50"});
  ASSERT_EQ(verdict.findings_size(), 1);
  EXPECT_EQ(verdict.findings(0).result(), v1::Finding::FAIL);
  EXPECT_FALSE(verdict.findings(0).has_comparison());
  EXPECT_EQ(verdict.outcome(), v1::Verdict::BLOCKED);
}

TEST_F(AmbiguousCell, IsSilentWhereEveryReadingPasses) {
  EXPECT_EQ(JudgeReadings({"5", "5"}).findings_size(), 0);
}

TEST_F(AmbiguousCell, WithoutReadingsIsMissing) {
  const v1::Verdict verdict = JudgeReadings({});
  EXPECT_EQ(FindingsOf(verdict, "E4", v1::Finding::NOT_ASSESSABLE).size(), 1u);
  EXPECT_EQ(FindingsOf(verdict, "E5", v1::Finding::FAIL).size(), 1u);
}

TEST_F(AmbiguousCell, IsUncertainWhereNoEqualityReadsIt) {
  v1::AnnualReport report = CleanReport(v1::EDITION_2021);
  const int cell = CellNumber("table_two", "licence", "decisions");
  ClearCell(report, cell);
  v1::CellNote& note = SetNote(report, cell, v1::CellNote::AMBIGUOUS);
  note.add_candidates("1");
  note.add_candidates("11");
  const v1::Verdict verdict = Judge(report);
  ASSERT_EQ(verdict.findings_size(), 1) << verdict.DebugString();
  EXPECT_EQ(verdict.findings(0).rule(), "E5");
  EXPECT_EQ(verdict.findings(0).result(), v1::Finding::UNCERTAIN);
  EXPECT_EQ(verdict.findings(0).cells(0).row(), "licence");
  EXPECT_THAT(verdict.findings(0).message(), HasSubstr("不止一种读法"));
  EXPECT_THAT(verdict.findings(0).message_en(), HasSubstr("more than one way"));
  EXPECT_EQ(verdict.outcome(), v1::Verdict::WARNED);
}

TEST_F(AmbiguousCell, StaysUncertainWhereThereAreTooManyReadingsToTry) {
  // 16 readings each of 22 outcomes, with sums that are all different.
  int64_t step = 1;
  for (const RowInfo& row : TableRows()) {
    if (row.table != Table::kThree || !row.in_2021 || row.name == "outcome_total") continue;
    const int cell = row.first_cell;
    ClearCell(report_, cell);
    v1::CellNote& note = SetNote(report_, cell, v1::CellNote::AMBIGUOUS);
    for (int64_t i = 0; i < 16; ++i) note.add_candidates(std::to_string(i * step));
    step = step > 100'000'000 ? 1 : step * 16;
  }
  const v1::Verdict verdict = Judge(report_);
  EXPECT_EQ(FindingsOf(verdict, "E2", v1::Finding::UNCERTAIN).size(), 1u);
}

// --- Every equality, by change of one cell. ------------------------------------------------------

// Rule and place of everything that fails.
std::set<std::string> FailingPlaces(const v1::AnnualReport& report) {
  std::set<std::string> places;
  const v1::Verdict verdict = Judge(report);
  for (const v1::Finding& finding : verdict.findings()) {
    EXPECT_EQ(finding.result(), v1::Finding::FAIL);
    places.insert(finding.rule() + " " + finding.message().substr(0, finding.message().find("：")));
  }
  return places;
}

std::set<std::string> PlacesOf(int cell, v1::Edition edition) {
  std::set<std::string> places;
  for (const Equality& equality : EqualitiesOf(edition)) {
    const auto has = [cell](const std::vector<int>& cells) {
      return std::find(cells.begin(), cells.end(), cell) != cells.end();
    };
    if (has(equality.left) || has(equality.right)) {
      places.insert(std::string(equality.rule) + " " + equality.place.chinese);
    }
  }
  return places;
}

TEST(Equalities, FailForEachCellTheyHoldAndForNoOther) {
  std::mt19937_64 random(20240131);
  for (const v1::Edition edition : {v1::EDITION_2019, v1::EDITION_2021}) {
    for (int round = 0; round < 5; ++round) {
      const v1::AnnualReport report = RandomCleanReport(edition, random);
      ASSERT_THAT(FailingPlaces(report), IsEmpty());
      const Figures figures(report);
      for (const int cell : FormOf(edition).cells) {
        if (Cells()[static_cast<size_t>(cell)].kind == CellKind::kMoney) continue;
        v1::AnnualReport changed = report;
        SetCell(changed, cell, figures.number(cell) + 1);
        EXPECT_EQ(FailingPlaces(changed), PlacesOf(cell, edition))
            << Cells()[static_cast<size_t>(cell)].field;
      }
    }
  }
}

TEST(Equalities, HoldEveryCellOfTablesThreeAndFourAsOftenAsTheFormSays) {
  for (const v1::Edition edition : {v1::EDITION_2019, v1::EDITION_2021}) {
    for (const int number : FormOf(edition).cells) {
      const CellInfo& cell = Cells()[static_cast<size_t>(number)];
      // Table three: its row, and its column once or, for the total (7), twice.
      const size_t expected = cell.table == Table::kTwo     ? 0
                              : cell.table == Table::kFour  ? 1
                              : cell.row == "outcome_total" ? 3
                                                            : 2;
      EXPECT_EQ(PlacesOf(number, edition).size(), expected) << cell.field;
    }
  }
}

// --- Defects of real reports, their figures typed in. --------------------------------------------

void SetRow(v1::AnnualReport& report, absl::string_view table, absl::string_view row,
            const std::vector<int64_t>& values) {
  const int first = std::find_if(TableRows().begin(), TableRows().end(), [&](const RowInfo& info) {
                      return info.table_name == table && info.name == row;
                    })->first_cell;
  for (size_t i = 0; i < values.size(); ++i) {
    SetCell(report, first + static_cast<int>(i), values[i]);
  }
}

v1::AnnualReport Hongze2023() {
  v1::AnnualReport report = CleanReport(v1::EDITION_2021);
  SetRow(report, "table_three", "received", {21, 0, 0, 0, 0, 0, 21});
  SetRow(report, "table_three", "partly_granted", {4, 0, 0, 0, 0, 0, 4});
  SetRow(report, "table_three", "refused.state_secret", {1, 0, 0, 0, 0, 0, 1});
  SetRow(report, "table_three", "refused.process_information", {1, 0, 0, 0, 0, 0, 1});
  SetRow(report, "table_three", "refused.enforcement_file", {1, 0, 0, 0, 0, 0, 1});
  SetRow(report, "table_three", "unable.not_held", {10, 0, 0, 0, 0, 0, 10});
  SetRow(report, "table_three", "unable.needs_making", {3, 0, 0, 0, 0, 0, 3});
  SetRow(report, "table_three", "not_processed.petition_complaint", {1, 0, 0, 0, 0, 0, 1});
  SetRow(report, "table_three", "outcome_total", {21, 0, 0, 0, 0, 0, 21});
  SetRow(report, "table_four", "review", {10, 1, 0, 0, 0});
  SetRow(report, "table_four", "suit_after_review", {5, 0, 0, 0, 0});
  v1::OtherHandling& other = *report.mutable_table_three()->mutable_other();
  other.clear_correction_overdue();
  other.clear_fee_overdue();
  other.clear_other();
  SetRow(report, "table_three", "other", {0, 0, 0, 0, 0, 0, 0});
  const int first = CellNumber("table_three", "other", "natural_person");
  for (int cell = first; cell < first + 7; ++cell) {
    SetNote(report, cell, v1::CellNote::ROW_OF_ANOTHER_EDITION);
  }
  return report;
}

TEST(RealDefects, HongzeTableFourDoesNotAddUp) {
  const std::vector<v1::Finding> failures = Failures(Hongze2023(), "E4");
  ASSERT_EQ(failures.size(), 2u);
  EXPECT_EQ(failures[0].comparison().left(), "11");
  EXPECT_EQ(failures[0].comparison().right(), "0");
  EXPECT_EQ(failures[1].comparison().left(), "5");
  EXPECT_EQ(failures[1].comparison().right(), "0");
}

TEST(RealDefects, HongzeHasARowOfThe2019Form) {
  const std::vector<v1::Finding> failures = Failures(Hongze2023(), "E6");
  ASSERT_EQ(failures.size(), 1u);
  EXPECT_EQ(failures[0].cells_size(), 7);
  EXPECT_EQ(failures[0].cells(0).row(), "other");
  EXPECT_EQ(failures[0].cells(0).value(), "0");
  EXPECT_THAT(failures[0].message(), HasSubstr("表三“（六）其他处理”行不在本年度的格式"));
  EXPECT_THAT(failures[0].message(), HasSubstr("国办公开办函〔2021〕30号"));
}

TEST(RealDefects, HongzeOutcomesAreCheckedWithTheRowItUsed) {
  v1::AnnualReport report = Hongze2023();
  v1::Verdict verdict = Judge(report);
  for (const char* rule : {"E1", "E2"}) {
    for (const v1::Finding& finding : verdict.findings()) EXPECT_NE(finding.rule(), rule);
  }
  Set(report, "other", "total", 2);
  verdict = Judge(report);
  const std::vector<v1::Finding> failures = FindingsOf(verdict, "E2", v1::Finding::FAIL);
  ASSERT_EQ(failures.size(), 1u);
  EXPECT_EQ(failures[0].comparison().left(), "23");
  EXPECT_EQ(failures[0].comparison().right(), "21");
  // Its own row no longer adds up either.
  EXPECT_EQ(FindingsOf(verdict, "E3", v1::Finding::FAIL).size(), 1u);
}

TEST(RealDefects, PingtanOutcomesAreSixMoreThanTheTotal) {
  v1::AnnualReport report = CleanReport(v1::EDITION_2019);
  SetRow(report, "table_three", "received", {20, 0, 0, 0, 0, 1, 21});
  SetRow(report, "table_three", "granted", {6, 0, 0, 0, 0, 1, 7});
  SetRow(report, "table_three", "partly_granted", {6, 0, 0, 0, 0, 0, 6});
  SetRow(report, "table_three", "unable.not_held", {4, 0, 0, 0, 0, 0, 4});
  SetRow(report, "table_three", "unable.still_unclear_after_correction", {3, 0, 0, 0, 0, 0, 3});
  SetRow(report, "table_three", "not_processed.repeated", {3, 0, 0, 0, 0, 0, 3});
  SetRow(report, "table_three", "other", {4, 0, 0, 0, 0, 0, 4});
  SetRow(report, "table_three", "outcome_total", {20, 0, 0, 0, 0, 1, 21});
  const v1::Verdict verdict = Judge(report);
  ASSERT_EQ(verdict.findings_size(), 2) << verdict.DebugString();
  EXPECT_EQ(verdict.findings(0).rule(), "E2");
  EXPECT_EQ(verdict.findings(0).message(),
            "表三“自然人”列：（一）至（六）各项之和为 26，（七）总计填 20，相差 6；"
            "请核对各数，改正后重新报送。");
  EXPECT_EQ(verdict.findings(1).comparison().left(), "27");
  EXPECT_EQ(verdict.findings(1).comparison().right(), "21");
  EXPECT_EQ(verdict.outcome(), v1::Verdict::BLOCKED);
}

// --- The rule book. ------------------------------------------------------------------------------

TEST(RuleBook, ListsE1ToE7InBothLanguagesWithTheirBasis) {
  std::vector<std::string> ids;
  for (const v1::Rule& rule : Rules()) {
    ids.push_back(rule.id());
    EXPECT_FALSE(rule.title().empty());
    EXPECT_FALSE(rule.title_en().empty());
    EXPECT_THAT(rule.legal_basis(), HasSubstr("国办公开办函"));
    EXPECT_EQ(rule.severity(), v1::ERROR);
  }
  EXPECT_THAT(ids, ElementsAre("E1", "E2", "E3", "E4", "E5", "E6", "E7"));
}

}  // namespace
}  // namespace ogi
