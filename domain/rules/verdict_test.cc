#include "domain/rules/verdict.h"

#include <string>

#include "common/limits.h"
#include "gtest/gtest.h"

namespace ogi {
namespace {

v1::Finding& Add(v1::Verdict& verdict, v1::Severity severity, v1::Finding::Result result) {
  v1::Finding& finding = *verdict.add_findings();
  finding.set_severity(severity);
  finding.set_result(result);
  return finding;
}

TEST(Verdict, IsAsGraveAsItsGravestFinding) {
  v1::Verdict verdict;
  EXPECT_EQ(OutcomeOf(verdict), v1::Verdict::CLEAN);
  v1::Finding& finding = Add(verdict, v1::ERROR, v1::Finding::UNCERTAIN);
  EXPECT_EQ(OutcomeOf(verdict), v1::Verdict::WARNED);
  finding.set_result(v1::Finding::FAIL);
  EXPECT_EQ(OutcomeOf(verdict), v1::Verdict::BLOCKED);
  finding.set_severity(v1::WARNING);
  EXPECT_EQ(OutcomeOf(verdict), v1::Verdict::WARNED);
  finding.set_severity(v1::INFO);
  EXPECT_EQ(OutcomeOf(verdict), v1::Verdict::CLEAN);
}

TEST(Verdict, DoesNotBlockForWhatCannotBeAssessed) {
  v1::Verdict verdict;
  Add(verdict, v1::ERROR, v1::Finding::NOT_ASSESSABLE);
  Conclude(verdict);
  EXPECT_EQ(verdict.outcome(), v1::Verdict::CLEAN);
  EXPECT_EQ(verdict.error_count(), 0);
}

TEST(Verdict, CountsItsFindingsBySeverity) {
  v1::Verdict verdict;
  Add(verdict, v1::ERROR, v1::Finding::FAIL);
  Add(verdict, v1::ERROR, v1::Finding::UNCERTAIN);
  Add(verdict, v1::WARNING, v1::Finding::FAIL);
  Add(verdict, v1::INFO, v1::Finding::FAIL);
  Conclude(verdict);
  EXPECT_EQ(verdict.error_count(), 2);
  EXPECT_EQ(verdict.warning_count(), 1);
  EXPECT_EQ(verdict.info_count(), 1);
  EXPECT_EQ(verdict.omitted_findings(), 0);
}

// Finding 26: a verdict's bytes had no bound of their own inside a commit.
TEST(Verdict, Finding26KeepsItsGravestFindingsAndCountsThoseItLeavesOut) {
  v1::Verdict verdict;
  constexpr int kFindings = 400;
  for (int i = 0; i < kFindings; ++i) {
    Add(verdict, i < 10 ? v1::ERROR : v1::WARNING, v1::Finding::FAIL)
        .set_message(std::string(1000, 'm'));
  }
  Conclude(verdict);
  EXPECT_LE(verdict.ByteSizeLong(), limits::kMaxVerdictBytes);
  EXPECT_GE(verdict.ByteSizeLong(), limits::kMaxVerdictBytes - 2000);
  EXPECT_EQ(verdict.omitted_findings() + verdict.findings_size(), kFindings);
  EXPECT_EQ(verdict.findings(0).severity(), v1::ERROR);
  EXPECT_EQ(verdict.error_count(), 10);
  EXPECT_EQ(verdict.warning_count(), kFindings - 10);
  EXPECT_EQ(verdict.outcome(), v1::Verdict::BLOCKED);
}

}  // namespace
}  // namespace ogi
