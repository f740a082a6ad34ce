// Reports as people write them: whole documents, small ones, each with something odd.
#include "import/importer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "domain/form/figures.h"
#include "domain/form/printed_form.h"
#include "import/testing/shape.h"

namespace ogi {
namespace {

using import_testing::Cell;
using import_testing::Import;
using import_testing::RowOfThree;

using Row = std::vector<std::string>;

// A report as rows of texts, made into a document by one of the writers below.
struct Sample {
  std::string title = "云岭县水务局2022年政府信息公开工作年度报告";
  std::string preamble =
      "本报告所列数据的统计期限自2022年1月1日起至2022年12月31日止。"
      "如有疑问，请与云岭县水务局办公室联系（地址：河西路5号，邮编：650000，电话：0871-1234567）。";
  std::vector<Row> two;
  std::vector<Row> three_head;
  std::vector<Row> three;
  std::vector<Row> four;
  std::string end = "云岭县水务局\n2023年1月20日\n";
};

std::vector<Row> TableTwo() {
  return {{"第二十条第（一）项"},
          {"信息内容", "本年制发件数", "本年废止件数", "现行有效件数"},
          {"规章", "0", "0", "0"},
          {"行政规范性文件", "2", "1", "9"},
          {"第二十条第（五）项"},
          {"信息内容", "本年处理决定数量"},
          {"行政许可", "31"},
          {"第二十条第（六）项"},
          {"信息内容", "本年处理决定数量"},
          {"行政处罚", "7"},
          {"行政强制", "0"},
          {"第二十条第（八）项"},
          {"信息内容", "本年收费金额（单位：万元）"},
          {"行政事业性收费", "12.50"}};
}

// All rows of the edition; the numbers of a row are told by `values`.
std::vector<Row> TableThree(v1::Edition edition,
                            const std::function<Row(absl::string_view)>& values) {
  std::vector<Row> rows;
  for (const FormBlock& block : FormOf(edition).tables[1].blocks) {
    for (const FormRow& form_row : block.rows) {
      Row row = {std::string(form_row.label)};
      for (std::string& value : values(form_row.name)) row.push_back(std::move(value));
      rows.push_back(std::move(row));
    }
  }
  return rows;
}

// Three applications of natural persons, two granted, one carried out.
Row Numbers(absl::string_view row) {
  if (row == "received") return {"3", "0", "0", "0", "0", "0", "3"};
  if (row == "granted" || row == "outcome_total") return {"2", "0", "0", "0", "0", "0", "2"};
  if (row == "carried_out") return {"1", "0", "0", "0", "0", "0", "1"};
  return {"0", "0", "0", "0", "0", "0", "0"};
}

Sample Plain() {
  Sample sample;
  sample.two = TableTwo();
  sample.three_head = {{"申请人情况", "自然人", "商业企业", "科研机构", "社会公益组织",
                        "法律服务机构", "其他", "总计"}};
  sample.three = TableThree(v1::EDITION_2021, Numbers);
  sample.four = {
      {"结果维持", "结果纠正", "其他结果", "尚未审结", "总计", "结果维持", "结果纠正", "其他结果",
       "尚未审结", "总计", "结果维持", "结果纠正", "其他结果", "尚未审结", "总计"},
      {"1", "0", "0", "0", "1", "0", "2", "0", "0", "2", "0", "0", "0", "3", "3"}};
  return sample;
}

std::string Parts(const Sample& sample,
                  const std::function<std::string(const std::vector<Row>&)>& table,
                  absl::string_view line_end) {
  std::vector<Row> three = sample.three_head;
  three.insert(three.end(), sample.three.begin(), sample.three.end());
  return absl::StrCat(sample.title, line_end, sample.preamble, line_end, "一、总体情况", line_end,
                      "主动公开信息120条。", line_end, "二、主动公开政府信息情况", line_end,
                      table(sample.two), "三、收到和处理政府信息公开申请情况", line_end,
                      table(three), "四、政府信息公开行政复议、行政诉讼情况", line_end,
                      table(sample.four), "五、存在的主要问题及改进情况", line_end,
                      "培训不足，将改进。", line_end, "六、其他需要报告的事项", line_end,
                      "本年度未收取信息处理费。", line_end,
                      absl::StrReplaceAll(sample.end, {{"\n", line_end}}));
}

std::string Html(const Sample& sample) {
  const auto table = [](const std::vector<Row>& rows) {
    std::string html = "</p><table>";
    for (const Row& row : rows) {
      absl::StrAppend(&html, "<tr><td>", absl::StrJoin(row, "</td><td>"), "</td></tr>");
    }
    return html + "</table><p>";
  };
  return absl::StrCat("<html><body><p>", Parts(sample, table, "</p><p>"), "</p></body></html>");
}

// All of a table's cells written one behind the other.
std::string RunTogether(const Sample& sample) {
  return Parts(
      sample,
      [](const std::vector<Row>& rows) {
        std::string text;
        for (const Row& row : rows) absl::StrAppend(&text, absl::StrJoin(row, ""));
        return text + "\n";
      },
      "\n");
}

std::string OneValueALine(const Sample& sample) {
  return Parts(
      sample,
      [](const std::vector<Row>& rows) {
        std::string text;
        for (const Row& row : rows) absl::StrAppend(&text, "\t", absl::StrJoin(row, "\n\t"), "\n");
        return text;
      },
      "\n");
}

std::vector<std::string> CandidatesOf(const Imported& imported, absl::string_view row,
                                      absl::string_view column) {
  for (const v1::CellNote& note : imported.report.cell_notes()) {
    if (note.row() == row && note.column() == column) {
      return {note.candidates().begin(), note.candidates().end()};
    }
  }
  return {};
}

bool HasDoubt(const Imported& imported, Doubt::Kind kind) {
  for (const Doubt& doubt : imported.doubts) {
    if (doubt.kind == kind) return true;
  }
  return false;
}

Row& RowOf(Sample& sample, absl::string_view label) {
  for (std::vector<Row>* rows : {&sample.two, &sample.three}) {
    for (Row& row : *rows) {
      if (absl::StrContains(row[0], label)) return row;
    }
  }
  ADD_FAILURE() << label;
  return sample.three[0];
}

void ExpectPlain(const Imported& imported) {
  EXPECT_EQ(Cell(imported, "table_two", "normative_document", "made"), "2");
  EXPECT_EQ(Cell(imported, "table_two", "normative_document", "repealed"), "1");
  EXPECT_EQ(Cell(imported, "table_two", "normative_document", "in_force"), "9");
  EXPECT_EQ(Cell(imported, "table_two", "licence", "decisions"), "31");
  EXPECT_EQ(Cell(imported, "table_two", "fee", "amount"), "125000");
  EXPECT_EQ(RowOfThree(imported, "received"), "3 0 0 0 0 0 3");
  EXPECT_EQ(RowOfThree(imported, "granted"), "2 0 0 0 0 0 2");
  EXPECT_EQ(RowOfThree(imported, "other.other"), "0 0 0 0 0 0 0");
  EXPECT_EQ(RowOfThree(imported, "carried_out"), "1 0 0 0 0 0 1");
  EXPECT_EQ(Cell(imported, "table_four", "review", "upheld"), "1");
  EXPECT_EQ(Cell(imported, "table_four", "suit_direct", "corrected"), "2");
  EXPECT_EQ(Cell(imported, "table_four", "suit_after_review", "total"), "3");
}

TEST(ImporterTest, AWebPageIsReadWhole) {
  const Imported imported = Import(Html(Plain()));
  ExpectPlain(imported);
  for (const Doubt& doubt : imported.doubts) ADD_FAILURE() << doubt.english;
  const v1::AnnualReport& report = imported.report;
  EXPECT_EQ(report.title(), "云岭县水务局2022年政府信息公开工作年度报告");
  EXPECT_EQ(report.agency_name(), "云岭县水务局");
  EXPECT_EQ(report.year(), 2022);
  EXPECT_EQ(report.edition(), v1::EDITION_2021);
  EXPECT_EQ(report.scope(), v1::OWN);
  EXPECT_EQ(report.overview().heading(), "一、总体情况");
  EXPECT_EQ(report.overview().text(), "主动公开信息120条。");
  EXPECT_EQ(report.requests().text(), "");
  EXPECT_EQ(report.other_matters().text(), "本年度未收取信息处理费。");
  EXPECT_EQ(report.signatory(), "云岭县水务局");
  EXPECT_EQ(report.signed_date().day(), 20);
  EXPECT_EQ(report.contact().telephone(), "0871-1234567");
  EXPECT_EQ(report.contact().postal_code(), "650000");
  EXPECT_EQ(report.contact().address(), "河西路5号");
  EXPECT_EQ(report.contact().office(), "云岭县水务局办公室");
}

TEST(ImporterTest, EveryCellHasItsSource) {
  const std::string bytes = Html(Plain());
  Document document;
  const absl::StatusOr<Imported> imported = ImportFile("report", bytes, &document);
  ASSERT_TRUE(imported.ok());
  EXPECT_EQ(imported->cells.size(), FormOf(v1::EDITION_2021).cells.size());
  const int licence = FindCell("table_two", "licence", "decisions")->index;
  for (const CellReading& reading : imported->cells) {
    EXPECT_EQ(reading.basis, CellBasis::kAsWritten);
    if (reading.cell == licence) {
      EXPECT_EQ(document.Text(reading.span), "31");
    }
  }
}

TEST(ImporterTest, OneValueALineIsRead) { ExpectPlain(Import(OneValueALine(Plain()))); }

TEST(ImporterTest, TheHeadingsOfTheColumnsMayBeLost) {
  Sample sample = Plain();
  sample.three_head.clear();
  ExpectPlain(Import(Html(sample)));
  ExpectPlain(Import(OneValueALine(sample)));
}

TEST(ImporterTest, ColumnsInAnotherOrderGoByTheirHeadings) {
  Sample sample = Plain();
  const auto total_first = [](std::vector<Row>& all) {
    for (Row& row : all) std::rotate(row.begin() + 1, row.end() - 1, row.end());
  };
  total_first(sample.three_head);
  total_first(sample.three);
  RowOf(sample, "本年新收") = {
      "一、本年新收政府信息公开申请数量", "3", "2", "1", "0", "0", "0", "0"};
  EXPECT_EQ(RowOfThree(Import(Html(sample)), "received"), "2 1 0 0 0 0 3");
  // One below the other there is no telling: no number is better than a wrong one.
  const Imported lines = Import(OneValueALine(sample));
  EXPECT_THAT(RowOfThree(lines, "received"),
              testing::AnyOf("2 1 0 0 0 0 3", testing::HasSubstr("blank")));
}

TEST(ImporterTest, AnotherColumnIsLeftOut) {
  Sample sample = Plain();
  for (Row& row : sample.three_head) row.push_back("备注");
  for (Row& row : sample.three) row.push_back("");
  for (Row& row : sample.three_head) row.insert(row.begin(), "序号");
  int number = 0;
  for (Row& row : sample.three) row.insert(row.begin(), absl::StrCat(++number));
  ExpectPlain(Import(Html(sample)));
}

TEST(ImporterTest, NumbersAreReadAsPeopleWriteThem) {
  Sample sample = Plain();
  RowOf(sample, "行政许可") = {"行政许可", "1,234件"};
  RowOf(sample, "行政处罚") = {"行政处罚", "１２ 件"};
  RowOf(sample, "行政强制") = {"行政强制", "&nbsp;7&nbsp;"};
  RowOf(sample, "本年新收")[1] = "0003";
  const Imported imported = Import(Html(sample));
  EXPECT_EQ(Cell(imported, "table_two", "licence", "decisions"), "1234");
  EXPECT_EQ(Cell(imported, "table_two", "penalty", "decisions"), "12");
  EXPECT_EQ(Cell(imported, "table_two", "coercion", "decisions"), "7");
  EXPECT_EQ(Cell(imported, "table_three", "received", "natural_person"), "ambiguous");
}

TEST(ImporterTest, MarksAndBlanksAreNoZeros) {
  Sample sample = Plain();
  RowOf(sample, "行政许可") = {"行政许可", "/"};
  RowOf(sample, "行政处罚") = {"行政处罚", "—"};
  RowOf(sample, "行政强制") = {"行政强制", "无"};
  RowOf(sample, "本年新收")[2] = "";
  RowOf(sample, "本年新收")[3] = "若干";
  const Imported imported = Import(Html(sample));
  EXPECT_EQ(Cell(imported, "table_two", "licence", "decisions"), "not_applicable");
  EXPECT_EQ(Cell(imported, "table_two", "penalty", "decisions"), "not_applicable");
  EXPECT_EQ(Cell(imported, "table_two", "coercion", "decisions"), "not_applicable");
  EXPECT_EQ(Cell(imported, "table_three", "received", "commercial_enterprise"), "blank");
  EXPECT_EQ(Cell(imported, "table_three", "received", "natural_person"), "3");
  EXPECT_EQ(Cell(imported, "table_three", "received", "total"), "3");
  EXPECT_EQ(Cell(imported, "table_three", "received", "research_institution"), "not_a_number");
}

TEST(ImporterTest, MoneyKeepsItsUnit) {
  Sample sample = Plain();
  RowOf(sample, "行政事业性收费")[1] = "125,000.5元";
  EXPECT_EQ(Cell(Import(Html(sample)), "table_two", "fee", "amount"), "125000.5");
  for (Row& row : sample.two) {
    if (row[0] == "信息内容" && row[1].find("收费") != std::string::npos) row[1] = "本年收费金额";
  }
  RowOf(sample, "行政事业性收费")[1] = "12.5";
  const Imported imported = Import(Html(sample));
  EXPECT_EQ(imported.report.table_two().fee().amount().unit(), v1::Money::TEN_THOUSAND_YUAN);
  EXPECT_TRUE(HasDoubt(imported, Doubt::Kind::kMissing));
}

TEST(ImporterTest, LabelsAreRecognisedThoughMisspelt) {
  Sample sample = Plain();
  RowOf(sample, "其他法律行政")[0] = "(2) 其他法律行政止公开";
  RowOf(sample, "部分公开")[0] = "（二）部分公开";
  RowOf(sample, "总计")[0] = "（七）合 计";
  RowOf(sample, "予以公开")[0] = "(一).予以公开";
  RowOf(sample, "重复申请")[0] = "②重复申请";
  const Imported imported = Import(Html(sample));
  ExpectPlain(imported);
  EXPECT_EQ(RowOfThree(imported, "refused.other_law"), "0 0 0 0 0 0 0");
  EXPECT_EQ(RowOfThree(imported, "partly_granted"), "0 0 0 0 0 0 0");
  EXPECT_EQ(RowOfThree(imported, "outcome_total"), "2 0 0 0 0 0 2");
  EXPECT_TRUE(imported.certain());
}

TEST(ImporterTest, ARowWithoutLabelIsReadByItsPlaceWithADoubt) {
  Sample sample = Plain();
  RowOf(sample, "部分公开") = {"", "4", "0", "0", "0", "0", "0", "4"};
  const Imported imported = Import(Html(sample));
  EXPECT_EQ(RowOfThree(imported, "partly_granted"), "4 0 0 0 0 0 4");
  EXPECT_TRUE(HasDoubt(imported, Doubt::Kind::kByPlace));
}

TEST(ImporterTest, ARowOfTheOtherEditionKeepsItsValues) {
  Sample sample = Plain();
  sample.three = TableThree(v1::EDITION_2019, [](absl::string_view row) -> Row {
    return row == "other" ? Row{"5", "0", "0", "0", "0", "0", "5"} : Numbers(row);
  });
  const Imported imported = Import(Html(sample));
  EXPECT_EQ(imported.report.edition(), v1::EDITION_2021);
  EXPECT_EQ(RowOfThree(imported, "other"), "5 0 0 0 0 0 5");
  EXPECT_EQ(Figures(imported.report).note_kind(FindCell("table_three", "other", "total")->index),
            v1::CellNote::ROW_OF_ANOTHER_EDITION);
  EXPECT_EQ(RowOfThree(imported, "other.other"), "blank blank blank blank blank blank blank");
  EXPECT_TRUE(HasDoubt(imported, Doubt::Kind::kOtherEdition));
  EXPECT_TRUE(HasDoubt(imported, Doubt::Kind::kMissingCell));
}

TEST(ImporterTest, TotalsThatDoNotAddUpAreAsWritten) {
  Sample sample = Plain();
  RowOf(sample, "本年新收") = {
      "一、本年新收政府信息公开申请数量", "3", "1", "0", "0", "0", "0", "9"};
  const Imported imported = Import(Html(sample));
  EXPECT_EQ(RowOfThree(imported, "received"), "3 1 0 0 0 0 9");
  EXPECT_TRUE(imported.certain());
}

TEST(ImporterTest, TwoTablesThatDisagreeAreAmbiguous) {
  Sample sample = Plain();
  std::vector<Row> both = sample.three;
  std::vector<Row> second = TableThree(v1::EDITION_2021, [](absl::string_view row) -> Row {
    return row == "received" ? Row{"8", "0", "0", "0", "0", "0", "8"} : Numbers(row);
  });
  both.insert(both.end(), second.begin(), second.end());
  sample.three = both;
  const Imported imported = Import(Html(sample));
  EXPECT_EQ(RowOfThree(imported, "received"), "ambiguous 0 0 0 0 0 ambiguous");
  EXPECT_THAT(CandidatesOf(imported, "received", "natural_person"),
              testing::UnorderedElementsAre("3", "8"));
}

TEST(ImporterTest, AMissingTableIsADoubt) {
  Sample sample = Plain();
  sample.four.clear();
  const Imported imported = Import(Html(sample));
  EXPECT_EQ(Cell(imported, "table_four", "review", "total"), "blank");
  EXPECT_TRUE(HasDoubt(imported, Doubt::Kind::kMissing));
}

TEST(ImporterTest, ATableThatIsNoneOfTheThreeIsLeftOver) {
  Sample sample = Plain();
  std::string html = Html(sample);
  html +=
      "<table><tr><td>会议次数</td><td>12</td></tr><tr><td>培训次数</td><td>3</td></tr></table>";
  EXPECT_TRUE(HasDoubt(Import(html), Doubt::Kind::kLeftOver));
}

TEST(ImporterTest, DigitsThatRanTogetherArePartedWhereTheSumsLeaveOneWay) {
  Sample sample = Plain();
  RowOf(sample, "本年新收") = {
      "一、本年新收政府信息公开申请数量", "71", "3", "0", "0", "0", "0", "74"};
  const Imported imported = Import(RunTogether(sample));
  EXPECT_EQ(RowOfThree(imported, "received"), "71 3 0 0 0 0 74");
  const int cell = FindCell("table_three", "received", "total")->index;
  for (const CellReading& reading : imported.cells) {
    if (reading.cell == cell) {
      EXPECT_EQ(reading.basis, CellBasis::kBySums);
    }
  }
  EXPECT_EQ(Cell(imported, "table_two", "licence", "decisions"), "31");
}

TEST(ImporterTest, DigitsThatCanBePartedInTwoWaysAreAmbiguous) {
  Sample sample = Plain();
  // 11 1 0 0 0 0 12, 1 11 0 0 0 0 12 and 1 1 10 0 0 0 12: the balance of the table is broken, and
  // decides nothing.
  RowOf(sample, "本年新收") = {
      "一、本年新收政府信息公开申请数量", "11", "1", "0", "0", "0", "0", "12"};
  const Imported imported = Import(RunTogether(sample));
  EXPECT_EQ(RowOfThree(imported, "received"), "ambiguous ambiguous ambiguous 0 0 0 12");
  EXPECT_THAT(CandidatesOf(imported, "received", "natural_person"),
              testing::UnorderedElementsAre("1", "11"));
}

TEST(ImporterTest, SumsOverRowsDecideWhatARowLeavesOpen) {
  Sample sample = Plain();
  sample.three = TableThree(v1::EDITION_2021, [](absl::string_view name) -> Row {
    if (name == "received") return {"11", "1", "0", "0", "0", "0", "12"};
    if (name == "granted") return {"6", "0", "0", "0", "0", "0", "6"};
    if (name == "partly_granted") return {"5", "0", "0", "0", "0", "0", "5"};
    if (name == "outcome_total") return {"11", "0", "0", "0", "0", "0", "11"};
    if (name == "carried_out") return {"0", "1", "0", "0", "0", "0", "1"};
    return {"0", "0", "0", "0", "0", "0", "0"};
  });
  EXPECT_EQ(RowOfThree(Import(RunTogether(sample)), "received"), "11 1 0 0 0 0 12");
}

TEST(ImporterTest, FindingI5DigitsMayHideABlank) {
  Sample sample = Plain();
  // Blank, five zeros and the total 11: the digits are also those of 0 0 0 0 0 1 1.
  RowOf(sample, "重复申请") = {"2.重复申请", "", "0", "0", "0", "0", "0", "11"};
  RowOf(sample, "公开出版物") = {"3.要求提供公开出版物", "0", "0", "0", "0", "0", "0", "0"};
  const Imported imported = Import(RunTogether(sample));
  EXPECT_EQ(Cell(imported, "table_three", "not_processed.repeated", "natural_person"), "ambiguous");
  EXPECT_EQ(Cell(imported, "table_three", "not_processed.repeated", "total"), "ambiguous");
  EXPECT_THAT(CandidatesOf(imported, "not_processed.repeated", "total"), testing::IsEmpty());
  EXPECT_EQ(RowOfThree(imported, "not_processed.publication"), "0 0 0 0 0 0 0");
}

TEST(ImporterTest, ASumThatTheTableBreaksElsewhereProvesNothing) {
  Sample sample = Plain();
  RowOf(sample, "本年新收") = {
      "一、本年新收政府信息公开申请数量", "71", "3", "0", "0", "0", "0", "74"};
  // Seven digits for seven cells, and they do not add up.
  RowOf(sample, "上年结转") = {
      "二、上年结转政府信息公开申请数量", "1", "0", "0", "0", "0", "0", "5"};
  const Imported imported = Import(RunTogether(sample));
  EXPECT_EQ(Cell(imported, "table_three", "received", "natural_person"), "ambiguous");
  EXPECT_EQ(Cell(imported, "table_three", "carried_in", "total"), "ambiguous");
}

TEST(ImporterTest, NothingTiesTheNumbersOfTableTwo) {
  Sample sample = Plain();
  RowOf(sample, "行政规范性文件") = {"行政规范性文件", "88", "55", "698"};
  const Imported imported = Import(RunTogether(sample));
  EXPECT_EQ(Cell(imported, "table_two", "normative_document", "made"), "ambiguous");
  EXPECT_EQ(Cell(imported, "table_two", "regulation", "in_force"), "0");
}

TEST(ImporterTest, APlanOrALetterIsNoReport) {
  const absl::StatusOr<Imported> imported =
      ImportFile("letter", "关于召开会议的通知\n定于2022年3月1日召开会议，参加人数20人。\n");
  EXPECT_EQ(imported.status().code(), absl::StatusCode::kInvalidArgument);
}

TEST(ImporterTest, TheScopeIsAnAggregateWhereTheReportSaysSo) {
  Sample sample = Plain();
  sample.preamble = "本报告汇总全县各单位情况编制而成。" + sample.preamble;
  EXPECT_EQ(Import(Html(sample)).report.scope(), v1::AGGREGATE);
}

TEST(ImporterTest, ThePreamblesListOfPartsIsNoHeading) {
  Sample sample = Plain();
  sample.preamble +=
      "本报告包括总体情况、主动公开政府信息情况、收到和处理政府信息公开申请情况等六个部分。";
  const Imported imported = Import(Html(sample));
  EXPECT_EQ(imported.report.overview().text(), "主动公开信息120条。");
  EXPECT_TRUE(imported.certain());
}

TEST(ImporterTest, OtherReportsListedOnThePageAreNotThisOne) {
  const std::string html = absl::StrReplaceAll(
      Html(Plain()), {{"<body>",
                       "<body><ul><li>云岭县财政局2019年政府信息公开工作年度报告</li>"
                       "<li>云岭县水务局2020年政府信息公开工作年度报告</li></ul>"}});
  const Imported imported = Import(html);
  EXPECT_EQ(imported.report.year(), 2022);
  EXPECT_EQ(imported.report.agency_name(), "云岭县水务局");
  EXPECT_EQ(imported.report.edition(), v1::EDITION_2021);
}

TEST(ImporterTest, ANumberThatGoesOnInWordsIsNotReadAsThatNumber) {
  Sample sample = Plain();
  RowOf(sample, "行政许可")[1] = "3万余件";
  RowOf(sample, "行政事业性收费")[1] = "1.2亿元";
  for (const std::string& document : {Html(sample), OneValueALine(sample)}) {
    const Imported imported = Import(document);
    EXPECT_NE(Cell(imported, "table_two", "licence", "decisions"), "3");
    EXPECT_FALSE(imported.report.table_two().fee().has_amount());
    EXPECT_EQ(Cell(imported, "table_two", "penalty", "decisions"), "7");
  }
}

TEST(ImporterTest, SerialNumbersAndABlankAreNotSevenFigures) {
  Sample sample = Plain();
  // A blank line is no value there: six figures and the number of the next row.
  Row& row = RowOf(sample, "部分公开");
  row.erase(row.begin() + 3);
  int number = 0;
  for (Row& each : sample.three) each.insert(each.begin(), absl::StrCat(++number));
  const Imported imported = Import(OneValueALine(sample));
  EXPECT_EQ(RowOfThree(imported, "partly_granted"), "blank blank blank blank blank blank blank");
}

TEST(ImporterTest, APageNumberBetweenRowsIsNoFigure) {
  std::string text = Parts(
      Plain(),
      [](const std::vector<Row>& rows) {
        std::string lines;
        for (size_t i = 0; i < rows.size(); ++i) {
          absl::StrAppend(&lines, absl::StrJoin(rows[i], "   "), "\n");
          if (i == 9) lines += "        - 3 -\n";
        }
        return lines;
      },
      "\n");
  const Imported imported = Import(text);
  ExpectPlain(imported);
  EXPECT_FALSE(HasDoubt(imported, Doubt::Kind::kLeftOver));
}

TEST(ImporterTest, AHugeTextTakesLittleTimeAndIsRefused) {
  std::string text;
  while (text.size() < (size_t{4} << 20)) {
    absl::StrAppend(
        &text, "本年新收政府信息公开申请 1 2 3 4 5 6 7 结果维持 第二十条第（一）项信息内容规章1");
  }
  // Whatever it is taken for, it comes back.
  const absl::StatusOr<Imported> imported = ImportFile("huge", text);
  if (imported.ok()) {
    EXPECT_FALSE(imported->certain());
  }
}

}  // namespace
}  // namespace ogi
