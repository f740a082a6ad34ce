// Every rule of this program finds what its cases say, and has cases.
#include "domain/rules/rule_cases.h"

#include "absl/strings/match.h"
#include "common/errors.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace ogi {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;

TEST(RuleCases, HoldForEveryRuleAndNoRuleIsWithout) {
  std::vector<CaseResult> all;
  for (const EmbeddedFile& file : EmbeddedFiles()) {
    if (!absl::EndsWith(file.name, ".cases.textproto")) continue;
    const absl::StatusOr<std::vector<CaseResult>> results = RunCases(RuleBook::BuiltIn(), file);
    ASSERT_TRUE(results.ok()) << results.status();
    for (const CaseResult& result : *results) {
      EXPECT_EQ(result.complaint, "") << result.place << " " << result.rule;
    }
    all.insert(all.end(), results->begin(), results->end());
  }
  EXPECT_THAT(RulesWithoutCases(RuleBook::BuiltIn(), all), IsEmpty());
}

TEST(RuleCases, NoRuleFindsAnythingInACleanReport) {
  for (int year = 2019; year <= 2026; ++year) {
    const v1::AnnualReport report = CleanReportOf(year);
    const v1::Verdict verdict = JudgeByItself(report, absl::UnixEpoch());
    EXPECT_EQ(verdict.outcome(), v1::Verdict::CLEAN);
    EXPECT_TRUE(verdict.findings().empty()) << verdict.findings(0).DebugString();
  }
}

TEST(RuleCases, NoRuleOnFiguresFindsAnythingInACleanReportWithEverythingOnFile) {
  for (int year = 2020; year <= 2026; ++year) {
    v1::AnnualReport report = CleanReportOf(year);
    *report.mutable_signed_date() = ToDate(CivilDay(year + 1, 1, 10));
    const v1::AnnualReport before = CleanReportOf(year - 1);
    const Figures figures(report);
    const AgencyFacts agency = {.level = v1::Agency::TOWNSHIP,
                                .superior_level = v1::Agency::COUNTY};
    const FilingFacts filing = {.received = CivilDay(year + 1, 1, 12)};
    OtherReports last_year;
    last_year.Add(before, Figures(before), {});
    OtherReports same;
    same.Add(report, figures, {});
    SubordinateReports below;
    below.final_reports = same;
    below.roster_frozen = true;
    const Peers peers;
    for (const v1::Scope scope : {v1::OWN, v1::AGGREGATE}) {
      report.set_scope(scope);
      const v1::Verdict verdict =
          RuleBook::BuiltIn().Judge({.report = &report,
                                     .figures = &figures,
                                     .agency = &agency,
                                     .filing = &filing,
                                     .last_year = &last_year,
                                     .own = &same,
                                     .subordinates = &below,
                                     .ledger = &same,
                                     .peers = &peers},
                                    absl::UnixEpoch(), {.narrative = false});
      EXPECT_EQ(verdict.findings_size(), 0) << verdict.DebugString();
    }
  }
}

std::vector<CaseResult> RunAll(absl::string_view text) {
  return RunCases(RuleBook::BuiltIn(), {"x", text}).value();
}

TEST(RuleCases, ComplainWhereARuleFindsSomethingElse) {
  const std::vector<CaseResult> results = RunAll(
      "cases { rule: \"E7\" finds { says: \"a\" } }\n"
      "cases { rule: \"E7\" report { texts { field: \"problems.text\" } } }\n"
      "cases { rule: \"E7\" report { texts { field: \"problems.text\" } } finds { says: \"六\" "
      "} }\n"
      "cases { rule: \"E7\" report { texts { field: \"problems.text\" } } "
      "finds { result: UNCERTAIN } }");
  ASSERT_EQ(results.size(), 4u);
  EXPECT_THAT(results[0].complaint, HasSubstr("expected 1, found 0"));
  EXPECT_THAT(results[1].complaint, HasSubstr("expected 0, found 1"));
  EXPECT_THAT(results[2].complaint, HasSubstr("but says"));
  EXPECT_THAT(results[3].complaint, HasSubstr("it is FAIL"));
  EXPECT_EQ(results[3].place, "x:4");
}

TEST(RuleCases, NameTheRulesThatLackThem) {
  EXPECT_THAT(RulesWithoutCases(RuleBook::BuiltIn(), RunAll("cases { rule: \"E1\" }")),
              ::testing::Contains("E1（缺不通过的 / none that fails）"));
}

TEST(RuleCases, RefuseWhatDoesNotExist) {
  for (const char* text :
       {"cases { rule: \"E99\" }", "cases { rule: \"E1\" report { cells: \"table_one.a.b = 1\" } }",
        "cases { rule: \"E1\" report { cells: \"table_four.review.total\" } }",
        "cases { rule: \"E1\" report { cells: \"table_four.review.total = many\" } }",
        "cases { rule: \"E1\" report { texts { field: \"colour\" } } }",
        "cases { rule: \"E1\" report { texts { field: \"signed_date\" text: \"soon\" } } }",
        "cases { rule: \"E1\" filing { received: \"soon\" } }"}) {
    const absl::Status status = RunCases(RuleBook::BuiltIn(), {"x", text}).status();
    EXPECT_EQ(errors::ReasonOf(status), v1::DATA_FILE_INVALID) << text;
    EXPECT_THAT(std::string(status.message()), HasSubstr("x:1")) << text;
  }
}

}  // namespace
}  // namespace ogi
