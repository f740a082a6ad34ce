// What a province does in a year, from an empty directory on.
#include <google/protobuf/util/message_differencer.h>
#include <signal.h>

#include "tests/e2e/e2e_fixture.h"

namespace ogi {
namespace {

using google::protobuf::util::MessageDifferencer;

// A repeat's answer, without saying that it is one.
v1::Revision AsFirst(v1::Revision answer) {
  EXPECT_TRUE(answer.repeated());
  answer.clear_repeated();
  return answer;
}

TEST_F(E2eTest, AReportIsFiledAcceptedPublishedAndStillThereAfterARestart) {
  Start();
  ImportAgencies();
  const v1::AnnualReport report = ReportSaying("这一年公开信息八十一条。");
  const absl::StatusOr<v1::Revision> filed = client().SubmitReport(Filing(report));
  ASSERT_TRUE(filed.ok()) << filed.status();
  EXPECT_EQ(filed->name(), kRevision1);
  // Its overview says next to nothing.
  EXPECT_EQ(filed->verdict().outcome(), v1::Verdict::WARNED);

  // A client that never heard the answer asks again, from another process.
  const absl::StatusOr<v1::Revision> retried = NewClient()->SubmitReport(Filing(report));
  ASSERT_TRUE(retried.ok()) << retried.status();
  EXPECT_TRUE(MessageDifferencer::Equals(*filed, AsFirst(*retried)));

  v1::AcceptReportRequest accept;
  accept.set_name(filed->name());
  accept.set_etag(filed->etag());
  const absl::StatusOr<v1::Revision> accepted = client().AcceptReport(accept);
  ASSERT_TRUE(accepted.ok()) << accepted.status();
  v1::PublishReportRequest publish;
  publish.set_name(filed->name());
  publish.set_etag(accepted->etag());
  ExpectHelps(client().PublishReport(publish).status(), absl::StatusCode::kFailedPrecondition,
              v1::WARNING_NOT_EXPLAINED);
  ExplainWarnings(*accepted);
  ASSERT_TRUE(client().PublishReport(publish).ok());

  v1::GetReportRequest get;
  get.set_name(kReport);
  get.set_view(v1::VIEW_PUBLISHED);
  *get.mutable_min_sequence() = filed->receipt().position();
  const absl::StatusOr<v1::Revision> published = client().GetReport(get);
  ASSERT_TRUE(published.ok()) << published.status();
  EXPECT_EQ(published->state(), v1::PUBLISHED);
  EXPECT_TRUE(MessageDifferencer::Equals(published->report(), report));
  EXPECT_TRUE(MessageDifferencer::Equals(published->receipt(), filed->receipt()));

  v1::ListReportsRequest list;
  list.set_parent("agencies/-");
  list.set_superior(kCounty);
  const absl::StatusOr<v1::ListReportsResponse> listed = client().ListReports(list);
  ASSERT_TRUE(listed.ok());
  ASSERT_EQ(listed->reports_size(), 1);
  EXPECT_EQ(listed->reports(0).published_revision(), 1);

  EXPECT_EQ(Stop(SIGTERM), 0);
  Start();
  const absl::StatusOr<v1::Revision> kept = client().GetReport(get);
  ASSERT_TRUE(kept.ok()) << kept.status();
  EXPECT_TRUE(MessageDifferencer::Equals(*kept, *published));
  const absl::StatusOr<v1::Revision> much_later = client().SubmitReport(Filing(report));
  ASSERT_TRUE(much_later.ok());
  EXPECT_TRUE(MessageDifferencer::Equals(*filed, AsFirst(*much_later)));
}

TEST_F(E2eTest, AReportWithAWrongSumIsFiledReturnedAndMended) {
  Start();
  ImportAgencies();
  v1::AnnualReport report = ReportSaying("一");
  report.mutable_table_four()->mutable_review()->set_total(3);
  const absl::StatusOr<v1::Revision> filed = client().SubmitReport(Filing(report));
  ASSERT_TRUE(filed.ok());
  EXPECT_EQ(filed->verdict().outcome(), v1::Verdict::BLOCKED);
  v1::ReturnReportRequest back;
  back.set_name(kRevision1);
  back.set_reason("表四合计有误");
  ASSERT_TRUE(client().ReturnReport(back).ok());
  const absl::StatusOr<v1::Revision> mended = client().SubmitReport(Filing(ReportSaying("一")));
  ASSERT_TRUE(mended.ok());
  EXPECT_EQ(mended->name(), "agencies/54-0424204/reports/2023/revisions/2");
  EXPECT_EQ(mended->verdict().outcome(), v1::Verdict::WARNED);
}

}  // namespace
}  // namespace ogi
