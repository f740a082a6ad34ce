#include "import/text/likeness.h"

#include <gtest/gtest.h>

namespace ogi::reading {
namespace {

TEST(LabelTest, IsStrippedOfAllButLetters) {
  EXPECT_EQ(Label("（一）予以 公开！").letters(), U"一予以公开");
}

TEST(LabelTest, IsWhollyLikeItself) { EXPECT_EQ(Label("行政许可").Likeness(U"行政许可"), 1); }

TEST(LabelTest, IsNotLikeWhatSharesNoLetter) { EXPECT_EQ(Label("行政许可").Likeness(U"规章"), 0); }

TEST(LabelTest, AMisspeltOneIsMoreLikeThanAnother) {
  const Label label("3.要求提供公开出版物");
  EXPECT_GT(label.Likeness(U"3要求提供公共出版物"), 0.85);
  EXPECT_LT(label.Likeness(U"2重复申请"), 0.3);
}

TEST(LabelTest, LettersInAnotherOrderAreNotCommon) {
  EXPECT_EQ(Label("甲乙丙").Common(U"丙乙甲"), 1);
  EXPECT_EQ(Label("甲乙丙").Common(U"甲丙"), 2);
}

TEST(LabelTest, ARepeatedLetterCountsAsOftenAsBothHaveIt) {
  EXPECT_EQ(Label("甲甲乙").Common(U"甲甲甲甲"), 2);
}

TEST(LabelTest, NothingIsLikeNothing) {
  EXPECT_EQ(Label("").Likeness(U""), 0);
  EXPECT_EQ(Label("").Likeness(U"甲"), 0);
  EXPECT_EQ(Label("甲").Likeness(U""), 0);
}

TEST(LabelTest, IsCutAtSixtyFourLetters) {
  std::string text;
  for (int i = 0; i < 70; ++i) text += "甲";
  const Label label(text);
  EXPECT_EQ(label.letters().size(), 64u);
  EXPECT_EQ(label.Common(label.letters()), 64);
  EXPECT_EQ(label.Common(std::u32string(10'000, U'甲')), 64);
}

}  // namespace
}  // namespace ogi::reading
