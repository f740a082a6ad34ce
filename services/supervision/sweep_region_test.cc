#include "services/supervision/sweep_region.h"

#include <google/protobuf/util/message_differencer.h>

#include <functional>
#include <map>
#include <random>
#include <set>

#include "domain/supervision/sweep_totals.h"
#include "services/season/testing/season_fixture.h"

namespace ogi {
namespace {

using google::protobuf::util::MessageDifferencer;
using ::testing::ElementsAre;

// The city, its county, the townships 54-0424201 to 54-0424209 beside 54-0424204, and a village.
class SweepRegionTest : public SeasonFixture {
 protected:
  SweepRegionTest() {
    for (int i = 1; i < 10; ++i) {
      if (i != 4) PutAgency(absl::StrCat("agencies/54-042420", i), kCounty);
    }
    PutAgency("agencies/54-0424204201", kTownship);
  }

  struct Sweep {
    std::vector<v1::SweptAgency> rows;
    v1::SweepTotals totals;
    // Tokens of the progress told, with how many rows came before each.
    std::vector<std::pair<std::string, size_t>> tokens;
  };

  v1::SweepRegionRequest RequestOf(const std::string& superior) const {
    v1::SweepRegionRequest request;
    request.set_superior(superior);
    request.set_year(2023);
    return request;
  }

  Sweep Run(const v1::SweepRegionRequest& request) {
    Sweep sweep;
    auto reader = SweepReader::Begin(environment_, Context(), request);
    EXPECT_TRUE(reader.ok()) << reader.status();
    while (reader.ok() && !reader->AtEnd()) {
      const auto event = reader->Next();
      EXPECT_TRUE(event.ok()) << event.status();
      if (!event.ok()) break;
      if (!event->has_value()) continue;
      if ((*event)->has_agency()) {
        sweep.rows.push_back((*event)->agency());
        continue;
      }
      AddTotals((*event)->progress().totals(), sweep.totals);
      sweep.tokens.emplace_back((*event)->progress().resume_token(), sweep.rows.size());
    }
    EXPECT_FALSE(sweep.tokens.empty());
    EXPECT_EQ(sweep.tokens.back().first, "");
    return sweep;
  }
  Sweep Run(const std::string& superior) { return Run(RequestOf(superior)); }

  static std::vector<std::string> Agencies(const Sweep& sweep) {
    std::vector<std::string> agencies;
    for (const v1::SweptAgency& row : sweep.rows) agencies.push_back(row.agency().substr(9));
    return agencies;
  }

  void File(const std::string& agency, v1::AnnualReport report = ReportSaying("一")) {
    report.set_agency(agency);
    ASSERT_TRUE(Submit(Filing(report, NextId())).ok());
  }

