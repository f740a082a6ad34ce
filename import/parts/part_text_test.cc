#include "import/parts/part_text.h"

#include <gtest/gtest.h>

#include "import/text/testing/folded_text.h"

namespace ogi::reading {
namespace {

std::string Whole(const FoldedText& text, const TablePlaces& tables = {}) {
  return TextOfPart(text.folded, text.all(), tables);
}

TEST(PartTextTest, AParagraphIsALine) {
  const FoldedText text("<html><p>第一段。</p><p>第二段。</p></html>");
  EXPECT_EQ(Whole(text), "第一段。\n第二段。");
}

TEST(PartTextTest, KeepsTheDocumentsOwnCharacters) {
  const FoldedText text("<html><p>“ＡＢ”共１２件（见附件）。</p></html>");
  EXPECT_EQ(Whole(text), "“ＡＢ”共１２件（见附件）。");
}

TEST(PartTextTest, LeavesOutTables) {
  const FoldedText text("<html><p>前。</p><table><tr><td>规章<td>1</table><p>后。</p></html>");
  EXPECT_EQ(Whole(text, {{}, {1}}), "前。\n后。");
}

TEST(PartTextTest, LeavesOutRangesOfTables) {
  const FoldedText text("<html><p>前。</p><p>规章 1 2 3</p><p>后。</p></html>");
  EXPECT_EQ(Whole(text, {{{2, 7}}, {}}), "前。\n后。");
}

TEST(PartTextTest, LeavesOutPageNumbers) {
  const FoldedText text("<html><p>前。</p><p>- 3 -</p><p>后。</p></html>");
  EXPECT_EQ(Whole(text), "前。\n后。");
}

TEST(PartTextTest, OfNothingIsNothing) {
  const FoldedText text("<html><p>前。</p></html>");
  EXPECT_EQ(TextOfPart(text.folded, {1, 1}, {}), "");
}

}  // namespace
}  // namespace ogi::reading
