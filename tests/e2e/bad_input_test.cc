// Bad input: each is refused with an error that says in both languages what is wrong.
#include <grpcpp/create_channel.h>
#include <grpcpp/security/credentials.h>

#include "absl/strings/str_replace.h"
#include "common/clock.h"
#include "common/limits.h"
#include "common/wire/status.h"
#include "domain/calendar/china_time.h"
#include "ogi/v1/submission_service.grpc.pb.h"
#include "tests/e2e/e2e_fixture.h"

namespace ogi {
namespace {

using absl::StatusCode;

constexpr char kSubmit[] = "/ogi.v1.SubmissionService/SubmitReport";

class BadInput : public E2eTest {
 protected:
  BadInput() {
    Start();
    ImportAgencies();
  }
  absl::Status Refused(const v1::SubmitReportRequest& request) {
    return client().SubmitReport(request).status();
  }
  absl::Status Refused(const v1::AnnualReport& report) { return Refused(Filing(report)); }
};

TEST_F(BadInput, AReportThatIsTooLarge) {
  ExpectHelps(Refused(ReportSaying(std::string(limits::kMaxReportBytes, 'x'))),
              StatusCode::kResourceExhausted, v1::TOO_LARGE);
}

TEST_F(BadInput, AMessageThatIsTooLarge) {
  ExpectHelps(Refused(ReportSaying(std::string(limits::kMaxMessageBytes, 'x'))),
              StatusCode::kResourceExhausted, v1::TOO_LARGE);
}

// The transport cuts it off before any of it is read; the words are the transport's.
TEST_F(BadInput, AMessageBeyondTheTransport) {
  EXPECT_EQ(Refused(ReportSaying(std::string(limits::kMaxTransportBytes, 'x'))).code(),
            StatusCode::kResourceExhausted);
  EXPECT_TRUE(client().SubmitReport(Filing(ReportSaying("一"))).ok());
}

TEST_F(BadInput, ATextThatIsTooLong) {
  ExpectHelps(Refused(ReportSaying(std::string(limits::kMaxTextBytes + 1, 'x'))),
              StatusCode::kInvalidArgument, v1::INVALID_FIELDS, "report.overview.text");
}

TEST_F(BadInput, ATruncatedMessage) {
  const std::string bytes = Filing(ReportSaying("一"), "a").SerializeAsString();
  for (const size_t size : {bytes.size() - 1, bytes.size() / 2, size_t{1}}) {
    ExpectHelps(CallRaw(target(), kSubmit, bytes.substr(0, size)).status,
                StatusCode::kInvalidArgument, v1::MALFORMED_MESSAGE);
  }
}

TEST_F(BadInput, TextThatIsNotUtf8) {
  std::string bytes = Filing(ReportSaying("(here)"), "a").SerializeAsString();
  bytes = absl::StrReplaceAll(bytes, {{"(here)", "\xb2\xa8\xc3\xdc\xcf\xd8"}});
  ExpectHelps(CallRaw(target(), kSubmit, bytes).status, StatusCode::kInvalidArgument,
              v1::MALFORMED_MESSAGE);
}

TEST_F(BadInput, AnUnknownEdition) {
  v1::AnnualReport report = ReportSaying("一");
  report.set_edition(static_cast<v1::Edition>(7));
  ExpectHelps(Refused(report), StatusCode::kInvalidArgument, v1::INVALID_FIELDS, "report.edition");
  report.set_edition(v1::EDITION_UNSPECIFIED);
  ExpectHelps(Refused(report), StatusCode::kInvalidArgument, v1::INVALID_FIELDS, "report.edition");
  report.set_edition(v1::EDITION_2019);
  ExpectHelps(Refused(report), StatusCode::kInvalidArgument, v1::INVALID_FIELDS, "report.edition");
}

TEST_F(BadInput, AYearOutOfRange) {
  v1::AnnualReport report = ReportSaying("一");
  const int next_year = static_cast<int>(ChinaDay(SystemClock().Now()).year()) + 1;
  for (const int year : {0, 2018, next_year, -1, 100'000}) {
    report.set_year(year);
    ExpectHelps(Refused(report), StatusCode::kInvalidArgument, v1::INVALID_FIELDS, "report.year");
  }
}

TEST_F(BadInput, NegativeAndHugeCounts) {
  for (const int64_t count : {int64_t{-1}, limits::kMaxCount + 1, INT64_MAX, INT64_MIN}) {
    v1::AnnualReport report = ReportSaying("一");
    report.mutable_table_three()->mutable_granted()->set_total(count);
    ExpectHelps(Refused(report), StatusCode::kInvalidArgument, v1::INVALID_FIELDS,
                "report.table_three.granted.total");
  }
}

TEST_F(BadInput, ACreditCodeWithAWrongCheckDigit) {
  v1::CreateAgencyRequest request;
  request.set_agency_id("54-0424B01");
  *request.mutable_agency() = NewAgency("agencies/54-0424B01");
  request.mutable_agency()->add_credit_codes()->set_text("11371002565229128H");
  const absl::Status status = client().CreateAgency(request).status();
  ExpectHelps(status, StatusCode::kInvalidArgument, v1::INVALID_FIELDS,
              "agency.credit_codes[0].text");
  // It says which digit would be right.
  EXPECT_THAT(std::string(status.message()), testing::HasSubstr("G"));
}

TEST_F(BadInput, AnUnknownAgency) {
  v1::AnnualReport report = ReportSaying("一");
  report.set_agency("agencies/54-0424999");
  ExpectHelps(Refused(report), StatusCode::kNotFound, v1::AGENCY_NOT_FOUND);
}

TEST_F(BadInput, AnotherOrgansReport) {
  v1::SubmitReportRequest request = Filing(ReportSaying("一"));
  request.set_parent(kCounty);
  ExpectHelps(Refused(request), StatusCode::kInvalidArgument, v1::INVALID_FIELDS, "report.agency");
}

TEST_F(BadInput, AReportOfAnotherYear) {
  v1::SubmitReportRequest request = Filing(ReportSaying("一"));
  request.set_report_id("2022");
  ExpectHelps(Refused(request), StatusCode::kInvalidArgument, v1::INVALID_FIELDS, "report_id");
}

TEST_F(BadInput, ARequestIdUsedBeforeForOtherContent) {
  ASSERT_TRUE(client().SubmitReport(Filing(ReportSaying("一"), "a")).ok());
  ExpectHelps(Refused(Filing(ReportSaying("二"), "a")), StatusCode::kInvalidArgument,
              v1::REQUEST_ID_REUSED);
}

TEST_F(BadInput, AStaleEtag) {
  const absl::StatusOr<v1::Revision> first = client().SubmitReport(Filing(ReportSaying("一")));
  ASSERT_TRUE(first.ok());
  ASSERT_TRUE(client().SubmitReport(Filing(ReportSaying("二"))).ok());
  v1::AcceptReportRequest accept;
  accept.set_name("agencies/54-0424204/reports/2023/revisions/2");
  accept.set_etag(first->etag());
  ExpectHelps(client().AcceptReport(accept).status(), StatusCode::kAborted, v1::ETAG_MISMATCH);
}

TEST_F(BadInput, AForgedPageToken) {
  v1::ListReportsRequest list;
  list.set_parent("agencies/-");
  list.set_partition("54");
  list.set_page_token("Zm9yZ2VkIGZvcmdlZCBmb3JnZWQgZm9yZ2Vk");
  ExpectHelps(client().ListReports(list).status(), StatusCode::kInvalidArgument,
              v1::INVALID_PAGE_TOKEN);
}

TEST_F(BadInput, ADeadlineThatHasPassed) {
  const auto stub = v1::SubmissionService::NewStub(
      grpc::CreateChannel(target(), grpc::InsecureChannelCredentials()));
  grpc::ClientContext context;
  context.set_deadline(std::chrono::system_clock::now() - std::chrono::seconds(1));
  v1::Revision revision;
  const grpc::Status status =
      stub->SubmitReport(&context, Filing(ReportSaying("一"), "a"), &revision);
  EXPECT_EQ(status.error_code(), grpc::StatusCode::DEADLINE_EXCEEDED);
  EXPECT_TRUE(AllRevisions().empty());
}

TEST_F(BadInput, EveryWrongFieldAtOnce) {
  v1::SubmitReportRequest request = Filing(ReportSaying("一"), "not an id");
  request.mutable_report()->set_year(2018);
  request.mutable_report()->mutable_table_four()->mutable_review()->set_upheld(-1);
  const absl::Status status = Refused(request);
  for (const char* field : {"report.year", "report.table_four.review.upheld", "request_id"}) {
    ExpectHelps(status, StatusCode::kInvalidArgument, v1::INVALID_FIELDS, field);
  }
}

}  // namespace
}  // namespace ogi
