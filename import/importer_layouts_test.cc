// Shapes that published reports have: what is read from them, and what must not be.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "domain/form/figures.h"
#include "domain/form/printed_form.h"
#include "import/importer.h"
#include "import/testing/shape.h"

namespace ogi {
namespace {

using import_testing::Cell;
using import_testing::Import;
using import_testing::Page;
using import_testing::Paragraph;
using import_testing::Row;
using import_testing::RowOfThree;
using import_testing::Shape;
using import_testing::Table;
using import_testing::Text;

TEST(ImporterLayoutsTest, ThePlainShapeLeavesNoDoubt) {
  EXPECT_TRUE(Import(Page(Shape())).certain());
  EXPECT_TRUE(Import(Text(Shape(), "\t")).certain());
}

TEST(ImporterLayoutsTest, TheNumberOfAFootnoteIsNoPartOfAFigure) {
  Shape shape;
  shape.RowOf("本年新收")[1] = "3<sup>1</sup>";
  EXPECT_EQ(RowOfThree(Import(Page(shape)), "received"), "3 2 0 0 0 1 6");
}

TEST(ImporterLayoutsTest, AFigureThatIsStruckOutIsNotRead) {
  Shape shape;
  shape.RowOf("本年新收")[1] = "<s>8</s>3";
  shape.RowOf("本年新收")[2] = "<span style='text-decoration: line-through'>7</span>2";
  EXPECT_EQ(RowOfThree(Import(Page(shape)), "received"), "3 2 0 0 0 1 6");
}

TEST(ImporterLayoutsTest, AMarkdownTableInParagraphsOfAPageIsATable) {
  Shape shape;
  shape.RowOf("本年新收")[3] = "";
  std::string page = "<html><body>";
  for (const absl::string_view line : absl::StrSplit(Text(shape, "|"), '\n')) {
    absl::StrAppend(&page, Paragraph(absl::StrContains(line, '|') ? absl::StrCat("|", line, "|")
                                                                  : std::string(line)));
  }
  EXPECT_EQ(RowOfThree(Import(page), "received"), "3 2 blank 0 0 1 6");
}

TEST(ImporterLayoutsTest, AMergedCellWrittenOutBetweenBarsIsReadOnce) {
  Shape shape;
  for (Row& row : shape.three) row[0] = absl::StrCat(row[0], " | ", row[0], " | ", row[0]);
  const Imported imported = Import(Text(shape, " | "));
  EXPECT_EQ(RowOfThree(imported, "received"), "3 2 0 0 0 1 6");
  EXPECT_EQ(RowOfThree(imported, "carried_out"), "0 1 0 0 0 0 1");
}

TEST(ImporterLayoutsTest, HeadingsInRowsOfTablesAreFound) {
  Shape shape;
  std::vector<Row> rows = {{shape.headings[0]}, {shape.overview}, {shape.headings[1]}};
  const auto add = [&rows](const std::vector<Row>& more) {
    rows.insert(rows.end(), more.begin(), more.end());
  };
  add(shape.two);
  add({{shape.headings[2]}});
  add(shape.WholeThree());
  add({{shape.headings[3]}});
  add(shape.four[0]);
  add({{shape.headings[4]}, {"公开不够及时。"}, {shape.headings[5]}, {"未收取信息处理费。"}});
  const Imported imported = Import(Paragraph("云岭县水务局2022年政府信息公开工作年度报告") +
                                   Table(rows) + Paragraph("2023年1月20日"));
  EXPECT_EQ(imported.report.overview().text(), shape.overview);
  EXPECT_EQ(imported.report.requests().heading(), shape.headings[2]);
  EXPECT_EQ(imported.report.requests().text(), "");
  EXPECT_EQ(imported.report.problems().text(), "公开不够及时。");
  EXPECT_EQ(RowOfThree(imported, "received"), "3 2 0 0 0 1 6");
}

TEST(ImporterLayoutsTest, AHeadingBrokenOverLinesIsFound) {
  Shape shape;
  shape.headings[2] = "三、收到和处理政府\n信息公开申请情况";
  shape.headings[4] = "五、\n存在的主要问题\n及改进情况";
  const Imported imported = Import(Text(shape, "\t"));
  EXPECT_EQ(imported.report.requests().heading(), Shape().headings[2]);
  EXPECT_EQ(imported.report.proactive_disclosure().text(), "");
  EXPECT_EQ(imported.report.problems().heading(), Shape().headings[4]);
  EXPECT_EQ(imported.report.problems().text(), "公开不够及时。");
}

TEST(ImporterLayoutsTest, NumeralsInBracketsMakeHeadingsOnlyWhereNoOthersDo) {
  Shape shape;
  shape.overview = "（一）总体情况\n（五）存在的主要问题及改进情况\n成效明显。";
  Imported imported = Import(Text(shape, "\t"));
  EXPECT_EQ(imported.report.overview().heading(), Shape().headings[0]);
  EXPECT_EQ(imported.report.problems().text(), "公开不够及时。");

  shape.overview = "成效明显。";
  for (std::string& heading : shape.headings) {
    heading = absl::StrCat("（", absl::StrReplaceAll(heading, {{"情况、", "情况、"}}));
    heading.replace(heading.find("、"), 3, "）");
  }
  imported = Import(Text(shape, "\t"));
  EXPECT_EQ(imported.report.overview().heading(), "（一）总体情况");
  EXPECT_EQ(imported.report.problems().text(), "公开不够及时。");
}

TEST(ImporterLayoutsTest, ACellWithSeveralNumbersSpoilsNoOther) {
  Shape shape;
  shape.RowOf("本年新收")[1] = "2 13";
  EXPECT_EQ(RowOfThree(Import(Page(shape)), "received"), "not_a_number 2 0 0 0 1 6");
}

TEST(ImporterLayoutsTest, AMarkInAMergedCellIsOneForEach) {
  const std::string page =
      absl::StrReplaceAll(Page(Shape()), {{"<tr><td>一、本年新收政府信息公开申请数量</td><td>3</td>"
                                           "<td>2</td><td>0</td><td>0</td>",
                                           "<tr><td>一、本年新收政府信息公开申请数量</td>"
                                           "<td colspan='4'>无</td>"}});
  EXPECT_EQ(RowOfThree(Import(page), "received"),
            "not_applicable not_applicable not_applicable not_applicable 0 1 6");
}

TEST(ImporterLayoutsTest, TotalsOfGroupsAreNoRows) {
  Shape shape;
  const auto at = [&shape](absl::string_view label) {
    return std::find_if(shape.three.begin(), shape.three.end(),
                        [label](const Row& row) { return absl::StrContains(row[0], label); });
  };
  shape.three.insert(at("国家秘密"), {"（三）不予公开", "0", "0", "0", "0", "0", "0", "0"});
  shape.three.insert(at("不掌握"), {"（四）无法提供", "0", "0", "0", "0", "0", "0", "0"});
  shape.three.insert(at("信访"), {"（五）不予处理", "1", "0", "0", "0", "0", "1", "2"});
  shape.three.insert(at("逾期不补正"), {"（六）其他处理", "0", "0", "0", "0", "0", "0", "0"});
  const Imported imported = Import(Page(shape));
  EXPECT_EQ(RowOfThree(imported, "not_processed.repeated"), "1 0 0 0 0 1 2");
  EXPECT_EQ(RowOfThree(imported, "not_processed.petition_complaint"), "0 0 0 0 0 0 0");
  EXPECT_EQ(RowOfThree(imported, "outcome_total"), "3 1 0 0 0 1 5");
  EXPECT_EQ(imported.report.overview().text(), shape.overview);
}

TEST(ImporterLayoutsTest, RowsInAnotherOrderAreReadByTheirLabels) {
  Shape shape;
  std::swap(shape.RowOf("2.重复申请"), shape.RowOf("4.无正当理由大量"));
  const Imported imported = Import(Page(shape));
  EXPECT_EQ(RowOfThree(imported, "not_processed.repeated"), "1 0 0 0 0 1 2");
  EXPECT_EQ(RowOfThree(imported, "not_processed.excessive"), "0 0 0 0 0 0 0");
}

TEST(ImporterLayoutsTest, AnotherColumnIsNotTakenForOneThatIsMissing) {
  for (const bool total_missing : {false, true}) {
    Shape shape;
    shape.applicants =
        total_missing
            ? Row{"自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "同比"}
            : Row{"自然人", "商业企业", "科研机构", "社会公益组织", "其他", "总计", "占比"};
    for (Row& row : shape.three) {
      if (!total_missing) row.erase(row.begin() + 5);
      if (total_missing) row.pop_back();
      row.push_back("77");
    }
    for (const std::string& bytes : {Page(shape), Text(shape, "  ")}) {
      const Imported imported = Import(bytes);
      EXPECT_EQ(Cell(imported, "table_three", "received", "total"), "blank") << total_missing;
      EXPECT_EQ(Cell(imported, "table_three", "received", "legal_service"), "blank");
      EXPECT_FALSE(imported.certain());
    }
  }
}

TEST(ImporterLayoutsTest, NumbersWithSingleSpacesStandInNoColumns) {
  Shape shape;
  shape.RowOf("本年新收") = {
      "一、本年新收政府信息公开申请数量", "23", "0", "0", "0", "0", "0", "23"};
  // The labels of these two are as long. Blank cells left no trace.
  shape.RowOf("上年结转") = {"二、上年结转政府信息公开申请数量", "15", "15"};
  for (Row& row : shape.three) {
    if (row.size() == shape.applicants.size() + 1 && row[1] != "23") row = {row[0], "5", "5"};
  }
  const Imported imported = Import(Text(shape, " "));
  EXPECT_EQ(RowOfThree(imported, "received"), "23 0 0 0 0 0 23");
  EXPECT_EQ(RowOfThree(imported, "carried_in"), "blank blank blank blank blank blank blank");
}

TEST(ImporterLayoutsTest, SerialNumbersBetweenRowsAreNoCells) {
  Shape shape;
  int serial = 0;
  for (Row& row : shape.three) {
    // Blank cells left no trace in most rows.
    if (serial % 4 != 0) row.erase(row.begin() + 2);
    row.insert(row.begin(), absl::StrCat(++serial));
  }
  const Imported imported = Import(Text(shape, "\n"));
  EXPECT_EQ(RowOfThree(imported, "received"), "3 2 0 0 0 1 6");
  EXPECT_EQ(RowOfThree(imported, "refused.state_secret"), "0 0 0 0 0 0 0");
  EXPECT_EQ(RowOfThree(imported, "carried_in"), "blank blank blank blank blank blank blank");
  EXPECT_EQ(RowOfThree(imported, "outcome_total"), "blank blank blank blank blank blank blank");
}

TEST(ImporterLayoutsTest, ARowOfAnotherKindOfActIsNoPenalty) {
  Shape shape;
  shape.two[9][0] = "行政处理";
  EXPECT_EQ(Cell(Import(Page(shape)), "table_two", "penalty", "decisions"), "blank");
  EXPECT_EQ(Cell(Import(Text(shape, "\t")), "table_two", "penalty", "decisions"), "blank");
}

TEST(ImporterLayoutsTest, AnAmountHasTheUnitOfItsHeading) {
  const auto amount = [](absl::string_view heading) {
    Shape shape;
    shape.two[12][1] = std::string(heading);
    return Cell(Import(Page(shape)), "table_two", "fee", "amount");
  };
  EXPECT_EQ(amount("本年收费金额（单位：万元）"), "125000");
  EXPECT_EQ(amount("收费金额/元"), "12.5");
  EXPECT_EQ(amount("收费金额（人民币元）"), "12.5");
  // The form has no such unit.
  EXPECT_EQ(amount("本年收费金额（单位：千元）"), "not_a_number");
  EXPECT_EQ(amount("本年收费金额（亿元）"), "not_a_number");
}

TEST(ImporterLayoutsTest, HeadingsOfIncreaseAndDecreaseAreKnown) {
  Shape shape;
  shape.two = {{"第二十条第（五）项"},
               {"信息内容", "上一年项目数量", "本年增/减", "处理决定数量"},
               {"行政许可", "12", "-2", "345"},
               {"其他对外管理服务事项", "3", "1", "6"}};
  std::string page = absl::StrReplaceAll(Page(shape), {{"2022年", "2020年"}});
  const Imported imported = Import(page);
  EXPECT_EQ(Cell(imported, "table_two", "licence", "change"), "-2");
  for (const Doubt& doubt : imported.doubts) EXPECT_NE(doubt.kind, Doubt::Kind::kByPlace);
}

TEST(ImporterLayoutsTest, TableFourInSeveralGridsIsReadByTheirHeadings) {
  Shape shape;
  const std::vector<Row> whole = shape.four[0];
  shape.four = {{}, {}};
  for (const Row& row : whole) {
    shape.four[0].emplace_back(row.begin(), row.begin() + 5);
    shape.four[1].emplace_back(row.begin() + 5, row.end());
  }
  const Imported imported = Import(Page(shape));
  EXPECT_EQ(Cell(imported, "table_four", "review", "total"), "3");
  EXPECT_EQ(Cell(imported, "table_four", "suit_direct", "pending"), "4");
  EXPECT_EQ(Cell(imported, "table_four", "suit_after_review", "upheld"), "5");
  EXPECT_TRUE(imported.certain());
}

TEST(ImporterLayoutsTest, ANumberRightBehindItsLabelIsARunOfCells) {
  Shape shape;
  shape.two = {
      {"第二十条第（一）项信息内容本年制发件数本年废止件数现行有效件数规章123行政规范性文件8"
       "855698第二十条第（五）项信息内容本年处理决定数量行政许可31"}};
  const Imported imported = Import(Text(shape, "\t"));
  EXPECT_EQ(Cell(imported, "table_two", "normative_document", "made"), "ambiguous");
  const int cell = FindCell("table_two", "normative_document", "in_force")->index;
  // A cell may be blank, so no list of readings is whole.
  EXPECT_THAT(Figures(imported.report).note(cell)->candidates(), ::testing::IsEmpty());
  EXPECT_EQ(Cell(imported, "table_two", "licence", "decisions"), "31");
}

}  // namespace
}  // namespace ogi
