// Which rules judge: sets on record, activation, comparison and overlays, from filing to
// publishing.
#include "services/rules/rule_sets.h"

#include "absl/strings/match.h"
#include "absl/strings/str_replace.h"
#include "common/limits.h"
#include "domain/supervision/compare_totals.h"
#include "services/rules/compare_rule_sets.h"
#include "services/rules/rule_library.h"
#include "services/rules/rule_overlays.h"
#include "services/submission/explain_finding.h"
#include "services/testing/service_fixture.h"
#include "services/validation/validate.h"

namespace ogi {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

// A rule that wants licences.
constexpr char kWantsLicences[] = R"(
rules {
  id: "E900"
  severity: ERROR
  category: ARITHMETIC
  title: "有许可"
  title_en: "There are licences"
  legal_basis: "试用"
  message: "{place}填 {left}。"
  message_en: "{place} is {left}."
  expected: "有"
  expected_en: "Some"
  mend: "核对"
  mend_en: "Check"
  sums { left: "table_two.licence.decisions" relation: AT_LEAST right: "1" }
}
)";

class RuleSetsTest : public ServiceTest {
 protected:
  RuleSetsTest() {
    environment_.rules = &library_;
    PutAgency(kTownship);
  }

  static v1::PutRuleSetRequest RequestWith(const std::string& text, const std::string& id) {
    v1::PutRuleSetRequest request;
    v1::RuleSetFile& file = *request.add_files();
    file.set_name("rules.textproto");
    file.set_text(absl::StrCat("version: \"试用\"\n", text));
    request.set_request_id(id);
    return request;
  }
  // The rules of the program, and one more.
  static v1::PutRuleSetRequest RequestWithOneMore(const std::string& id) {
    v1::PutRuleSetRequest request;
    for (const EmbeddedFile& file : EmbeddedFiles()) {
      if (!absl::StartsWith(file.name, "rules/") || absl::StrContains(file.name, ".cases.")) {
        continue;
      }
      v1::RuleSetFile& added = *request.add_files();
      added.set_name(std::string(file.name));
      added.set_text(std::string(file.text));
    }
    v1::RuleSetFile& more = *request.add_files();
    more.set_name("more.textproto");
    more.set_text(kWantsLicences);
    request.set_request_id(id);
    return request;
  }
  absl::StatusOr<v1::StoredRuleSet> Put(const v1::PutRuleSetRequest& request) {
    return Run<v1::StoredRuleSet>([&] { return PutRuleSet(environment_, Context(), request); });
  }
  absl::StatusOr<v1::RuleActivation> Activate(const std::string& name, const std::string& id) {
    v1::ActivateRuleSetRequest request;
    request.set_name(name);
    request.set_reason("新规则生效");
    request.set_request_id(id);
    return Run<v1::RuleActivation>(
        [&] { return ActivateRuleSet(environment_, Context(), request); });
  }
  absl::StatusOr<v1::RuleOverlay> Create(const v1::RuleOverlay& overlay, const std::string& id) {
    v1::CreateRuleOverlayRequest request;
    *request.mutable_overlay() = overlay;
    request.set_request_id(id);
    return Run<v1::RuleOverlay>(
        [&] { return CreateRuleOverlay(environment_, Context(), request); });
  }
  absl::StatusOr<v1::RuleOverlay> End(const std::string& name, const std::string& id) {
    v1::WithdrawRuleOverlayRequest request;
    request.set_name(name);
    request.set_reason("期满");
    request.set_request_id(id);
    return Run<v1::RuleOverlay>(
        [&] { return WithdrawRuleOverlay(environment_, Context(), request); });
  }
  v1::ListRuleSetsResponse Sets() {
    const auto sets = ListRuleSets(environment_, Context(), {});
    EXPECT_TRUE(sets.ok()) << sets.status();
    return sets.ok() ? *sets : v1::ListRuleSetsResponse();
  }

  static v1::RuleOverlay Overlay(v1::RuleOverlay::Effect effect) {
    v1::RuleOverlay overlay;
    overlay.set_rule("E4");
    overlay.set_effect(effect);
    overlay.set_reason("系统改造");
    return overlay;
  }

  v1::Verdict::Outcome Filed(const v1::AnnualReport& report) {
    const auto filed = Submit(Filing(report, absl::StrCat("file-", ++filings_)));
    EXPECT_TRUE(filed.ok()) << filed.status();
    return filed.ok() ? filed->verdict().outcome() : v1::Verdict::OUTCOME_UNSPECIFIED;
  }

