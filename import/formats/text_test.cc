#include "import/formats/text.h"

#include <gtest/gtest.h>

#include "import/formats/testing/drawn.h"

namespace ogi {
namespace {

const Line& LineOf(const Document& document, size_t block) {
  return std::get<Line>(document.blocks.at(block).content);
}

TEST(TextTest, WordsKnowTheirColumns) {
  const Document document = ReadText("规章  12\n").value();
  const Line& line = LineOf(document, 0);
  ASSERT_EQ(line.words.size(), 2u);
  EXPECT_EQ(line.words[0].left, 0);
  EXPECT_EQ(line.words[0].right, 4);
  EXPECT_EQ(line.words[1].left, 6);
  EXPECT_EQ(line.words[1].right, 8);
}

TEST(TextTest, ATabGoesToTheNextMultipleOfEight) {
  const Document document = ReadText("规章\t1\t\t23\n").value();
  const Line& line = LineOf(document, 0);
  ASSERT_EQ(line.words.size(), 3u);
  EXPECT_EQ(line.words[1].left, 8);
  EXPECT_EQ(line.words[2].left, 24);
}

TEST(TextTest, LinesKnowHowFarDownTheyAre) {
  const Document document = ReadText("a\n\n\nb\n").value();
  EXPECT_EQ(LineOf(document, 0).top, 0);
  EXPECT_EQ(LineOf(document, 1).top, 3);
  EXPECT_EQ(document.blocks[0].page, 0);
}

TEST(TextTest, AFormFeedBeginsAPage) {
  const absl::StatusOr<Document> document = ReadText("a\nb\n\fc\n\f");
  EXPECT_EQ(Drawn(document), "1> a\n1> b\n2> c\n");
  EXPECT_EQ(LineOf(*document, 2).top, 2);
}

TEST(TextTest, TheIdeographicSpacePartsWords) {
  EXPECT_EQ(Drawn(ReadText("　　一、总体情况　好")), "一、总体情况 好\n");
}

TEST(TextTest, AMarkdownTableIsAGrid) {
  EXPECT_EQ(
      Drawn(ReadText("前\n| 内容 | 件数 |\n|---|:--:|\n| **规章** | 3<br>件 |\n|  | 4\\|5 |\n后")),
      "前\n3x2: [0,0 内容] [0,1 件数] [1,0 规章] [1,1 3/件] [2,0 ] [2,1 4|5]\n后\n");
}

TEST(TextTest, AMarkdownTableNeedsNoBarsAtItsEnds) {
  EXPECT_EQ(Drawn(ReadText("a | b\n--|--\n1 | 2\n")), "2x2: [0,0 a] [0,1 b] [1,0 1] [1,1 2]\n");
}

TEST(TextTest, RowsBetweenBarsAreAGridWithoutARule) {
  EXPECT_EQ(Drawn(ReadText("| a | b |\n| 1 | 2 |\n")), "2x2: [0,0 a] [0,1 b] [1,0 1] [1,1 2]\n");
}

TEST(TextTest, ASingleBarMakesNoTable) { EXPECT_EQ(Drawn(ReadText("a | b\n")), "a | b\n"); }

TEST(TextTest, LinesWithEquallyManyTabsAreAGrid) {
  EXPECT_EQ(Drawn(ReadText("内容\t件数\n规章\t3\n")),
            "2x2: [0,0 内容] [0,1 件数] [1,0 规章] [1,1 3]\n");
}

TEST(TextTest, LinesWithDifferentNumbersOfTabsStayLines) {
  EXPECT_EQ(Drawn(ReadText("a\tb\n1\t2\t3\n")), "a b\n1 2 3\n");
}

TEST(TextTest, TabsBeforeTheFirstFieldAreIndentation) {
  EXPECT_EQ(Drawn(ReadText("\t规章\n\t3\n\t4\n")), "规章\n3\n4\n");
}

TEST(TextTest, ATextOfNothingIsRefused) {
  EXPECT_EQ(ReadText(" \n\u3000\n\f").status().code(), absl::StatusCode::kInvalidArgument);
}

TEST(TextTest, ATextOfTooManyWordsIsRefused) {
  std::string text;
  for (int i = 0; i < 600'000; ++i) text += "a ";
  EXPECT_EQ(ReadText(text).status().code(), absl::StatusCode::kResourceExhausted);
}

}  // namespace
}  // namespace ogi
