#include "import/formats/pdf_layout.h"

#include <gtest/gtest.h>

#include "import/formats/testing/drawn.h"

namespace ogi {
namespace {

// Characters of 10 points.
PdfWord At(double left, double top, double width, absl::string_view text, int rotation = 0) {
  return {left, top, left + width, top + 10, rotation, std::string(text)};
}

std::string LayOut(std::vector<PdfWord> words) {
  PdfText text;
  text.pages.push_back({600, 800, std::move(words)});
  return Drawn(LayOutPdf(text));
}

TEST(PdfLayoutTest, LevelWordsAreALineFromLeftToRight) {
  EXPECT_EQ(LayOut({At(200, 101, 10, "3"), At(100, 100, 30, "规章"), At(100, 120, 10, "x")}),
            "1> 规章 3\n1> x\n");
}

TEST(PdfLayoutTest, NeighbouringCellsStayApart) {
  const absl::StatusOr<Document> document =
      LayOutPdf({"", {{600, 800, {At(100, 100, 15, "693"), At(118, 100, 10, "66")}}}});
  EXPECT_EQ(Drawn(document), "1> 693 66\n");
  const Line& line = std::get<Line>(document->blocks[0].content);
  EXPECT_EQ(line.words[0].left, 100);
  EXPECT_EQ(line.words[0].right, 115);
  EXPECT_EQ(line.words[1].left, 118);
  EXPECT_EQ(line.top, 100);
  EXPECT_EQ(line.bottom, 110);
}

TEST(PdfLayoutTest, WordsThatTouchAreOne) {
  EXPECT_EQ(LayOut({At(100, 100, 10, "总"), At(110.5, 100, 10, "计"), At(121, 100, 10, "1"),
                    At(131.5, 100, 10, "2")}),
            "1> 总计12\n");
}

TEST(PdfLayoutTest, DigitsMustBeNearerThanOtherCharacters) {
  EXPECT_EQ(LayOut({At(100, 100, 10, "1"), At(111.5, 100, 10, "2")}), "1> 1 2\n");
  EXPECT_EQ(LayOut({At(100, 100, 10, "总"), At(111.5, 100, 10, "计")}), "1> 总计\n");
}

TEST(PdfLayoutTest, ACellOfTwoLinesDoesNotJoinTheRowBetweenThem) {
  EXPECT_EQ(LayOut({At(100, 100, 50, "上半"), At(100, 112, 50, "下半"), At(200, 106, 5, "7")}),
            "1> 上半\n1> 7\n1> 下半\n");
}

TEST(PdfLayoutTest, TextFromTopToBottomIsALineOfItsOwn) {
  EXPECT_EQ(LayOut({At(50, 100, 10, "三、"), At(50, 115, 10, "本"), At(50, 130, 10, "年"),
                    At(50, 145, 10, "度"), At(100, 102, 50, "一行"), At(200, 102, 5, "1"),
                    At(100, 131, 50, "二行"), At(200, 131, 5, "2")}),
            "1> 三、本年度\n1> 一行 1\n1> 二行 2\n");
}

TEST(PdfLayoutTest, AColumnOfCellsIsNoTextFromTopToBottom) {
  EXPECT_EQ(LayOut({At(50, 100, 20, "甲"), At(200, 100, 10, "无"), At(50, 115, 20, "甲乙丙"),
                    At(200, 115, 10, "无"), At(50, 130, 20, "甲乙丁"), At(200, 130, 10, "无")}),
            "1> 甲 无\n1> 甲乙丙 无\n1> 甲乙丁 无\n");
}

TEST(PdfLayoutTest, ATurnedPageIsReadTheWayItsTextRuns) {
  // Text that runs down the page, lines from right to left.
  EXPECT_EQ(LayOut({{500, 100, 510, 130, 1, "一"},
                    {500, 200, 510, 230, 1, "二"},
                    {480, 100, 490, 130, 1, "三"}}),
            "1> 一 二\n1> 三\n");
  // Up the page, lines from left to right.
  EXPECT_EQ(LayOut({{100, 600, 110, 630, 3, "一"},
                    {100, 500, 110, 530, 3, "二"},
                    {120, 600, 130, 630, 3, "三"}}),
            "1> 一 二\n1> 三\n");
}

TEST(PdfLayoutTest, WhatIsTurnedAgainstThePageJoinsNoRow) {
  EXPECT_EQ(
      LayOut({At(100, 100, 30, "规章"), At(300, 100, 10, "3"), {200, 110, 210, 160, 3, "水印"}}),
      "1> 规章 3\n1> 水印\n");
}

TEST(PdfLayoutTest, PagesWithoutTextAreScanned) {
  const absl::Status status = LayOutPdf({"", {{600, 800, {}}}}).status();
  EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
  EXPECT_NE(status.message().find("扫描件"), absl::string_view::npos) << status;
}

}  // namespace
}  // namespace ogi