  struct Comparison {
    std::vector<v1::VerdictChange> changes;
    v1::CompareTotals totals;
    std::string token;
  };
  Comparison Compare(const v1::CompareRuleSetsRequest& request) {
    Comparison comparison;
    auto comparer = RuleSetComparer::Begin(environment_, Context(), request);
    EXPECT_TRUE(comparer.ok()) << comparer.status();
    while (comparer.ok() && !comparer->AtEnd()) {
      const auto event = comparer->Next();
      EXPECT_TRUE(event.ok()) << event.status();
      if (!event.ok()) break;
      if (!event->has_value()) continue;
      if ((*event)->has_change()) comparison.changes.push_back((*event)->change());
      if (!(*event)->has_progress()) continue;
      AddTotals((*event)->progress().totals(), comparison.totals);
      comparison.token = (*event)->progress().resume_token();
    }
    return comparison;
  }

  RuleLibrary library_;
  int filings_ = 0;
};

TEST_F(RuleSetsTest, ASetOnRecordHasNoEffect) {
  const auto set = Put(RequestWith(kWantsLicences, "a"));
  ASSERT_TRUE(set.ok()) << set.status();
  EXPECT_EQ(set->rules(), 1);
  EXPECT_THAT(set->added(), ElementsAre("E900"));
  EXPECT_GT(set->removed_size(), 200);
  EXPECT_EQ(Filed(ReportSaying("一")), v1::Verdict::CLEAN);
  const v1::ListRuleSetsResponse sets = Sets();
  ASSERT_EQ(sets.rule_sets_size(), 2);
  EXPECT_EQ(sets.rule_sets(0).name(), kBuiltInRuleSet);
  EXPECT_TRUE(sets.rule_sets(0).active());
  EXPECT_FALSE(sets.rule_sets(1).active());
  EXPECT_THAT(sets.activations(), IsEmpty());
}

TEST_F(RuleSetsTest, TheSameRulesAgainAreTheSameSet) {
  const auto first = Put(RequestWith(kWantsLicences, "a"));
  const auto again = Put(RequestWith(kWantsLicences, "b"));
  ASSERT_TRUE(again.ok()) << again.status();
  EXPECT_EQ(first->name(), again->name());
  EXPECT_EQ(Sets().rule_sets_size(), 2);
}

TEST_F(RuleSetsTest, ASetThatIsActivatedJudgesFromThenOn) {
  const std::string name = Put(RequestWith(kWantsLicences, "a"))->name();
  const auto activation = Activate(name, "b");
  ASSERT_TRUE(activation.ok()) << activation.status();
  EXPECT_EQ(activation->reason(), "新规则生效");
  EXPECT_TRUE(activation->life().has_create_time());
  EXPECT_EQ(Filed(ReportSaying("一")), v1::Verdict::BLOCKED);
  EXPECT_EQ(Get(kRevision1)->verdict().rule_set().version(), "试用");
  v1::ValidateReportRequest validate;
  *validate.mutable_report() = ReportSaying("一");
  EXPECT_EQ(ValidateReport(environment_, Context(), validate)->outcome(), v1::Verdict::BLOCKED);
  EXPECT_EQ(ListRules(environment_, Context(), {})->rules_size(), 1);
  // And back.
  ASSERT_TRUE(Activate(std::string(kBuiltInRuleSet), "c").ok());
  EXPECT_EQ(Filed(ReportSaying("二")), v1::Verdict::CLEAN);
  const v1::ListRuleSetsResponse sets = Sets();
  ASSERT_EQ(sets.activations_size(), 2);
  EXPECT_EQ(sets.activations(0).rule_set(), kBuiltInRuleSet);
  EXPECT_TRUE(sets.activations(1).life().has_withdraw_time());
}

TEST_F(RuleSetsTest, ARepeatedActivationIsOne) {
  const std::string name = Put(RequestWith(kWantsLicences, "a"))->name();
  ASSERT_TRUE(Activate(name, "b").ok());
  ASSERT_TRUE(Activate(name, "b").ok());
  ASSERT_TRUE(Activate(name, "c").ok());
  EXPECT_EQ(Sets().activations_size(), 1);
}

