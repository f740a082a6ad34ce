// Who must file: freezing, listing, adding, exempting.
#include "services/season/roster.h"

#include <set>

#include "common/limits.h"
#include "services/season/testing/season_fixture.h"
#include "storage/keys/keys.h"

namespace ogi {
namespace {

class RosterTest : public SeasonFixture {
 protected:
  RosterTest() { SetDates("2024-01-01", "2024-01-20"); }

  absl::StatusOr<v1::ListRosterEntriesResponse> List(const std::string& superior,
                                                     const std::string& partition = "",
                                                     int page_size = 0,
                                                     const std::string& page_token = "") {
    v1::ListRosterEntriesRequest request;
    request.set_parent("seasons/2023");
    request.set_superior(superior);
    request.set_partition(partition);
    request.set_page_size(page_size);
    request.set_page_token(page_token);
    return ListRosterEntries(environment_, Context(), request);
  }

  std::set<std::string> Names(const std::string& superior, const std::string& partition = "") {
    std::set<std::string> names;
    std::string token;
    do {
      const auto page = List(superior, partition, 2, token);
      EXPECT_TRUE(page.ok()) << page.status();
      if (!page.ok()) return names;
      EXPECT_LE(page->roster_entries_size(), 2);
      for (const v1::RosterEntry& each : page->roster_entries()) {
        EXPECT_TRUE(names.insert(each.name().substr(0, each.name().find("/roster"))).second);
      }
      token = page->next_page_token();
    } while (!token.empty());
    return names;
  }
};

TEST_F(RosterTest, WithoutASeasonThereIsNothingToFreeze) {
  v1::FreezeRosterRequest request;
  request.set_name("seasons/2024");
  request.set_request_id("id");
  EXPECT_EQ(
      ReasonOf(Run<v1::Roster>([&] { return FreezeRoster(environment_, Context(), request); })),
      v1::ACCESS_RECORD_NOT_FOUND);
}

TEST_F(RosterTest, HoldsEveryOrganInForceWithLevelAndSuperior) {
  v1::Agency ended = NewAgency("agencies/54-0424999", kCounty);
  *ended.mutable_names(0)->mutable_to() = Date("2023-12-31");
  ASSERT_TRUE(Import(ended).ok());
  PutAgency("agencies/00-GWYBGT");
  PutAgency("agencies/65-0100000", "agencies/00-GWYBGT");
  const v1::Roster roster = Freeze();
  EXPECT_EQ(roster.state(), v1::Roster::FROZEN);
  EXPECT_EQ(roster.entries(), 5);
  EXPECT_EQ(DayOf(roster.day()), CivilDay(2024, 2, 1));
  EXPECT_EQ(GetSeason2023()->roster().SerializeAsString(), roster.SerializeAsString());

  const auto entry = Entry(kTownship);
  ASSERT_TRUE(entry.ok()) << entry.status();
  EXPECT_EQ(entry->agency_display_name(), "机关54-0424204");
  EXPECT_EQ(entry->level(), v1::Agency::TOWNSHIP);
  EXPECT_EQ(entry->superior(), kCounty);
  EXPECT_FALSE(entry->exempt());
  EXPECT_EQ(DayOf(entry->due().due_date()), CivilDay(2024, 1, 20));
  EXPECT_EQ(Entry(kCity)->superior(), "");
  EXPECT_EQ(ReasonOf(Entry("agencies/54-0424999")), v1::ACCESS_RECORD_NOT_FOUND);
  EXPECT_TRUE(Entry("agencies/65-0100000").ok());
}

TEST_F(RosterTest, ARegistryEditAfterwardsChangesNothing) {
  Freeze();
  const std::string before = Entry(kTownship)->SerializeAsString();
  v1::Agency township = NewAgency(kTownship, kCity);
  township.mutable_names(0)->set_text("改名后的乡");
  ASSERT_TRUE(Import(township).ok());
  PutAgency("agencies/54-0424205", kCounty);
  EXPECT_EQ(Entry(kTownship)->SerializeAsString(), before);
  EXPECT_EQ(ReasonOf(Entry("agencies/54-0424205")), v1::ACCESS_RECORD_NOT_FOUND);
  // Nor does freezing it again.
  EXPECT_EQ(FreezeStep()->entries(), 3);
  EXPECT_EQ(ReasonOf(Entry("agencies/54-0424205")), v1::ACCESS_RECORD_NOT_FOUND);
}

TEST_F(RosterTest, IsListedBySuperiorAndByPartitionInPages) {
  for (const char* name : {"agencies/54-0424205", "agencies/54-0424206", "agencies/54-0424207"}) {
    PutAgency(name, kCounty);
  }
  EXPECT_EQ(ReasonOf(List(kCounty)), v1::ROSTER_NOT_FROZEN);
  Freeze();
  EXPECT_EQ(Names(kCounty), (std::set<std::string>{kTownship, "agencies/54-0424205",
                                                   "agencies/54-0424206", "agencies/54-0424207"}));
  EXPECT_EQ(Names(kCity), std::set<std::string>{kCounty});
  EXPECT_EQ(Names("", "54").size(), 6u);
  EXPECT_TRUE(Names("", "65").empty());
  EXPECT_EQ(List("").status().code(), absl::StatusCode::kInvalidArgument);
  // A token is bound to its query.
  const std::string token = List(kCounty, "", 2)->next_page_token();
  EXPECT_EQ(ReasonOf(List(kCity, "", 2, token)), v1::INVALID_PAGE_TOKEN);
  sees_all_ = false;
  EXPECT_EQ(ReasonOf(List("", "54")), v1::NOT_PERMITTED);
}

TEST_F(RosterTest, IsFrozenInBoundedSteps) {
  const int organs = static_cast<int>(2 * limits::kMaxRosterStep + 10);
  for (int i = 0; i < organs; ++i) PutAgency(absl::StrCat("agencies/65-", 1'000'000 + i));
  const auto first = FreezeStep();
  ASSERT_TRUE(first.ok()) << first.status();
  EXPECT_EQ(first->state(), v1::Roster::FREEZING);
  EXPECT_EQ(first->entries(), static_cast<int64_t>(limits::kMaxRosterStep));
  EXPECT_EQ(ReasonOf(Entry(kTownship)), v1::ROSTER_NOT_FROZEN);
  EXPECT_EQ(ReasonOf(Exempt(kTownship, v1::Exemption::OTHER)), v1::ROSTER_NOT_FROZEN);
  EXPECT_EQ(ReasonOf(Add(kTownship, "遗漏")), v1::ROSTER_NOT_FROZEN);
  EXPECT_EQ(Freeze().entries(), organs + 3);
  EXPECT_TRUE(Entry(absl::StrCat("agencies/65-", 1'000'000 + organs - 1)).ok());
}

TEST_F(RosterTest, AStepThatWasCutOffIsMadeAgain) {
  for (int i = 0; i < 250; ++i) PutAgency(absl::StrCat("agencies/65-", 1'000'000 + i));
  // The entries of partition 54 and the first of 65 are there, the roster's own record is not.
  v1::FreezeRosterRequest request;
  request.set_name("seasons/2023");
  request.set_request_id("cut");
  const auto step = FreezeRoster(environment_, Context(), request);
  ASSERT_TRUE(step.ok()) << step.status();
  ASSERT_GT(step->beforehand.size(), 2u);
  for (size_t i = 0; i < 2; ++i) {
    absl::Notification done;
    committer_.Propose(step->beforehand[i], [&](const CommitResult& result) {
      EXPECT_TRUE(result.status.ok()) << result.status;
      done.Notify();
    });
    done.WaitForNotification();
  }
  EXPECT_EQ(ReasonOf(Entry(kTownship)), v1::ROSTER_NOT_FROZEN);

  const auto again = FreezeStep("cut");
  ASSERT_TRUE(again.ok()) << again.status();
  EXPECT_EQ(again->state(), v1::Roster::FROZEN);
  EXPECT_EQ(again->entries(), 253);
  EXPECT_EQ(Names("", "65").size(), 250u);
  EXPECT_EQ(Names("", "54").size(), 3u);
  // The same id again: the same answer.
  EXPECT_EQ(FreezeStep("cut")->SerializeAsString(), again->SerializeAsString());
}

TEST_F(RosterTest, AnOutcomeThatGotLostIsFoundByTheSameId) {
  // First that of the entries, then that of the roster's own record.
  for (const auto failure :
       {FaultyStore::Failure::kUnknownApplied, FaultyStore::Failure::kUnknownApplied}) {
    store_.FailNextBatch(failure, errors::OutcomeUnknown(""));
    EXPECT_EQ(ReasonOf(FreezeStep("lost")), v1::OUTCOME_UNKNOWN);
  }
  const auto again = FreezeStep("lost");
  ASSERT_TRUE(again.ok()) << again.status();
  EXPECT_EQ(again->state(), v1::Roster::FROZEN);
  EXPECT_EQ(again->entries(), 3);
  EXPECT_EQ(Names("", "54").size(), 3u);
}

TEST_F(RosterTest, AForgottenOrganIsAddedWithAReason) {
  Freeze();
  PutAgency("agencies/54-0424205", kCounty);
  EXPECT_EQ(Add("agencies/54-0424205", "").status().code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(ReasonOf(Add("agencies/54-0424206", "遗漏")), v1::AGENCY_NOT_FOUND);
  const auto added = Add("agencies/54-0424205", "登记遗漏");
  ASSERT_TRUE(added.ok()) << added.status();
  EXPECT_EQ(added->addition().reason(), "登记遗漏");
  EXPECT_TRUE(added->addition().life().has_create_time());
  EXPECT_EQ(added->superior(), kCounty);
  // A second time it stays as it is.
  EXPECT_EQ(Add("agencies/54-0424205", "又一次")->addition().reason(), "登记遗漏");
  EXPECT_FALSE(Add(kTownship, "又一次")->has_addition());
  EXPECT_TRUE(Names(kCounty).contains("agencies/54-0424205"));
}

TEST_F(RosterTest, AnExemptionIsMadeEndedAndKept) {
  Freeze();
  EXPECT_EQ(Exempt(kTownship, v1::Exemption::GROUND_UNSPECIFIED).status().code(),
            absl::StatusCode::kInvalidArgument);
  const auto exempted = Exempt(kTownship, v1::Exemption::MERGED, "id");
  ASSERT_TRUE(exempted.ok()) << exempted.status();
  EXPECT_TRUE(exempted->exempt());
  ASSERT_EQ(exempted->exemptions_size(), 1);
  EXPECT_EQ(exempted->exemptions(0).ground(), v1::Exemption::MERGED);
  EXPECT_TRUE(exempted->exemptions(0).life().has_create_time());
  // While one holds, another changes nothing; nor does the same request again.
  EXPECT_EQ(Exempt(kTownship, v1::Exemption::OTHER)->exemptions_size(), 1);
  EXPECT_EQ(Exempt(kTownship, v1::Exemption::MERGED, "id")->exemptions_size(), 1);
  EXPECT_EQ(ReasonOf(Exempt(kTownship, v1::Exemption::OTHER, "id")), v1::REQUEST_ID_REUSED);

  const auto ended = End(kTownship);
  ASSERT_TRUE(ended.ok()) << ended.status();
  EXPECT_FALSE(ended->exempt());
  EXPECT_EQ(ended->exemptions(0).life().withdraw_reason(), "仍在履职");
  EXPECT_FALSE(End(kTownship)->exempt());
  ASSERT_TRUE(Exempt(kTownship, v1::Exemption::ABOLISHED).ok());
  const auto entry = Entry(kTownship);
  EXPECT_TRUE(entry->exempt());
  EXPECT_EQ(entry->exemptions_size(), 2);
  EXPECT_EQ(ReasonOf(Exempt("agencies/54-0999999", v1::Exemption::OTHER)),
            v1::ACCESS_RECORD_NOT_FOUND);
  // Who is exempt may file all the same.
  EXPECT_TRUE(SubmitNew().ok());
}

TEST_F(RosterTest, AStaleStepDoesNotUndoAnExemption) {
  v1::FreezeRosterRequest request;
  request.set_name("seasons/2023");
  request.set_request_id("stale");
  auto stale = FreezeRoster(environment_, Context(), request);
  ASSERT_TRUE(stale.ok());
  Freeze();
  ASSERT_TRUE(Exempt(kTownship, v1::Exemption::MERGED).ok());
  for (Proposal& each : stale->beforehand) {
    absl::Notification done;
    committer_.Propose(std::move(each), [&](const CommitResult&) { done.Notify(); });
    done.WaitForNotification();
  }
  EXPECT_TRUE(Entry(kTownship)->exempt());
}

}  // namespace
}  // namespace ogi
