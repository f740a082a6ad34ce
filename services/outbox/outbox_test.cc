#include "services/outbox/outbox.h"

#include "services/retrieval/list_notices.h"
#include "services/season/testing/season_fixture.h"
#include "storage/keys/keys.h"

namespace ogi {
namespace {

using ::testing::ElementsAre;

// A county with one township; its roster is frozen.
class OutboxTest : public SeasonFixture {
 protected:
  OutboxTest() {
    v1::Agency county = NewAgency(kCounty, kCity);
    county.set_level(v1::Agency::COUNTY);
    EXPECT_TRUE(Import(county).ok());
    SetDates("2024-01-01", "2024-01-20");
    Freeze();
  }

  // The county's own report, and an aggregate of the township's 2 licences and the county's 5, all
  // accepted; nothing is left to be judged.
  void FileAndAcceptAll() {
    township_ = File(ReportWith(kTownship, 2));
    EXPECT_TRUE(Do(Act::kAccept, township_).ok());
    EXPECT_TRUE(Do(Act::kAccept, File(ReportWith(kCounty, 5))).ok());
    aggregate_ = File(ReportWith(kCounty, 7, v1::AGGREGATE));
    EXPECT_TRUE(Do(Act::kAccept, aggregate_).ok());
    Look();
    EXPECT_EQ(Get(aggregate_)->verdict().outcome(), v1::Verdict::CLEAN)
        << Get(aggregate_)->verdict().DebugString();
  }

  OutboxLook Look() {
    const auto look = Outbox(&environment_, &committer_).Look([] { return false; });
    EXPECT_TRUE(look.ok()) << look.status();
    return look.ok() ? *look : OutboxLook();
  }

  std::vector<std::string> Marked() {
    std::vector<std::string> marked;
    const auto page = store_.Scan("54", keys::AllOutbox(), {});
    for (const Item& item : page->items) {
      marked.push_back(ReportName(keys::ParseOutbox(item.key).value()));
    }
    return marked;
  }

  std::vector<v1::Notice> Notices(const std::string& agency) {
    v1::ListNoticesRequest request;
    request.set_parent(agency);
    const auto answer = ListNotices(environment_, Context(), request);
    EXPECT_TRUE(answer.ok()) << answer.status();
    return {answer->notices().begin(), answer->notices().end()};
  }

