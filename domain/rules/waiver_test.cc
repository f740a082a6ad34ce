#include "domain/rules/waiver.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/string_view.h"

namespace ogi {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr CivilDay kToday(2026, 1, 20);

class WaiverTest : public testing::Test {
 protected:
  void Find(absl::string_view rule, absl::string_view key,
            v1::Finding::Result result = v1::Finding::FAIL, v1::Severity severity = v1::ERROR) {
    v1::Finding& finding = *verdict_.add_findings();
    finding.set_rule(std::string(rule));
    finding.set_key(std::string(key));
    finding.set_severity(severity);
    finding.set_result(result);
    if (severity == v1::ERROR && result != v1::Finding::NOT_ASSESSABLE) {
      verdict_.set_error_count(verdict_.error_count() + 1);
    }
  }

  v1::Waiver& Waive(absl::string_view rule, absl::string_view key) {
    v1::Waiver& waiver = *all_.Add();
    waiver.set_rule(std::string(rule));
    waiver.set_finding_key(std::string(key));
    waiver.set_state(v1::Waiver::APPROVED);
    *waiver.mutable_last_day() = ToDate(kToday);
    return waiver;
  }

  std::vector<std::string> Left(v1::Finding::Result result = v1::Finding::FAIL) const {
    return ErrorsNotWaived(verdict_, result, all_, kToday);
  }

  v1::Verdict verdict_;
  Waivers all_;
};

TEST_F(WaiverTest, EveryErrorThatFailsWantsItsOwn) {
  Find("E1", "a");
  Find("E1", "b");
  Find("E3", "c");
  EXPECT_THAT(Left(), ElementsAre("E1", "E3"));
  Waive("E1", "a");
  Waive("E3", "c");
  EXPECT_THAT(Left(), ElementsAre("E1"));
  Waive("E1", "b");
  EXPECT_THAT(Left(), IsEmpty());
}

TEST_F(WaiverTest, ErrorsAreNamedByResult) {
  Find("E1", "a");
  Find("E1", "b");
  Find("E2", "c", v1::Finding::UNCERTAIN);
  Find("W1", "d", v1::Finding::FAIL, v1::WARNING);
  EXPECT_THAT(Left(v1::Finding::FAIL), ElementsAre("E1"));
  EXPECT_THAT(Left(v1::Finding::UNCERTAIN), ElementsAre("E2"));
}

TEST_F(WaiverTest, AnErrorThatCouldNotDecideIsWaivedToo) {
  Find("E1", "a", v1::Finding::UNCERTAIN);
  EXPECT_THAT(Left(), IsEmpty());
  EXPECT_THAT(Left(v1::Finding::UNCERTAIN), ElementsAre("E1"));
  Waive("E1", "a");
  EXPECT_THAT(Left(v1::Finding::UNCERTAIN), IsEmpty());
}

TEST_F(WaiverTest, OneThatIsOnlyRequestedOrRevokedCountsForNothing) {
  Find("E1", "a");
  v1::Waiver& waiver = Waive("E1", "a");
  for (const v1::Waiver::State state : {v1::Waiver::REQUESTED, v1::Waiver::REVOKED}) {
    waiver.set_state(state);
    EXPECT_THAT(Left(), ElementsAre("E1"));
  }
}

TEST_F(WaiverTest, OneCountsThroughItsLastDay) {
  Find("E1", "a");
  v1::Waiver& waiver = Waive("E1", "a");
  EXPECT_THAT(Left(), IsEmpty());
  *waiver.mutable_last_day() = ToDate(kToday - 1);
  EXPECT_THAT(Left(), ElementsAre("E1"));
}

TEST_F(WaiverTest, ItIsOfOneRuleAndKey) {
  Find("E1", "a");
  Waive("E1", "b");
  Waive("E2", "a");
  EXPECT_THAT(Left(), ElementsAre("E1"));
  EXPECT_THAT(WaiversOf(verdict_, all_), IsEmpty());
  Waive("E1", "a").set_state(v1::Waiver::REVOKED);
  EXPECT_EQ(WaiversOf(verdict_, all_).size(), 1);
}

TEST_F(WaiverTest, AWarningIsNotWaived) {
  Find("W1", "a", v1::Finding::FAIL, v1::WARNING);
  Waive("W1", "a");
  EXPECT_THAT(WaiversOf(verdict_, all_), IsEmpty());
}

TEST_F(WaiverTest, ErrorsThatTheVerdictHasNoRoomForStandInTheWay) {
  verdict_.set_error_count(1);
  EXPECT_THAT(Left(), ElementsAre("…"));
}

v1::Actor Person(absl::string_view person, absl::string_view represented = "") {
  v1::Actor actor;
  actor.set_authenticated(true);
  actor.set_agency("agencies/54-0424");
  actor.set_person(std::string(person));
  actor.set_person_represented(std::string(represented));
  return actor;
}

TEST(WaiverApprovalTest, IsAnothersThanTheRequesters) {
  EXPECT_TRUE(MayApprove(Person("p/people/a"), Person("p/people/b")));
  EXPECT_FALSE(MayApprove(Person("p/people/a"), Person("p/people/a")));
}

TEST(WaiverApprovalTest, WhoStandsInForSomebodyIsBoth) {
  EXPECT_FALSE(MayApprove(Person("p/people/a"), Person("p/people/b", "p/people/a")));
  EXPECT_FALSE(MayApprove(Person("p/people/b", "p/people/a"), Person("p/people/b")));
}

TEST(WaiverApprovalTest, WithoutAPersonIsAnotherOrgans) {
  v1::Actor organ = Person("");
  EXPECT_FALSE(MayApprove(organ, Person("p/people/b")));
  EXPECT_FALSE(MayApprove(organ, organ));
  v1::Actor above = organ;
  above.set_agency("agencies/54-04");
  EXPECT_TRUE(MayApprove(organ, above));
}

TEST(WaiverApprovalTest, IsAnybodysInATrial) { EXPECT_TRUE(MayApprove({}, {})); }

}  // namespace
}  // namespace ogi