  void Freeze() {
    SetDates("2024-01-01", "2024-01-20");
    SeasonFixture::Freeze();
  }
};

TEST_F(SweepRegionTest, GoesThroughTheTreeDepthFirst) {
  EXPECT_THAT(Agencies(Run(kCity)),
              ElementsAre("54-0400000", "54-0424000", "54-0424201", "54-0424202", "54-0424203",
                          "54-0424204", "54-0424204201", "54-0424205", "54-0424206", "54-0424207",
                          "54-0424208", "54-0424209"));
  EXPECT_THAT(Agencies(Run(kTownship)), ElementsAre("54-0424204", "54-0424204201"));
}

TEST_F(SweepRegionTest, CountsByTheDirectSubordinatesAndTheOrganItself) {
  const Sweep sweep = Run(kCity);
  ASSERT_EQ(sweep.totals.regions_size(), 2);
  EXPECT_EQ(sweep.totals.regions(0).agency(), kCity);
  EXPECT_EQ(sweep.totals.regions(0).counts().must_file(), 1);
  EXPECT_EQ(sweep.totals.regions(1).agency(), kCounty);
  EXPECT_EQ(sweep.totals.regions(1).counts().must_file(), 11);
  EXPECT_EQ(Run(kCounty).totals.regions_size(), 10);
}

TEST_F(SweepRegionTest, TellsHowEachOrganStands) {
  Freeze();
  PutAgency("agencies/54-0424299", kCounty);
  File(kTownship);
  File("agencies/54-0424201", BlockedReport());
  File("agencies/54-0424202");
  ASSERT_TRUE(Do(Act::kReturn, "agencies/54-0424202/reports/2023/revisions/1").ok());
  v1::ExemptAgencyRequest exempt;
  exempt.set_name("agencies/54-0424203/rosterEntries/2023");
  exempt.set_request_id(NextId());
  exempt.set_reason("并入");
  exempt.set_ground(v1::Exemption::MERGED);
  ASSERT_TRUE(ServiceTest::Run<v1::RosterEntry>([&] {
                return ExemptAgency(environment_, Context(), exempt);
              }).ok());
  clock_.Move(absl::Hours(24));
  std::map<std::string, v1::SweptAgency> rows;
  const Sweep sweep = Run(kCounty);
  for (const v1::SweptAgency& row : sweep.rows) rows[row.agency()] = row;

  const v1::SweptAgency& township = rows[kTownship];
  EXPECT_TRUE(township.filed());
  EXPECT_EQ(township.state(), v1::SUBMITTED);
  EXPECT_EQ(township.revision(), 1);
  EXPECT_TRUE(township.has_receive_time());
  EXPECT_EQ(township.superior(), kCounty);
  // Received on 1 February, due on 20 January.
  EXPECT_EQ(township.timeliness().days_late(), 12);

  const v1::SweptAgency& blocked = rows["agencies/54-0424201"];
  EXPECT_EQ(blocked.outcome(), v1::Verdict::BLOCKED);
  ASSERT_GE(blocked.findings_size(), 1);
  EXPECT_EQ(blocked.findings(0).rule(), "E4");

  const v1::SweptAgency& returned = rows["agencies/54-0424202"];
  EXPECT_FALSE(returned.filed());
  EXPECT_EQ(returned.state(), v1::RETURNED);
  EXPECT_TRUE(returned.overdue());

  EXPECT_EQ(rows["agencies/54-0424203"].duty(), v1::SweptAgency::EXEMPT);
  EXPECT_FALSE(rows["agencies/54-0424203"].overdue());
  EXPECT_EQ(rows["agencies/54-0424299"].duty(), v1::SweptAgency::NOT_ON_ROSTER);
  EXPECT_EQ(rows["agencies/54-0424205"].revision(), 0);
  EXPECT_TRUE(rows["agencies/54-0424205"].overdue());

  const v1::SweepCounts& counts = sweep.totals.counts();
  EXPECT_TRUE(sweep.totals.roster_frozen());
  EXPECT_EQ(counts.must_file(), 10);
  EXPECT_EQ(counts.exempt(), 1);
  EXPECT_EQ(counts.not_on_roster(), 1);
  EXPECT_EQ(counts.filed(), 2);
  EXPECT_EQ(counts.blocked(), 1);
  EXPECT_EQ(counts.late(), 2);
  EXPECT_EQ(counts.missing(), 8);
  EXPECT_EQ(counts.returned(), 1);
}

TEST_F(SweepRegionTest, WhoCorrectsAReportIsNotLate) {
  SetDates("2024-01-01", "2024-02-01");
  File(kTownship);
  clock_.Move(absl::Hours(24 * 10));
  File(kTownship, ReportSaying("二"));
  const Sweep sweep = Run(kTownship);
  EXPECT_EQ(sweep.rows[0].revision(), 2);
  EXPECT_EQ(sweep.rows[0].timeliness().days_late(), 0);
  EXPECT_EQ(sweep.totals.counts().late(), 0);
}

TEST_F(SweepRegionTest, TheAcceptedRevisionStandsThoughALaterOneWasReturned) {
  File(kTownship);
  ASSERT_TRUE(Do(Act::kAccept, "agencies/54-0424204/reports/2023/revisions/1").ok());
  File(kTownship, ReportSaying("二"));
  ASSERT_TRUE(Do(Act::kReturn, "agencies/54-0424204/reports/2023/revisions/2").ok());
  const Sweep sweep = Run(kTownship);
  EXPECT_TRUE(sweep.rows[0].filed());
  EXPECT_EQ(sweep.rows[0].revision(), 1);
  EXPECT_EQ(sweep.rows[0].state(), v1::ACCEPTED);
}

TEST_F(SweepRegionTest, TotalsAloneAreTheSame) {
  File(kTownship);
  v1::SweepRegionRequest request = RequestOf(kCity);
  request.set_totals_only(true);
  const Sweep totals = Run(request);
  EXPECT_TRUE(totals.rows.empty());
  EXPECT_TRUE(MessageDifferencer::Equals(totals.totals, Run(kCity).totals));
}

TEST_F(SweepRegionTest, GoesOnFromEveryTokenAsIfItHadNotBrokenOff) {
  // 1,200 townships of two counties: progress is told after 500 and 1,000.
  PutAgency("agencies/54-0425000", kCity);
  for (int i = 0; i < 1200; ++i) {
    PutAgency(absl::StrCat("agencies/54-04", i % 2 == 0 ? "24" : "25", 5000 + i),
              i % 2 == 0 ? kCounty : "agencies/54-0425000");
  }
  const Sweep whole = Run(kCity);
  EXPECT_EQ(whole.rows.size(), 1213u);
  std::set<std::string> distinct;
  for (const std::string& agency : Agencies(whole)) distinct.insert(agency);
  EXPECT_EQ(distinct.size(), whole.rows.size());
  ASSERT_EQ(whole.tokens.size(), 3u);
  for (size_t i = 0; i + 1 < whole.tokens.size(); ++i) {
    v1::SweepRegionRequest request = RequestOf(kCity);
    request.set_resume_token(whole.tokens[i].first);
    const Sweep rest = Run(request);
    ASSERT_EQ(rest.rows.size(), whole.rows.size() - whole.tokens[i].second);
    for (size_t row = 0; row < rest.rows.size(); ++row) {
      EXPECT_TRUE(
          MessageDifferencer::Equals(rest.rows[row], whole.rows[whole.tokens[i].second + row]));
    }
    EXPECT_EQ(rest.totals.counts().must_file(), static_cast<int64_t>(rest.rows.size()));
  }
}

// The same totals, by asking for one report after the other.
class Recount {
 public:
  Recount(const std::vector<std::string>& agencies,
          std::function<absl::StatusOr<v1::Revision>(const std::string&)> get)
      : get_(std::move(get)) {
    for (const std::string& agency : agencies) Add(absl::StrCat(agency, "/reports/2023"));
  }

