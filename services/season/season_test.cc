// Seasons and extensions, and what they do to filings.
#include "services/season/seasons.h"
#include "services/season/testing/season_fixture.h"

namespace ogi {
namespace {

using SeasonTest = SeasonFixture;

TEST_F(SeasonTest, WithoutASeasonEveryYearIsOpenAndTheLegalDateApplies) {
  const auto filed = SubmitNew();
  ASSERT_TRUE(filed.ok()) << filed.status();
  // Filed on 1 February 2024, of a township.
  EXPECT_EQ(filed->timeliness().days_late(), 1);
  EXPECT_EQ(filed->timeliness().legal_days_late(), 1);
  EXPECT_FALSE(filed->timeliness().due().has_prescribed_due_date());
}

TEST_F(SeasonTest, BeforeTheOpeningDateNothingIsFiled) {
  SetDates("2024-02-02", "2024-02-20");
  const auto refused = SubmitNew();
  EXPECT_EQ(ReasonOf(refused), v1::SEASON_NOT_OPEN);
  EXPECT_EQ(refused.status().code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_THAT(refused.status().message(), testing::HasSubstr("2024-02-02"));
  EXPECT_THAT(refused.status().message(), testing::HasSubstr("乡级"));
  EXPECT_THAT(refused.status().message(), testing::HasSubstr("系统管理员"));
  EXPECT_EQ(Revisions(), 0);
  clock_.Move(absl::Hours(24));
  EXPECT_TRUE(SubmitNew().ok());
}

TEST_F(SeasonTest, WhatWasFiledBeforeIsAnsweredAgainWhateverTheSeasonSaysNow) {
  const v1::SubmitReportRequest request = Filing(ReportSaying("一"), "same");
  ASSERT_TRUE(Submit(request).ok());
  SetDates("2024-02-02", "2024-02-20");
  EXPECT_TRUE(Submit(request).ok());
  EXPECT_EQ(ReasonOf(SubmitNew()), v1::SEASON_NOT_OPEN);
}

TEST_F(SeasonTest, ACheckWithoutFilingIsToldToo) {
  SetDates("2024-02-02", "2024-02-20");
  v1::SubmitReportRequest request = Filing(ReportSaying("一"), "");
  request.set_validate_only(true);
  EXPECT_EQ(ReasonOf(Submit(request)), v1::SEASON_NOT_OPEN);
}

TEST_F(SeasonTest, HistoryHasNoSeason) {
  SetDates("2024-02-02", "2024-02-20");
  v1::AnnualReport report = ReportSaying("旧");
  *report.mutable_publication()->mutable_date() = Date("2024-01-20");
  const auto recorded = RecordHistorical(report, "history");
  ASSERT_TRUE(recorded.ok()) << recorded.status();
  EXPECT_FALSE(recorded->has_timeliness());
  EXPECT_FALSE(Get(kReport)->has_timeliness());
}

TEST_F(SeasonTest, AnotherLevelsDatesDoNotMatter) {
  v1::Season season = NewSeason("2024-02-02", "2024-02-20");
  season.mutable_levels(0)->set_level(v1::Agency::COUNTY);
  ASSERT_TRUE(Set(season).ok());
  EXPECT_TRUE(SubmitNew().ok());
}

TEST_F(SeasonTest, NothingIsRefusedForBeingLate) {
  v1::Season season = NewSeason("2024-01-01", "2024-01-20");
  *season.mutable_levels(0)->mutable_closing_date() = Date("2024-01-31");
  ASSERT_TRUE(Set(season).ok());
  const auto filed = SubmitNew();
  ASSERT_TRUE(filed.ok()) << filed.status();
  EXPECT_EQ(filed->timeliness().days_late(), 12);
  EXPECT_EQ(filed->timeliness().legal_days_late(), 1);
  EXPECT_TRUE(filed->timeliness().after_closing());
}

TEST_F(SeasonTest, AnExtensionGrantedAfterwardsCountsAndItsWithdrawalToo) {
  SetDates("2024-01-01", "2024-01-20");
  ASSERT_TRUE(SubmitNew().ok());
  EXPECT_EQ(Get(kReport)->timeliness().days_late(), 12);
  const auto granted = Grant(kTownship, "2024-02-10");
  ASSERT_TRUE(granted.ok()) << granted.status();
  v1::Timeliness timeliness = Get(kReport)->timeliness();
  EXPECT_EQ(timeliness.days_late(), 0);
  EXPECT_EQ(timeliness.legal_days_late(), 1);
  EXPECT_EQ(timeliness.due().extension(), granted->name());
  EXPECT_EQ(DayOf(timeliness.due().due_date()), CivilDay(2024, 2, 10));
  EXPECT_EQ(DayOf(timeliness.due().prescribed_due_date()), CivilDay(2024, 1, 20));
  ASSERT_TRUE(Withdraw(granted->name()).ok());
  timeliness = Get(kReport)->timeliness();
  EXPECT_EQ(timeliness.days_late(), 12);
  EXPECT_EQ(timeliness.due().extension(), "");
}

TEST_F(SeasonTest, AnExtensionForASubtreeReachesAllBelowAndOneForAnOrganDoesNot) {
  ASSERT_TRUE(SubmitNew().ok());
  ASSERT_TRUE(Grant(kCounty, "2024-02-10", /*subtree=*/false).ok());
  EXPECT_EQ(Get(kReport)->timeliness().days_late(), 1);
  const auto granted = Grant(kCity, "2024-02-12", /*subtree=*/true);
  ASSERT_TRUE(granted.ok()) << granted.status();
  EXPECT_EQ(Get(kReport)->timeliness().due().extension(), granted->name());
  // Of another year.
  v1::GrantExtensionRequest other = GrantRequest(kCity, "2025-02-12", true);
  other.mutable_extension()->set_year(2024);
  ASSERT_TRUE(GrantAs(other).ok());
  EXPECT_EQ(Get(kReport)->timeliness().due().extension(), granted->name());
}

TEST_F(SeasonTest, WhoMovesAwayLaterKeepsWhatReachedItOnTheDueDate) {
  ASSERT_TRUE(SubmitNew().ok());
  const auto granted = Grant(kCounty, "2024-02-10", /*subtree=*/true);
  ASSERT_TRUE(granted.ok());
  v1::Agency township = NewAgency(kTownship);
  v1::DatedText& before = *township.add_superiors();
  before.set_text(kCounty);
  *before.mutable_to() = Date("2024-02-01");
  v1::DatedText& after = *township.add_superiors();
  after.set_text(kCity);
  *after.mutable_from() = Date("2024-02-02");
  ASSERT_TRUE(Import(township).ok());
  clock_.Move(absl::Hours(24 * 30));
  EXPECT_EQ(Get(kReport)->timeliness().due().extension(), granted->name());
}

TEST_F(SeasonTest, ThePublicSeesTheDatesAndNoTimeliness) {
  SetDates("2024-01-01", "2024-01-20");
  ASSERT_TRUE(SubmitNew().ok());
  ASSERT_TRUE(Do(Act::kAccept, kRevision1).ok());
  ASSERT_TRUE(Do(Act::kPublish, kRevision1).ok());
  sees_all_ = false;
  const auto revision = Get(kReport);
  ASSERT_TRUE(revision.ok());
  EXPECT_FALSE(revision->has_timeliness());
  const auto season = GetSeason2023();
  ASSERT_TRUE(season.ok());
  EXPECT_EQ(season->levels_size(), 1);
  EXPECT_FALSE(season->has_life());
  EXPECT_EQ(season->etag(), "");
  EXPECT_FALSE(season->has_roster());
}

TEST_F(SeasonTest, SettingItAnewKeepsWhatWasBefore) {
  const auto first = Set(NewSeason("2024-01-01", "2024-01-20"));
  ASSERT_TRUE(first.ok()) << first.status();
  EXPECT_EQ(DayOf(first->levels(0).legal_due_date()), CivilDay(2024, 1, 31));
  EXPECT_EQ(DayOf(first->levels(0).aggregate_legal_due_date()), CivilDay(2024, 1, 31));
  // The same again is no change.
  const auto same = Set(NewSeason("2024-01-01", "2024-01-20"));
  ASSERT_TRUE(same.ok());
  EXPECT_EQ(same->etag(), first->etag());
  v1::Season next = NewSeason("2024-01-02", "2024-01-25");
  next.set_etag(first->etag());
  const auto second = Set(next);
  ASSERT_TRUE(second.ok()) << second.status();
  ASSERT_EQ(second->past_size(), 1);
  EXPECT_EQ(DayOf(second->past(0).levels(0).due_date()), CivilDay(2024, 1, 20));
  EXPECT_TRUE(second->past(0).life().has_withdraw_time());
  EXPECT_EQ(second->past(0).life().create_time().seconds(), first->life().create_time().seconds());
  EXPECT_EQ(GetSeason2023()->SerializeAsString(), second->SerializeAsString());
  v1::Season stale = NewSeason("2024-01-03", "2024-01-25");
  stale.set_etag(first->etag());
  EXPECT_EQ(ReasonOf(Set(stale)), v1::ETAG_MISMATCH);
}

TEST_F(SeasonTest, ARequestIdCountsOnce) {
  ASSERT_TRUE(Set(NewSeason("2024-01-01", "2024-01-20"), "id").ok());
  EXPECT_TRUE(Set(NewSeason("2024-01-01", "2024-01-20"), "id").ok());
  EXPECT_EQ(ReasonOf(Set(NewSeason("2024-01-01", "2024-01-21"), "id")), v1::REQUEST_ID_REUSED);
  v1::GrantExtensionRequest request = GrantRequest(kTownship, "2024-02-10", false);
  request.set_request_id("same");
  const auto granted = GrantAs(request);
  ASSERT_TRUE(granted.ok());
  EXPECT_EQ(GrantAs(request)->name(), granted->name());
  EXPECT_EQ(Extensions(kTownship).extensions_size(), 1);
}

TEST_F(SeasonTest, AnExtensionIsKeptForEver) {
  const auto granted = Grant(kCity, "2024-02-10", /*subtree=*/true);
  ASSERT_TRUE(granted.ok());
  ASSERT_TRUE(Grant(kCity, "2024-02-11", /*subtree=*/false).ok());
  const auto withdrawn = Withdraw(granted->name());
  ASSERT_TRUE(withdrawn.ok()) << withdrawn.status();
  EXPECT_EQ(withdrawn->life().withdraw_reason(), "因为");
  // A second withdrawal changes nothing.
  EXPECT_EQ(Withdraw(granted->name())->SerializeAsString(), withdrawn->SerializeAsString());
  const v1::ListExtensionsResponse list = Extensions(kTownship);
  ASSERT_EQ(list.extensions_size(), 1) << "what does not reach it is not its";
  EXPECT_EQ(list.extensions(0).SerializeAsString(), withdrawn->SerializeAsString());
  EXPECT_EQ(ReasonOf(Withdraw("agencies/54-0424204/extensions/0f")), v1::ACCESS_RECORD_NOT_FOUND);
  EXPECT_EQ(ReasonOf(Grant("agencies/54-0999999", "2024-02-10")), v1::AGENCY_NOT_FOUND);
}

TEST_F(SeasonTest, WhatAnotherProcessWroteIsFoundByRefresh) {
  SetDates("2024-02-02", "2024-02-20");
  const auto granted = Grant(kCity, "2024-03-10", /*subtree=*/true);
  ASSERT_TRUE(granted.ok());
  SeasonBook other;
  ASSERT_TRUE(other.Refresh(store_).ok());
  EXPECT_TRUE(other.DatesOf(2023, v1::Agency::TOWNSHIP).has_value());
  EXPECT_EQ(other.ExtensionsOf(2023, "54-0400000").size(), 1u);
  EXPECT_TRUE(other.HasSubtreeExtensions(2023));
  EXPECT_FALSE(other.HasSubtreeExtensions(2024));
  ASSERT_TRUE(Withdraw(granted->name()).ok());
  ASSERT_TRUE(other.Refresh(store_).ok());
  EXPECT_TRUE(other.ExtensionsOf(2023, "54-0400000").empty());
  EXPECT_FALSE(other.HasSubtreeExtensions(2023));
}

}  // namespace
}  // namespace ogi
