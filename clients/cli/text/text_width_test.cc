#include "clients/cli/text/text_width.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace ogi::cli {
namespace {

using ::testing::ElementsAre;

TEST(TextWidthTest, AChineseCharacterTakesTwoColumns) {
  EXPECT_EQ(DisplayWidth("规章 made"), 9);
  EXPECT_EQ(DisplayWidth("（一）"), 6);
  EXPECT_EQ(DisplayWidth(""), 0);
}

TEST(TextWidthTest, BytesThatAreNotUtf8CountOneEach) { EXPECT_EQ(DisplayWidth("a\xFF\xFE"), 3); }

TEST(TextWidthTest, PaddingCountsColumns) {
  EXPECT_EQ(PadRight("规章", 6), "规章  ");
  EXPECT_EQ(PadLeft("规章", 6), "  规章");
  EXPECT_EQ(PadLeft("太长的文字", 4), "太长的文字");
}

TEST(TextWidthTest, ChineseBreaksAnywhere) {
  EXPECT_THAT(Wrap("社会公益组织", 4), ElementsAre("社会", "公益", "组织"));
  EXPECT_THAT(Wrap("社会公益组织", 5), ElementsAre("社会", "公益", "组织"));
}

TEST(TextWidthTest, AsciiWordsStayWhole) {
  EXPECT_THAT(Wrap("two words", 6), ElementsAre("two ", "words"));
  EXPECT_THAT(Wrap("toolongword", 4), ElementsAre("tool", "ongw", "ord"));
}

TEST(TextWidthTest, ClosingPunctuationBeginsNoLine) {
  EXPECT_THAT(Wrap("没有了。", 6), ElementsAre("没有", "了。"));
}

TEST(TextWidthTest, NewlinesBreakAndEmptyTextIsOneLine) {
  EXPECT_THAT(Wrap("甲\n乙", 10), ElementsAre("甲", "乙"));
  EXPECT_THAT(Wrap("", 10), ElementsAre(""));
}

TEST(TextWidthTest, AWidthOfOneStillEnds) {
  EXPECT_THAT(Wrap("甲乙", 1), ElementsAre("甲", "乙"));
  EXPECT_THAT(Wrap("甲。", 1), ElementsAre("甲", "。"));
}

TEST(TextWidthTest, ControlCharactersDoNotReachTheTerminal) {
  EXPECT_EQ(Printable("a\x1B[31mb\nc\td\r"), "a\uFFFD[31mb c d");
  EXPECT_EQ(PrintableLines("a\nb\x07"), "a\nb\uFFFD");
}

}  // namespace
}  // namespace ogi::cli