  v1::SweepCounts counts;
  // Organs by rule.
  std::map<std::string, int64_t> rules;

 private:
  void Add(const std::string& report) {
    counts.set_must_file(counts.must_file() + 1);
    const auto stands = get_(report);
    if (!stands.ok() || !Counts(stands->state())) {
      counts.set_missing(counts.missing() + 1);
      // Due on 31 January 2024; it is February.
      counts.set_overdue(counts.overdue() + 1);
      if (stands.ok() && stands->state() == v1::RETURNED) {
        counts.set_returned(counts.returned() + 1);
      }
      return;
    }
    counts.set_filed(counts.filed() + 1);
    const bool accepted = stands->state() == v1::ACCEPTED || stands->state() == v1::PUBLISHED;
    counts.set_accepted(counts.accepted() + (accepted ? 1 : 0));
    counts.set_published(counts.published() + (stands->state() == v1::PUBLISHED ? 1 : 0));
    const v1::Verdict::Outcome outcome = stands->verdict().outcome();
    counts.set_blocked(counts.blocked() + (outcome == v1::Verdict::BLOCKED ? 1 : 0));
    counts.set_warned(counts.warned() + (outcome == v1::Verdict::WARNED ? 1 : 0));
    counts.set_late(counts.late() + (IsLate(report) ? 1 : 0));
    std::set<std::string> found;
    for (const v1::Finding& finding : stands->verdict().findings()) {
      const bool counted =
          finding.severity() != v1::INFO && finding.result() != v1::Finding::NOT_ASSESSABLE;
      if (counted) found.insert(finding.rule());
    }
    for (const std::string& rule : found) ++rules[rule];
  }

  static bool Counts(v1::State state) { return state != v1::RETURNED && state != v1::WITHDRAWN; }

  bool IsLate(const std::string& report) const {
    for (int number = 1;; ++number) {
      const auto revision = get_(absl::StrCat(report, "/revisions/", number));
      if (!revision.ok()) return false;
      if (Counts(revision->state())) return revision->timeliness().days_late() > 0;
    }
  }

