#include "services/retrieval/get_report.h"

#include "common/limits.h"
#include "common/wire/status.h"
#include "google/rpc/error_details.pb.h"
#include "services/testing/service_fixture.h"
#include "storage/keys/keys.h"

namespace ogi {
namespace {

class GetReportTest : public ServiceTest {
 protected:
  // Revision 1 is published, 2 accepted, 3 submitted.
  GetReportTest() {
    PutAgency(kTownship);
    File("一");
    EXPECT_TRUE(Do(Act::kAccept, kRevision1).ok());
    EXPECT_TRUE(Do(Act::kPublish, kRevision1).ok());
    File("二");
    EXPECT_TRUE(Do(Act::kAccept, kRevision2).ok());
    File("三");
  }
  void File(const std::string& text) {
    EXPECT_TRUE(Submit(Filing(ReportSaying(text), absl::StrCat("f", ++filings_))).ok());
  }
  std::string Text(const std::string& name, v1::View view = v1::VIEW_UNSPECIFIED) {
    const absl::StatusOr<v1::Revision> revision = Get(name, view);
    return revision.ok() ? revision->report().preamble() : "";
  }
  absl::StatusOr<v1::BatchGetReportsResponse> BatchGet(const v1::BatchGetReportsRequest& request) {
    return BatchGetReports(environment_, Context(), request);
  }
  int filings_ = 0;
};

TEST_F(GetReportTest, ShowsWhatTheViewAsksFor) {
  EXPECT_EQ(Text(kReport, v1::VIEW_PUBLISHED), "一");
  EXPECT_EQ(Text(kReport, v1::VIEW_ACCEPTED), "二");
  EXPECT_EQ(Text(kReport, v1::VIEW_LATEST), "三");
  EXPECT_EQ(Text(kReport), "二");
}

TEST_F(GetReportTest, ShowsTheLatestByDefaultWhereNoneIsAccepted) {
  v1::AnnualReport report = ReportSaying("去年");
  report.set_year(2022);
  ASSERT_TRUE(Submit(Filing(report, "last-year")).ok());
  const std::string name = "agencies/54-0424204/reports/2022";
  EXPECT_EQ(Text(name), "去年");
  EXPECT_EQ(ReasonOf(Get(name, v1::VIEW_PUBLISHED)), v1::REVISION_NOT_FOUND);
  EXPECT_EQ(ReasonOf(Get(name, v1::VIEW_ACCEPTED)), v1::REVISION_NOT_FOUND);
}

TEST_F(GetReportTest, ReadsOneRevision) {
  EXPECT_EQ(Text(kRevision1), "一");
  EXPECT_EQ(Text(kRevision2), "二");
  EXPECT_EQ(ReasonOf(Get(absl::StrCat(kReport, "/revisions/4"))), v1::REVISION_NOT_FOUND);
  EXPECT_EQ(ReasonOf(Get(kRevision1, v1::VIEW_LATEST)), v1::INVALID_FIELDS);
}

TEST_F(GetReportTest, FindsNoReportOfAnotherYearOrScope) {
  EXPECT_EQ(ReasonOf(Get("agencies/54-0424204/reports/2021")), v1::REPORT_NOT_FOUND);
  EXPECT_EQ(ReasonOf(Get("agencies/54-0424204/reports/2023-aggregate")), v1::REPORT_NOT_FOUND);
}

TEST_F(GetReportTest, RefusesNamesAndViewsThatAreNone) {
  for (const char* wrong : {"", "agencies/54-0424204", "agencies/54-0424204/reports/23",
                            "agencies/54-0424204/reports/2023/revisions/0",
                            "agencies/54-0424204/reports/2023/revisions/01"}) {
    EXPECT_EQ(ReasonOf(Get(wrong)), v1::INVALID_FIELDS) << wrong;
  }
  EXPECT_EQ(ReasonOf(Get(kReport, static_cast<v1::View>(9))), v1::INVALID_FIELDS);
}

TEST_F(GetReportTest, WaitsForAPositionItHasNotSeen) {
  v1::GetReportRequest request;
  request.set_name(kReport);
  *request.mutable_min_sequence() = Get(kReport)->receipt().position();
  EXPECT_TRUE(GetReport(environment_, Context(), request).ok());
  request.mutable_min_sequence()->set_sequence(1000);
  EXPECT_EQ(ReasonOf(GetReport(environment_, Context(), request)), v1::NOT_CAUGHT_UP);
  request.mutable_min_sequence()->set_partition("");
  EXPECT_EQ(ReasonOf(GetReport(environment_, Context(), request)), v1::INVALID_FIELDS);
}

// Finding 23: after a restore a position may name what is gone.
TEST_F(GetReportTest, Finding23RefusesAPositionOfAnEpochThatHasEnded) {
  Stamp head = *LatestStamp(memory_, "54");
  head.place.epoch = 3;
  Commit commit;
  commit.token = random_.Bytes(kTokenBytes);
  commit.writes = {{keys::PartitionHead(), EncodeStamp(head), std::nullopt}};
  ASSERT_TRUE(memory_.CommitAlone("54", commit).ok());
  v1::GetReportRequest request;
  request.set_name(kReport);
  *request.mutable_min_sequence() = Get(kReport)->receipt().position();
  EXPECT_EQ(request.min_sequence().epoch(), 1);
  const auto refused = GetReport(environment_, Context(), request);
  EXPECT_EQ(ReasonOf(refused), v1::POSITION_OUTDATED);
  EXPECT_EQ(refused.status().code(), absl::StatusCode::kFailedPrecondition);
  request.mutable_min_sequence()->set_epoch(0);
  EXPECT_TRUE(GetReport(environment_, Context(), request).ok());
  request.mutable_min_sequence()->set_epoch(4);
  EXPECT_EQ(ReasonOf(GetReport(environment_, Context(), request)), v1::NOT_CAUGHT_UP);
}

TEST_F(GetReportTest, TellsThatARecordIsDamaged) {
  Commit commit;
  commit.token = random_.Bytes(kTokenBytes);
  commit.writes = {{keys::Payload({{"54-0424204", 2023, v1::OWN}, 2}), "short", std::nullopt}};
  ASSERT_EQ(memory_.CommitUnsealed("54", {commit})[0].state, CommitState::kCommitted);
  EXPECT_EQ(ReasonOf(Get(kRevision2)), v1::RECORD_DAMAGED);
  EXPECT_EQ(Text(kRevision1), "一");
}

TEST_F(GetReportTest, ReadsManyInTheOrderAsked) {
  v1::BatchGetReportsRequest request;
  request.set_parent(kTownship);
  for (const char* name : {kRevision2, kReport, kRevision1}) request.add_names(name);
  const absl::StatusOr<v1::BatchGetReportsResponse> response = BatchGet(request);
  ASSERT_TRUE(response.ok()) << response.status();
  ASSERT_EQ(response->revisions_size(), 3);
  EXPECT_EQ(response->revisions(0).name(), kRevision2);
  EXPECT_EQ(response->revisions(2).report().preamble(), "一");

  request.add_names("agencies/54-0424204/reports/2021");
  EXPECT_EQ(ReasonOf(BatchGet(request)), v1::REPORT_NOT_FOUND);
  request.set_parent("agencies/54-0424100");
  EXPECT_EQ(ReasonOf(BatchGet(request)), v1::INVALID_FIELDS);
}

TEST_F(GetReportTest, ReadsBetweenOneAndAHundredAtOnce) {
  v1::BatchGetReportsRequest request;
  EXPECT_EQ(ReasonOf(BatchGet(request)), v1::INVALID_FIELDS);
  for (int i = 0; i < limits::kMaxBatchGet; ++i) request.add_names(kReport);
  EXPECT_TRUE(BatchGet(request).ok());
  request.add_names(kReport);
  EXPECT_EQ(ReasonOf(BatchGet(request)), v1::INVALID_FIELDS);
}

// Finding 6: a parent of 1 MiB was repeated for each of 200 names.
TEST_F(GetReportTest, Finding6NeverRepeatsAParentThatIsNoName) {
  v1::BatchGetReportsRequest request;
  request.set_parent(std::string(100'000, 'x'));
  for (int i = 0; i < limits::kMaxBatchGet; ++i) request.add_names(kReport);
  const absl::Status status = BatchGet(request).status();
  EXPECT_EQ(errors::ReasonOf(status), v1::INVALID_FIELDS);
  EXPECT_LT(status.message().size(), 1000u);
}

TEST_F(GetReportTest, Finding6LimitsThePositionsToWaitFor) {
  v1::BatchGetReportsRequest request;
  request.add_names(kReport);
  for (int i = 0; i <= limits::kMaxBatchGet; ++i) request.add_min_sequences();
  EXPECT_EQ(ReasonOf(BatchGet(request)), v1::INVALID_FIELDS);
}

// Finding 16: the name was cut inside a character, and google.rpc.Status could not be read.
TEST_F(GetReportTest, Finding16CutsALongNameBetweenCharacters) {
  std::string name = "agencies/";
  for (int i = 0; i < 31; ++i) name += "县";
  const google::rpc::Status proto = wire::ToProto(Get(name).status());
  google::rpc::Status read;
  EXPECT_TRUE(read.ParseFromString(proto.SerializeAsString()));
  google::rpc::BadRequest bad;
  for (const auto& detail : read.details()) {
    if (detail.Is<google::rpc::BadRequest>()) {
      EXPECT_TRUE(detail.UnpackTo(&bad));
    }
  }
  EXPECT_EQ(bad.field_violations_size(), 1);
}

}  // namespace
}  // namespace ogi
