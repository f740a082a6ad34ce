#include "import/rows/table_row.h"

#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"
#include "import/text/testing/folded_text.h"

namespace ogi::reading {
namespace {

ItemList ItemsOf(const FoldedText& text) { return Itemize(text.folded, text.all()); }

TEST(ItemTest, ALineIsItsLabelAndItsValues) {
  const FoldedText text("1.属于国家秘密 4 0 / 12\n");
  const ItemList list = ItemsOf(text);
  ASSERT_EQ(list.items.size(), 1u);
  EXPECT_EQ(list.items[0].label, U"1属于国家秘密");
  ASSERT_EQ(list.items[0].values.size(), 4u);
  EXPECT_EQ(list.items[0].values[0].digits, "4");
  EXPECT_EQ(list.items[0].values[2].kind, CellValue::Kind::kMark);
  EXPECT_EQ(list.items[0].grid_row, -1);
}

TEST(ItemTest, ARowOfAGridKeepsItsBlankCells) {
  const FoldedText text("<html><table><tr><td>规章<td>1<td><td>2</table></html>");
  const ItemList list = ItemsOf(text);
  ASSERT_EQ(list.items.size(), 1u);
  EXPECT_EQ(list.items[0].label, U"规章");
  EXPECT_EQ(list.items[0].grid_row, 0);
  ASSERT_EQ(list.items[0].values.size(), 3u);
  EXPECT_EQ(list.items[0].values[1].kind, CellValue::Kind::kBlank);
  EXPECT_EQ(list.items[0].values[2].column, 3);
}

TEST(ItemTest, ACellWithSeveralNumbersIsCrowded) {
  const FoldedText text("<html><table><tr><td>规章<td>1 2<td>3</table></html>");
  const ItemList list = ItemsOf(text);
  ASSERT_EQ(list.items.size(), 1u);
  EXPECT_TRUE(list.items[0].several_numbers_in_cell);
}

TEST(ItemTest, AGridThatIsTouchedIsTakenWhole) {
  const FoldedText text("<html><table><tr><td>规章<td>1<tr><td>行政许可<td>2</table></html>");
  const size_t last = text.folded.glyphs.size() - 1;
  EXPECT_EQ(Itemize(text.folded, {last, last + 1}).items.size(), 2u);
}

TEST(ItemTest, AValueALineIsTold) {
  EXPECT_TRUE(ItemsOf(FoldedText("规章\n4\n0\n9\n行政许可\n7\n2\n8\n")).one_value_a_line);
  EXPECT_FALSE(ItemsOf(FoldedText("规章 4 0 9\n行政许可 7 2 8\n")).one_value_a_line);
}

TEST(ItemTest, PageNumbersAreLeftOut) {
  const FoldedText text("规章 4 0 9\n- 1 -\n行政许可 7\n");
  const ItemList list = ItemsOf(text);
  ASSERT_EQ(list.items.size(), 2u);
  EXPECT_EQ(list.items[1].label, U"行政许可");
}

TEST(ItemTest, MoreItemsThanTablesHaveAreCutAndItIsSaid) {
  std::string lines;
  for (int i = 0; i < 5000; ++i) absl::StrAppend(&lines, "行 ", i + 7, " 0\n");
  const FoldedText text(lines);
  const ItemList list = ItemsOf(text);
  EXPECT_TRUE(list.truncated);
  EXPECT_LT(list.items.size(), 5000u);
}

TEST(ItemTest, NothingHasNoItems) {
  const FoldedText text("");
  EXPECT_TRUE(ItemsOf(text).items.empty());
}

}  // namespace
}  // namespace ogi::reading