  const std::function<absl::StatusOr<v1::Revision>(const std::string&)> get_;
};

TEST_F(SweepRegionTest, EqualsARecountThroughGetReportOverRandomTreesAndStates) {
  std::mt19937 dice(20'260'101);
  for (int tree = 0; tree < 4; ++tree) {
    std::vector<std::string> agencies = {absl::StrCat("agencies/54-77", tree, "0000")};
    PutAgency(agencies[0]);
    for (int i = 1; i < 40; ++i) {
      agencies.push_back(absl::StrCat("agencies/54-77", tree, 1000 + i * 7 % 40));
      PutAgency(agencies.back(), agencies[dice() % static_cast<unsigned>(i)]);
    }
    for (const std::string& agency : agencies) {
      for (auto filing = dice() % 3; filing > 0; --filing) {
        File(agency, dice() % 4 == 0 ? BlockedReport() : ReportSaying(NextId()));
        const std::string name = absl::StrCat(agency, "/reports/2023/revisions/",
                                              Revisions(absl::StrCat(agency, "/reports/2023")));
        // Some of these are refused, as they must be.
        for (const Act act : {Act::kAccept, Act::kPublish, Act::kReturn, Act::kWithdraw}) {
          if (dice() % 3 == 0) (void)Do(act, name);
        }
      }
    }
    const Sweep sweep = Run(agencies[0]);
    const Recount recount(agencies, [this](const std::string& name) { return Get(name); });
    EXPECT_EQ(sweep.rows.size(), agencies.size());
    EXPECT_TRUE(MessageDifferencer::Equals(sweep.totals.counts(), recount.counts))
        << sweep.totals.counts().DebugString() << recount.counts.DebugString();
    std::map<std::string, int64_t> rules;
    for (const v1::RuleFindings& each : sweep.totals.rules()) rules[each.rule()] = each.agencies();
    EXPECT_EQ(rules, recount.rules);
  }
}

TEST_F(SweepRegionTest, OfAggregatesTellsThoseThatMustFileOneOrHave) {
  v1::Agency county = NewAgency(kCounty, kCity);
  county.set_level(v1::Agency::COUNTY);
  ASSERT_TRUE(Import(county).ok());
  v1::AnnualReport report = ReportSaying("汇总");
  report.set_scope(v1::AGGREGATE);
  File("agencies/54-0424201", report);
  File(kCounty);
  v1::SweepRegionRequest request = RequestOf(kCity);
  request.set_scope(v1::AGGREGATE);
  const Sweep sweep = Run(request);
  EXPECT_THAT(Agencies(sweep), ElementsAre("54-0424000", "54-0424201"));
  EXPECT_FALSE(sweep.rows[0].filed());
  EXPECT_TRUE(sweep.rows[1].filed());
  EXPECT_EQ(sweep.totals.counts().must_file(), 1);
  EXPECT_EQ(sweep.totals.counts().missing(), 1);
  EXPECT_EQ(sweep.totals.counts().filed(), 1);
}

// Last year's report, whose figures do not carry over to this year's.
v1::AnnualReport LastYear() {
  v1::AnnualReport report = CleanReport(v1::EDITION_2021);
  report.set_year(2022);
  SetCell(report, CellNumber("table_three", "carried_out", "natural_person"), 4);
  SetCell(report, CellNumber("table_three", "carried_out", "total"), 4);
  return report;
}

TEST_F(SweepRegionTest, SaysWhatTheRulesSayNowIfAsked) {
  File(kTownship);
  ASSERT_TRUE(RecordHistorical(LastYear(), NextId()).ok());
  EXPECT_EQ(Run(kTownship).totals.counts().blocked(), 0);
  v1::SweepRegionRequest request = RequestOf(kTownship);
  request.set_re_evaluate(true);
  const Sweep sweep = Run(request);
  EXPECT_EQ(sweep.totals.counts().blocked(), 1);
  EXPECT_TRUE(sweep.rows[0].verdict_changed());
  EXPECT_EQ(sweep.rows[0].outcome(), v1::Verdict::BLOCKED);
  ASSERT_EQ(sweep.totals.rules_size(), 1);
  EXPECT_EQ(sweep.totals.rules(0).rule(), "E8");
  // Nothing was stored.
  EXPECT_EQ(Get(kRevision1)->verdict().outcome(), v1::Verdict::CLEAN);
  request.set_tables_only(true);
  EXPECT_EQ(Run(request).totals.counts().blocked(), 1);
}

TEST_F(SweepRegionTest, JudgedAgainEqualsTheRecordIfNothingHasChanged) {
  File(kTownship);
  File("agencies/54-0424201", BlockedReport());
  v1::SweepRegionRequest request = RequestOf(kCity);
  request.set_re_evaluate(true);
  const Sweep again = Run(request);
  const Sweep stored = Run(kCity);
  EXPECT_TRUE(MessageDifferencer::Equals(again.totals, stored.totals));
  ASSERT_EQ(again.rows.size(), stored.rows.size());
  for (size_t i = 0; i < again.rows.size(); ++i) {
    EXPECT_TRUE(MessageDifferencer::Equals(again.rows[i], stored.rows[i]))
        << again.rows[i].DebugString();
  }
}

TEST_F(SweepRegionTest, ComparesOrgansOfOneLevelUnderOneSuperior) {
  v1::AnnualReport copied = ReportSaying("一");
  for (const char* row : {"licence", "penalty", "coercion"}) {
    SetCell(copied, CellNumber("table_two", row, "decisions"), 7);
  }
  for (const char* column : {"made", "in_force"}) {
    SetCell(copied, CellNumber("table_two", "normative_document", column), 1);
  }
  for (const char* row : {"received", "granted", "outcome_total"}) {
    for (const char* column : {"natural_person", "total"}) {
      SetCell(copied, CellNumber("table_three", row, column), 3);
    }
  }
  File("agencies/54-0424201", copied);
  File("agencies/54-0424202", copied);
  File("agencies/54-0424203");
  // Of another superior.
  File("agencies/54-0424204201", copied);
  v1::SweepRegionRequest request = RequestOf(kCity);
  request.set_compare_organs(true);
  std::map<std::string, v1::SweptAgency> rows;
  const Sweep sweep = Run(request);
  for (const v1::SweptAgency& row : sweep.rows) rows[row.agency()] = row;
  ASSERT_EQ(rows["agencies/54-0424201"].peer_findings_size(), 1);
  const v1::Finding& finding = rows["agencies/54-0424201"].peer_findings(0);
  EXPECT_EQ(finding.rule(), "W38");
  EXPECT_THAT(finding.message(), ::testing::HasSubstr("机关54-0424202"));
  EXPECT_EQ(rows["agencies/54-0424202"].peer_findings_size(), 1);
  EXPECT_EQ(rows["agencies/54-0424203"].peer_findings_size(), 0);
  EXPECT_EQ(rows["agencies/54-0424204201"].peer_findings_size(), 0);
  ASSERT_EQ(sweep.totals.rules_size(), 1);
  EXPECT_EQ(sweep.totals.rules(0).agencies(), 2);
}

TEST_F(SweepRegionTest, ComparesTheSameOrgansFromATokenOn) {
  // 600 townships, of which those 0 and 1, 2 and 3 and so on are alike.
  for (int i = 0; i < 600; ++i) {
    const std::string agency = absl::StrCat("agencies/54-0424", 5000 + i);
    PutAgency(agency, kCounty);
    v1::AnnualReport report = ReportSaying("一");
    for (const char* column : {"natural_person", "commercial_enterprise", "research_institution",
                               "social_organisation"}) {
      for (const char* row : {"received", "granted", "outcome_total"}) {
        SetCell(report, CellNumber("table_three", row, column), 1 + i / 2);
        SetCell(report, CellNumber("table_three", row, "total"), int64_t{4} * (1 + i / 2));
      }
    }
    File(agency, report);
  }
  v1::SweepRegionRequest request = RequestOf(kCity);
  request.set_compare_organs(true);
  const Sweep whole = Run(request);
  ASSERT_EQ(whole.tokens.size(), 2u);
  request.set_resume_token(whole.tokens[0].first);
  const Sweep rest = Run(request);
  ASSERT_EQ(rest.rows.size(), whole.rows.size() - whole.tokens[0].second);
  for (size_t row = 0; row < rest.rows.size(); ++row) {
    EXPECT_TRUE(
        MessageDifferencer::Equals(rest.rows[row], whole.rows[whole.tokens[0].second + row]))
        << rest.rows[row].DebugString();
  }
}

TEST_F(SweepRegionTest, ATokenIsOfOneSweep) {
  v1::SweepRegionRequest request = RequestOf(kCity);
  request.set_resume_token("x");
  EXPECT_EQ(errors::ReasonOf(SweepReader::Begin(environment_, Context(), request).status()),
            v1::INVALID_PAGE_TOKEN);
}

TEST_F(SweepRegionTest, SaysWhatIsWrongWithTheRequest) {
  const auto refusal = [&](const v1::SweepRegionRequest& request) {
    return std::string(SweepReader::Begin(environment_, Context(), request).status().message());
  };
  EXPECT_THAT(refusal(RequestOf("x")), ::testing::HasSubstr("superior"));
  v1::SweepRegionRequest request = RequestOf(kCity);
  request.set_year(1);
  EXPECT_THAT(refusal(request), ::testing::HasSubstr("year"));
  EXPECT_EQ(
      errors::ReasonOf(
          SweepReader::Begin(environment_, Context(), RequestOf("agencies/54-9999")).status()),
      v1::AGENCY_NOT_FOUND);
}

}  // namespace
}  // namespace ogi
