#include "domain/rules/rule_book.h"

#include <algorithm>
#include <map>
#include <random>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "common/limits.h"
#include "domain/form/printed_form.h"
#include "domain/testing/reports.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace ogi {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

const absl::Time kNow = absl::FromUnixMicros(1'706'000'000'123'456);

v1::Verdict Judge(const v1::AnnualReport& report) { return JudgeByItself(report, kNow); }

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
  EXPECT_EQ(verdict.rule_set().version(), RuleBook::BuiltIn().rule_set().version());
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
  const std::vector<v1::Finding> failures = Failures(report_, "E7.heading");
  ASSERT_EQ(failures.size(), 1u);
  EXPECT_EQ(failures[0].part(), "requests");
  EXPECT_THAT(failures[0].message(), HasSubstr("三、收到和处理政府信息公开申请情况"));
}

TEST_F(Rules2021, LetHeadingsBeAbsentOrSpaced) {
  report_.mutable_requests()->clear_heading();
  report_.mutable_overview()->set_heading(" 一、\u3000总体 情况\n");
  EXPECT_THAT(RulesFound(report_), IsEmpty());
}

// I16: 改进措施 for 改进情况 kept a report from being accepted.
TEST_F(Rules2021, I16DoNotBlockForAHeading) {
  report_.mutable_problems()->set_heading("五、存在的主要问题及改进措施");
  EXPECT_EQ(Judge(report_).outcome(), v1::Verdict::WARNED);
}

