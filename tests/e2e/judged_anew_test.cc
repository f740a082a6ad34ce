// What rests on a report is judged anew by itself, whoever is killed meanwhile.
#include <csignal>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "domain/calendar/china_time.h"
#include "domain/form/figures.h"
#include "domain/testing/reports.h"
#include "tests/e2e/e2e_fixture.h"

namespace ogi {
namespace {

using testing::HasSubstr;

class JudgedAnew : public E2eTest {
 protected:
  // A county and its township; their reports, and the county's aggregate of both, are accepted.
  JudgedAnew() {
    Start();
    v1::Agency county = NewAgency(kCounty);
    county.set_level(v1::Agency::COUNTY);
    Import({county, NewAgency(kTownship, kCounty)});
    EXPECT_EQ(Ogictl({"season", "set", "2023", "--level", "county,township", "--opens",
                      "2023-12-31", "--due", "2024-01-31"})
                  .exit_code,
              0);
    EXPECT_EQ(Ogictl({"season", "freeze", "2023"}).exit_code, 0);
    Accept(File(kTownship, 2));
    Accept(File(kCounty, 5));
    aggregate_ = File(kCounty, 7, v1::AGGREGATE);
    Accept(aggregate_);
  }

  // Answers the revision's name.
  std::string File(const std::string& agency, int licences, v1::Scope scope = v1::OWN) {
    v1::AnnualReport report = ReportSaying(absl::StrCat("第", ++filings_, "稿"));
    report.set_agency(agency);
    report.set_scope(scope);
    SetCell(report, CellNumber("table_two", "licence", "decisions"), licences);
    const absl::StatusOr<v1::Revision> filed = client().SubmitReport(Filing(report));
    EXPECT_TRUE(filed.ok()) << filed.status();
    return filed.ok() ? filed->name() : "";
  }

  void Accept(const std::string& revision) {
    v1::AcceptReportRequest request;
    request.set_name(revision);
    const absl::StatusOr<v1::Revision> accepted = client().AcceptReport(request);
    EXPECT_TRUE(accepted.ok()) << accepted.status();
  }

  v1::Revision Get(const std::string& name) {
    v1::GetReportRequest request;
    request.set_name(name);
    const absl::StatusOr<v1::Revision> revision = client().GetReport(request);
    EXPECT_TRUE(revision.ok()) << revision.status();
    return revision.ok() ? *revision : v1::Revision();
  }

  // Whether the aggregate has errors, or has none, within 20 seconds.
  bool ComesToHaveErrors(bool errors) {
    const absl::Time end = absl::Now() + absl::Seconds(20);
    while (absl::Now() < end) {
      const bool blocked = Get(aggregate_).verdict().outcome() == v1::Verdict::BLOCKED;
      if (blocked == errors) return true;
    }
    return false;
  }

  std::string aggregate_;
  int filings_ = 0;
};

TEST_F(JudgedAnew, ACorrectionBelowTurnsTheAggregateAndTheCountyIsTold) {
  EXPECT_TRUE(ComesToHaveErrors(false));
  Accept(File(kTownship, 3));
  EXPECT_TRUE(ComesToHaveErrors(true));
  EXPECT_EQ(Get(aggregate_).state(), v1::ACCEPTED);
  const std::string told = Ogictl({"notices", kCounty}).output;
  EXPECT_THAT(told, HasSubstr("定稿后出现错误，请核对"));
  EXPECT_THAT(told, HasSubstr("E11.table_two；因 54-0424204/2023/2 有变"));
}

TEST_F(JudgedAnew, ByAServerThatWasKilledRightAfterTheAcceptance) {
  for (int round = 0; round < 3; ++round) {
    // Back and forth: the aggregate says 7.
    Accept(File(kTownship, 3 + round));
    Stop(SIGKILL);
    Start();
    EXPECT_TRUE(ComesToHaveErrors(true));
    Accept(File(kTownship, 2));
    Stop(SIGKILL);
    Start();
    EXPECT_TRUE(ComesToHaveErrors(false));
  }
  v1::ListNoticesRequest request;
  request.set_parent(kCounty);
  const absl::StatusOr<v1::ListNoticesResponse> notices = client().ListNotices(request);
  ASSERT_TRUE(notices.ok()) << notices.status();
  int turned = 0;
  for (const v1::Notice& notice : notices->notices()) {
    turned += notice.kind() == v1::Notice::VERDICT_TURNED ? 1 : 0;
  }
  EXPECT_EQ(turned, 3);
}

}  // namespace
}  // namespace ogi
