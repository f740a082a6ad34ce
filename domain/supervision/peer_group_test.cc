#include "domain/supervision/peer_group.h"

#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"
#include "domain/form/cells.h"
#include "domain/testing/reports.h"

namespace ogi {
namespace {

class PeerGroupTest : public testing::Test {
 protected:
  void Add(absl::string_view name, int licences, const std::string& overview, bool texts = true) {
    v1::AnnualReport report;
    report.set_edition(v1::EDITION_2021);
    SetCell(report, CellNumber("table_two", "licence", "decisions"), licences);
    report.mutable_overview()->set_text(overview);
    group_.Add(report, Figures(report), name, texts);
  }

  // Two hundred characters, no five of which stand in one of another seed.
  static std::string Text(int seed) {
    std::string text;
    for (int i = 0; i < 200; ++i) {
      const int character = 0x4E00 + (seed * 997 + i * (17 + seed)) % 5000;
      text += {static_cast<char>(0xE0 | character >> 12),
               static_cast<char>(0x80 | (character >> 6 & 0x3F)),
               static_cast<char>(0x80 | (character & 0x3F))};
    }
    return text;
  }

  PeerGroup group_;
};

TEST_F(PeerGroupTest, NamesAnOrganWithTheSameTables) {
  Add("甲局", 5, "");
  Add("乙局", 6, "");
  Add("丙局", 5, "");
  group_.Compare();
  EXPECT_EQ(group_.PeersOf(0).same_tables, "丙局");
  EXPECT_EQ(group_.PeersOf(1).same_tables, "");
  EXPECT_EQ(group_.PeersOf(2).same_tables, "甲局");
}

TEST_F(PeerGroupTest, HasTheNumbersOfAllInOrder) {
  Add("甲局", 5, "");
  Add("乙局", 3, "");
  Add("丙局", 4, "");
  group_.Compare();
  const auto cell = static_cast<size_t>(CellNumber("table_two", "licence", "decisions"));
  EXPECT_EQ((*group_.PeersOf(1).numbers)[cell], (std::vector<int64_t>{3, 4, 5}));
}

TEST_F(PeerGroupTest, NamesTheOrganWithTheMostAlikeText) {
  Add("甲局", 1, Text(1));
  Add("乙局", 2, Text(2));
  Add("丙局", 3, absl::StrCat(Text(1), "另有一句。"));
  group_.Compare();
  EXPECT_EQ(group_.PeersOf(0).alike_text, "丙局");
  EXPECT_GE(group_.PeersOf(0).percent, 95);
  EXPECT_EQ(group_.PeersOf(2).alike_text, "甲局");
  EXPECT_LT(group_.PeersOf(1).percent, 10);
}

TEST_F(PeerGroupTest, NamesAndNumbersDoNotTellTextsApart) {
  Add("样本甲镇人民政府", 1, absl::StrCat("样本甲镇公开123条。", Text(1)));
  Add("样本乙镇人民政府", 2, absl::StrCat("样本乙镇公开4条。", Text(1)));
  group_.Compare();
  EXPECT_EQ(group_.PeersOf(0).percent, 100);
}

TEST_F(PeerGroupTest, ShortTextsAreNotCompared) {
  Add("甲局", 1, "本年度主动公开政府信息0条。");
  Add("乙局", 2, "本年度主动公开政府信息0条。");
  group_.Compare();
  EXPECT_EQ(group_.PeersOf(0).alike_text, "");
}

TEST_F(PeerGroupTest, TextsAreLeftOutIfNobodyAsks) {
  Add("甲局", 1, Text(1), /*texts=*/false);
  Add("乙局", 2, Text(1), /*texts=*/false);
  group_.Compare();
  EXPECT_EQ(group_.PeersOf(0).alike_text, "");
}

}  // namespace
}  // namespace ogi
