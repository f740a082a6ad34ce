#include "import/rows/form_labels.h"

#include <gtest/gtest.h>

#include "domain/form/printed_form.h"
#include "import/text/folded_document.h"

namespace ogi::reading {
namespace {

const RowLabels& Row(Table table, absl::string_view name) {
  for (const RowLabels& row : RowLabelsOf(table)) {
    if (TableRowAt(row.row).name == name) return row;
  }
  return RowLabelsOf(table).front();
}

TEST(RowLabelTest, EveryRowOfBothEditionsIsLikeItsOwnLabel) {
  for (const v1::Edition edition : {v1::EDITION_2019, v1::EDITION_2021}) {
    for (const Table table : {Table::kTwo, Table::kThree}) {
      for (const FormBlock& block : FormOf(edition).tables[static_cast<size_t>(table)].blocks) {
        for (const FormRow& row : block.rows) {
          EXPECT_EQ(Row(table, row.name).Likeness(Label(row.label).letters()), 1) << row.label;
        }
      }
    }
  }
}

TEST(RowLabelTest, RowsStandInFormOrder) {
  for (const Table table : {Table::kTwo, Table::kThree}) {
    int last = -1;
    for (const RowLabels& row : RowLabelsOf(table)) {
      EXPECT_LT(last, row.row);
      last = row.row;
    }
  }
}

TEST(RowLabelTest, KnowsHowPeopleShortenThem) {
  EXPECT_EQ(Row(Table::kTwo, "regulation").Likeness(U"行政规章"), 1);
  EXPECT_EQ(Row(Table::kThree, "received").Likeness(U"一本年新收"), 1);
}

TEST(RowLabelTest, NoRowIsLikeNothing) {
  for (const RowLabels& row : RowLabelsOf(Table::kThree)) EXPECT_EQ(row.Likeness(U""), 0);
}

}  // namespace
}  // namespace ogi::reading