  std::string township_;
  std::string aggregate_;
};

TEST_F(OutboxTest, NothingIsMarkedIfNothingRestsOnTheReport) {
  ASSERT_TRUE(Do(Act::kAccept, File(ReportWith(kTownship, 2))).ok());
  EXPECT_TRUE(Marked().empty());
}

TEST_F(OutboxTest, AcceptingAReportMarksTheSuperiorsAggregateAndNextYears) {
  File(ReportWith(kCounty, 7, v1::AGGREGATE));
  v1::AnnualReport next = ReportWith(kTownship, 2);
  next.set_year(2024);
  clock_.Move(absl::Hours(24 * 366));
  File(next);
  ASSERT_TRUE(Do(Act::kAccept, File(ReportWith(kTownship, 2))).ok());
  EXPECT_THAT(Marked(), ElementsAre(absl::StrCat(kCounty, "/reports/2023-aggregate"),
                                    absl::StrCat(kTownship, "/reports/2024")));
  Look();
  EXPECT_TRUE(Marked().empty());
}

TEST_F(OutboxTest, AFilingThatChangesNothingForOthersMarksNothing) {
  FileAndAcceptAll();
  // The accepted one still counts.
  File(ReportWith(kTownship, 3));
  EXPECT_TRUE(Marked().empty());
}

TEST_F(OutboxTest, AnAggregateIsJudgedAnewOnceItsPartsAreFinal) {
  File(ReportWith(kCounty, 5));
  const std::string aggregate = File(ReportWith(kCounty, 9, v1::AGGREGATE));
  EXPECT_EQ(Get(aggregate)->verdict().outcome(), v1::Verdict::WARNED);
  ASSERT_TRUE(Do(Act::kAccept, File(ReportWith(kTownship, 2))).ok());
  const OutboxLook look = Look();
  EXPECT_EQ(look.judged, 1);
  EXPECT_EQ(look.changed, 1);
  EXPECT_EQ(look.left, 0);
  const v1::Verdict verdict = Get(aggregate)->verdict();
  EXPECT_EQ(verdict.outcome(), v1::Verdict::BLOCKED) << verdict.DebugString();
  EXPECT_EQ(verdict.findings(0).rule(), "E11.table_two");
  EXPECT_EQ(StateOf(aggregate), v1::SUBMITTED);
}

TEST_F(OutboxTest, AFinalVerdictThatTurnsIsTold) {
  FileAndAcceptAll();
  clock_.Move(absl::Hours(1));
  const std::string corrected = File(ReportWith(kTownship, 3));
  ASSERT_TRUE(Do(Act::kAccept, corrected).ok());
  EXPECT_EQ(Look().turned, 1);
  EXPECT_EQ(Get(aggregate_)->verdict().outcome(), v1::Verdict::BLOCKED);
  EXPECT_EQ(StateOf(aggregate_), v1::ACCEPTED);
  const std::vector<v1::Notice> notices = Notices(kCounty);
  ASSERT_FALSE(notices.empty());
  EXPECT_EQ(notices[0].kind(), v1::Notice::VERDICT_TURNED);
  EXPECT_EQ(notices[0].revision(), aggregate_);
  EXPECT_EQ(notices[0].cause(), corrected);
  EXPECT_THAT(notices[0].rules(), ElementsAre("E11.table_two"));
  EXPECT_TRUE(notices[0].has_position());
  // Once.
  EXPECT_EQ(Look().judged, 0);
  EXPECT_EQ(Notices(kCounty).size(), notices.size());
}

TEST_F(OutboxTest, WhatIsNoLongerThereIsNoObstacle) {
  File(ReportWith(kCounty, 7, v1::AGGREGATE));
  ASSERT_TRUE(Do(Act::kAccept, File(ReportWith(kTownship, 2))).ok());
  ASSERT_TRUE(
      Do(Act::kWithdraw, absl::StrCat(kCounty, "/reports/2023-aggregate/revisions/1")).ok());
  const OutboxLook look = Look();
  EXPECT_EQ(look.judged, 0);
  EXPECT_EQ(look.left, 0);
  EXPECT_TRUE(Marked().empty());
}

TEST_F(OutboxTest, AStoreThatIsAwayLeavesTheMarkForLater) {
  FileAndAcceptAll();
  ASSERT_TRUE(Do(Act::kAccept, File(ReportWith(kTownship, 3))).ok());
  store_.FailNextBatch(FaultyStore::Failure::kNotApplied, errors::StorageUnavailable("away"));
  OutboxLook look = Look();
  EXPECT_EQ(look.left, 1);
  EXPECT_EQ(look.changed, 0);
  EXPECT_NE(look.oldest, absl::InfiniteFuture());
  look = Look();
  EXPECT_EQ(look.left, 0);
  EXPECT_EQ(look.turned, 1);
}

TEST_F(OutboxTest, WhoIsKilledBeforeTheMarkIsGoneDoesNothingTwice) {
  FileAndAcceptAll();
  ASSERT_TRUE(Do(Act::kAccept, File(ReportWith(kTownship, 3))).ok());
  const auto marks = store_.Scan("54", keys::AllOutbox(), {});
  ASSERT_EQ(marks->items.size(), 1u);
  EXPECT_EQ(Look().changed, 1);
  const size_t notices = Notices(kCounty).size();
  // The mark as it stood.
  Proposal again{.partition = "54"};
  again.commit.token = random_.Bytes(kTokenBytes);
  storage::v1::OutboxRecord record;
  again.commit.writes.push_back({marks->items[0].key, record.SerializeAsString(), std::nullopt});
  ASSERT_TRUE(ProposeAndWait(&committer_, std::move(again)).ok());
  const OutboxLook look = Look();
  EXPECT_EQ(look.judged, 1);
  EXPECT_EQ(look.changed, 0);
  EXPECT_EQ(Notices(kCounty).size(), notices);
}

}  // namespace
}  // namespace ogi
