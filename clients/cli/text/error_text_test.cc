#include "clients/cli/text/error_text.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "common/errors.h"

namespace ogi::cli {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

TEST(ErrorTextTest, OnlyTheLineOfTheLanguageIsShown) {
  const absl::Status status = errors::ReportNotFound("agencies/54-0424204/reports/2020");
  EXPECT_EQ(ErrorText(status, "", Language::kChinese),
            "错误：没有该年度报告：agencies/54-0424204/reports/2020。\n");
  EXPECT_EQ(ErrorText(status, "", Language::kEnglish),
            "Error: No such report: agencies/54-0424204/reports/2020.\n");
}

TEST(ErrorTextTest, EveryFieldIsListedWithTheLabelOfItsCell) {
  FieldViolations violations;
  violations.Add("report.table_three.refused.state_secret.natural_person",
                 "填的是 -1，应为非负整数", "-1 came; counts are not negative");
  violations.Add("report.year", "年度有误", "wrong year");
  EXPECT_EQ(ErrorText(violations.ToStatus(), "", Language::kChinese),
            "错误：有 2 处填写不符合要求：\n"
            "  · 表三 （三）不予公开 1.属于国家秘密｜自然人"
            "（report.table_three.refused.state_secret.natural_person）：填的是 -1，应为非负整数\n"
            "  · report.year：年度有误\n");
  EXPECT_THAT(ErrorText(violations.ToStatus(), "", Language::kEnglish),
              HasSubstr("  · report.year: wrong year\n"));
}

TEST(ErrorTextTest, WhenToTryAgainIsTold) {
  EXPECT_THAT(ErrorText(errors::Overloaded(absl::Milliseconds(1500)), "", Language::kChinese),
              HasSubstr("请在 2 秒后用同样的命令重试"));
  EXPECT_THAT(ErrorText(errors::StorageFull(), "", Language::kEnglish),
              HasSubstr("again in 30 seconds"));
}

TEST(ErrorTextTest, AServerOutOfReachIsNamed) {
  const absl::Status status = absl::UnavailableError("failed to connect");
  EXPECT_THAT(ErrorText(status, "10.0.0.9:7443", Language::kChinese),
              HasSubstr("连不上服务器 10.0.0.9:7443"));
  EXPECT_THAT(ErrorText(status, "10.0.0.9:7443", Language::kEnglish),
              HasSubstr("Cannot reach the server 10.0.0.9:7443"));
}

TEST(ErrorTextTest, WhatAServerSaysCannotDriveTheTerminal) {
  EXPECT_THAT(ErrorText(absl::InternalError("x\x1B]0;y"), "", Language::kChinese),
              Not(HasSubstr("\x1B")));
}

TEST(ErrorTextTest, FieldsFindTheirCells) {
  EXPECT_EQ(CellLabelOfField("table_four.review.total"), "表四 行政复议｜总计");
  EXPECT_EQ(CellLabelOfField("report.table_three.other.undivided.total"),
            "表三 （六）其他处理｜总计");
  EXPECT_EQ(CellLabelOfField("report.title"), "");
  EXPECT_EQ(CellLabelOfField("xtable_four.review.total"), "");
}

}  // namespace
}  // namespace ogi::cli
