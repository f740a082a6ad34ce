#include "clients/cli/text/season_text.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "clients/cli/text/access_text.h"
#include "clients/cli/text/verdict_text.h"

namespace ogi::cli {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

v1::Timeliness Late() {
  v1::Timeliness timeliness;
  *timeliness.mutable_due()->mutable_legal_due_date() = *ParseDay("2026-01-31");
  *timeliness.mutable_due()->mutable_due_date() = *ParseDay("2026-01-31");
  timeliness.set_days_late(3);
  timeliness.set_legal_days_late(3);
  return timeliness;
}

TEST(SeasonTextTest, WithoutASeasonTheLegalDateStandsAlone) {
  EXPECT_EQ(TimelinessText(Late(), Language::kChinese), "时限：2026-01-31，逾期 3 天\n");
  EXPECT_EQ(TimelinessText(Late(), Language::kEnglish), "Due: 2026-01-31, late by 3 days\n");
  v1::Timeliness in_time = Late();
  in_time.set_days_late(0);
  in_time.set_legal_days_late(0);
  EXPECT_EQ(TimelinessText(in_time, Language::kChinese), "时限：2026-01-31，按期\n");
}

TEST(SeasonTextTest, BothDatesAndBothCountsAreShownWhereTheyDiffer) {
  v1::Timeliness timeliness = Late();
  *timeliness.mutable_due()->mutable_prescribed_due_date() = *ParseDay("2026-01-20");
  *timeliness.mutable_due()->mutable_due_date() = *ParseDay("2026-01-20");
  timeliness.set_days_late(14);
  timeliness.set_after_closing(true);
  EXPECT_EQ(TimelinessText(timeliness, Language::kChinese),
            "时限：2026-01-20（法定 2026-01-31），逾期 14 天，超法定期限 3 天，在截止日期之后\n");
  timeliness.set_legal_days_late(0);
  EXPECT_THAT(TimelinessText(timeliness, Language::kChinese), HasSubstr("未超法定期限"));
}

TEST(SeasonTextTest, TheExtensionThatMovedTheDateIsNamed) {
  v1::Timeliness timeliness = Late();
  timeliness.set_days_late(0);
  *timeliness.mutable_due()->mutable_prescribed_due_date() = *ParseDay("2026-01-20");
  *timeliness.mutable_due()->mutable_due_date() = *ParseDay("2026-03-15");
  timeliness.mutable_due()->set_extension("agencies/54-0424000/extensions/0f");
  EXPECT_EQ(TimelinessText(timeliness, Language::kChinese),
            "时限：2026-03-15（法定 2026-01-31，规定 2026-01-20，依延期 "
            "54-0424000/extensions/0f），按期，超法定期限 3 天\n");
}

TEST(SeasonTextTest, ARevisionShowsItBelowItsReceipt) {
  v1::Revision revision;
  revision.set_name("agencies/54-0424204/reports/2025/revisions/1");
  *revision.mutable_timeliness() = Late();
  EXPECT_THAT(RevisionText(revision, Language::kChinese), HasSubstr("逾期 3 天"));
  revision.clear_timeliness();
  EXPECT_THAT(RevisionText(revision, Language::kChinese), Not(HasSubstr("时限")));
}

TEST(SeasonTextTest, ASeasonIsARowALevelAndSaysWhetherItsRosterIsFrozen) {
  v1::Season season;
  season.set_name("seasons/2025");
  v1::LevelDates& dates = *season.add_levels();
  dates.set_level(v1::Agency::TOWNSHIP);
  *dates.mutable_opening_date() = *ParseDay("2026-01-05");
  *dates.mutable_due_date() = *ParseDay("2026-01-20");
  *dates.mutable_legal_due_date() = *ParseDay("2026-01-31");
  // As the public sees it.
  EXPECT_THAT(SeasonText(season, Language::kChinese), HasSubstr("2025 年度"));
  EXPECT_THAT(SeasonText(season, Language::kChinese), HasSubstr("乡级"));
  EXPECT_THAT(SeasonText(season, Language::kChinese), HasSubstr("2026-01-05"));
  EXPECT_THAT(SeasonText(season, Language::kChinese), Not(HasSubstr("名录")));
  season.mutable_life()->mutable_creator()->set_person("staff/\x1b[2J");
  EXPECT_THAT(SeasonText(season, Language::kChinese), HasSubstr("尚未固定"));
  EXPECT_THAT(SeasonText(season, Language::kChinese), Not(HasSubstr("\x1b")));
  season.mutable_roster()->set_state(v1::Roster::FREEZING);
  EXPECT_THAT(SeasonText(season, Language::kChinese), HasSubstr("season freeze"));
  season.mutable_roster()->set_state(v1::Roster::FROZEN);
  season.mutable_roster()->set_entries(12);
  *season.mutable_roster()->mutable_day() = *ParseDay("2026-01-02");
  EXPECT_THAT(SeasonText(season, Language::kChinese),
              HasSubstr("已固定，12 个机关，按 2026-01-02 的登记"));
}

TEST(SeasonTextTest, AnEntrySaysWhatIsOutOfTheOrdinary) {
  google::protobuf::RepeatedPtrField<v1::RosterEntry> entries;
  v1::RosterEntry& entry = *entries.Add();
  entry.set_name("agencies/54-0424204/rosterEntries/2025");
  entry.set_agency_display_name("玉许乡\x1b[2J");
  entry.set_superior("agencies/54-0424000");
  entry.mutable_addition()->set_reason("登记遗漏");
  v1::Exemption& exemption = *entry.add_exemptions();
  exemption.set_ground(v1::Exemption::MERGED);
  exemption.set_reason("并入多吉乡");
  std::string table = RecordTable(entries, Language::kChinese);
  for (const char* part :
       {"54-0424204", "54-0424000", "补录：登记遗漏", "免报：并入其他机关，并入多吉乡"}) {
    EXPECT_THAT(table, HasSubstr(part));
  }
  EXPECT_THAT(table, Not(HasSubstr("\x1b")));
  exemption.mutable_life()->mutable_withdraw_time()->set_seconds(1);
  EXPECT_THAT(RecordTable(entries, Language::kChinese), HasSubstr("曾免报"));
}

TEST(SeasonTextTest, AnExtensionSaysUntilWhenForWhomAndByWhat) {
  google::protobuf::RepeatedPtrField<v1::Extension> extensions;
  v1::Extension& extension = *extensions.Add();
  extension.set_name("agencies/54-0424000/extensions/0123456789abcdef");
  extension.set_subtree(true);
  extension.set_year(2025);
  *extension.mutable_due_date() = *ParseDay("2026-03-15");
  extension.set_reason("地震");
  extension.set_document_number("波政办函〔2026〕3号");
  extension.mutable_life()->mutable_create_time()->set_seconds(1'769'000'000);
  extension.mutable_life()->mutable_creator()->set_agency("agencies/54-0400000");
  std::string table = RecordTable(extensions, Language::kChinese);
  for (const char* part : {"54-0424000/extensions/0123456789abcdef", "2025", "2026-03-15",
                           "本机关及下级", "波政办函〔2026〕3号", "地震", "54-0400000"}) {
    EXPECT_THAT(table, HasSubstr(part));
  }
  extension.mutable_life()->mutable_withdraw_time()->set_seconds(1'769'000'060);
  extension.mutable_life()->set_withdraw_reason("误登");
  EXPECT_THAT(RecordTable(extensions, Language::kChinese), HasSubstr("误登"));
}

TEST(SeasonTextTest, GroundsAreReadAsTheyAreWritten) {
  for (int i = 1; i < v1::Exemption::Ground_ARRAYSIZE; ++i) {
    const auto ground = static_cast<v1::Exemption::Ground>(i);
    EXPECT_EQ(ParseGround(v1::Exemption::Ground_Name(ground)), ground);
    EXPECT_EQ(ParseGround(GroundText(ground, Language::kChinese)), ground);
  }
  EXPECT_EQ(ParseGround("newly-founded"), v1::Exemption::NEWLY_FOUNDED);
  EXPECT_FALSE(ParseGround("").has_value());
  EXPECT_FALSE(ParseGround("ground-unspecified").has_value());
}

}  // namespace
}  // namespace ogi::cli
