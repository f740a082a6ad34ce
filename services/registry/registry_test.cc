#include <google/protobuf/util/message_differencer.h>

#include "absl/strings/str_format.h"
#include "common/limits.h"
#include "services/registry/find_agencies.h"
#include "services/registry/put_agency.h"
#include "services/testing/service_fixture.h"
#include "storage/keys/keys.h"

namespace ogi {
namespace {

using google::protobuf::util::MessageDifferencer;
using testing::ElementsAre;
using testing::IsEmpty;

constexpr char kCounty[] = "agencies/54-0424000";
constexpr char kBureau[] = "agencies/54-0424B01";

class RegistryTest : public ServiceTest {
 protected:
  absl::StatusOr<v1::Agency> Create(const v1::Agency& agency, const std::string& request_id) {
    v1::CreateAgencyRequest request;
    request.set_agency_id(agency.name().substr(9));
    *request.mutable_agency() = agency;
    request.set_request_id(request_id);
    return Run<v1::Agency>([&] { return CreateAgency(environment_, Context(), request); });
  }

  absl::StatusOr<v1::Agency> Update(const v1::Agency& agency, const std::string& request_id,
                                    const std::vector<std::string>& paths) {
    v1::UpdateAgencyRequest request;
    *request.mutable_agency() = agency;
    for (const std::string& path : paths) request.mutable_update_mask()->add_paths(path);
    request.set_request_id(request_id);
    return Run<v1::Agency>([&] { return UpdateAgency(environment_, Context(), request); });
  }

  absl::StatusOr<v1::Agency> Read(const std::string& name) {
    v1::GetAgencyRequest request;
    request.set_name(name);
    return GetAgency(environment_, Context(), request);
  }

  std::vector<std::string> All(v1::ListAgenciesRequest request) {
    std::vector<std::string> names;
    do {
      const auto page = ListAgencies(environment_, Context(), request);
      EXPECT_TRUE(page.ok()) << page.status();
      if (!page.ok()) return names;
      for (const v1::Agency& agency : page->agencies()) names.push_back(agency.name());
      request.set_page_token(page->next_page_token());
    } while (!request.page_token().empty());
    return names;
  }
  std::vector<std::string> Below(const std::string& superior, int page_size = 0) {
    v1::ListAgenciesRequest request;
    request.set_superior(superior);
    request.set_page_size(page_size);
    return All(request);
  }