// One mistake is one finding: not three blank rows beside the row that stands for them.
TEST_F(Rules2021, TellOnceOfTheRowThatStandsForThoseOfTheForm) {
  for (const char* row : {"other.correction_overdue", "other.fee_overdue", "other.other"}) {
    for (const char* column : {"natural_person", "commercial_enterprise", "research_institution",
                               "social_organisation", "legal_service", "other", "total"}) {
      ClearCell(report_, CellNumber("table_three", row, column));
    }
  }
  SetNote(report_, CellNumber("table_three", "other", "total"),
          v1::CellNote::ROW_OF_ANOTHER_EDITION)
      .set_raw_text("0");
  EXPECT_EQ(Failures(report_, "E6").size(), 1u);
  EXPECT_THAT(Failures(report_, "E5"), IsEmpty());
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

// Finding 14: such a cell counted as filled, and a report without a number was CLEAN.
TEST_F(AmbiguousCell, Finding14WithOneReadingIsMissing) {
  for (const std::vector<std::string>& readings :
       {std::vector<std::string>{"5"}, std::vector<std::string>{"5", "5"}}) {
    const v1::Verdict verdict = JudgeReadings(readings);
    EXPECT_EQ(FindingsOf(verdict, "E5", v1::Finding::FAIL).size(), 1u);
    EXPECT_EQ(verdict.outcome(), v1::Verdict::BLOCKED);
  }
}

TEST(EmptyReport, Finding14OfAmbiguousCellsAloneIsBlocked) {
  v1::AnnualReport report = CleanReport(v1::EDITION_2021);
  for (const CellInfo& cell : Cells()) {
    if (cell.table == Table::kTwo || !InEdition(cell, v1::EDITION_2021)) continue;
    ClearCell(report, cell.index);
    SetNote(report, cell.index, v1::CellNote::AMBIGUOUS).add_candidates("0");
  }
  EXPECT_EQ(Judge(report).outcome(), v1::Verdict::BLOCKED);
}

// Finding 15: only the note ROW_OF_ANOTHER_EDITION was seen.
TEST(RowOfAnotherEdition, Finding15FailsWhateverItSaysAndIsNotAskedFor) {
  for (const v1::CellNote::Kind kind :
       {v1::CellNote::NOT_APPLICABLE, v1::CellNote::NOT_A_NUMBER, v1::CellNote::AMBIGUOUS}) {
    v1::AnnualReport report = CleanReport(v1::EDITION_2021);
    for (const CellInfo& cell : Cells()) {
      if (cell.table == Table::kThree && !InEdition(cell, v1::EDITION_2021)) {
        SetNote(report, cell.index, kind).set_raw_text("/");
      }
    }
    const v1::Verdict verdict = Judge(report);
    EXPECT_EQ(FindingsOf(verdict, "E6", v1::Finding::FAIL).size(), 1u);
    for (const v1::Finding& finding : verdict.findings()) {
      EXPECT_EQ(finding.rule(), "E6") << finding.DebugString();
    }
    EXPECT_EQ(verdict.outcome(), v1::Verdict::BLOCKED);
  }
}

// Finding 7: they multiplied out to 65,536 sums per equality.
TEST(AmbiguousCells, Finding7CostAFixedBudgetThenStayUncertain) {
  v1::AnnualReport report = CleanReport(v1::EDITION_2021);
  for (const CellInfo& cell : Cells()) {
    if (cell.table != Table::kThree || !InEdition(cell, v1::EDITION_2021)) continue;
    ClearCell(report, cell.index);
    v1::CellNote& note = SetNote(report, cell.index, v1::CellNote::AMBIGUOUS);
    for (int64_t i = 0; i < 16; ++i) note.add_candidates(std::to_string(i * (cell.index + 1)));
  }
  const v1::Verdict verdict = Judge(report);
  EXPECT_FALSE(FindingsOf(verdict, "E2", v1::Finding::UNCERTAIN).empty());
  for (const v1::Finding& finding : verdict.findings()) {
    EXPECT_NE(finding.result(), v1::Finding::FAIL) << finding.DebugString();
  }
}

TEST(SumBudget, GivesNoMoreThanItHas) {
  SumBudget budget;
  EXPECT_TRUE(budget.Take(limits::kMaxSumsOfVerdict - 1));
  EXPECT_FALSE(budget.Take(2));
  EXPECT_TRUE(budget.Take(1));
  EXPECT_FALSE(budget.Take(1));
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

constexpr Source kSources[] = {Source::kReport, Source::kLastYear, Source::kOwn,
                               Source::kSubordinates, Source::kLedger};

bool IsMoney(int cell) { return CellAt(cell).kind == CellKind::kMoney; }

// Amounts are whole in these tests, in the form's unit.
int64_t ValueOf(const v1::AnnualReport& report, int cell) {
  const Figures figures(report);
  return IsMoney(cell) ? std::stoll(figures.ValueText(cell)) : figures.number(cell);
}

// An aggregate and all that is known beside it, which satisfy every equality together.
struct World {
  World(v1::Edition edition, std::mt19937_64& random) {
    v1::AnnualReport& report = reports[Source::kReport] = CleanReport(edition);
    v1::AnnualReport& last_year = reports[Source::kLastYear] = RandomCleanReport(edition, random);
    const auto& own = reports[Source::kOwn] = RandomCleanReport(edition, random);
    const auto& below = reports[Source::kSubordinates] = RandomCleanReport(edition, random);
    report.set_scope(v1::AGGREGATE);
    last_year.set_year(report.year() - 1);
    for (const int cell : FormOf(edition).cells) {
      SetCell(report, cell, ValueOf(own, cell) + ValueOf(below, cell));
    }
    reports[Source::kLedger] = report;
    const auto of = [&report](const char* table, const char* row, const char* column) {
      return ValueOf(report, CellNumber(table, row, column));
    };
    const auto set_last = [&last_year](const char* table, const char* row, const char* column,
                                       int64_t value) {
      SetCell(last_year, CellNumber(table, row, column), value);
    };
    for (const char* column : {"natural_person", "commercial_enterprise", "research_institution",
                               "social_organisation", "legal_service", "other", "total"}) {
      set_last("table_three", "carried_out", column, of("table_three", "carried_in", column));
    }
    if (edition == v1::EDITION_2021) {
      for (const char* row : {"regulation", "normative_document"}) {
        set_last("table_two", row, "in_force",
                 of("table_two", row, "in_force") - of("table_two", row, "made") +
                     of("table_two", row, "repealed"));
      }
      return;
    }
    for (const char* row : {"licence", "other_service", "penalty", "coercion", "fee"}) {
      const int64_t change = ValueOf(last_year, CellNumber("table_two", row, "change"));
      set_last("table_two", row, "items_last_year",
               of("table_two", row, "items_last_year") - change);
    }
  }

  std::map<Source, v1::AnnualReport> reports;
};

bool IsEquality(const Comparison& comparison) {
  return comparison.relation == v1::Sums::EQUAL && !comparison.optional;
}

bool IsOfEqualities(const v1::Rule& rule) {
  return rule.has_sums() && (rule.sums().relation() == v1::Sums::RELATION_UNSPECIFIED ||
                             rule.sums().relation() == v1::Sums::EQUAL);
}

v1::Verdict JudgeWorld(const World& world) {
  const Figures figures(world.reports.at(Source::kReport));
  std::map<Source, OtherReports> others;
  for (const Source source : kSources) {
    if (source == Source::kReport) continue;
    const v1::AnnualReport& report = world.reports.at(source);
    others[source].Add(report, Figures(report), {});
  }
  SubordinateReports below;
  below.final_reports = others[Source::kSubordinates];
  below.roster_frozen = true;
  return RuleBook::BuiltIn().Judge({.report = &world.reports.at(Source::kReport),
                                    .figures = &figures,
                                    .last_year = &others[Source::kLastYear],
                                    .own = &others[Source::kOwn],
                                    .subordinates = &below,
                                    .ledger = &others[Source::kLedger]},
                                   kNow, {.narrative = false});
}

// Rule and cells of every equality that does not hold.
std::set<std::string> FailingEqualities(const World& world) {
  const v1::Verdict verdict = JudgeWorld(world);
  std::set<std::string> failing;
  for (const v1::Finding& finding : verdict.findings()) {
    if (!IsOfEqualities(*RuleBook::BuiltIn().Find(finding.rule()))) continue;
    EXPECT_EQ(finding.result(), v1::Finding::FAIL) << finding.DebugString();
    std::string name = finding.rule();
    for (const v1::CellReference& cell : finding.cells()) {
      name += " " + cell.source() + ":" + cell.table() + "." + cell.row() + "." + cell.column();
    }
    failing.insert(name);
  }
  return failing;
}

// The same of every equality that has the cell.
std::set<std::string> EqualitiesWith(Source source, int cell, const v1::AnnualReport& report) {
  constexpr const char* kNames[] = {
      "", "last_year", "own", "subordinates", "known_subordinates", "ledger"};
  std::set<std::string> equalities;
  for (const v1::Rule& rule : RuleBook::BuiltIn().rules()) {
    if (report.year() < rule.first_year() ||
        (rule.last_year() != 0 && report.year() > rule.last_year())) {
      continue;
    }
    if (rule.scopes_size() > 0 && rule.scopes(0) != report.scope()) continue;
    for (const Comparison& comparison :
         RuleBook::BuiltIn().ComparisonsOf(rule.id(), report.edition())) {
      if (!IsEquality(comparison)) continue;
      std::set<std::pair<Source, int>> cells;
      for (const Side* side : {&comparison.left, &comparison.right}) {
        for (const Term& term : side->terms) {
          if (term.cell >= 0) cells.insert({term.source, term.cell});
        }
      }
      if (!cells.contains({source, cell})) continue;
      std::string name = rule.id();
      for (const auto& [whose, number] : cells) {
        const CellInfo& info = CellAt(number);
        name += " " + std::string(kNames[static_cast<size_t>(whose)]) + ":" +
                std::string(info.table_name) + "." + std::string(info.row) + "." +
                std::string(info.column);
      }
      equalities.insert(name);
    }
  }
  return equalities;
}

TEST(Equalities, FailForEachCellTheyHoldAndForNoOther) {
  std::mt19937_64 random(20240131);
  for (const v1::Edition edition : {v1::EDITION_2019, v1::EDITION_2021}) {
    for (int round = 0; round < 3; ++round) {
      World world(edition, random);
      ASSERT_THAT(FailingEqualities(world), IsEmpty());
      for (const Source source : kSources) {
        v1::AnnualReport& report = world.reports[source];
        const v1::AnnualReport before = report;
        for (const int cell : FormOf(edition).cells) {
          SetCell(report, cell, ValueOf(report, cell) + 1);
          EXPECT_EQ(FailingEqualities(world),
                    EqualitiesWith(source, cell, world.reports[Source::kReport]))
              << static_cast<int>(source) << " " << CellAt(cell).field;
          report = before;
        }
      }
    }
  }
}

TEST(Equalities, ThatFailEverywhereStillFitOneCommit) {
  std::mt19937_64 random(1);
  World world(v1::EDITION_2021, random);
  for (const int cell : FormOf(v1::EDITION_2021).cells) {
    SetCell(world.reports[Source::kReport], cell, 1'000'000 + cell * cell);
  }
  const v1::Verdict verdict = JudgeWorld(world);
  EXPECT_LE(verdict.ByteSizeLong(), limits::kMaxVerdictBytes);
  EXPECT_GT(verdict.omitted_findings(), 0);
}

TEST(Equalities, ThatFailManyTimesNameTheFirstAndCountTheOthers) {
  std::mt19937_64 random(1);
  World world(v1::EDITION_2021, random);
  // The ledger alone differs: few other rules look at it.
  for (const int cell : FormOf(v1::EDITION_2021).cells) {
    SetCell(world.reports[Source::kLedger], cell, 1'000'000 + cell * cell);
  }
  const v1::Verdict verdict = JudgeWorld(world);
  const std::vector<v1::Finding> failures = FindingsOf(verdict, "W14", v1::Finding::FAIL);
  ASSERT_EQ(failures.size(), 31u);
  EXPECT_THAT(failures.back().message(), HasSubstr("另有 145 处同样不符"));
  EXPECT_THAT(failures.back().message_en(), HasSubstr("145 more places do not hold"));
}

TEST(Equalities, ThatAreOpenEverywhereStillFitOneCommit) {
  std::mt19937_64 random(1);
  World world(v1::EDITION_2021, random);
  for (const int cell : FormOf(v1::EDITION_2021).cells) {
    v1::AnnualReport& report = world.reports[Source::kReport];
    ClearCell(report, cell);
    v1::CellNote& note = SetNote(report, cell, v1::CellNote::AMBIGUOUS);
    note.add_candidates(std::to_string(ValueOf(world.reports[Source::kLedger], cell)));
    note.add_candidates("1000000");
  }
  const v1::Verdict verdict = JudgeWorld(world);
  EXPECT_EQ(FindingsOf(verdict, "E11", v1::Finding::UNCERTAIN).size(), 31u);
  EXPECT_LT(verdict.ByteSizeLong(), limits::kMaxCommitBytes - limits::kMaxReportBytes);
}

// In an aggregate of 2020 or 2023.
size_t EqualitiesOf(Source source, int cell, v1::Edition edition) {
  v1::AnnualReport report = CleanReport(edition);
  report.set_scope(v1::AGGREGATE);
  return EqualitiesWith(source, cell, report).size();
}

TEST(Equalities, HoldEveryCellAsOftenAsTheFormAndTheRollUpSay) {
  for (const v1::Edition edition : {v1::EDITION_2019, v1::EDITION_2021}) {
    for (const int number : FormOf(edition).cells) {
      const CellInfo& cell = CellAt(number);
      // Everything is rolled up.
      EXPECT_EQ(EqualitiesOf(Source::kOwn, number, edition), 1u) << cell.field;
      EXPECT_EQ(EqualitiesOf(Source::kSubordinates, number, edition), 1u) << cell.field;
      // Table three: its row, and its column once or, for the total (7), twice. Both tables are
      // rolled up and counted from the ledger.
      const size_t expected = cell.table == Table::kFour    ? 3
                              : cell.row == "outcome_total" ? 5
                              : cell.row == "carried_in"    ? 5
                                                            : 4;
      if (cell.table != Table::kTwo) {
        EXPECT_EQ(EqualitiesOf(Source::kReport, number, edition), expected) << cell.field;
        EXPECT_EQ(EqualitiesOf(Source::kLedger, number, edition), 1u) << cell.field;
      }
      const bool carried = cell.row == "carried_out" || cell.column == "in_force" ||
                           cell.column == "items_last_year" || cell.column == "change";
      EXPECT_EQ(EqualitiesOf(Source::kLastYear, number, edition), carried ? 1u : 0u) << cell.field;
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
  ASSERT_EQ(verdict.findings_size(), 3) << verdict.DebugString();
  // Four of 21 are 其他处理.
  EXPECT_EQ(verdict.findings(2).rule(), "W8.undivided");
  EXPECT_EQ(verdict.findings(0).rule(), "E2");
  EXPECT_EQ(verdict.findings(0).message(),
            "表三“自然人”列：（一）至（六）各项之和为 26，（七）总计填 20，相差 6；"
            "请核对各数，改正后重新报送。");
  EXPECT_EQ(verdict.findings(1).comparison().left(), "27");
  EXPECT_EQ(verdict.findings(1).comparison().right(), "21");
  EXPECT_EQ(verdict.outcome(), v1::Verdict::BLOCKED);
}

// --- The rule book. ------------------------------------------------------------------------------

TEST(RuleBook, ListsErrorsFirstThenById) {
  std::vector<std::string> ids;
  for (const v1::Rule& rule : RuleBook::BuiltIn().rules()) ids.push_back(rule.id());
  ASSERT_GE(ids.size(), 8u);
  ids.resize(4);
  EXPECT_THAT(ids, ElementsAre("E1", "E2", "E3", "E4"));
}

}  // namespace
}  // namespace ogi