TEST_F(RuleSetsTest, ALibraryThatStartsAnewFindsWhatIsInForce) {
  const std::string name = Put(RequestWith(kWantsLicences, "a"))->name();
  ASSERT_TRUE(Activate(name, "b").ok());
  v1::RuleOverlay overlay = Overlay(v1::RuleOverlay::AS_INFO);
  overlay.set_rule("E900");
  ASSERT_TRUE(Create(overlay, "c").ok());
  RuleLibrary anew;
  ASSERT_TRUE(anew.Refresh(store_).ok());
  EXPECT_EQ(anew.InForce()->name, name);
  EXPECT_NE(anew.InForce()->book->Find("E900"), nullptr);
  ASSERT_EQ(anew.InForce()->overlays.size(), 1u);
}

TEST_F(RuleSetsTest, WhatCannotBeReadIsRefusedWithFileAndLine) {
  const auto refused = Put(RequestWith("rules { id: \"E900\" }", "a"));
  EXPECT_EQ(ReasonOf(refused), v1::DATA_FILE_INVALID);
  EXPECT_THAT(std::string(refused.status().message()), HasSubstr("rules.textproto:2"));
  EXPECT_EQ(ReasonOf(Put(v1::PutRuleSetRequest())), v1::INVALID_FIELDS);
  EXPECT_EQ(ReasonOf(Put(RequestWith(std::string(limits::kMaxRuleSetBytes, '#'), "b"))),
            v1::TOO_LARGE);
  EXPECT_EQ(ReasonOf(Activate("ruleSets/0123456789abcdef", "c")), v1::ACCESS_RECORD_NOT_FOUND);
  EXPECT_EQ(ReasonOf(Activate("x", "d")), v1::INVALID_FIELDS);
}

TEST_F(RuleSetsTest, SumsThatComeToTooManyAreRefused) {
  std::string terms;
  for (int i = 0; i < 401; ++i) terms += "left: \"table_two.licence.decisions\" ";
  EXPECT_EQ(
      ReasonOf(Put(RequestWith(
          absl::StrReplaceAll(kWantsLicences, {{"left: \"table_two.licence.decisions\"", terms}}),
          "a"))),
      v1::DATA_FILE_INVALID);
}

TEST_F(RuleSetsTest, AComparisonTellsEachVerdictThatWouldChange) {
  PutAgency("agencies/54-0424201", kTownship);
  v1::AnnualReport with_licences = ReportSaying("一");
  with_licences.set_agency("agencies/54-0424201");
  SetCell(with_licences, CellNumber("table_two", "licence", "decisions"), 3);
  Filed(with_licences);
  Filed(ReportSaying("一"));
  v1::CompareRuleSetsRequest request;
  request.set_name(Put(RequestWithOneMore("a"))->name());
  request.set_superior(kTownship);
  request.set_year(2023);
  const Comparison comparison = Compare(request);
  ASSERT_EQ(comparison.changes.size(), 1u);
  const v1::VerdictChange& change = comparison.changes[0];
  EXPECT_EQ(change.revision(), kRevision1);
  EXPECT_EQ(change.before(), v1::Verdict::CLEAN);
  EXPECT_EQ(change.after(), v1::Verdict::BLOCKED);
  ASSERT_EQ(change.added_size(), 1);
  EXPECT_EQ(change.added(0).rule(), "E900");
  EXPECT_THAT(change.removed(), IsEmpty());
  EXPECT_EQ(comparison.totals.agencies(), 2);
  EXPECT_EQ(comparison.totals.reports(), 2);
  EXPECT_EQ(comparison.totals.changed(), 1);
  EXPECT_EQ(comparison.totals.newly_blocked(), 1);
  ASSERT_EQ(comparison.totals.rules_size(), 1);
  EXPECT_EQ(comparison.totals.rules(0).reports(), 1);
  EXPECT_EQ(comparison.token, "");
  // Nothing was stored.
  EXPECT_EQ(Get(kRevision1)->verdict().outcome(), v1::Verdict::CLEAN);
}

TEST_F(RuleSetsTest, AComparisonWithItselfTellsNothing) {
  Filed(BlockedReport());
  v1::CompareRuleSetsRequest request;
  request.set_name(std::string(kBuiltInRuleSet));
  request.set_superior(kTownship);
  request.set_year(2023);
  const Comparison comparison = Compare(request);
  EXPECT_TRUE(comparison.changes.empty());
  EXPECT_EQ(comparison.totals.reports(), 1);
  request.set_resume_token("x");
  EXPECT_EQ(errors::ReasonOf(RuleSetComparer::Begin(environment_, Context(), request).status()),
            v1::INVALID_PAGE_TOKEN);
}

