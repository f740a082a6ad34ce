#include "clients/cli/text/report_text.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/match.h"
#include "absl/strings/str_split.h"
#include "clients/cli/text/text_width.h"
#include "domain/form/cells.h"

namespace ogi::cli {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

v1::AnnualReport Report(v1::Edition edition) {
  v1::AnnualReport report;
  report.set_edition(edition);
  return report;
}

TEST(ReportTextTest, TableFourIsDrawnAsTheFormHasIt) {
  v1::AnnualReport report = Report(v1::EDITION_2021);
  report.mutable_table_four()->mutable_review()->set_upheld(10);
  report.mutable_table_four()->mutable_review()->set_total(0);
  report.mutable_table_four()->mutable_suit_direct()->set_total(123456789012);
  EXPECT_EQ(TableText(report, 2),
            "┌──────────────────┬──────────┬──────────┬──────────┬──────────┬──────────────┐\n"
            "│                  │ 结果维持 │ 结果纠正 │ 其他结果 │ 尚未审结 │     总计     │\n"
            "├──────────────────┼──────────┼──────────┼──────────┼──────────┼──────────────┤\n"
            "│ 行政复议         │       10 │          │          │          │            0 │\n"
            "├──────────────────┴──────────┴──────────┴──────────┴──────────┴──────────────┤\n"
            "│ 行政诉讼                                                                    │\n"
            "│ 未经复议直接起诉 │          │          │          │          │ 123456789012 │\n"
            "│ 复议后起诉       │          │          │          │          │              │\n"
            "└──────────────────┴──────────┴──────────┴──────────┴──────────┴──────────────┘\n");
}

TEST(ReportTextTest, EveryBoxIsStraight) {
  for (const v1::Edition edition : {v1::EDITION_2019, v1::EDITION_2021}) {
    for (int table = 0; table < 3; ++table) {
      int width = 0;
      for (const absl::string_view line :
           absl::StrSplit(TableText(Report(edition), table), '\n', absl::SkipEmpty())) {
        if (absl::StartsWith(line, "┌")) width = DisplayWidth(line);
        EXPECT_EQ(DisplayWidth(line), width) << line;
      }
    }
  }
}

TEST(ReportTextTest, TableThreeFitsEightyColumns) {
  const std::string table = TableText(Report(v1::EDITION_2021), 1);
  const std::vector<absl::string_view> lines = absl::StrSplit(table, '\n');
  EXPECT_LE(DisplayWidth(lines.front()), 80);
}

TEST(ReportTextTest, EachEditionHasItsOwnRows) {
  const std::string old_form = TableText(Report(v1::EDITION_2019), 0);
  EXPECT_THAT(old_form, HasSubstr("政府集中采购"));
  EXPECT_THAT(old_form, Not(HasSubstr("现行有效件数")));
  const std::string new_form = TableText(Report(v1::EDITION_2021), 0);
  EXPECT_THAT(new_form, Not(HasSubstr("政府集中采购")));
  EXPECT_THAT(new_form, HasSubstr("现行有效件数"));
}

TEST(ReportTextTest, NotesShowTheDocumentsOwnCharacters) {
  v1::AnnualReport report = Report(v1::EDITION_2021);
  v1::CellNote& note = *report.add_cell_notes();
  note.set_table("table_four");
  note.set_row("review");
  note.set_column("total");
  note.set_kind(v1::CellNote::NOT_APPLICABLE);
  note.set_raw_text("无");
  EXPECT_THAT(TableText(report, 2), HasSubstr("│   无 │\n"));
  EXPECT_THAT(ReportText(report, Language::kChinese),
              HasSubstr("表四 行政复议｜总计：不适用 “无”\n"));
}

TEST(ReportTextTest, TextsCannotDriveTheTerminal) {
  v1::AnnualReport report = Report(v1::EDITION_2021);
  report.set_title("\x1B[2J");
  report.mutable_overview()->set_text("\x1B[2J");
  EXPECT_THAT(ReportText(report, Language::kChinese), Not(HasSubstr("\x1B")));
}

TEST(ReportTextTest, PartsComeInOrderWithDateAndSignatory) {
  v1::AnnualReport report = Report(v1::EDITION_2019);
  report.mutable_problems()->set_text("没有问题。");
  report.set_signatory("玉许乡人民政府");
  report.mutable_signed_date()->set_year(2021);
  report.mutable_signed_date()->set_month(1);
  report.mutable_signed_date()->set_day(19);
  const std::string text = ReportText(report, Language::kChinese);
  EXPECT_LT(text.find("一、总体情况"), text.find("二、主动公开政府信息情况"));
  EXPECT_THAT(text, HasSubstr("五、存在的主要问题及改进情况\n没有问题。\n"));
  EXPECT_THAT(text, HasSubstr("玉许乡人民政府\n2021年1月19日\n"));
}

TEST(ReportTextTest, DoubtfulCellsAreMarked) {
  v1::AnnualReport report = Report(v1::EDITION_2021);
  report.mutable_table_four()->mutable_review()->set_upheld(10);
  const int upheld = FindCell("table_four", "review", "upheld")->index;
  const std::string text = TableText(report, 2, {upheld, upheld + 1});
  EXPECT_THAT(text, HasSubstr("│      10? │        ? │          │"));
}

}  // namespace
}  // namespace ogi::cli
