#include "import/text/folded_document.h"

#include <gtest/gtest.h>

#include "import/text/testing/folded_text.h"

namespace ogi::reading {
namespace {

TEST(FoldTest, FullWidthFormsBecomePlain) { EXPECT_EQ(FoldText("１２，３（Ａ）"), U"12,3(A)"); }

TEST(FoldTest, SpacesOfAnyKindAreNoCharacters) { EXPECT_EQ(FoldText(" 总 计\t数　\n"), U"总计数"); }

TEST(FoldTest, DashesOfAnyKindAreOne) { EXPECT_EQ(FoldText("－—–-"), U"----"); }

TEST(FoldTest, RadicalsBecomeTheCharactersTheyLookLike) {
  EXPECT_EQ(FoldText("\u2EC5\u2ECB"), U"见车");
}

TEST(FoldTest, KangxiRadicalsBecomeCharacters) {
  EXPECT_EQ(FoldText("\u2F00\u2F08\u2F2F"), U"一人工");
}

TEST(FoldTest, CompatibilityIdeographsBecomeTheUsualOnes) {
  EXPECT_EQ(FoldText("\uF9E9\uF98A\uF967"), U"里力不");
  // One of the block that is a character of its own.
  EXPECT_EQ(FoldText("\uFA0E"), U"\uFA0E");
}

TEST(FoldTest, NothingStaysNothing) {
  EXPECT_EQ(FoldText(""), U"");
  const FoldedText empty("");
  EXPECT_TRUE(empty.folded.glyphs.empty());
  EXPECT_EQ(empty.folded.StretchAt(0), 0u);
  EXPECT_EQ(empty.folded.PageAt(7), 0);
}

TEST(FoldTest, AGlyphKnowsItsBytesAndTheGapBeforeIt) {
  const FoldedText text("总 计\n");
  ASSERT_EQ(text.folded.glyphs.size(), 2u);
  EXPECT_EQ(text.folded.glyphs[0].gap, 1u);
  EXPECT_EQ(text.folded.glyphs[1].gap, 1u);
  EXPECT_EQ(text.Text({1, 2}), "计");
  EXPECT_EQ(text.Text({0, 2}), "总 计");
}

TEST(FoldTest, EveryCellIsAStretchEvenAnEmptyOne) {
  const FoldedText text("<html><table><tr><td>1<td><td>2</table></html>");
  ASSERT_EQ(text.folded.stretches.size(), 3u);
  EXPECT_TRUE(text.folded.stretches[1].glyphs.empty());
  EXPECT_EQ(text.folded.StretchAt(1), 2u);
}

TEST(FoldTest, LoneNumbersThatCountOnArePageNumbers) {
  const FoldedText counting("甲\n1\n乙\n2\n丙\n3\n");
  const FoldedText figures("甲\n1\n乙\n5\n丙\n3\n");
  for (const size_t i : {1u, 3u, 5u}) {
    EXPECT_TRUE(counting.folded.stretches.at(i).page_number) << i;
    EXPECT_FALSE(figures.folded.stretches.at(i).page_number) << i;
  }
}

}  // namespace
}  // namespace ogi::reading
