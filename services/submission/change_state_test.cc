#include "services/submission/change_state.h"

#include <google/protobuf/util/message_differencer.h>

#include <utility>
#include <vector>

#include "common/limits.h"
#include "services/handler/report_counts.h"
#include "services/testing/service_fixture.h"
#include "storage/commit/counts.h"
#include "storage/keys/keys.h"

namespace ogi {
namespace {

using google::protobuf::util::MessageDifferencer;

class ChangeStateTest : public ServiceTest {
 protected:
  ChangeStateTest() { PutAgency(kTownship); }

  void File(const v1::AnnualReport& report) {
    const auto revision = Submit(Filing(report, absl::StrCat("file-", ++filings_)));
    ASSERT_TRUE(revision.ok()) << revision.status();
  }
  // The number of the revision a view shows, 0 for none.
  std::string Shown(v1::View view) {
    const absl::StatusOr<v1::Revision> revision = Get(kReport, view);
    return revision.ok() ? revision->name().substr(revision->name().rfind('/') + 1) : "none";
  }
  int filings_ = 0;
};

TEST_F(ChangeStateTest, AcceptsAndPublishes) {
  File(ReportSaying("一"));
  EXPECT_EQ(Shown(v1::VIEW_ACCEPTED), "none");
  const absl::StatusOr<v1::Revision> accepted = Do(Act::kAccept, kRevision1);
  ASSERT_TRUE(accepted.ok()) << accepted.status();
  EXPECT_EQ(accepted->state(), v1::ACCEPTED);
  ASSERT_EQ(accepted->changes_size(), 1);
  EXPECT_EQ(accepted->changes(0).from(), v1::SUBMITTED);
  EXPECT_EQ(accepted->changes(0).to(), v1::ACCEPTED);
  EXPECT_EQ(accepted->changes(0).reason(), "因为");
  EXPECT_EQ(Shown(v1::VIEW_ACCEPTED), "1");
  EXPECT_EQ(Shown(v1::VIEW_PUBLISHED), "none");
  ASSERT_TRUE(Do(Act::kPublish, kRevision1).ok());
  EXPECT_EQ(Shown(v1::VIEW_PUBLISHED), "1");

  const absl::StatusOr<v1::Revision> revision = Get(kRevision1);
  ASSERT_TRUE(revision.ok());
  ASSERT_EQ(revision->changes_size(), 2);
  EXPECT_EQ(revision->changes(1).to(), v1::PUBLISHED);
  EXPECT_GT(revision->changes(1).position().sequence(), revision->changes(0).position().sequence());
}

TEST_F(ChangeStateTest, LeavesThePublishedWhileANewerIsOnlyAccepted) {
  File(ReportSaying("一"));
  ASSERT_TRUE(Do(Act::kAccept, kRevision1).ok());
  ASSERT_TRUE(Do(Act::kPublish, kRevision1).ok());
  File(ReportSaying("二"));
  ASSERT_TRUE(Do(Act::kAccept, kRevision2).ok());
  EXPECT_EQ(StateOf(kRevision1), v1::PUBLISHED);
  EXPECT_EQ(Shown(v1::VIEW_PUBLISHED), "1");
  EXPECT_EQ(Shown(v1::VIEW_ACCEPTED), "2");
  ASSERT_TRUE(Do(Act::kPublish, kRevision2).ok());
  EXPECT_EQ(StateOf(kRevision1), v1::SUPERSEDED);
  EXPECT_EQ(Shown(v1::VIEW_PUBLISHED), "2");
}

TEST_F(ChangeStateTest, GoesBackToThePublishedWhenTheAcceptedIsReturned) {
  File(ReportSaying("一"));
  ASSERT_TRUE(Do(Act::kAccept, kRevision1).ok());
  ASSERT_TRUE(Do(Act::kPublish, kRevision1).ok());
  File(ReportSaying("二"));
  ASSERT_TRUE(Do(Act::kAccept, kRevision2).ok());
  ASSERT_TRUE(Do(Act::kReturn, kRevision2).ok());
  EXPECT_EQ(Shown(v1::VIEW_ACCEPTED), "1");
  EXPECT_EQ(Shown(v1::VIEW_PUBLISHED), "1");
  EXPECT_EQ(Shown(v1::VIEW_LATEST), "2");
}

TEST_F(ChangeStateTest, AcceptsNothingThatIsBlocked) {
  File(BlockedReport());
  EXPECT_EQ(ReasonOf(Do(Act::kAccept, kRevision1)), v1::VERDICT_NOT_ALLOWED);
  EXPECT_EQ(StateOf(kRevision1), v1::SUBMITTED);
  EXPECT_TRUE(Do(Act::kReturn, kRevision1).ok());
}

TEST_F(ChangeStateTest, AcceptsAnErrorThatIsUncertainAndDoesNotPublishIt) {
  v1::AnnualReport report = ReportSaying("一");
  const int cell = CellNumber("table_four", "review", "upheld");
  ClearCell(report, cell);
  v1::CellNote& note = SetNote(report, cell, v1::CellNote::AMBIGUOUS);
  note.add_candidates("0");
  note.add_candidates("8");
  File(report);
  ASSERT_TRUE(Do(Act::kAccept, kRevision1).ok());
  const absl::StatusOr<v1::Revision> published = Do(Act::kPublish, kRevision1);
  EXPECT_EQ(ReasonOf(published), v1::VERDICT_NOT_ALLOWED);
  EXPECT_THAT(std::string(published.status().message()), testing::HasSubstr("E4"));
}

TEST_F(ChangeStateTest, JudgesAnewBeforeItAccepts) {
  // Filed while nothing was on file of the year before; its figures do not carry over.
  File(ReportSaying("一"));
  ASSERT_EQ(Get(kRevision1)->verdict().outcome(), v1::Verdict::CLEAN);
  v1::AnnualReport last_year = ReportSaying("上年");
  last_year.set_year(2022);
  SetCell(last_year, CellNumber("table_three", "carried_out", "natural_person"), 4);
  SetCell(last_year, CellNumber("table_three", "carried_out", "total"), 4);
  ASSERT_TRUE(RecordHistorical(last_year, "history").ok());

  const absl::StatusOr<v1::Revision> accepted = Do(Act::kAccept, kRevision1);
  EXPECT_EQ(ReasonOf(accepted), v1::VERDICT_NOT_ALLOWED);
  EXPECT_THAT(std::string(accepted.status().message()), testing::HasSubstr("E8"));
  EXPECT_EQ(StateOf(kRevision1), v1::SUBMITTED);
}

TEST_F(ChangeStateTest, AcceptsWithTheVerdictItGaveAnew) {
  File(ReportSaying("一"));
  v1::AnnualReport last_year = ReportSaying("上年");
  last_year.set_year(2022);
  ASSERT_TRUE(RecordHistorical(last_year, "history").ok());

  const absl::StatusOr<v1::Revision> accepted = Do(Act::kAccept, kRevision1, "a");
  ASSERT_TRUE(accepted.ok()) << accepted.status();
  ASSERT_EQ(accepted->verdict().inputs_size(), 1);
  EXPECT_EQ(accepted->verdict().inputs(0).revision(),
            "agencies/54-0424204/reports/2022/revisions/1");
  EXPECT_TRUE(MessageDifferencer::Equals(Get(kRevision1)->verdict(), accepted->verdict()));
  EXPECT_TRUE(MessageDifferencer::Equals(AsFirst(*Do(Act::kAccept, kRevision1, "a")), *accepted));
}

TEST_F(ChangeStateTest, ReturnsNothingWithoutAReason) {
  File(ReportSaying("一"));
  EXPECT_EQ(ReasonOf(Do(Act::kReturn, kRevision1, "r", "")), v1::INVALID_FIELDS);
  EXPECT_EQ(ReasonOf(Do(Act::kReturn, kRevision1, "r", " \n")), v1::INVALID_FIELDS);
  EXPECT_EQ(StateOf(kRevision1), v1::SUBMITTED);
  EXPECT_TRUE(Do(Act::kReturn, kRevision1, "r", "表三合计有误").ok());
}

TEST_F(ChangeStateTest, NeedsNoReasonForOtherActs) {
  File(ReportSaying("一"));
  EXPECT_TRUE(Do(Act::kAccept, kRevision1, "a", "").ok());
  const absl::StatusOr<v1::Revision> published = Do(Act::kPublish, kRevision1, "p", "");
  EXPECT_TRUE(published.ok()) << published.status();
}

TEST_F(ChangeStateTest, RefusesAReasonThatIsTooLong) {
  File(ReportSaying("一"));
  const std::string long_reason(limits::kMaxReasonBytes + 1, 'x');
  EXPECT_EQ(ReasonOf(Do(Act::kReturn, kRevision1, "r", long_reason)), v1::INVALID_FIELDS);
}

TEST_F(ChangeStateTest, GivesTheSameAnswerToTheSameRequestForEver) {
  File(ReportSaying("一"));
  const absl::StatusOr<v1::Revision> first = Do(Act::kAccept, kRevision1, "a");
  ASSERT_TRUE(Do(Act::kPublish, kRevision1).ok());
  clock_.Move(absl::Hours(1));
  const absl::StatusOr<v1::Revision> again = Do(Act::kAccept, kRevision1, "a");
  ASSERT_TRUE(first.ok() && again.ok()) << again.status();
  EXPECT_TRUE(MessageDifferencer::Equals(*first, AsFirst(*again)));
  EXPECT_EQ(Get(kRevision1)->changes_size(), 2);
}

TEST_F(ChangeStateTest, RefusesARequestIdThatWasUsedForSomethingElse) {
  File(ReportSaying("一"));
  ASSERT_TRUE(Do(Act::kAccept, kRevision1, "a").ok());
  EXPECT_EQ(ReasonOf(Do(Act::kPublish, kRevision1, "a")), v1::REQUEST_ID_REUSED);
  EXPECT_EQ(ReasonOf(Do(Act::kAccept, kRevision1, "a", "别的原因")), v1::REQUEST_ID_REUSED);
  EXPECT_EQ(ReasonOf(Do(Act::kPublish, kRevision1, "file-1")), v1::REQUEST_ID_REUSED);
}

TEST_F(ChangeStateTest, RefusesAStaleEtag) {
  File(ReportSaying("一"));
  const std::string etag = Get(kReport)->etag();
  File(ReportSaying("二"));
  EXPECT_EQ(ReasonOf(Do(Act::kAccept, kRevision2, "a", "", etag)), v1::ETAG_MISMATCH);
  EXPECT_TRUE(Do(Act::kAccept, kRevision2, "a", "", Get(kReport)->etag()).ok());
  // The etag has changed by the act itself; its repetition is no conflict.
  EXPECT_TRUE(Do(Act::kAccept, kRevision2, "a", "", etag).ok());
}

TEST_F(ChangeStateTest, FindsNoReportAndNoRevision) {
  EXPECT_EQ(ReasonOf(Do(Act::kAccept, kRevision1)), v1::REPORT_NOT_FOUND);
  File(ReportSaying("一"));
  EXPECT_EQ(ReasonOf(Do(Act::kAccept, kRevision2)), v1::REVISION_NOT_FOUND);
  EXPECT_EQ(ReasonOf(Do(Act::kAccept, kReport)), v1::INVALID_FIELDS);
}

TEST_F(ChangeStateTest, DoesOneOfTwoActsAtOnce) {
  File(ReportSaying("一"));
  bool rival = true;
  const absl::StatusOr<v1::Revision> mine = Run<v1::Revision>([&] {
    v1::ReturnReportRequest request;
    request.set_name(kRevision1);
    request.set_request_id("mine");
    request.set_reason("改");
    auto step = ReturnReport(environment_, Context(), request);
    if (std::exchange(rival, false)) {
      EXPECT_TRUE(Do(Act::kWithdraw, kRevision1).ok());
    }
    return step;
  });
  EXPECT_EQ(ReasonOf(mine), v1::STATE_NOT_ALLOWED);
  EXPECT_EQ(StateOf(kRevision1), v1::WITHDRAWN);
}

// Finding 20: nothing undid a publication that should not have been.
TEST_F(ChangeStateTest, Finding20WhatWasPublishedInErrorIsRetractedWithAReasonAndStaysVisible) {
  File(ReportSaying("一"));
  ASSERT_TRUE(Do(Act::kAccept, kRevision1).ok());
  ASSERT_TRUE(Do(Act::kPublish, kRevision1).ok());
  EXPECT_EQ(ReasonOf(Do(Act::kRetract, kRevision1, "", "")), v1::INVALID_FIELDS);
  const auto retracted = Do(Act::kRetract, kRevision1, "", "所附表格属于另一机关");
  ASSERT_TRUE(retracted.ok()) << retracted.status();
  EXPECT_EQ(retracted->state(), v1::RETRACTED);
  EXPECT_EQ(Shown(v1::VIEW_ACCEPTED), "none");

  // The public sees it, marked, with the reason, and not who did it.
  sees_all_ = false;
  const auto seen = Get(kReport);
  ASSERT_TRUE(seen.ok()) << seen.status();
  EXPECT_EQ(seen->state(), v1::RETRACTED);
  ASSERT_EQ(seen->changes_size(), 1);
  EXPECT_EQ(seen->changes(0).reason(), "所附表格属于另一机关");
  EXPECT_FALSE(seen->changes(0).has_actor());
  sees_all_ = true;

  // The same may be filed and published anew.
  File(ReportSaying("一"));
  ASSERT_TRUE(Do(Act::kAccept, kRevision2).ok());
  ASSERT_TRUE(Do(Act::kPublish, kRevision2).ok());
  EXPECT_EQ(Shown(v1::VIEW_PUBLISHED), "2");
  EXPECT_EQ(StateOf(kRevision1), v1::RETRACTED);
}

TEST_F(ChangeStateTest, Finding20AHistoricalReportIsRetractedToo) {
  ASSERT_TRUE(RecordHistorical(ReportSaying("一"), "a").ok());
  const auto retracted = Do(Act::kRetract, kRevision1);
  ASSERT_TRUE(retracted.ok()) << retracted.status();
  EXPECT_TRUE(retracted->historical());
  ASSERT_TRUE(RecordHistorical(ReportSaying("一"), "b").ok());
  EXPECT_EQ(Shown(v1::VIEW_PUBLISHED), "2");
}

TEST_F(ChangeStateTest, CountsReportsByTheStateOfTheirLatestRevision) {
  const auto counted = [this](v1::State state) {
    const std::string value = (*memory_.Get("54", keys::ReportCounts(2023)))->value;
    Counts counts = *ParseCounts(ParseStamped(value)->record);
    return counts[ReportCountNumber(v1::OWN, state)];
  };
  File(ReportSaying("一"));
  EXPECT_EQ(counted(v1::SUBMITTED), 1);
  File(ReportSaying("二"));
  EXPECT_EQ(counted(v1::SUBMITTED), 1);
  ASSERT_TRUE(Do(Act::kAccept, kRevision2).ok());
  EXPECT_EQ(counted(v1::SUBMITTED), 0);
  EXPECT_EQ(counted(v1::ACCEPTED), 1);
}

TEST_F(ChangeStateTest, TellsInTheLogWhatWasDoneToWhat) {
  File(ReportSaying("一"));
  v1::ReturnReportRequest request;
  request.set_name(kRevision1);
  request.set_request_id("r");
  request.set_reason("改");
  const auto step = ReturnReport(environment_, Context(), request);
  ASSERT_TRUE(step.ok());
  EXPECT_EQ(step->act.kind(), storage::v1::LoggedAct::RETURNED);
  EXPECT_EQ(step->act.resource(), kRevision1);
  EXPECT_EQ(step->act.from(), v1::SUBMITTED);
  EXPECT_EQ(step->act.to(), v1::RETURNED);
  EXPECT_EQ(step->act.content_digest(), Get(kRevision1)->receipt().digest().value());
  EXPECT_EQ(step->reason, "改");
}

// Brings revision 1 into a state; false where that takes no acts.
struct StateCase {
  v1::State state;
  std::vector<Act> acts;
};

class ActOnState : public ChangeStateTest, public testing::WithParamInterface<StateCase> {};

TEST_P(ActOnState, IsRefusedUnlessTheTableOfTransitionsAllowsIt) {
  for (const Act act : {Act::kWithdraw, Act::kReturn, Act::kAccept, Act::kPublish, Act::kRetract}) {
    if (NextState(GetParam().state, act).has_value()) continue;
    if (filings_ == 0) {
      File(ReportSaying("一"));
      for (const Act step : GetParam().acts) ASSERT_TRUE(Do(step, kRevision1).ok());
      if (GetParam().state == v1::SUPERSEDED) File(ReportSaying("二"));
    }
    const absl::StatusOr<v1::Revision> refused = Do(act, kRevision1);
    EXPECT_EQ(ReasonOf(refused), v1::STATE_NOT_ALLOWED) << ActLabel(act);
    EXPECT_THAT(std::string(refused.status().message()),
                testing::HasSubstr(std::string(ActLabel(act))));
    EXPECT_EQ(StateOf(kRevision1), GetParam().state);
  }
}

INSTANTIATE_TEST_SUITE_P(
    EveryState, ActOnState,
    testing::Values(StateCase{v1::SUBMITTED, {}}, StateCase{v1::RETURNED, {Act::kReturn}},
                    StateCase{v1::ACCEPTED, {Act::kAccept}},
                    StateCase{v1::PUBLISHED, {Act::kAccept, Act::kPublish}},
                    StateCase{v1::SUPERSEDED, {}}, StateCase{v1::WITHDRAWN, {Act::kWithdraw}},
                    StateCase{v1::RETRACTED, {Act::kAccept, Act::kPublish, Act::kRetract}}),
    [](const auto& state_case) { return v1::State_Name(state_case.param.state); });

}  // namespace
}  // namespace ogi
