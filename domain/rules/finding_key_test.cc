#include "domain/rules/finding_key.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "common/limits.h"
#include "domain/rules/rule_book.h"
#include "domain/rules/rule_cases.h"
#include "domain/testing/reports.h"

namespace ogi {
namespace {

using ::testing::ElementsAre;

// Findings of one rule on a report.
std::vector<std::string> KeysOf(const v1::AnnualReport& report, absl::string_view rule) {
  std::vector<std::string> keys;
  const v1::Verdict verdict = JudgeByItself(report, absl::UnixEpoch());
  for (const v1::Finding& finding : verdict.findings()) {
    if (finding.rule() == rule) keys.push_back(finding.key());
  }
  return keys;
}

class FindingKeyTest : public testing::Test {
 protected:
  FindingKeyTest() { Set("total", 3); }

  void Set(absl::string_view column, int64_t value) {
    SetCell(report_, CellNumber("table_four", "review", column), value);
  }

  v1::AnnualReport report_ = CleanReportOf(2023);
};

TEST_F(FindingKeyTest, IsTheSameAfterEveryChangeElsewhere) {
  const std::vector<std::string> keys = KeysOf(report_, "E4");
  ASSERT_EQ(keys.size(), 1u);
  EXPECT_EQ(keys[0].size(), limits::kFindingKeyBytes);
  report_.mutable_overview()->mutable_text()->append("另行说明。");
  SetCell(report_, CellNumber("table_two", "licence", "decisions"), 7);
  EXPECT_THAT(KeysOf(report_, "E4"), ElementsAre(keys[0]));
}

TEST_F(FindingKeyTest, IsAnotherOnceAFigureOfItChanges) {
  const std::vector<std::string> keys = KeysOf(report_, "E4");
  Set("total", 4);
  EXPECT_NE(KeysOf(report_, "E4"), keys);
  Set("total", 3);
  EXPECT_EQ(KeysOf(report_, "E4"), keys);
}

TEST_F(FindingKeyTest, IsAnotherForEachPlaceAndRule) {
  SetCell(report_, CellNumber("table_four", "suit_direct", "total"), 3);
  std::set<std::string> keys;
  const v1::Verdict verdict = JudgeByItself(report_, absl::UnixEpoch());
  ASSERT_GT(verdict.findings_size(), 1);
  for (const v1::Finding& finding : verdict.findings()) {
    EXPECT_TRUE(keys.insert(finding.key()).second) << finding.ShortDebugString();
  }
}

TEST(FindingKey, DoesNotTellWhereWordsStandButWhichTheyAre) {
  v1::Finding finding;
  v1::TextSpan& span = *finding.add_spans();
  span.set_part("overview");
  span.set_begin(10);
  span.set_end(14);
  span.set_quote("均已办结");
  const std::string key = FindingKey("rule", finding);
  finding.mutable_spans(0)->set_begin(20);
  finding.mutable_spans(0)->set_end(24);
  finding.set_message("与第一次的措辞不同");
  EXPECT_EQ(FindingKey("rule", finding), key);
  finding.mutable_spans(0)->set_quote("全部办结");
  EXPECT_NE(FindingKey("rule", finding), key);
}

TEST(FindingKey, RestsOnTheMessageIfThereIsNothingElse) {
  v1::Finding finding;
  finding.set_message("2024年2月3日公布");
  const std::string key = FindingKey("rule", finding);
  EXPECT_NE(FindingKey("the rule as it was before", finding), key);
  finding.set_message("2024年2月4日公布");
  EXPECT_NE(FindingKey("rule", finding), key);
}

}  // namespace
}  // namespace ogi
