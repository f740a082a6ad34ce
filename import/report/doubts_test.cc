#include "import/report/doubts.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "import/text/testing/folded_text.h"

namespace ogi::reading {
namespace {

using testing::HasSubstr;

constexpr v1::Edition kEdition = v1::EDITION_2021;

TEST(DoubtsTest, StandInTheDocumentsOrderAndThoseWithoutAPlaceFirst) {
  const FoldedText text("甲乙丙丁\n");
  Doubts doubts(text.folded);
  doubts.LeftOver({3, 4});
  doubts.LeftOver({1, 2});
  doubts.MissingCell(0, kEdition);
  const std::vector<Doubt> taken = doubts.Take();
  ASSERT_EQ(taken.size(), 3u);
  EXPECT_EQ(taken[0].kind, Doubt::Kind::kMissingCell);
  EXPECT_THAT(taken[1].chinese, HasSubstr("“乙”"));
  EXPECT_THAT(taken[2].chinese, HasSubstr("“丁”"));
}

TEST(DoubtsTest, WithoutAPlaceComeBeforeTheFirstCharacter) {
  const FoldedText text("甲乙\n");
  Doubts doubts(text.folded);
  doubts.LeftOver({0, 1});
  doubts.MissingCell(0, kEdition);
  const std::vector<Doubt> taken = doubts.Take();
  ASSERT_EQ(taken.size(), 2u);
  EXPECT_EQ(taken[0].kind, Doubt::Kind::kMissingCell);
  EXPECT_EQ(taken[1].kind, Doubt::Kind::kLeftOver);
}

TEST(DoubtsTest, AnAmbiguousCellNamesItselfWhatStandsThereAndItsReadings) {
  const FoldedText text("行政许可 123\n");
  Doubts doubts(text.folded);
  doubts.AmbiguousCell(0, kEdition, {4, 7}, {"1", "12"});
  const Doubt doubt = doubts.Take().at(0);
  EXPECT_EQ(doubt.cell, 0);
  EXPECT_EQ(text.document.Text(doubt.span), "123");
  for (const char* words : {"规章", "“123”", "1、12"}) {
    EXPECT_THAT(doubt.chinese, HasSubstr(words));
  }
  for (const char* words : {"regulation", "\"123\"", "1, 12"}) {
    EXPECT_THAT(doubt.english, HasSubstr(words));
  }
}

TEST(DoubtsTest, WhatIsQuotedIsShortAndWhole) {
  std::string long_text;
  for (int i = 0; i < 2000; ++i) long_text += "字";
  const FoldedText text(long_text + "\n");
  Doubts doubts(text.folded);
  doubts.LeftOver(text.all());
  const Doubt doubt = doubts.Take().at(0);
  EXPECT_LT(doubt.chinese.size(), 300u);
  EXPECT_THAT(doubt.chinese, HasSubstr("字…”"));
}

TEST(DoubtsTest, AreNotEndless) {
  const FoldedText text("甲\n");
  Doubts doubts(text.folded);
  for (int i = 0; i < 100'000; ++i) doubts.LeftOver(text.all());
  EXPECT_LT(doubts.Take().size(), 5000u);
}

}  // namespace
}  // namespace ogi::reading
