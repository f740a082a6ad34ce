// What the rules say of an aggregate, as far as the reports below it are on file.
#include "services/judging/subordinate_reports.h"

#include "services/season/testing/season_fixture.h"

namespace ogi {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Not;

// A county with two townships and a tax bureau.
class RollUpTest : public SeasonFixture {
 protected:
  static constexpr char kOther[] = "agencies/54-0424205";
  static constexpr char kTax[] = "agencies/54-0424900";

  RollUpTest() {
    SetDates("2024-01-01", "2024-01-20");
    Put(kCounty, v1::Agency::COUNTY, kCity);
    Put(kTownship, v1::Agency::TOWNSHIP, kCounty);
    Put(kOther, v1::Agency::TOWNSHIP, kCounty);
    Put(kTax, v1::Agency::DEPARTMENT, kCounty, /*vertically_led=*/true);
  }

  void Put(const std::string& name, v1::Agency::Level level, const std::string& superior,
           bool vertically_led = false) {
    v1::Agency agency = NewAgency(name, superior);
    agency.set_level(level);
    if (vertically_led) agency.set_vertically_led(true);
    ASSERT_TRUE(Import(agency).ok());
  }

  void FileAndAccept(const v1::AnnualReport& report) {
    ASSERT_TRUE(Do(Act::kAccept, File(report)).ok());
  }

  // All below the county have 2 and 3 licences, its own report 5.
  void FileAllBelow() {
    FileAndAccept(ReportWith(kTownship, 2));
    FileAndAccept(ReportWith(kOther, 3));
    File(ReportWith(kCounty, 5));
  }

  v1::Verdict FileAggregate(int licences) {
    const auto filed = Submit(Filing(ReportWith(kCounty, licences, v1::AGGREGATE), NextId()));
    EXPECT_TRUE(filed.ok()) << filed.status();
    return filed.ok() ? filed->verdict() : v1::Verdict();
  }

  static std::vector<std::string> RulesOf(const v1::Verdict& verdict) {
    std::vector<std::string> rules;
    for (const v1::Finding& finding : verdict.findings()) {
      if (finding.severity() != v1::INFO) rules.push_back(finding.rule());
    }
    return rules;
  }

  static v1::NotAssessable Lacking(const v1::Verdict& verdict, v1::Need need) {
    for (const v1::NotAssessable& each : verdict.not_assessable()) {
      if (each.need() == need) return each;
    }
    return {};
  }
};

TEST_F(RollUpTest, AnAggregateIsTheSumOfItsParts) {
  Freeze();
  FileAllBelow();
  const v1::Verdict verdict = FileAggregate(10);
  EXPECT_THAT(RulesOf(verdict), IsEmpty()) << verdict.DebugString();
  EXPECT_THAT(Lacking(verdict, v1::SUBORDINATES).rules(), IsEmpty());
}

TEST_F(RollUpTest, ACellThatIsNotTheSumIsAnError) {
  Freeze();
  FileAllBelow();
  const v1::Verdict verdict = FileAggregate(12);
  EXPECT_THAT(RulesOf(verdict), ElementsAre("E11.table_two"));
  EXPECT_EQ(verdict.findings(0).comparison().right(), "10");
}

TEST_F(RollUpTest, WhoIsLedFromAboveIsInNoLocalSum) {
  Freeze();
  FileAllBelow();
  FileAndAccept(ReportWith(kTax, 100));
  EXPECT_THAT(RulesOf(FileAggregate(10)), IsEmpty());
}

TEST_F(RollUpTest, NamesThoseThatHaveNotFiledAndThoseNotAcceptedYet) {
  Freeze();
  File(ReportWith(kTownship, 2));
  File(ReportWith(kCounty, 5));
  const v1::Verdict verdict = FileAggregate(10);
  EXPECT_THAT(RulesOf(verdict), ElementsAre("W23", "W23.final"));
  const v1::NotAssessable lacking = Lacking(verdict, v1::SUBORDINATES);
  EXPECT_THAT(lacking.rules(), Contains("E11"));
  EXPECT_THAT(lacking.missing(), ElementsAre("机关54-0424205"));
  EXPECT_THAT(lacking.not_final(), ElementsAre("机关54-0424204"));
  EXPECT_FALSE(lacking.roster_not_frozen());
}

TEST_F(RollUpTest, SumsWaitForTheRoster) {
  FileAllBelow();
  const v1::Verdict verdict = FileAggregate(12);
  EXPECT_THAT(RulesOf(verdict), IsEmpty());
  EXPECT_TRUE(Lacking(verdict, v1::SUBORDINATES).roster_not_frozen());
}

TEST_F(RollUpTest, ACellIsNeverBelowTheSumOfThoseThatAreKnown) {
  FileAndAccept(ReportWith(kTownship, 2));
  File(ReportWith(kCounty, 0));
  EXPECT_THAT(RulesOf(FileAggregate(1)), Contains("E11.known_table_two"));
  EXPECT_THAT(RulesOf(FileAggregate(2)), Not(Contains("E11.known_table_two")));
}

TEST_F(RollUpTest, WhoIsExemptIsNotMissed) {
  Freeze();
  FileAndAccept(ReportWith(kTownship, 2));
  File(ReportWith(kCounty, 5));
  ASSERT_TRUE(Exempt(kOther, v1::Exemption::MERGED).ok());
  EXPECT_THAT(RulesOf(FileAggregate(7)), IsEmpty());
}

TEST_F(RollUpTest, OfAGovernmentBelowTheAggregateCounts) {
  Put(kCity, v1::Agency::PREFECTURE, "");
  Freeze();
  FileAllBelow();
  FileAndAccept(ReportWith(kCounty, 10, v1::AGGREGATE));
  File(ReportWith(kCity, 1));
  const auto filed = Submit(Filing(ReportWith(kCity, 11, v1::AGGREGATE), NextId()));
  ASSERT_TRUE(filed.ok()) << filed.status();
  EXPECT_THAT(RulesOf(filed->verdict()), IsEmpty()) << filed->verdict().DebugString();
}

TEST_F(RollUpTest, AnAggregateWithoutAnOwnReportIsToldSo) {
  FileAndAccept(ReportWith(kTownship, 2));
  EXPECT_THAT(RulesOf(FileAggregate(10)), Contains("W23.own"));
}

TEST_F(RollUpTest, AnOrganOfTheWrongLevelIsNamed) {
  Put("agencies/54-0424777", v1::Agency::PREFECTURE, kCounty);
  EXPECT_THAT(RulesOf(FileAggregate(10)), Contains("W23.level"));
}

TEST_F(RollUpTest, AnAggregateFiledBeforeThatBelowIsToldSo) {
  Put(kCity, v1::Agency::PREFECTURE, "");
  const auto early = Submit(Filing(ReportWith(kCity, 1, v1::AGGREGATE), NextId()));
  ASSERT_TRUE(early.ok());
  clock_.Move(absl::Hours(1));
  FileAggregate(10);
  const auto again = Submit(Filing(ReportWith(kCity, 2, v1::AGGREGATE), NextId()));
  ASSERT_TRUE(again.ok());
  EXPECT_THAT(RulesOf(again->verdict()), Contains("W23.order"));
}

}  // namespace
}  // namespace ogi
