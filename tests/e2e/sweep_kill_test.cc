// A sweep and a comparison go on where they were when the server was killed.
#include <csignal>
#include <set>

#include "absl/strings/str_cat.h"
#include "domain/supervision/compare_totals.h"
#include "domain/supervision/sweep_totals.h"
#include "tests/e2e/e2e_fixture.h"

namespace ogi {
namespace {

// Progress is told after every 500.
constexpr int kTownships = 1200;

class KilledSweep : public E2eTest {
 protected:
  KilledSweep() {
    Start();
    std::vector<v1::Agency> agencies = {NewAgency(kCounty)};
    for (int i = 0; i < kTownships; ++i) {
      agencies.push_back(NewAgency(absl::StrCat("agencies/54-0424", 5000 + i), kCounty));
    }
    Import(agencies);
  }

  void Kill() {
    Stop(SIGKILL);
    Start();
  }
};

TEST_F(KilledSweep, TellsEveryOrganAndCountsItOnce) {
  v1::SweepRegionRequest request;
  request.set_superior(kCounty);
  request.set_year(2023);
  std::set<std::string> told;
  v1::SweepTotals totals;
  int rows = 0;
  // Starting the server anew makes the test's own client anew.
  const std::unique_ptr<client::Client> client = NewClient();
  const absl::Status status =
      client->SweepRegion(request, [&](const v1::SweepRegionResponse& event) {
        if (event.has_progress()) return AddTotals(event.progress().totals(), totals);
        told.insert(event.agency().agency());
        if (++rows == 700) Kill();
      });
  ASSERT_TRUE(status.ok()) << status;
  EXPECT_EQ(told.size(), kTownships + 1u);
  EXPECT_EQ(totals.counts().must_file(), kTownships + 1);
  EXPECT_EQ(totals.counts().missing(), kTownships + 1);
}

TEST_F(KilledSweep, AComparisonGoesThroughEveryOrganOnce) {
  v1::CompareRuleSetsRequest request;
  request.set_name("ruleSets/built-in");
  request.set_superior(kCounty);
  request.set_year(2023);
  v1::CompareTotals totals;
  bool killed = false;
  const std::unique_ptr<client::Client> client = NewClient();
  const absl::Status status =
      client->CompareRuleSets(request, [&](const v1::CompareRuleSetsResponse& event) {
        AddTotals(event.progress().totals(), totals);
        if (!killed) Kill();
        killed = true;
      });
  ASSERT_TRUE(status.ok()) << status;
  EXPECT_EQ(totals.agencies(), kTownships + 1);
}

}  // namespace
}  // namespace ogi
