#include "domain/form/form.h"

#include <set>
#include <string>
#include <tuple>

#include "gmock/gmock.h"
#include "google/protobuf/descriptor.h"
#include "gtest/gtest.h"

namespace ogi {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

int CountOf(v1::Edition edition, Table table) {
  int count = 0;
  for (const int cell : FormOf(edition).cells) {
    count += Cells()[static_cast<size_t>(cell)].table == table ? 1 : 0;
  }
  return count;
}

TEST(Catalogue, HasTheCellsOfTheOfficialForms) {
  EXPECT_EQ(CountOf(v1::EDITION_2019, Table::kTwo), 3 * 2 + 3 * 2 + 3 * 2 + 2 + 2);
  EXPECT_EQ(CountOf(v1::EDITION_2019, Table::kThree), 23 * 7);
  EXPECT_EQ(CountOf(v1::EDITION_2019, Table::kFour), 15);
  EXPECT_EQ(CountOf(v1::EDITION_2021, Table::kTwo), 3 * 2 + 1 + 2 + 1);
  EXPECT_EQ(CountOf(v1::EDITION_2021, Table::kThree), 25 * 7);
  EXPECT_EQ(CountOf(v1::EDITION_2021, Table::kFour), 15);
}

TEST(Catalogue, NumbersCellsDenselyAndFindsThemByName) {
  std::set<std::string> fields;
  for (int i = 0; i < kCellCount; ++i) {
    const CellInfo& cell = Cells()[static_cast<size_t>(i)];
    EXPECT_EQ(cell.index, i);
    EXPECT_EQ(FindCell(cell.table_name, cell.row, cell.column), &cell);
    EXPECT_TRUE(cell.in_2019 || cell.in_2021) << cell.field;
    EXPECT_TRUE(fields.insert(std::string(cell.field)).second) << cell.field;
  }
  EXPECT_EQ(FindCell("table_three", "other.undivided", "total"), nullptr);
  EXPECT_EQ(FindCell("table_three", "", "total"), nullptr);
  EXPECT_EQ(FindCell("table_one", "received", "total"), nullptr);
}

TEST(Catalogue, RowsCoverAllCells) {
  int next = 0;
  for (const RowInfo& row : TableRows()) {
    EXPECT_EQ(row.first_cell, next);
    for (int cell = next; cell < next + row.cell_count; ++cell) {
      EXPECT_EQ(Cells()[static_cast<size_t>(cell)].row, row.name);
    }
    next += row.cell_count;
  }
  EXPECT_EQ(next, kCellCount);
}

// Walks the message type along the cell's field.
const google::protobuf::FieldDescriptor* FieldAt(absl::string_view path) {
  const google::protobuf::Descriptor* message = v1::AnnualReport::descriptor();
  const google::protobuf::FieldDescriptor* field = nullptr;
  while (message != nullptr && !path.empty()) {
    const size_t dot = path.find('.');
    field = message->FindFieldByName(std::string(path.substr(0, dot)));
    if (field == nullptr) return nullptr;
    message = field->message_type();
    path = dot == absl::string_view::npos ? absl::string_view() : path.substr(dot + 1);
  }
  return field;
}

TEST(Catalogue, NamesARealFieldForEveryCell) {
  for (const CellInfo& cell : Cells()) {
    const google::protobuf::FieldDescriptor* field = FieldAt(cell.field);
    ASSERT_NE(field, nullptr) << cell.field;
    EXPECT_EQ(field->message_type() != nullptr, cell.kind == CellKind::kMoney) << cell.field;
  }
}

TEST(Catalogue, LetsOnlyYearlyChangesBeNegative) {
  for (const CellInfo& cell : Cells()) {
    EXPECT_EQ(cell.kind == CellKind::kSignedCount, cell.column == "change") << cell.field;
  }
}

TEST(Labels, SayGroupRowAndColumn) {
  const auto label = [](const char* table, const char* row, const char* column,
                        v1::Edition edition) {
    return CellLabel(*FindCell(table, row, column), edition);
  };
  EXPECT_EQ(label("table_three", "refused.state_secret", "natural_person", v1::EDITION_2021),
            "（三）不予公开 1.属于国家秘密｜自然人");
  EXPECT_EQ(label("table_three", "received", "other", v1::EDITION_2019),
            "一、本年新收政府信息公开申请数量｜法人或其他组织 其他");
  EXPECT_EQ(label("table_four", "suit_direct", "upheld", v1::EDITION_2019),
            "行政诉讼 未经复议直接起诉｜结果维持");
  EXPECT_EQ(label("table_two", "fee", "amount", v1::EDITION_2021),
            "行政事业性收费｜本年收费金额（单位：万元）");
}

TEST(Labels, FollowTheEdition) {
  const CellInfo& made = *FindCell("table_two", "normative_document", "made");
  EXPECT_EQ(CellLabel(made, v1::EDITION_2019), "规范性文件｜本年新制作数量");
  EXPECT_EQ(CellLabel(made, v1::EDITION_2021), "行政规范性文件｜本年制发件数");
  // A cell the edition lacks is called what the other edition calls it.
  EXPECT_EQ(CellLabel(*FindCell("table_three", "other", "total"), v1::EDITION_2021),
            "（六）其他处理｜总计");
  EXPECT_EQ(CellLabel(*FindCell("table_three", "other.other", "total"), v1::EDITION_2019),
            "（六）其他处理 3.其他｜总计");
}

TEST(Labels, AreNeverEmpty) {
  for (const CellInfo& cell : Cells()) {
    for (const v1::Edition edition : {v1::EDITION_2019, v1::EDITION_2021}) {
      const absl::string_view label = CellLabel(cell, edition);
      EXPECT_GT(label.find("｜"), 0u) << cell.field;
      EXPECT_LT(label.find("｜") + 3, label.size()) << cell.field;
    }
    EXPECT_FALSE(cell.row_label.empty());
    EXPECT_FALSE(cell.column_label.empty());
  }
}

TEST(Labels, ListMoneyAsYuan) {
  EXPECT_EQ(ListingColumn(*FindCell("table_two", "fee", "amount")), "amount_yuan");
  EXPECT_EQ(ListingColumn(*FindCell("table_two", "procurement", "count")), "count");
}

TEST(PrintedForm, HasTheSixOfficialHeadings) {
  for (const v1::Edition edition : {v1::EDITION_2019, v1::EDITION_2021}) {
    std::vector<absl::string_view> headings;
    for (const FormPart& part : FormOf(edition).parts) headings.push_back(part.heading);
    EXPECT_THAT(headings, ElementsAre("一、总体情况", "二、主动公开政府信息情况",
                                      "三、收到和处理政府信息公开申请情况",
                                      "四、政府信息公开行政复议、行政诉讼情况",
                                      "五、存在的主要问题及改进情况", "六、其他需要报告的事项"));
  }
}

TEST(PrintedForm, HasOneCellForEachRowAndColumn) {
  for (const v1::Edition edition : {v1::EDITION_2019, v1::EDITION_2021}) {
    std::vector<int> cells;
    for (const FormTable& table : FormOf(edition).tables) {
      for (const FormBlock& block : table.blocks) {
        for (const FormRow& row : block.rows) {
          ASSERT_EQ(row.cells.size(), block.columns.size()) << row.label;
          EXPECT_FALSE(row.label.empty());
          for (size_t i = 0; i < row.cells.size(); ++i) {
            const CellInfo& cell = Cells()[static_cast<size_t>(row.cells[i])];
            EXPECT_EQ(cell.table, table.table);
            EXPECT_EQ(cell.row, row.name);
            EXPECT_EQ(cell.column, block.columns[i].name);
            EXPECT_TRUE(InEdition(cell, edition));
            cells.push_back(row.cells[i]);
          }
        }
      }
    }
    EXPECT_EQ(cells, FormOf(edition).cells);
  }
}

TEST(PrintedForm, DroppedProcurementIn2021) {
  const auto blocks = [](v1::Edition edition) { return FormOf(edition).tables[0].blocks.size(); };
  EXPECT_EQ(blocks(v1::EDITION_2019), 5u);
  EXPECT_EQ(blocks(v1::EDITION_2021), 4u);
  EXPECT_THAT(std::string(FormOf(v1::EDITION_2019).tables[0].blocks[4].caption),
              HasSubstr("（九）"));
}

TEST(Edition, FollowsTheYear) {
  EXPECT_EQ(EditionOfYear(2018), v1::EDITION_UNSPECIFIED);
  EXPECT_EQ(EditionOfYear(2019), v1::EDITION_2019);
  EXPECT_EQ(EditionOfYear(2020), v1::EDITION_2019);
  EXPECT_EQ(EditionOfYear(2021), v1::EDITION_2021);
  EXPECT_EQ(EditionOfYear(2030), v1::EDITION_2021);
}

}  // namespace
}  // namespace ogi
