#include "domain/form/cells.h"

#include <set>
#include <string>

#include "google/protobuf/descriptor.h"
#include "gtest/gtest.h"

namespace ogi {
namespace {

TEST(Catalogue, NumbersCellsDenselyAndFindsThemByName) {
  std::set<std::string> fields;
  for (int i = 0; i < kCellCount; ++i) {
    const CellInfo& cell = CellAt(i);
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
      EXPECT_EQ(CellAt(cell).row, row.name);
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

}  // namespace
}  // namespace ogi