TEST_F(RuleSetsTest, AnOverlayChangesWhatARuleWeighsUntilItEnds) {
  EXPECT_EQ(Filed(BlockedReport()), v1::Verdict::BLOCKED);
  const auto overlay = Create(Overlay(v1::RuleOverlay::AS_WARNING), "a");
  ASSERT_TRUE(overlay.ok()) << overlay.status();
  EXPECT_TRUE(overlay->life().has_create_time());
  v1::AnnualReport report = BlockedReport();
  report.set_preamble("二");
  EXPECT_EQ(Filed(report), v1::Verdict::WARNED);
  EXPECT_THAT(Get(kRevision2)->verdict().overlays(), ElementsAre(overlay->name()));
  ASSERT_TRUE(End(overlay->name(), "b").ok());
  report.set_preamble("三");
  EXPECT_EQ(Filed(report), v1::Verdict::BLOCKED);
  EXPECT_THAT(ListRuleOverlays(environment_, Context(), {})->overlays(), IsEmpty());
  v1::ListRuleOverlaysRequest all;
  all.set_show_withdrawn(true);
  EXPECT_EQ(ListRuleOverlays(environment_, Context(), all)->overlays_size(), 1);
}

TEST_F(RuleSetsTest, AnErrorThatIsAWarningByAnOverlayCanBeExplained) {
  ASSERT_TRUE(Create(Overlay(v1::RuleOverlay::AS_WARNING), "a").ok());
  Filed(BlockedReport());
  const v1::Verdict verdict = Get(kRevision1)->verdict();
  ASSERT_GT(verdict.findings_size(), 0);
  ASSERT_EQ(verdict.findings(0).rule(), "E4");
  ASSERT_TRUE(Do(Act::kAccept, kRevision1).ok());
  EXPECT_EQ(ReasonOf(Do(Act::kPublish, kRevision1)), v1::WARNING_NOT_EXPLAINED);
  v1::ExplainFindingRequest explain;
  explain.set_parent(kReport);
  explain.set_rule("E4");
  explain.set_finding_key(verdict.findings(0).key());
  explain.set_text("系统改造");
  explain.set_request_id("b");
  const auto explained =
      Run<v1::Explanation>([&] { return ExplainFinding(environment_, Context(), explain); });
  ASSERT_TRUE(explained.ok()) << explained.status();
  EXPECT_TRUE(Do(Act::kPublish, kRevision1).ok());
}

TEST_F(RuleSetsTest, AnOverlayOfARegionHoldsThereAlone) {
  PutAgency("agencies/54-0425000");
  PutAgency("agencies/54-0425201", "agencies/54-0425000");
  v1::RuleOverlay overlay = Overlay(v1::RuleOverlay::OFF);
  overlay.set_agency("agencies/54-0425000");
  ASSERT_TRUE(Create(overlay, "a").ok());
  EXPECT_EQ(Filed(BlockedReport()), v1::Verdict::BLOCKED);
  v1::AnnualReport report = BlockedReport();
  report.set_agency("agencies/54-0425201");
  EXPECT_EQ(Filed(report), v1::Verdict::CLEAN);
}

TEST_F(RuleSetsTest, AWrongOverlayIsRefused) {
  v1::RuleOverlay overlay = Overlay(v1::RuleOverlay::OFF);
  overlay.set_rule("E999");
  EXPECT_EQ(ReasonOf(Create(overlay, "a")), v1::INVALID_FIELDS);
  overlay = Overlay(v1::RuleOverlay::OFF);
  overlay.set_agency("agencies/54-9999");
  EXPECT_EQ(ReasonOf(Create(overlay, "b")), v1::AGENCY_NOT_FOUND);
  EXPECT_EQ(ReasonOf(End("ruleOverlays/0123456789abcdef", "c")), v1::ACCESS_RECORD_NOT_FOUND);
  EXPECT_EQ(ReasonOf(End("x", "d")), v1::INVALID_FIELDS);
}

TEST_F(RuleSetsTest, ARepeatedOverlayIsOne) {
  const auto first = Create(Overlay(v1::RuleOverlay::OFF), "a");
  const auto again = Create(Overlay(v1::RuleOverlay::OFF), "a");
  ASSERT_TRUE(again.ok()) << again.status();
  EXPECT_EQ(first->name(), again->name());
  EXPECT_EQ(library_.InForce()->overlays.size(), 1u);
}

}  // namespace
}  // namespace ogi
