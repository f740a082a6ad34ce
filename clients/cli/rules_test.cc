// rules: what an administrator sees of the rule book, and of one he writes.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "clients/cli/app.h"
#include "clients/cli/text/json.h"
#include "clients/cpp/fake_environment.h"
#include "domain/rules/rule_cases.h"
#include "domain/testing/reports.h"

namespace ogi::cli {
namespace {

using ::testing::HasSubstr;

constexpr char kRule[] = R"(rules {
  id: "P1"
  severity: WARNING
  category: PLAUSIBILITY
  title: "行政强制不多于行政处罚"
  title_en: "No more coercions than penalties"
  legal_basis: "本省核查要点"
  message: "{place}为 {left}，多于行政处罚决定 {right}"
  message_en: "{place} is {left}, more than {right}"
  expected: "不多于"
  expected_en: "at most as many"
  mend: "核对"
  mend_en: "check both"
  editions: EDITION_2021
  sums {
    left: "table_two.coercion.decisions"
    relation: AT_MOST
    right: "table_two.penalty.decisions"
  }
}
)";
constexpr char kCases[] = R"(cases { rule: "P1" }
cases {
  rule: "P1"
  report { cells: "table_two.coercion.decisions = 2" }
  finds { says: "为 2，多于行政处罚决定 0" }
}
)";

class RulesTest : public ::testing::Test {
 protected:
  RulesTest() { std::filesystem::remove_all(folder_); }
  ~RulesTest() override { std::filesystem::remove_all(folder_); }

  ExitCode Run(const std::vector<std::string>& arguments) {
    out_.str("");
    err_.str("");
    const client::Environment environment = fake_.Get();
    return RunOgictl(arguments, Terminal{out_, err_, false, environment});
  }
  void Write(const std::string& name, const std::string& text) {
    std::ofstream(folder_ + "/" + name) << text;
  }
  std::string out() const { return out_.str(); }
  std::string err() const { return err_.str(); }

  const std::string folder_ = ::testing::TempDir() + "ogictl_rules_" +
                              ::testing::UnitTest::GetInstance()->current_test_info()->name();
  client::FakeEnvironment fake_;

 private:
  std::ostringstream out_;
  std::ostringstream err_;
};

TEST_F(RulesTest, AreListed) {
  EXPECT_EQ(Run({"rules", "list", "--local"}), ExitCode::kDone);
  EXPECT_THAT(out(), HasSubstr("六类申请人之和，等于总计"));
  EXPECT_THAT(out(), HasSubstr("规则集 "));
}

TEST_F(RulesTest, AreExplained) {
  EXPECT_EQ(Run({"rules", "explain", "E1", "--local"}), ExitCode::kDone);
  EXPECT_THAT(out(), HasSubstr("表三注"));
  EXPECT_THAT(out(), HasSubstr("table_three.received.* + table_three.carried_in.*"));
  EXPECT_THAT(out(), HasSubstr("改正"));
}

TEST_F(RulesTest, ARuleThereIsNotIsAnError) {
  EXPECT_EQ(Run({"rules", "explain", "E99", "--local"}), ExitCode::kRefused);
  EXPECT_THAT(err(), HasSubstr("没有规则 E99"));
}

TEST_F(RulesTest, TheirPageIsMarkdown) {
  EXPECT_EQ(Run({"rules", "page"}), ExitCode::kDone);
  EXPECT_THAT(out(), HasSubstr("### E1 "));
  EXPECT_THAT(out(), HasSubstr("- `every_cell_filled`: "));
}

TEST_F(RulesTest, ANewRuleIsTriedBesideThoseTakenOut) {
  ASSERT_EQ(Run({"rules", "export", folder_}), ExitCode::kDone) << err();
  Write("province.textproto", kRule);
  Write("province.cases.textproto", kCases);
  EXPECT_EQ(Run({"rules", "try", folder_}), ExitCode::kDone) << out() << err();
  EXPECT_THAT(out(), HasSubstr("新增：P1\n"));
  EXPECT_THAT(out(), HasSubstr("不符 0 个"));
  Run({"rules", "page", folder_});
  EXPECT_THAT(out(), HasSubstr("### P1 行政强制不多于行政处罚"));
}

