#include "import/testing/shape.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <iterator>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "domain/form/cells.h"
#include "domain/form/figures.h"
#include "domain/form/printed_form.h"

namespace ogi::import_testing {
namespace {

constexpr absl::string_view kHeadings[] = {"一、总体情况",
                                           "二、主动公开政府信息情况",
                                           "三、收到和处理政府信息公开申请情况",
                                           "四、政府信息公开行政复议、行政诉讼情况",
                                           "五、存在的主要问题及改进情况",
                                           "六、其他需要报告的事项"};
const Row kApplicants = {"自然人",       "商业企业", "科研机构", "社会公益组织",
                         "法律服务机构", "其他",     "总计"};

std::string Tables(const std::vector<std::vector<Row>>& tables) {
  std::string all;
  for (const std::vector<Row>& table : tables) absl::StrAppend(&all, Table(table));
  return all;
}

}  // namespace

Shape::Shape()
    : headings(std::begin(kHeadings), std::end(kHeadings)),
      two({{"第二十条第（一）项"},
           {"信息内容", "本年制发件数", "本年废止件数", "现行有效件数"},
           {"规章", "0", "0", "0"},
           {"行政规范性文件", "2", "1", "9"},
           {"第二十条第（五）项"},
           {"信息内容", "本年处理决定数量"},
           {"行政许可", "31"},
           {"第二十条第（六）项"},
           {"信息内容", "本年处理决定数量"},
           {"行政处罚", "7"},
           {"行政强制", "4"},
           {"第二十条第（八）项"},
           {"信息内容", "本年收费金额（单位：万元）"},
           {"行政事业性收费", "12.50"}}),
      applicants(kApplicants) {
  for (const FormBlock& block : FormOf(v1::EDITION_2021).tables[1].blocks) {
    for (const FormRow& form_row : block.rows) {
      Row row = {std::string(form_row.label), "0", "0", "0", "0", "0", "0", "0"};
      const absl::string_view name = form_row.name;
      if (name == "received") row = {row[0], "3", "2", "0", "0", "0", "1", "6"};
      if (name == "granted") row = {row[0], "2", "1", "0", "0", "0", "0", "3"};
      if (name == "not_processed.repeated") row = {row[0], "1", "0", "0", "0", "0", "1", "2"};
      if (name == "outcome_total") row = {row[0], "3", "1", "0", "0", "0", "1", "5"};
      if (name == "carried_out") row = {row[0], "0", "1", "0", "0", "0", "0", "1"};
      three.push_back(std::move(row));
    }
  }
  four = {{{"行政复议", "行政复议", "行政复议", "行政复议", "行政复议", "未经复议直接起诉",
            "未经复议直接起诉", "未经复议直接起诉", "未经复议直接起诉", "未经复议直接起诉",
            "复议后起诉", "复议后起诉", "复议后起诉", "复议后起诉", "复议后起诉"},
           {},
           {"1", "0", "2", "0", "3", "0", "0", "0", "4", "4", "5", "0", "0", "0", "5"}}};
  for (int group = 0; group < 3; ++group) {
    for (const char* outcome : {"结果维持", "结果纠正", "其他结果", "尚未审结", "总计"}) {
      four[0][1].emplace_back(outcome);
    }
  }
}

std::vector<Row> Shape::WholeThree() const {
  std::vector<Row> rows = {{"申请人情况"}};
  rows[0].insert(rows[0].end(), applicants.begin(), applicants.end());
  rows.insert(rows.end(), three.begin(), three.end());
  return rows;
}

Row& Shape::RowOf(absl::string_view label) {
  const auto found = std::find_if(three.begin(), three.end(), [label](const Row& row) {
    return absl::StrContains(row[0], label);
  });
  return *found;
}

std::string Paragraph(absl::string_view text) { return absl::StrCat("<p>", text, "</p>\n"); }

std::string Table(const std::vector<Row>& rows) {
  std::string table = "<table>\n";
  for (const Row& row : rows) {
    absl::StrAppend(&table, "<tr><td>", absl::StrJoin(row, "</td><td>"), "</td></tr>\n");
  }
  return table + "</table>\n";
}

std::string Page(const Shape& shape) {
  const auto& heading = shape.headings;
  return absl::StrCat(
      "<html><body>", Paragraph("云岭县水务局2022年政府信息公开工作年度报告"),
      Paragraph("所列数据的统计期限自2022年1月1日起至2022年12月31日止。"), Paragraph(heading[0]),
      Paragraph(shape.overview), Paragraph(heading[1]), Table(shape.two), Paragraph(heading[2]),
      Table(shape.WholeThree()), Paragraph(heading[3]), Tables(shape.four), Paragraph(heading[4]),
      Paragraph("公开不够及时。"), Paragraph(heading[5]), Paragraph("未收取信息处理费。"),
      Paragraph("云岭县水务局"), Paragraph("2023年1月20日"), "</body></html>");
}

std::string Lines(const std::vector<Row>& rows, absl::string_view separator) {
  std::string lines;
  for (const Row& row : rows) absl::StrAppend(&lines, absl::StrJoin(row, separator), "\n");
  return lines;
}

std::string Text(const Shape& shape, absl::string_view separator) {
  const auto& heading = shape.headings;
  return absl::StrCat("云岭县水务局2022年政府信息公开工作年度报告\n\n", heading[0], "\n",
                      shape.overview, "\n", heading[1], "\n", Lines(shape.two, separator),
                      heading[2], "\n", Lines(shape.WholeThree(), separator), heading[3], "\n",
                      Lines(shape.four[0], separator), heading[4], "\n公开不够及时。\n", heading[5],
                      "\n未收取信息处理费。\n云岭县水务局\n2023年1月20日\n");
}

Imported Import(absl::string_view bytes) {
  absl::StatusOr<Imported> imported = ImportFile("report", bytes);
  EXPECT_TRUE(imported.ok()) << imported.status();
  return imported.ok() ? *std::move(imported) : Imported();
}

std::string Cell(const Imported& imported, absl::string_view table, absl::string_view row,
                 absl::string_view column) {
  return Figures(imported.report).ListingText(FindCell(table, row, column)->index);
}

std::string RowOfThree(const Imported& imported, absl::string_view row) {
  std::vector<std::string> texts;
  const Figures figures(imported.report);
  for (const CellInfo& cell : Cells()) {
    if (cell.table == Table::kThree && cell.row == row)
      texts.push_back(figures.ListingText(cell.index));
  }
  return absl::StrJoin(texts, " ");
}

std::string DoubtsOf(const Imported& imported) {
  std::string texts;
  for (const Doubt& doubt : imported.doubts) absl::StrAppend(&texts, doubt.chinese, "\n");
  return texts;
}

}  // namespace ogi::import_testing
