#include "clients/cli/text/audit_text.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "absl/strings/str_split.h"
#include "clients/cli/text/text_width.h"

namespace ogi::cli {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

v1::AuditRecord Filed() {
  v1::AuditRecord record;
  // 2026-01-21 20:53:20 in China.
  record.mutable_time()->set_seconds(1'769'000'000);
  record.mutable_actor()->set_authenticated(true);
  record.mutable_actor()->set_agency("agencies/54-0424204");
  record.mutable_actor()->set_platform("platforms/xizang");
  record.mutable_actor()->set_person("platforms/xizang/people/li-si");
  record.set_method("SubmissionService/SubmitReport");
  record.set_resource("agencies/54-0424204/reports/2025");
  record.set_count(1);
  return record;
}

v1::AuditRecord Denied() {
  v1::AuditRecord record;
  record.mutable_time()->set_seconds(1'769'000'001);
  record.mutable_actor()->set_peer("ipv4:10.0.0.7:40312");
  record.set_method("AuditService/ListAuditRecords");
  record.set_code(7);
  record.set_reason("NOT_PERMITTED");
  record.set_count(12);
  return record;
}

TEST(AuditTextTest, SaysWhoDidWhatAndWhenInChina) {
  const std::string table = AuditTable({Filed()}, Language::kChinese);
  for (const char* part : {"2026-01-21 20:53:20", "54-0424204", "platforms/xizang/people/li-si",
                           " xizang ", "报送年报", "54-0424204/2025", "成功"}) {
    EXPECT_THAT(table, HasSubstr(part));
  }
}

TEST(AuditTextTest, SaysWhatWasDeniedFromWhereAndHowOften) {
  const std::string table = AuditTable({Denied()}, Language::kChinese);
  EXPECT_THAT(table, HasSubstr("匿名 ipv4:10.0.0.7"));
  EXPECT_THAT(table, HasSubstr("拒绝 NOT_PERMITTED ×12"));
}

TEST(AuditTextTest, SaysWhoStoodInForWhom) {
  v1::AuditRecord record = Filed();
  record.mutable_actor()->set_person("p/a");
  record.mutable_actor()->set_person_represented("p/b");
  EXPECT_THAT(AuditTable({record}, Language::kChinese), HasSubstr("p/a（代 p/b）"));
  EXPECT_THAT(AuditTable({record}, Language::kEnglish), HasSubstr("p/a (for p/b)"));
}

TEST(AuditTextTest, EveryLineIsAsWideAsTheOthers) {
  const std::string table = AuditTable({Filed(), Denied()}, Language::kChinese);
  std::set<int> widths;
  for (absl::string_view line : absl::StrSplit(table, '\n', absl::SkipEmpty())) {
    widths.insert(DisplayWidth(line));
  }
  EXPECT_EQ(widths.size(), 1u) << table;
}

TEST(AuditTextTest, SpeaksEnglish) {
  const std::string table = AuditTable({Filed(), Denied()}, Language::kEnglish);
  EXPECT_THAT(table, HasSubstr("file a report"));
  EXPECT_THAT(table, HasSubstr("anyone ipv4:10.0.0.7"));
  EXPECT_THAT(table, HasSubstr("denied NOT_PERMITTED"));
}

TEST(AuditTextTest, ShowsAMethodItDoesNotKnowByItsName) {
  v1::AuditRecord record = Filed();
  record.set_method("NewService/DoIt");
  EXPECT_THAT(AuditTable({record}, Language::kChinese), HasSubstr("NewService/DoIt"));
}

TEST(AuditTextTest, LetsNoControlCharacterThrough) {
  v1::AuditRecord record = Filed();
  record.set_resource("agencies/\x1b[2J");
  EXPECT_THAT(AuditTable({record}, Language::kChinese), Not(HasSubstr("\x1b")));
}

TEST(ParseChinaTimeTest, TakesADayFromItsBeginningInChina) {
  EXPECT_EQ(ParseChinaTime("2026-01-22"), absl::FromUnixSeconds(1'769'011'200));
}

TEST(ParseChinaTimeTest, TakesATimeInChina) {
  EXPECT_EQ(ParseChinaTime("2026-01-21 20:53"), absl::FromUnixSeconds(1'768'999'980));
  EXPECT_EQ(ParseChinaTime("2026-01-21 20:53:20"), absl::FromUnixSeconds(1'769'000'000));
}

TEST(ParseChinaTimeTest, RefusesWhatIsNoTime) {
  for (const char* text : {"", "2026", "2026-1-1", "2026-02-30", "26-01-2026", "2026-01-01T08:30",
                           "infinite-future", "2026-01-01 25:00", "-026-01-01"}) {
    EXPECT_FALSE(ParseChinaTime(text).has_value()) << text;
  }
}

}  // namespace
}  // namespace ogi::cli
