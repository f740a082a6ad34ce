#include "import/rows/cell_value.h"

#include <gtest/gtest.h>

#include <string>

#include "absl/strings/str_cat.h"
#include "import/text/testing/folded_text.h"

namespace ogi::reading {
namespace {

std::string Drawn(const CellValue& value) {
  switch (value.kind) {
    case CellValue::Kind::kMark:
      return "mark";
    case CellValue::Kind::kBlank:
      return "blank";
    case CellValue::Kind::kText:
      return "text";
    default:
      break;
  }
  std::string text = (value.negative ? "-" : "") + value.digits;
  if (!value.fraction.empty()) text += "." + value.fraction;
  if (value.unit == CellValue::Unit::kYuan) text += " yuan";
  if (value.unit == CellValue::Unit::kTenThousandYuan) text += " ten thousand yuan";
  return text;
}

// The values of a line, with `_` for text between them.
std::string OfLine(absl::string_view line) {
  const FoldedText text(line);
  std::string drawn;
  for (const Token& token : ReadLine(text.folded, text.all())) {
    drawn += (drawn.empty() ? "" : "|") + (token.is_value ? Drawn(token.value) : "_");
  }
  return drawn;
}

std::string OfCell(absl::string_view cell) {
  const FoldedText text(cell);
  std::string drawn;
  for (const CellValue& value : ReadCell(text.folded, text.all())) {
    drawn += (drawn.empty() ? "" : "|") + Drawn(value);
  }
  return drawn;
}

TEST(ValueTest, ALineIsTextAndNumbers) { EXPECT_EQ(OfLine("规章 1 0 23"), "_|1|0|23"); }

TEST(ValueTest, FullWidthDigitsAreDigits) { EXPECT_EQ(OfLine("规章　１２　３"), "_|12|3"); }

TEST(ValueTest, SeparatorsOfThousandsArePartOfTheNumber) {
  EXPECT_EQ(OfCell("1,234,567"), "1234567");
  EXPECT_EQ(OfCell("１，２３４"), "1234");
}

TEST(ValueTest, CommasElsewherePartNumbers) {
  for (const char* cell : {"1,23", "1234,567", "0,123", "1,2345", ",123", "12,"}) {
    const FoldedText text(cell);
    for (const CellValue& value : ReadCell(text.folded, text.all())) {
      EXPECT_FALSE(value.separated) << cell;
    }
  }
}

TEST(ValueTest, ARunThatIsMoreThanANumberHasNoNumberInIt) {
  for (const char* run : {"1,234,56", "1,23", "1234,567", "--5", "1e9", "0x10", "x10", ".5",
                          "1.2.3", "3/5", "5--3", "12'345", "5↑", "8:30", "1e9,5", "≥5"}) {
    EXPECT_EQ(OfCell(run), "text") << run;
    for (const char* label : {"", "规章 ", "规章"}) {
      std::string line = OfLine(absl::StrCat(label, run));
      EXPECT_EQ(line.find_first_of("0123456789"), std::string::npos)
          << label << run << ": " << line;
    }
  }
  EXPECT_EQ(OfLine("规章 1,234,56 7"), "_|text|7");
}

TEST(ValueTest, WhatPartsNumbersLeavesThem) {
  EXPECT_EQ(OfLine("|1|2|-3|"), "_|1|_|2|_|-3|_");
  EXPECT_EQ(OfLine("规章3， 5。"), "_|3|_|5|_");
  EXPECT_EQ(OfLine("规章：3；废止：5"), "_|3|_|5");
  EXPECT_EQ(OfLine("12-5"), "12|-5");
}

TEST(ValueTest, ASignBelongsToTheNumberBehindIt) {
  EXPECT_EQ(OfCell("-5"), "-5");
  EXPECT_EQ(OfCell("－5"), "-5");
  EXPECT_EQ(OfCell("+5"), "5");
  EXPECT_EQ(OfCell("减少5"), "-5");
  EXPECT_EQ(OfCell("增5"), "5");
}

TEST(ValueTest, AmountsHaveFractionsAndUnits) {
  EXPECT_EQ(OfCell("12.50万元"), "12.50 ten thousand yuan");
  EXPECT_EQ(OfCell("3元"), "3 yuan");
  EXPECT_EQ(OfLine("收费 0.5（万元）"), "_|0.5 ten thousand yuan");
}

TEST(ValueTest, MoreThanANumberIsNoNumber) {
  EXPECT_EQ(OfLine("共1.2亿元").find("1.2"), std::string::npos);
  EXPECT_EQ(OfCell("50%"), "text");
  EXPECT_EQ(OfCell("20余条"), "text");
}

TEST(ValueTest, NoDigitOfALongNumberIsLost) {
  const std::string digits(60, '9');
  EXPECT_EQ(OfLine(digits), digits);
}

TEST(ValueTest, MarksAreNoNumbersAndBlankIsNoMark) {
  for (const char* mark : {"/", "-", "——", "无", "不适用", "／"}) EXPECT_EQ(OfCell(mark), "mark");
  EXPECT_EQ(OfCell(""), "blank");
  EXPECT_EQ(OfCell("无法统计"), "text");
}

TEST(ValueTest, ACellMayHoldSeveralNumbers) { EXPECT_EQ(OfCell("1 2 3"), "1|2|3"); }

TEST(ValueTest, ALongCellIsText) { EXPECT_EQ(OfCell(std::string(100, '7')), "text"); }

TEST(ValueTest, TheNumeralOfALabelIsNoValue) {
  EXPECT_EQ(OfLine("1.属于国家秘密 0 0"), "_|0|0");
  EXPECT_EQ(OfLine("(1)属于国家秘密 4"), "_|4");
}

TEST(ValueTest, PageNumbersAreTold) {
  const auto is = [](absl::string_view line) {
    const FoldedText text(line);
    return IsPageNumber(text.folded, text.all());
  };
  EXPECT_TRUE(is("- 3 -"));
  EXPECT_TRUE(is("—12—"));
  EXPECT_TRUE(is("第3页"));
  EXPECT_TRUE(is("第3页 共5页"));
  for (const char* line : {"3", "-3", "0 3 0", "第3页共", "第页", "- -", "- 12345 -"}) {
    EXPECT_FALSE(is(line)) << line;
  }
}

TEST(ValueTest, NumbersThatAStrokePartsAreNoPageNumber) {
  for (const char* line : {"3/5", "3 / 5", "第3/5页"}) {
    const FoldedText text(line);
    EXPECT_FALSE(IsPageNumber(text.folded, text.all())) << line;
  }
}

TEST(ValueTest, LettersLeaveOutSignsAndSpaces) {
  const FoldedText text("1.（二）“部 分”公开！");
  EXPECT_EQ(LettersOf(text.folded, text.all()), U"1二部分公开");
}

}  // namespace
}  // namespace ogi::reading