TEST_F(RulesTest, ARuleOnLastYearFindsItAmongTheReportsItIsTriedOn) {
  Run({"rules", "export", folder_});
  std::string rule = kRule;
  absl::StrReplaceAll(
      {{"table_two.coercion.decisions", "table_two.licence.decisions"},
       {"\"table_two.penalty.decisions", "\"10*last_year:table_two.licence.decisions"}},
      &rule);
  Write("province.textproto", rule);
  Write("province.cases.textproto", R"(cases {
  rule: "P1"
  last_year { cells: "table_two.licence.decisions = 1" }
  report { cells: "table_two.licence.decisions = 10" }
}
cases {
  rule: "P1"
  last_year { cells: "table_two.licence.decisions = 1" }
  report { cells: "table_two.licence.decisions = 11" }
  finds { says: "为 11" }
}
)");
  const std::string reports = folder_ + "/reports";
  std::filesystem::create_directory(reports);
  for (const auto& [year, licences] : {std::pair(2022, 5), std::pair(2023, 99)}) {
    v1::AnnualReport report = CleanReportOf(year);
    SetCell(report, CellNumber("table_two", "licence", "decisions"), licences);
    Write(absl::StrCat("reports/", year, ".json"), ToPrettyJson(report));
  }
  // A report is of a year that is over.
  fake_.Advance(absl::FromCivil(absl::CivilDay(2024, 1, 20), absl::UTCTimeZone()) -
                fake_.Get().clock->Now());
  EXPECT_EQ(Run({"rules", "try", folder_, reports}), ExitCode::kDone) << out() << err();
  EXPECT_THAT(out(), HasSubstr("+ 警告 P1 "));
  EXPECT_THAT(out(), HasSubstr("+ 无法核对 P1 上年报告未在册"));
  EXPECT_THAT(out(), HasSubstr("结论有变 2 份"));
}

TEST_F(RulesTest, AFileUnderAnotherNameIsNotOverlookedInSilence) {
  Run({"rules", "export", folder_});
  Write("province.textproto.txt", kRule);
  Run({"rules", "try", folder_});
  EXPECT_THAT(out(), HasSubstr("没有读（名称须以 .textproto 结尾）：province.textproto.txt"));
}

TEST_F(RulesTest, CellsAreListedAsRulesWriteThem) {
  EXPECT_EQ(Run({"rules", "cells"}), ExitCode::kDone);
  EXPECT_THAT(out(), HasSubstr("table_four.review.total\t表四 行政复议｜总计\t\n"));
  EXPECT_THAT(out(), HasSubstr("\tEDITION_2019\n"));
}

TEST_F(RulesTest, ARuleWithoutExamplesIsNotDone) {
  Run({"rules", "export", folder_});
  Write("province.textproto", kRule);
  EXPECT_EQ(Run({"rules", "try", folder_}), ExitCode::kBlocked);
  EXPECT_THAT(out(), HasSubstr("没有样例：P1"));
}

TEST_F(RulesTest, AnExampleThatGoesOtherwiseIsNamedByItsLine) {
  Run({"rules", "export", folder_});
  Write("province.textproto", kRule);
  Write("province.cases.textproto", absl::StrCat(kCases, "cases { rule: \"P1\" finds {} }\n"));
  EXPECT_EQ(Run({"rules", "try", folder_}), ExitCode::kBlocked);
  EXPECT_THAT(out(), HasSubstr("province.cases.textproto:7  P1"));
}

TEST_F(RulesTest, WhatIsWrongIsNamedByItsLine) {
  Run({"rules", "export", folder_});
  Write("province.textproto", "rules {\n  id: \"P1\"\n  colour: 1\n}\n");
  EXPECT_NE(Run({"rules", "try", folder_}), ExitCode::kDone);
  EXPECT_THAT(err(), HasSubstr("province.textproto:3"));
}

TEST_F(RulesTest, AreNotTakenOutOverOthers) {
  ASSERT_EQ(Run({"rules", "export", folder_}), ExitCode::kDone);
  EXPECT_NE(Run({"rules", "export", folder_}), ExitCode::kDone);
  EXPECT_THAT(err(), HasSubstr("已经存在"));
}

}  // namespace
}  // namespace ogi::cli
