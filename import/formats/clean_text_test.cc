#include "import/formats/clean_text.h"

#include <gtest/gtest.h>

namespace ogi {
namespace {

TEST(CleanTextTest, EveryEndOfALineIsALineFeed) {
  EXPECT_EQ(CleanText("a\r\nb\rc\nd\u2028e"), "a\nb\nc\nd\ne");
}

TEST(CleanTextTest, ControlAndInvisibleCharactersAreLeftOut) {
  EXPECT_EQ(CleanText(absl::string_view("1\0 2\x01\x7F", 6)), "1 2");
  EXPECT_EQ(CleanText("总\u200B计\uFEFF1\u00AD2\u0085"), "总计12");
}

TEST(CleanTextTest, BytesThatAreNoUtf8AreLeftOut) {
  EXPECT_EQ(CleanText("总\xFF\xE8计\xE8"), "总计");
}

TEST(CleanTextTest, ANoBreakSpaceIsASpace) { EXPECT_EQ(CleanText("1\u00A02"), "1 2"); }

TEST(CleanTextTest, RadicalsAndCompatibilityIdeographsOfFontsAreIdeographs) {
  EXPECT_EQ(CleanText("\u2F00\u2F83\uF9BA"), "一自了");
}

TEST(CleanTextTest, SpaceIsStrippedWithTheIdeographicOne) {
  EXPECT_EQ(StripSpace(" \u3000总 计\u3000\t\n"), "总 计");
  EXPECT_TRUE(IsBlank("\u3000 "));
  EXPECT_FALSE(IsBlank("\u3000."));
}

TEST(CleanTextTest, AChineseCharacterTakesTwoColumns) { EXPECT_EQ(TextColumns("总计12"), 6); }

}  // namespace
}  // namespace ogi
