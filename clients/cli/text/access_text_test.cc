#include "clients/cli/text/access_text.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "absl/strings/str_split.h"
#include "clients/cli/text/text_width.h"

namespace ogi::cli {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

google::protobuf::RepeatedPtrField<v1::Mandate> Mandates() {
  google::protobuf::RepeatedPtrField<v1::Mandate> mandates;
  v1::Mandate& platform = *mandates.Add();
  platform.set_name("agencies/54-0424000/mandates/0123456789abcdef");
  platform.set_kind(v1::Mandate::PLATFORM);
  platform.set_agency("agencies/54-0424000");
  platform.set_delegate("platforms/xizang");
  platform.set_subtree(true);
  *platform.mutable_from() = *ParseDay("2026-01-01");
  *platform.mutable_to() = *ParseDay("2026-12-31");
  // 2026-01-21 20:53:20 in China.
  platform.mutable_life()->mutable_create_time()->set_seconds(1'769'000'000);
  platform.mutable_life()->mutable_creator()->set_person("staff/security");

  v1::Mandate& leave = *mandates.Add();
  leave = platform;
  leave.set_kind(v1::Mandate::LEAVE);
  leave.set_delegate("platforms/xizang/people/li-si");
  leave.set_represented("platforms/xizang/people/zhang-san");
  leave.mutable_life()->mutable_withdraw_time()->set_seconds(1'769'000'060);
  leave.mutable_life()->mutable_withdrawer()->set_agency("agencies/54-0424000");
  leave.mutable_life()->set_withdraw_reason("已返岗");
  return mandates;
}

TEST(AccessTextTest, AMandateSaysWhoActsForWhatAndHowLong) {
  const std::string table = RecordTable(Mandates(), Language::kChinese);
  for (const char* part :
       {"54-0424000/mandates/0123456789abcdef", "platforms/xizang", "本机关及下级",
        "2026-01-01 至 2026-12-31", "2026-01-21 20:53:20.000 staff/security", "请假，代",
        "platforms/xizang/people/zhang-san"}) {
    EXPECT_THAT(table, HasSubstr(part));
  }
}

TEST(AccessTextTest, AWithdrawnRecordSaysWhenByWhomAndWhy) {
  const std::string table = RecordTable(Mandates(), Language::kChinese);
  EXPECT_THAT(table, HasSubstr("2026-01-21 20:54:20.000 54-0424000"));
  EXPECT_THAT(table, HasSubstr("已返岗"));
}

TEST(AccessTextTest, EveryLineIsAsWideAsTheOthers) {
  std::set<int> widths;
  const std::string table = RecordTable(Mandates(), Language::kChinese);
  for (absl::string_view line : absl::StrSplit(table, '\n', absl::SkipEmpty())) {
    widths.insert(DisplayWidth(line));
  }
  EXPECT_EQ(widths.size(), 1u) << table;
}

TEST(AccessTextTest, WhatOthersWroteCannotDriveTheTerminal) {
  google::protobuf::RepeatedPtrField<v1::Revocation> revocations;
  revocations.Add()->set_reason("\x1b[2J");
  EXPECT_THAT(RecordTable(revocations, Language::kChinese), Not(HasSubstr("\x1b")));
  google::protobuf::RepeatedPtrField<v1::Mandate> mandates = Mandates();
  mandates[1].mutable_life()->set_withdraw_reason("\x1b[2J");
  EXPECT_THAT(RecordTable(mandates, Language::kChinese), Not(HasSubstr("\x1b")));
}

TEST(AccessTextTest, RolesAreReadAsTheyAreWritten) {
  for (int i = 1; i < v1::Role_ARRAYSIZE; ++i) {
    const v1::Role role = static_cast<v1::Role>(i);
    EXPECT_EQ(ParseRole(v1::Role_Name(role)), role);
    EXPECT_EQ(ParseRole(RoleText(role, Language::kChinese)), role);
  }
  EXPECT_EQ(ParseRole("security-officer"), v1::SECURITY_OFFICER);
  EXPECT_FALSE(ParseRole("").has_value());
  EXPECT_FALSE(ParseRole("role-unspecified").has_value());
  EXPECT_FALSE(ParseRole("root").has_value());
}

TEST(AccessTextTest, ADayIsWrittenInOneWay) {
  EXPECT_EQ(ParseDay("2026-02-28")->day(), 28);
  for (const char* text :
       {"", "2026-02-30", "2026-2-28", "26-02-2028", "2026-02-28 ", "2026/02/28", "-026-02-28"}) {
    EXPECT_FALSE(ParseDay(text).has_value()) << text;
  }
}

}  // namespace
}  // namespace ogi::cli
