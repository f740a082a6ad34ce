#include "domain/form/printed_form.h"

#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace ogi {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

int CountOf(v1::Edition edition, Table table) {
  int count = 0;
  for (const int cell : FormOf(edition).cells) {
    count += CellAt(cell).table == table ? 1 : 0;
  }
  return count;
}

TEST(PrintedForm, HasTheCellsOfTheOfficialForms) {
  EXPECT_EQ(CountOf(v1::EDITION_2019, Table::kTwo), 3 * 2 + 3 * 2 + 3 * 2 + 2 + 2);
  EXPECT_EQ(CountOf(v1::EDITION_2019, Table::kThree), 23 * 7);
  EXPECT_EQ(CountOf(v1::EDITION_2019, Table::kFour), 15);
  EXPECT_EQ(CountOf(v1::EDITION_2021, Table::kTwo), 3 * 2 + 1 + 2 + 1);
  EXPECT_EQ(CountOf(v1::EDITION_2021, Table::kThree), 25 * 7);
  EXPECT_EQ(CountOf(v1::EDITION_2021, Table::kFour), 15);
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
            const CellInfo& cell = CellAt(row.cells[i]);
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