  std::vector<std::string> Found(const v1::LookupAgencyRequest& request) {
    std::vector<std::string> names;
    const auto response = LookupAgency(environment_, Context(), request);
    EXPECT_TRUE(response.ok()) << response.status();
    for (const v1::Agency& agency : response->agencies()) names.push_back(agency.name());
    return names;
  }
  std::vector<std::string> FoundByCode(const std::string& code) {
    v1::LookupAgencyRequest request;
    request.set_code(code);
    return Found(request);
  }
  std::vector<std::string> FoundByName(const std::string& name) {
    v1::LookupAgencyRequest request;
    request.set_display_name(name);
    return Found(request);
  }
};

TEST_F(RegistryTest, CreatesAnAgency) {
  PutAgency(kCounty);
  const absl::StatusOr<v1::Agency> created = Create(NewAgency(kTownship, kCounty), "a");
  ASSERT_TRUE(created.ok()) << created.status();
  EXPECT_EQ(created->name(), kTownship);
  EXPECT_EQ(created->display_name(), "机关54-0424204");
  EXPECT_EQ(created->superior(), kCounty);
  EXPECT_EQ(created->position().partition(), "54");
  EXPECT_EQ(created->position().sequence(), 2);
  EXPECT_TRUE(MessageDifferencer::Equals(*created, *Read(kTownship)));
}

TEST_F(RegistryTest, GivesTheSameAnswerToTheSameCreationForEver) {
  const absl::StatusOr<v1::Agency> first = Create(NewAgency(kTownship), "a");
  v1::Agency renamed = NewAgency(kTownship);
  renamed.mutable_names(0)->set_text("新名");
  ASSERT_TRUE(Update(renamed, "b", {"names"}).ok());
  const absl::StatusOr<v1::Agency> again = Create(NewAgency(kTownship), "a");
  ASSERT_TRUE(first.ok() && again.ok());
  EXPECT_TRUE(MessageDifferencer::Equals(*first, *again));
  EXPECT_EQ(Read(kTownship)->display_name(), "新名");
  EXPECT_EQ(ReasonOf(Create(renamed, "a")), v1::REQUEST_ID_REUSED);
}

// Finding 18: a repeat had the name and the superior of the day it was asked again.
TEST_F(RegistryTest, Finding18RepeatsTheNameOfTheDayOfTheCommit) {
  v1::Agency agency = NewAgency(kTownship);
  agency.mutable_names(0)->set_text("旧名");
  google::type::Date& last = *agency.mutable_names(0)->mutable_to();
  last.set_year(2024);
  last.set_month(2);
  last.set_day(1);
  v1::DatedText& next = *agency.add_names();
  next.set_text("新名");
  next.mutable_from()->set_year(2024);
  next.mutable_from()->set_month(2);
  next.mutable_from()->set_day(2);
  const absl::StatusOr<v1::Agency> first = Create(agency, "a");
  clock_.Move(absl::Hours(24 * 30));
  const absl::StatusOr<v1::Agency> again = Create(agency, "a");
  ASSERT_TRUE(first.ok() && again.ok()) << first.status();
  EXPECT_EQ(again->display_name(), "旧名");
  EXPECT_TRUE(MessageDifferencer::Equals(*first, *again));
}

TEST_F(RegistryTest, CreatesNoAgencyTwice) {
  ASSERT_TRUE(Create(NewAgency(kTownship), "a").ok());
  EXPECT_EQ(ReasonOf(Create(NewAgency(kTownship), "b")), v1::AGENCY_ALREADY_EXISTS);
}

TEST_F(RegistryTest, WantsTheSuperiorOnRecordFirst) {
  EXPECT_EQ(ReasonOf(Create(NewAgency(kTownship, kCounty), "a")), v1::AGENCY_NOT_FOUND);
  EXPECT_EQ(ReasonOf(Import(NewAgency(kTownship, kCounty))), v1::AGENCY_NOT_FOUND);
  EXPECT_EQ(ReasonOf(Read(kTownship)), v1::AGENCY_NOT_FOUND);
}

TEST_F(RegistryTest, TakesASuperiorOfTheSameProvinceOrACentralOneOnly) {
  PutAgency("agencies/00-MOJ1");
  PutAgency("agencies/31-0001");
  EXPECT_EQ(ReasonOf(Import(NewAgency(kTownship, "agencies/31-0001"))), v1::AGENCY_TREE_BROKEN);
  EXPECT_TRUE(Import(NewAgency(kTownship, "agencies/00-MOJ1")).ok());
  EXPECT_THAT(Below("agencies/00-MOJ1"), ElementsAre(kTownship));
}

TEST_F(RegistryTest, RefusesAWrongCreditCodeAndAWrongId) {
  v1::Agency agency = NewAgency(kTownship);
  agency.add_credit_codes()->set_text("11371002565229128H");
  EXPECT_EQ(ReasonOf(Create(agency, "a")), v1::INVALID_FIELDS);
  agency.mutable_credit_codes(0)->set_text("11371002565229128G");
  EXPECT_TRUE(Create(agency, "a").ok());
  EXPECT_EQ(ReasonOf(Create(NewAgency("agencies/5-1"), "b")), v1::INVALID_FIELDS);
}

TEST_F(RegistryTest, RefusesACircleOfSuperiors) {
  PutAgency(kCounty);
  PutAgency(kBureau, kCounty);
  PutAgency(kTownship, kBureau);
  EXPECT_EQ(ReasonOf(Update(NewAgency(kCounty, kTownship), "a", {"superiors"})),
            v1::AGENCY_TREE_BROKEN);
  EXPECT_EQ(ReasonOf(Import(NewAgency(kCounty, kBureau))), v1::AGENCY_TREE_BROKEN);
  EXPECT_EQ(ReasonOf(Import(NewAgency(kCounty, kCounty))), v1::INVALID_FIELDS);
}

TEST_F(RegistryTest, RefusesACircleThatTwoMovesWouldCloseTogether) {
  PutAgency(kCounty);
  PutAgency(kBureau);
  bool rival = true;
  v1::ImportAgenciesRequest request;
  *request.mutable_agency() = NewAgency(kCounty, kBureau);
  const auto mine = Run<v1::ImportAgenciesResponse>([&] {
    auto step = ImportAgency(environment_, Context(), request);
    if (std::exchange(rival, false)) {
      EXPECT_TRUE(Import(NewAgency(kBureau, kCounty)).ok());
    }
    return step;
  });
  EXPECT_EQ(ReasonOf(mine), v1::AGENCY_TREE_BROKEN);
}

TEST_F(RegistryTest, UpdatesTheNamedFieldsAlone) {
  PutAgency(kCounty);
  ASSERT_TRUE(Create(NewAgency(kTownship, kCounty), "a").ok());
  v1::Agency change;
  change.set_name(kTownship);
  change.set_level(v1::Agency::DEPARTMENT);
  change.add_names()->set_text("新名");
  const absl::StatusOr<v1::Agency> updated = Update(change, "b", {"level"});
  ASSERT_TRUE(updated.ok()) << updated.status();
  EXPECT_EQ(updated->level(), v1::Agency::DEPARTMENT);
  EXPECT_EQ(updated->display_name(), "机关54-0424204");
  EXPECT_EQ(updated->superior(), kCounty);
  const absl::StatusOr<v1::Agency> replaced = Update(change, "c", {"*"});
  ASSERT_TRUE(replaced.ok());
  EXPECT_EQ(replaced->display_name(), "新名");
  EXPECT_EQ(replaced->superior(), "");
}

TEST_F(RegistryTest, GivesTheSameAnswerToTheSameUpdateForEver) {
  PutAgency(kTownship);
  v1::Agency change = NewAgency(kTownship);
  change.mutable_names(0)->set_text("第一次改名");
  const absl::StatusOr<v1::Agency> first = Update(change, "a", {"names"});
  v1::Agency later = change;
  later.mutable_names(0)->set_text("第二次改名");
  ASSERT_TRUE(Update(later, "b", {"names"}).ok());
  const absl::StatusOr<v1::Agency> again = Update(change, "a", {"names"});
  ASSERT_TRUE(first.ok() && again.ok());
  EXPECT_TRUE(MessageDifferencer::Equals(*first, *again)) << again->DebugString();
  EXPECT_EQ(Read(kTownship)->display_name(), "第二次改名");
  EXPECT_EQ(ReasonOf(Update(later, "a", {"names"})), v1::REQUEST_ID_REUSED);
}

TEST_F(RegistryTest, RefusesMasksThatNameNoField) {
  PutAgency(kTownship);
  for (const std::vector<std::string>& paths :
       {std::vector<std::string>{}, {"nonsense"}, {"*", "names"}, {"names.text"}}) {
    EXPECT_EQ(ReasonOf(Update(NewAgency(kTownship), "a", paths)), v1::INVALID_FIELDS);
  }
}

TEST_F(RegistryTest, NeverTakesWhatItWritesItself) {
  PutAgency(kTownship);
  v1::Agency change = NewAgency(kTownship);
  change.set_display_name("假名");
  change.set_superior(kCounty);
  const absl::StatusOr<v1::Agency> updated = Update(change, "a", {"display_name", "superior"});
  ASSERT_TRUE(updated.ok());
  EXPECT_EQ(updated->display_name(), "机关54-0424204");
  EXPECT_EQ(updated->superior(), "");
}

TEST_F(RegistryTest, RefusesAStaleEtag) {
  PutAgency(kTownship);
  v1::Agency change = NewAgency(kTownship);
  change.set_etag(Read(kTownship)->etag());
  change.set_level(v1::Agency::DEPARTMENT);
  EXPECT_TRUE(Update(change, "a", {"level"}).ok());
  change.set_level(v1::Agency::COUNTY);
  EXPECT_EQ(ReasonOf(Update(change, "b", {"level"})), v1::ETAG_MISMATCH);
  EXPECT_EQ(ReasonOf(Update(NewAgency(kCounty), "c", {"level"})), v1::AGENCY_NOT_FOUND);
}

TEST_F(RegistryTest, ImportsARowOnceAndSaysWhatItDid) {
  const auto created = Import(NewAgency(kTownship));
  ASSERT_TRUE(created.ok());
  EXPECT_EQ(created->index(), 7);
  EXPECT_EQ(created->change(), v1::ImportAgenciesResponse::CREATED);
  const std::string etag = Read(kTownship)->etag();
  EXPECT_EQ(Import(NewAgency(kTownship))->change(), v1::ImportAgenciesResponse::UNCHANGED);
  EXPECT_EQ(Read(kTownship)->etag(), etag);
  v1::Agency changed = NewAgency(kTownship);
  changed.set_level(v1::Agency::DEPARTMENT);
  EXPECT_EQ(Import(changed)->change(), v1::ImportAgenciesResponse::UPDATED);
  EXPECT_EQ(Read(kTownship)->level(), v1::Agency::DEPARTMENT);
}

TEST_F(RegistryTest, U5AnImportedNewNameLeavesTheFormerOneToBeFound) {
  ASSERT_TRUE(Import(NewAgency(kTownship)).ok());
  v1::Agency renamed = NewAgency(kTownship);
  renamed.mutable_names(0)->set_text("新名");
  EXPECT_EQ(Import(renamed)->change(), v1::ImportAgenciesResponse::UPDATED);
  EXPECT_EQ(Read(kTownship)->display_name(), "新名");
  EXPECT_THAT(FoundByName("机关54-0424204"), ElementsAre(kTownship));
  EXPECT_EQ(Import(renamed)->change(), v1::ImportAgenciesResponse::UNCHANGED);
}

TEST_F(RegistryTest, U5TellsOfOtherAgenciesOfTheName) {
  v1::Agency first = NewAgency(kTownship);
  first.mutable_names(0)->set_text("城关镇人民政府");
  EXPECT_THAT(Import(first)->same_name(), IsEmpty());
  v1::Agency second = NewAgency(kCounty);
  second.mutable_names(0)->set_text("城关镇人民政府");
  EXPECT_THAT(Import(second)->same_name(), ElementsAre(kTownship));
}

TEST_F(RegistryTest, U5RefusesANameWithASpaceAtItsEnd) {
  v1::Agency agency = NewAgency(kTownship);
  agency.mutable_names(0)->set_text("达仁乡人民政府\u00a0");
  const auto refused = Import(agency);
  EXPECT_EQ(ReasonOf(refused), v1::INVALID_FIELDS);
  EXPECT_THAT(errors::LogDetail(refused.status()) + std::string(refused.status().message()),
              testing::HasSubstr("第 8 个字符是空格"));
}

TEST_F(RegistryTest, ImportsAnAgencyWithAllTheNamesAndCodesItMayHave) {
  v1::Agency agency;
  agency.set_name(kTownship);
  agency.set_level(v1::Agency::TOWNSHIP);
  for (int year = 1950; year < 2014; ++year) {
    for (v1::DatedText* text : {agency.add_names(), agency.add_local_numbers()}) {
      text->set_text(absl::StrCat("旧", year));
      text->mutable_from()->set_year(year);
      text->mutable_from()->set_month(1);
      text->mutable_from()->set_day(1);
      *text->mutable_to() = text->from();
    }
  }
  const auto imported = Import(agency);
  ASSERT_TRUE(imported.ok()) << imported.status() << errors::LogDetail(imported.status());
  EXPECT_THAT(FoundByName("旧1950"), ElementsAre(kTownship));
  EXPECT_THAT(FoundByCode("旧2013"), ElementsAre(kTownship));
}

TEST_F(RegistryTest, FindsAnAgencyByItsCodesAndByNamesItHad) {
  v1::Agency agency = NewAgency(kTownship);
  agency.add_region_codes()->set_text("540424204");
  agency.add_credit_codes()->set_text("11371002565229128G");
  agency.mutable_names(0)->set_text("旧名");
  agency.mutable_names(0)->mutable_to()->set_year(2020);
  agency.mutable_names(0)->mutable_to()->set_month(12);
  agency.mutable_names(0)->mutable_to()->set_day(31);
  v1::DatedText* name = agency.add_names();
  name->set_text("新名");
  name->mutable_from()->set_year(2021);
  name->mutable_from()->set_month(1);
  name->mutable_from()->set_day(1);
  agency.add_localised_names()->set_language_code("bo");
  agency.mutable_localised_names(0)->mutable_text()->set_text("གཡུ་ཞོལ");
  ASSERT_TRUE(Import(agency).ok());
  EXPECT_THAT(FoundByCode("540424204"), ElementsAre(kTownship));
  EXPECT_THAT(FoundByCode("11371002565229128G"), ElementsAre(kTownship));
  EXPECT_THAT(FoundByName("旧名"), ElementsAre(kTownship));
  EXPECT_THAT(FoundByName("新名"), ElementsAre(kTownship));
  EXPECT_THAT(FoundByName("གཡུ་ཞོལ"), ElementsAre(kTownship));
  EXPECT_THAT(FoundByName("新"), IsEmpty());
  EXPECT_THAT(FoundByCode("54042420"), IsEmpty());
}

TEST_F(RegistryTest, FindsNoAgencyByACodeThatWasTakenOffItsRecord) {
  v1::Agency agency = NewAgency(kTownship);
  agency.add_region_codes()->set_text("540424204");
  ASSERT_TRUE(Import(agency).ok());
  ASSERT_TRUE(Update(NewAgency(kTownship), "a", {"region_codes"}).ok());
  EXPECT_THAT(FoundByCode("540424204"), IsEmpty());
}

TEST_F(RegistryTest, FindsAllWhoShareACode) {
  for (const char* name : {kTownship, kBureau}) {
    v1::Agency agency = NewAgency(name);
    agency.add_region_codes()->set_text("540424");
    ASSERT_TRUE(Import(agency).ok());
  }
  EXPECT_THAT(FoundByCode("540424"), ElementsAre(kTownship, kBureau));
}

TEST_F(RegistryTest, ListsAMovedAgencyUnderItsNewSuperiorOnly) {
  PutAgency(kCounty);
  PutAgency(kBureau);
  PutAgency(kTownship, kCounty);
  ASSERT_TRUE(Update(NewAgency(kTownship, kBureau), "a", {"superiors"}).ok());
  EXPECT_THAT(Below(kCounty), IsEmpty());
  EXPECT_THAT(Below(kBureau), ElementsAre(kTownship));
}

TEST_F(RegistryTest, MovesAnAgencyOnTheDayItsRecordSays) {
  PutAgency(kCounty);
  PutAgency(kBureau);
  v1::Agency agency = NewAgency(kTownship, kCounty);
  for (google::type::Date* date :
       {agency.mutable_superiors(0)->mutable_to(), agency.add_superiors()->mutable_from()}) {
    date->set_year(2024);
    date->set_month(2);
    date->set_day(2);
  }
  agency.mutable_superiors(0)->mutable_to()->set_day(1);
  agency.mutable_superiors(1)->set_text(kBureau);
  ASSERT_TRUE(Import(agency).ok());
  EXPECT_THAT(Below(kCounty), ElementsAre(kTownship));
  EXPECT_THAT(Below(kBureau), IsEmpty());
  clock_.Move(absl::Hours(24));
  EXPECT_THAT(Below(kCounty), IsEmpty());
  EXPECT_THAT(Below(kBureau), ElementsAre(kTownship));
}

TEST_F(RegistryTest, ListsEverythingOnceWhateverThePageSize) {
  PutAgency(kCounty);
  for (int i = 0; i < 9; ++i) PutAgency(absl::StrCat("agencies/54-Z00", i), kCounty);
  v1::ListAgenciesRequest partition;
  partition.set_partition("54");
  const std::vector<std::string> all = All(partition);
  EXPECT_EQ(all.size(), 10u);
  const std::vector<std::string> below = Below(kCounty);
  EXPECT_EQ(below.size(), 9u);
  for (int size = 1; size <= 7; ++size) {
    partition.set_page_size(size);
    EXPECT_EQ(All(partition), all) << size;
    EXPECT_EQ(Below(kCounty, size), below) << size;
  }
}

// Finding 12: 100,000 stale entries of the index were passed over in one call, one at a time.
TEST_F(RegistryTest, Finding12EndsAPageOnceItHasLookedAtEnough) {
  PutAgency(kCounty);
  PutAgency(kTownship, kCounty);
  Commit stale;
  for (int i = 0; i < limits::kMaxScannedRecords; ++i) {
    stale.writes.push_back(
        {keys::Subordinate("54-0424000", absl::StrFormat("54-0%07d", i)), "", std::nullopt});
    if (stale.writes.size() < limits::kMaxCommitWrites) continue;
    stale.token = random_.Bytes(kTokenBytes);
    ASSERT_EQ(memory_.CommitUnsealed("54", absl::MakeConstSpan(&stale, 1)).front().state,
              CommitState::kCommitted);
    stale.writes.clear();
  }
  v1::ListAgenciesRequest request;
  request.set_superior(kCounty);
  const auto first = ListAgencies(environment_, Context(), request);
  ASSERT_TRUE(first.ok());
  EXPECT_EQ(first->agencies_size(), 0);
  EXPECT_FALSE(first->next_page_token().empty());
  EXPECT_THAT(All(request), ElementsAre(kTownship));
}

// Finding 17: a hundred stale entries hid the organ that has the name.
TEST_F(RegistryTest, Finding17FindsTheOwnerBehindStaleEntries) {
  PutAgency(kTownship);
  for (int i = 0; i < 3; ++i) {
    Commit stale;
    stale.token = random_.Bytes(kTokenBytes);
    for (int entry = 0; entry < 99; ++entry) {
      stale.writes.push_back(
          {keys::LookupName("机关54-0424204", absl::StrFormat("11-%02d%02d", i, entry)), "",
           std::nullopt});
    }
    ASSERT_EQ(
        memory_.CommitUnsealed(kLookupPartition, absl::MakeConstSpan(&stale, 1)).front().state,
        CommitState::kCommitted);
  }
  EXPECT_THAT(FoundByName("机关54-0424204"), ElementsAre(kTownship));
}

TEST_F(RegistryTest, RefusesListingsThatCannotBe) {
  v1::ListAgenciesRequest request;
  EXPECT_EQ(ReasonOf(ListAgencies(environment_, Context(), request)), v1::INVALID_FIELDS);
  request.set_partition("54");
  request.set_page_size(-1);
  EXPECT_EQ(ReasonOf(ListAgencies(environment_, Context(), request)), v1::INVALID_FIELDS);
  request.set_page_size(0);
  request.set_page_token("forged");
  EXPECT_EQ(ReasonOf(ListAgencies(environment_, Context(), request)), v1::INVALID_PAGE_TOKEN);
  request.clear_page_token();
  request.mutable_min_sequence()->set_partition("54");
  request.mutable_min_sequence()->set_sequence(99);
  EXPECT_EQ(ReasonOf(ListAgencies(environment_, Context(), request)), v1::NOT_CAUGHT_UP);
}

}  // namespace
}  // namespace ogi
