// Many filings over one stream.
#include <signal.h>

#include <set>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "tests/e2e/e2e_fixture.h"

namespace ogi {
namespace {

constexpr int kAgencies = 50;

std::string AgencyOf(int number) {
  return absl::StrFormat("agencies/54-A%05d", number % kAgencies);
}

class Bulk : public E2eTest {
 protected:
  Bulk() {
    Start();
    std::vector<v1::Agency> agencies;
    for (int i = 0; i < kAgencies; ++i) agencies.push_back(NewAgency(AgencyOf(i)));
    Import(agencies);
  }

  // No two are of the same report.
  static v1::AnnualReport NumberedReport(int number) {
    v1::AnnualReport report = ReportSaying(absl::StrCat("第 ", number, " 份"));
    report.set_agency(AgencyOf(number));
    report.set_year(2021 + number / kAgencies % 5);
    report.set_scope(number / kAgencies / 5 == 0 ? v1::OWN : v1::AGGREGATE);
    return report;
  }
};

TEST_F(Bulk, AnswersFiveHundredReportsEachOnceGoodOrBad) {
  constexpr int kReports = 500;
  int next = 0;
  std::multiset<int> good;
  std::multiset<int> bad;
  const absl::Status status = client().SubmitReports(
      {},
      [&]() -> std::optional<v1::SubmitReportRequest> {
        if (next == kReports) return std::nullopt;
        v1::AnnualReport report = NumberedReport(next);
        if (next % 10 == 3) report.set_agency("agencies/54-NOBODY");
        if (next % 10 == 7) report.mutable_table_four()->mutable_review()->set_total(-1);
        return Filing(report, absl::StrCat("bulk-", next++));
      },
      [&](const v1::SubmitReportRequest& request, const v1::SubmitReportsResponse& answer) {
        const int number = std::stoi(request.request_id().substr(5));
        EXPECT_EQ(number, answer.index());
        (answer.has_revision() ? good : bad).insert(number);
      });
  ASSERT_TRUE(status.ok()) << status;
  EXPECT_EQ(good.size() + bad.size(), static_cast<size_t>(kReports));
  for (int number = 0; number < kReports; ++number) {
    const bool is_bad = number % 10 == 3 || number % 10 == 7;
    EXPECT_EQ(good.count(number), is_bad ? 0u : 1u) << number;
    EXPECT_EQ(bad.count(number), is_bad ? 1u : 0u) << number;
  }
  EXPECT_EQ(AllRevisions().size(), good.size());
}

TEST_F(Bulk, FilesEachOnceThoughTheServerDiesInTheMiddle) {
  constexpr int kReports = 300;
  int next = 0;
  std::map<std::string, v1::Receipt> receipts;
  const absl::Status status = client().SubmitReports(
      {},
      [&]() -> std::optional<v1::SubmitReportRequest> {
        if (next == kReports) return std::nullopt;
        return Filing(NumberedReport(next++));
      },
      [&](const v1::SubmitReportRequest&, const v1::SubmitReportsResponse& answer) {
        ASSERT_TRUE(answer.has_revision()) << answer.ShortDebugString();
        EXPECT_TRUE(receipts.emplace(answer.revision().name(), answer.revision().receipt()).second);
        if (receipts.size() == 100) {
          EXPECT_EQ(Stop(SIGKILL), -SIGKILL);
          // Not Start: the client that is at work here must stay.
          server_ = Process::Start({OGI_OGID, "serve", "--data-directory", data_directory_,
                                    "--listen", target(), "--insecure-loopback"});
          ASSERT_TRUE(server_->ready()) << server_->Output();
        }
      });
  ASSERT_TRUE(status.ok()) << status;
  EXPECT_EQ(receipts.size(), static_cast<size_t>(kReports));
  const std::map<std::string, v1::Revision> revisions = AllRevisions();
  EXPECT_EQ(revisions.size(), static_cast<size_t>(kReports));
  for (const auto& [name, receipt] : receipts) {
    ASSERT_TRUE(revisions.contains(name)) << name;
    EXPECT_EQ(revisions.at(name).receipt().SerializeAsString(), receipt.SerializeAsString());
  }
}

}  // namespace
}  // namespace ogi
