#include "clients/cli/text/rule_set_text.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace ogi::cli {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;

TEST(RuleSetTextTest, ASetSaysHowItDiffersFromTheProgram) {
  v1::StoredRuleSet set;
  set.set_name("ruleSets/0123456789abcdef");
  set.mutable_rule_set()->set_version("试用");
  set.set_rules(230);
  set.add_added("E900");
  for (int i = 0; i < 25; ++i) set.add_removed("W1");
  EXPECT_THAT(RuleSetText(set, Language::kChinese),
              AllOf(HasSubstr("试用，规则 230 条"), HasSubstr("新增：E900"), HasSubstr("… (25)")));
}

TEST(RuleSetTextTest, AnOverlaySaysWhatWhereAndWhy) {
  v1::ListRuleOverlaysResponse list;
  v1::RuleOverlay& overlay = *list.add_overlays();
  overlay.set_rule("E4");
  overlay.set_effect(v1::RuleOverlay::AS_WARNING);
  overlay.set_first_year(2025);
  overlay.set_agency("agencies/54-0424000");
  overlay.add_levels(v1::Agency::TOWNSHIP);
  overlay.set_reason("系统改造");
  overlay.set_document_number("波政办函〔2026〕3号");
  EXPECT_THAT(OverlaysText(list, Language::kChinese),
              AllOf(HasSubstr("E4"), HasSubstr("作警告"), HasSubstr("2025–"),
                    HasSubstr("54-0424000"), HasSubstr("乡级"), HasSubstr("系统改造")));
}

TEST(RuleSetTextTest, AChangeTellsWhatComesAndGoes) {
  v1::VerdictChange change;
  change.set_revision("agencies/54-0424204/reports/2023/revisions/1");
  change.set_before(v1::Verdict::CLEAN);
  change.set_after(v1::Verdict::BLOCKED);
  v1::Finding& added = *change.add_added();
  added.set_rule("E900");
  added.set_severity(v1::ERROR);
  added.set_message("许可填 0。");
  change.add_removed()->set_rule("W1");
  EXPECT_THAT(ChangeText(change, Language::kChinese),
              AllOf(HasSubstr("54-0424204/2023/1"), HasSubstr("→ 有错误"),
                    HasSubstr("+ 错误 E900 许可填 0。"), HasSubstr("- ")));
}

}  // namespace
}  // namespace ogi::cli
