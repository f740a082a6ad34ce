#include "domain/rules/overlays.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "domain/form/figures.h"
#include "domain/testing/reports.h"

namespace ogi {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

v1::RuleOverlay Overlay(const std::string& rule, v1::RuleOverlay::Effect effect) {
  v1::RuleOverlay overlay;
  overlay.set_name("ruleOverlays/" + rule);
  overlay.set_rule(rule);
  overlay.set_effect(effect);
  overlay.set_reason("因为");
  return overlay;
}

class OverlaysTest : public testing::Test {
 protected:
  // Of a report with a wrong sum in table four, by a township of 2023.
  v1::Verdict Judge(const std::vector<v1::RuleOverlay>& overlays) {
    v1::AnnualReport report = CleanReport(v1::EDITION_2021);
    SetCell(report, CellNumber("table_four", "review", "total"), 3);
    const Figures figures(report);
    const RuleWeights weights =
        WeightsFor({.year = 2023, .level = v1::Agency::TOWNSHIP, .agencies = agencies_}, overlays);
    return RuleBook::BuiltIn().Judge({.report = &report, .figures = &figures}, absl::UnixEpoch(),
                                     {.weights = &weights});
  }
  v1::Verdict::Outcome OutcomeWith(const v1::RuleOverlay& overlay) {
    return Judge({overlay}).outcome();
  }

  const std::vector<std::string> agencies_ = {"54-0424204", "54-0424000"};
};

TEST_F(OverlaysTest, ARuleThatIsOffIsNotAsked) {
  const v1::Verdict verdict = Judge({Overlay("E4", v1::RuleOverlay::OFF)});
  EXPECT_THAT(verdict.findings(), IsEmpty());
  EXPECT_EQ(verdict.outcome(), v1::Verdict::CLEAN);
  EXPECT_THAT(verdict.overlays(), ElementsAre("ruleOverlays/E4"));
}

TEST_F(OverlaysTest, ARuleWeighsWhatTheOverlaySays) {
  const v1::Verdict verdict = Judge({Overlay("E4", v1::RuleOverlay::AS_WARNING)});
  ASSERT_EQ(verdict.findings_size(), 1);
  EXPECT_EQ(verdict.findings(0).severity(), v1::WARNING);
  EXPECT_EQ(verdict.outcome(), v1::Verdict::WARNED);
  EXPECT_EQ(verdict.warning_count(), 1);
}

TEST_F(OverlaysTest, OfTwoTheLaterCounts) {
  EXPECT_EQ(Judge({Overlay("E4", v1::RuleOverlay::OFF), Overlay("E4", v1::RuleOverlay::AS_ERROR)})
                .outcome(),
            v1::Verdict::BLOCKED);
}

TEST_F(OverlaysTest, HoldForTheirYearsLevelsAndRegionsAlone) {
  const v1::RuleOverlay off = Overlay("E4", v1::RuleOverlay::OFF);
  v1::RuleOverlay other = off;
  other.set_last_year(2022);
  EXPECT_EQ(OutcomeWith(other), v1::Verdict::BLOCKED);
  other = off;
  other.set_first_year(2023);
  EXPECT_EQ(OutcomeWith(other), v1::Verdict::CLEAN);
  other.add_levels(v1::Agency::COUNTY);
  EXPECT_EQ(OutcomeWith(other), v1::Verdict::BLOCKED);
  other.add_levels(v1::Agency::TOWNSHIP);
  EXPECT_EQ(OutcomeWith(other), v1::Verdict::CLEAN);
  other.set_agency("agencies/54-0424000");
  EXPECT_EQ(OutcomeWith(other), v1::Verdict::CLEAN);
  other.set_agency("agencies/54-0425000");
  EXPECT_EQ(OutcomeWith(other), v1::Verdict::BLOCKED);
}

TEST_F(OverlaysTest, OneThatWasWithdrawnDoesNotHold) {
  v1::RuleOverlay ended = Overlay("E4", v1::RuleOverlay::OFF);
  ended.mutable_life()->mutable_withdraw_time()->set_seconds(1);
  const v1::Verdict verdict = Judge({ended});
  EXPECT_EQ(verdict.outcome(), v1::Verdict::BLOCKED);
  EXPECT_THAT(verdict.overlays(), IsEmpty());
}

TEST_F(OverlaysTest, ErrorsStillComeFirst) {
  v1::AnnualReport report = CleanReport(v1::EDITION_2021);
  SetCell(report, CellNumber("table_four", "review", "total"), 3);
  report.mutable_problems()->clear_text();
  const Figures figures(report);
  const std::vector<v1::RuleOverlay> overlays = {Overlay("E4", v1::RuleOverlay::AS_INFO)};
  const RuleWeights weights = WeightsFor({.year = 2023}, overlays);
  const v1::Verdict verdict = RuleBook::BuiltIn().Judge({.report = &report, .figures = &figures},
                                                        absl::UnixEpoch(), {.weights = &weights});
  ASSERT_GT(verdict.findings_size(), 1);
  EXPECT_EQ(verdict.findings(0).severity(), v1::ERROR);
  EXPECT_EQ(verdict.findings(verdict.findings_size() - 1).rule(), "E4");
}

TEST_F(OverlaysTest, SaysWhatIsWrongWithOne) {
  v1::RuleOverlay wrong = Overlay("E999", v1::RuleOverlay::EFFECT_UNSPECIFIED);
  wrong.clear_reason();
  wrong.set_first_year(2024);
  wrong.set_last_year(2023);
  wrong.set_agency("x");
  wrong.add_levels(v1::Agency::LEVEL_UNSPECIFIED);
  FieldViolations violations;
  CheckRuleOverlay(wrong, RuleBook::BuiltIn(), &violations);
  // Rule, effect, years, agency, level and reason.
  EXPECT_THAT(std::string(violations.ToStatus().message()),
              ::testing::HasSubstr("6 fields are wrong. First, overlay.rule"));
}

}  // namespace
}  // namespace ogi
