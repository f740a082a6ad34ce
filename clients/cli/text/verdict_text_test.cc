#include "clients/cli/text/verdict_text.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace ogi::cli {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

v1::Verdict Blocked() {
  v1::Verdict verdict;
  verdict.set_outcome(v1::Verdict::BLOCKED);
  verdict.set_error_count(1);
  v1::Finding& finding = *verdict.add_findings();
  finding.set_rule("E4");
  finding.set_severity(v1::ERROR);
  finding.set_result(v1::Finding::FAIL);
  finding.set_message("表四“行政复议”各项之和与总计不等。");
  finding.set_message_en("The outcomes do not add up.");
  v1::CellReference& cell = *finding.add_cells();
  cell.set_table("table_four");
  cell.set_row("review");
  cell.set_column("upheld");
  cell.set_label("行政复议｜结果维持");
  cell.set_value("11");
  v1::CellReference& blank = *finding.add_cells();
  blank.set_table("table_four");
  blank.set_row("review");
  blank.set_column("total");
  finding.mutable_comparison()->set_left("11");
  finding.mutable_comparison()->set_right("0");
  finding.mutable_comparison()->set_difference("11");
  return verdict;
}

TEST(VerdictTextTest, AFindingShowsRuleMessageCellsAndBothSides) {
  EXPECT_EQ(VerdictText(Blocked(), Language::kChinese),
            "校验结论：有错误，错误 1 处\n"
            "表四\n"
            "  错误 E4：表四“行政复议”各项之和与总计不等。\n"
            "      行政复议｜结果维持  11\n"
            "      行政复议｜总计      （空）\n"
            "      左边 11，右边 0，相差 11\n");
  EXPECT_THAT(VerdictText(Blocked(), Language::kEnglish),
              HasSubstr("error E4: The outcomes do not add up.\n"));
}

TEST(VerdictTextTest, FindingU13OneBadCellIsOneFinding) {
  v1::Verdict verdict = Blocked();
  v1::Finding& blank = *verdict.mutable_findings(0);
  blank.set_rule("E5");
  blank.mutable_cells()->DeleteSubrange(0, 1);
  v1::Finding& sum = *verdict.add_findings();
  sum = blank;
  sum.set_rule("E4");
  sum.set_result(v1::Finding::NOT_ASSESSABLE);
  const std::string text = VerdictText(verdict, Language::kChinese);
  EXPECT_THAT(text, Not(HasSubstr("错误 E4")));
  EXPECT_THAT(text, HasSubstr("  上述空缺补填后才能核对：E4\n"));
  // One that lacks another figure is told.
  sum.mutable_cells(0)->set_column("other");
  EXPECT_THAT(VerdictText(verdict, Language::kChinese), HasSubstr("错误 E4"));
}

TEST(VerdictTextTest, FindingsStandTableByTableThenText) {
  v1::Verdict verdict = Blocked();
  const v1::Finding sum = verdict.findings(0);
  verdict.mutable_findings(0)->clear_cells();
  verdict.mutable_findings(0)->set_part("overview");
  *verdict.add_findings() = sum;
  verdict.add_findings()->set_rule("E9");
  const std::string text = VerdictText(verdict, Language::kChinese);
  const size_t table = text.find("\n表四\n");
  const size_t words = text.find("\n文字\n");
  const size_t other = text.find("\n其他\n");
  EXPECT_LT(table, words);
  EXPECT_LT(words, other);
  EXPECT_LT(other, text.size());
}

TEST(VerdictTextTest, AnExplanationStandsBelowItsFinding) {
  v1::Revision revision;
  revision.set_name("agencies/54-0424204/reports/2020/revisions/1");
  revision.set_state(v1::SUBMITTED);
  revision.mutable_report();
  *revision.mutable_verdict() = Blocked();
  v1::Finding& finding = *revision.mutable_verdict()->mutable_findings(0);
  finding.set_severity(v1::WARNING);
  finding.set_key("0123456789abcdef");
  EXPECT_THAT(RevisionText(revision, Language::kChinese), HasSubstr("公布前须逐项说明：E4（"));
  v1::Explanation& explanation = *revision.add_explanations();
  explanation.set_rule("E4");
  explanation.set_finding_key(finding.key());
  explanation.set_text("属实");
  const std::string text = RevisionText(revision, Language::kChinese);
  EXPECT_THAT(text, HasSubstr("相差 11\n      说明：属实\n"));
  EXPECT_THAT(text, Not(HasSubstr("公布前")));
}

TEST(VerdictTextTest, ACleanVerdictIsOneLine) {
  v1::Verdict verdict;
  verdict.set_outcome(v1::Verdict::CLEAN);
  EXPECT_EQ(VerdictText(verdict, Language::kChinese), "校验结论：通过\n");
}

TEST(VerdictTextTest, AReceiptShowsChinaStandardTime) {
  v1::Receipt receipt;
  receipt.set_revision("agencies/54-0424204/reports/2020/revisions/1");
  receipt.set_agency_display_name("玉许乡人民政府");
  receipt.mutable_digest()->set_algorithm(v1::Digest::SHA256);
  receipt.mutable_digest()->set_value("\x01\xAB");
  receipt.mutable_position()->set_partition("54");
  receipt.mutable_position()->set_sequence(7);
  receipt.mutable_position()->set_epoch(2);
  // The last second of 31 January in China.
  receipt.mutable_receive_time()->set_seconds(1'612'108'799);
  receipt.mutable_receive_time()->set_nanos(123'000'000);
  receipt.mutable_commit_time()->set_seconds(1'612'108'800);
  EXPECT_EQ(ReceiptText(receipt, Language::kChinese),
            "回执\n"
            "  报送版本      agencies/54-0424204/reports/2020/revisions/1\n"
            "  报送机关      玉许乡人民政府\n"
            "  内容摘要      SHA256:01ab\n"
            "  登记序号      54-2-7\n"
            "  收到时间      2021-01-31 23:59:59.123（北京时间）\n"
            "  入库时间      2021-02-01 00:00:00.000（北京时间）\n");
}

TEST(VerdictTextTest, AReturnIsShownWithItsReason) {
  v1::Revision revision;
  revision.set_name("agencies/54-0424204/reports/2020/revisions/1");
  revision.set_state(v1::RETURNED);
  v1::StateChange& change = *revision.add_changes();
  change.set_from(v1::SUBMITTED);
  change.set_to(v1::RETURNED);
  change.set_reason("表三不平");
  EXPECT_THAT(RevisionText(revision, Language::kChinese), HasSubstr("，原因：表三不平\n"));
}

}  // namespace
}  // namespace ogi::cli
