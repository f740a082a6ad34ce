#include "clients/cli/text/notice_text.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace ogi::cli {
namespace {

using ::testing::HasSubstr;

TEST(NoticeTextTest, SaysWhatHappenedAndWhy) {
  v1::Notice returned;
  returned.set_kind(v1::Notice::RETURNED);
  returned.set_revision("agencies/54-0424204/reports/2023/revisions/1");
  returned.set_reason("表三不平");
  returned.mutable_create_time()->set_seconds(1'706'760'000);
  const std::string text = NoticesText({returned}, Language::kChinese);
  EXPECT_THAT(text, HasSubstr("2024-02-01 12:00"));
  EXPECT_THAT(text, HasSubstr("已退回，请更正后重新报送"));
  EXPECT_THAT(text, HasSubstr("表三不平"));
}

TEST(NoticeTextTest, AVerdictThatTurnedNamesItsRulesAndTheReportThatChanged) {
  v1::Notice turned;
  turned.set_kind(v1::Notice::VERDICT_TURNED);
  turned.add_rules("E11");
  turned.add_rules("E8");
  turned.set_cause("agencies/54-0424204/reports/2023/revisions/2");
  EXPECT_THAT(NoticesText({turned}, Language::kEnglish),
              HasSubstr("E11 E8; for 54-0424204/2023/2 has changed"));
}

}  // namespace
}  // namespace ogi::cli
