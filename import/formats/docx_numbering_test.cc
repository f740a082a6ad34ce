#include "import/formats/docx_numbering.h"

#include <gtest/gtest.h>

namespace ogi {
namespace {

TEST(DocxNumberingTest, ChineseCounting) {
  EXPECT_EQ(FormatNumeral(1, "chineseCounting"), "一");
  EXPECT_EQ(FormatNumeral(10, "chineseCountingThousand"), "十");
  EXPECT_EQ(FormatNumeral(12, "japaneseCounting"), "十二");
  EXPECT_EQ(FormatNumeral(20, "chineseCounting"), "二十");
  EXPECT_EQ(FormatNumeral(105, "chineseCounting"), "一百零五");
  EXPECT_EQ(FormatNumeral(1010, "chineseCounting"), "一千零一十");
}

TEST(DocxNumberingTest, OtherFormats) {
  EXPECT_EQ(FormatNumeral(12, "decimal"), "12");
  EXPECT_EQ(FormatNumeral(7, "decimalZero"), "07");
  EXPECT_EQ(FormatNumeral(12, "decimalFullWidth"), "１２");
  EXPECT_EQ(FormatNumeral(3, "decimalEnclosedCircleChinese"), "③");
  EXPECT_EQ(FormatNumeral(14, "lowerRoman"), "xiv");
  EXPECT_EQ(FormatNumeral(28, "upperLetter"), "BB");
  EXPECT_EQ(FormatNumeral(2, "ideographTraditional"), "乙");
  EXPECT_EQ(FormatNumeral(10, "ideographDigital"), "一〇");
  EXPECT_EQ(FormatNumeral(11, "chineseLegalSimplified"), "壹拾壹");
}

TEST(DocxNumberingTest, BulletsShowNothing) {
  EXPECT_EQ(FormatNumeral(1, "bullet"), "");
  EXPECT_EQ(FormatNumeral(1, "none"), "");
}

TEST(DocxNumberingTest, FormatsAndNumbersOutOfTheOrdinaryAreDecimal) {
  EXPECT_EQ(FormatNumeral(3, "hebrew1"), "3");
  EXPECT_EQ(FormatNumeral(0, "chineseCounting"), "0");
  EXPECT_EQ(FormatNumeral(123456, "chineseCounting"), "123456");
}

}  // namespace
}  // namespace ogi
