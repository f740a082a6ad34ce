#include "services/access/authorizer.h"

#include <optional>
#include <string>

#include "domain/codes/principal.h"
#include "services/testing/service_fixture.h"
#include "storage/keys/keys.h"

namespace ogi {
namespace {

constexpr char kCounty[] = "agencies/54-0424000";
constexpr char kVillage[] = "agencies/54-0424204201";
constexpr char kStranger[] = "agencies/54-0424201";
constexpr char kFormer[] = "agencies/54-0425000";
constexpr char kPlatform[] = "platforms/xizang";
constexpr char kZhang[] = "platforms/xizang/people/zhang-san";
constexpr char kLi[] = "platforms/xizang/people/li-si";
const CivilDay kToday(2024, 2, 1);

constexpr char kFiling[] = "SubmissionService/SubmitReport";
constexpr char kDeciding[] = "SubmissionService/AcceptReport";
constexpr char kReading[] = "RetrievalService/GetReport";
constexpr char kEnding[] = "AccessService/WithdrawMandate";

Caller CallerBy(const std::string& name) {
  Caller caller;
  caller.peer = "ipv4:127.0.0.1:40312";
  caller.principal = ParsePrincipal(name);
  return caller;
}

Caller CallerFor(const std::string& agency) {
  Caller caller = CallerBy(kPlatform);
  caller.agency_claimed = agency;
  return caller;
}

Caller PersonOf(const std::string& agency, const std::string& person = kZhang,
                const std::string& represented = "") {
  Caller caller = CallerBy(kPlatform);
  caller.person = person;
  caller.person_agency = agency;
  caller.represented_claimed = represented;
  return caller;
}

class AuthorizerTest : public ServiceTest {
 protected:
  AuthorizerTest() {
    PutAgency(kCounty);
    PutAgency(kFormer);
    PutAgency(kStranger, kCounty);
    // Below the one until the end of 2023, below the other since.
    v1::Agency township = NewAgency(kTownship);
    v1::DatedText& former = *township.add_superiors();
    former.set_text(kFormer);
    *former.mutable_to() = ToDate(CivilDay(2023, 12, 31));
    v1::DatedText& now = *township.add_superiors();
    now.set_text(kCounty);
    *now.mutable_from() = ToDate(CivilDay(2024, 1, 1));
    EXPECT_TRUE(Import(township).ok());
    PutAgency(kVillage, kTownship);
  }

  void Entitle(const std::string& agency, bool subtree = false) {
    Put(v1::Mandate::PLATFORM, agency, kPlatform, "", subtree);
  }
  void Put(v1::Mandate::Kind kind, const std::string& agency, const std::string& delegate,
           const std::string& represented, bool subtree = false) {
    v1::Mandate mandate;
    mandate.set_name(absl::StrCat(agency, "/mandates/", ++mandates_));
    mandate.set_kind(kind);
    mandate.set_agency(agency);
    mandate.set_delegate(delegate);
    mandate.set_represented(represented);
    mandate.set_subtree(subtree);
    *mandate.mutable_from() = ToDate(kToday);
    *mandate.mutable_to() = ToDate(kToday);
    book_.Put(mandate);
  }
  void Grant(const std::string& holder, v1::Role role) {
    v1::RoleGrant grant;
    grant.set_name(absl::StrCat(holder, "/roleGrants/one"));
    grant.set_holder(holder);
    grant.set_role(role);
    book_.Put(grant);
  }

  // Of a resource of the township; nullopt where the caller may not even act as he claims.
  std::optional<Permission> May(const Caller& caller, absl::string_view method,
                                absl::string_view agency = kTownship, CivilDay day = kToday) {
    const absl::StatusOr<Acting> acting = authorizer_.Act(caller, day);
    if (!acting.ok()) {
      EXPECT_EQ(acting.status(), errors::NotPermitted());
      return std::nullopt;
    }
    return *authorizer_.Permit(*FindPermissionRow(method), *acting,
                               agency.substr(agency.find('/') + 1), nullptr);
  }

  AccessBook book_;
  const Authorizer authorizer_{&store_, &book_};
  int mandates_ = 0;
};

TEST_F(AuthorizerTest, WithoutACertificateOneReadsWhatIsPublishedAndNothingElse) {
  EXPECT_EQ(May(Caller(), kReading), Permission::kPublished);
  EXPECT_EQ(May(Caller(), kFiling), Permission::kDenied);
}

TEST_F(AuthorizerTest, AnOrganFilesItsOwn) {
  EXPECT_EQ(May(CallerBy(kTownship), kFiling), Permission::kAllowed);
  for (const char* other : {kCounty, kVillage, kStranger, kFormer}) {
    EXPECT_EQ(May(CallerBy(other), kFiling), Permission::kDenied) << other;
  }
}

TEST_F(AuthorizerTest, OnlyWhoStandsAboveTodayDecidesAtAnyHeight) {
  EXPECT_EQ(May(CallerBy(kCounty), kDeciding), Permission::kAllowed);
  EXPECT_EQ(May(CallerBy(kCounty), kDeciding, kVillage), Permission::kAllowed);
  EXPECT_EQ(May(CallerBy(kTownship), kDeciding, kVillage), Permission::kAllowed);
  for (const char* other : {kTownship, kVillage, kStranger, kFormer}) {
    EXPECT_EQ(May(CallerBy(other), kDeciding), Permission::kDenied) << other;
  }
}

TEST_F(AuthorizerTest, AFormerSuperiorDecidedUntilItsLastDay) {
  const CivilDay last(2023, 12, 31);
  EXPECT_EQ(May(CallerBy(kFormer), kDeciding, kTownship, last), Permission::kAllowed);
  EXPECT_EQ(May(CallerBy(kFormer), kDeciding, kTownship, last + 1), Permission::kDenied);
  EXPECT_EQ(May(CallerBy(kCounty), kDeciding, kTownship, last), Permission::kDenied);
}

TEST_F(AuthorizerTest, AnOrganClaimsToBeNoOther) {
  Caller caller = CallerBy(kTownship);
  caller.agency_claimed = kTownship;
  EXPECT_EQ(May(caller, kFiling), Permission::kAllowed);
  caller.agency_claimed = kCounty;
  EXPECT_EQ(May(caller, kReading), std::nullopt);
}

TEST_F(AuthorizerTest, AnOrganThatIsNotOnRecordHasNobodyBelowIt) {
  EXPECT_EQ(May(CallerBy("agencies/54-0999000"), kDeciding), Permission::kDenied);
  EXPECT_EQ(May(CallerBy(kCounty), kDeciding, "agencies/54-0999000"), Permission::kDenied);
}

TEST_F(AuthorizerTest, TheCentralOfficeReadsAllAndDecidesNothing) {
  Grant(kStranger, v1::CENTRAL_OFFICE);
  EXPECT_EQ(May(CallerBy(kStranger), kReading), Permission::kAllowed);
  EXPECT_EQ(May(CallerBy(kStranger), kDeciding), Permission::kDenied);
}

TEST_F(AuthorizerTest, StaffActInTheirRoleAndWithoutOneNotAtAll) {
  EXPECT_EQ(May(CallerBy("staff/li-si"), kReading), std::nullopt);
  Grant("staff/li-si", v1::AUDITOR);
  EXPECT_EQ(May(CallerBy("staff/li-si"), kReading), Permission::kAllowed);
  EXPECT_EQ(May(CallerBy("staff/li-si"), kFiling), Permission::kDenied);
}

TEST_F(AuthorizerTest, APlatformActsForWhoEntitledItAndForNobodyElse) {
  EXPECT_EQ(May(CallerFor(kTownship), kFiling), std::nullopt);
  Entitle(kTownship);
  EXPECT_EQ(May(CallerFor(kTownship), kFiling), Permission::kAllowed);
  EXPECT_EQ(May(CallerFor(kVillage), kFiling, kVillage), std::nullopt);
  EXPECT_EQ(May(CallerFor(kTownship), kFiling, kTownship, kToday + 1), std::nullopt);
}

TEST_F(AuthorizerTest, AMandateOfASubtreeIsForWhatIsBelowToday) {
  Entitle(kCounty, /*subtree=*/true);
  for (const char* agency : {kCounty, kTownship, kVillage, kStranger}) {
    EXPECT_EQ(May(CallerFor(agency), kFiling, agency), Permission::kAllowed) << agency;
  }
  EXPECT_EQ(May(CallerFor(kFormer), kFiling, kFormer), std::nullopt);
}

TEST_F(AuthorizerTest, APlatformThatNamesNoOrganActsForTheOwnerOrForNobody) {
  EXPECT_EQ(May(CallerBy(kPlatform), kReading), Permission::kPublished);
  Entitle(kTownship);
  EXPECT_EQ(May(CallerBy(kPlatform), kFiling), Permission::kAllowed);
  EXPECT_EQ(May(CallerBy(kPlatform), kFiling, kStranger), Permission::kDenied);
  EXPECT_EQ(May(CallerBy(kPlatform), kReading, kStranger), Permission::kPublished);
}

TEST_F(AuthorizerTest, ThroughAPlatformADecisionIsAPersons) {
  Entitle(kCounty);
  EXPECT_EQ(May(CallerFor(kCounty), kDeciding), Permission::kDenied);
  EXPECT_EQ(May(PersonOf(kCounty), kDeciding), Permission::kAllowed);
}

TEST_F(AuthorizerTest, APersonActsForHisOwnOrganOnly) {
  Entitle(kCounty, /*subtree=*/true);
  Caller caller = PersonOf(kTownship);
  EXPECT_EQ(May(caller, kFiling), Permission::kAllowed);
  caller.agency_claimed = kTownship;
  EXPECT_EQ(May(caller, kFiling), Permission::kAllowed);
  caller.agency_claimed = kStranger;
  EXPECT_EQ(May(caller, kFiling), std::nullopt);
}

TEST_F(AuthorizerTest, ADelegateActsForTheOrganOfWhomHeStandsInForAndIsNamedBesideHim) {
  Entitle(kCounty, /*subtree=*/true);
  EXPECT_EQ(May(PersonOf(kStranger, kLi, kZhang), kFiling), std::nullopt);
  Put(v1::Mandate::DELEGATION, kTownship, kLi, kZhang);
  EXPECT_EQ(May(PersonOf(kStranger, kLi, kZhang), kFiling), Permission::kAllowed);
  const v1::Actor actor = authorizer_.Act(PersonOf(kStranger, kLi, kZhang), kToday)->actor;
  EXPECT_EQ(actor.agency(), kTownship);
  EXPECT_EQ(actor.person(), kLi);
  EXPECT_EQ(actor.person_represented(), kZhang);
  // Beside him: the giver acts as before.
  EXPECT_EQ(May(PersonOf(kTownship), kFiling), Permission::kAllowed);
}

TEST_F(AuthorizerTest, NobodyStandsInForSomebodyWithoutAToken) {
  Entitle(kTownship);
  Put(v1::Mandate::DELEGATION, kTownship, kLi, kZhang);
  Caller caller = CallerFor(kTownship);
  caller.represented_claimed = kZhang;
  EXPECT_EQ(May(caller, kFiling), std::nullopt);
}

TEST_F(AuthorizerTest, APersonOnLeaveMayOnlyEndItAndStandsInForNobody) {
  Entitle(kTownship);
  Put(v1::Mandate::LEAVE, kTownship, kLi, kZhang);
  for (const PermissionRow& row : PermissionTable()) {
    EXPECT_EQ(May(PersonOf(kTownship), row.method),
              row.method == kEnding ? Permission::kAllowed : Permission::kDenied)
        << row.method;
  }
  EXPECT_EQ(May(PersonOf(kTownship, kLi, kZhang), kFiling), Permission::kAllowed);
  Put(v1::Mandate::DELEGATION, kTownship, kZhang, kLi);
  EXPECT_EQ(May(PersonOf(kTownship, kZhang, kLi), kEnding), std::nullopt);
}

// Finding 25: a superior moved away meanwhile could still accept, since the commit guarded no
// record of the organ.
TEST_F(AuthorizerTest, Finding25TellsWhichRecordsTheCommitMustFindUnchanged) {
  const absl::StatusOr<Acting> acting = authorizer_.Act(CallerBy(kCounty), kToday);
  ASSERT_TRUE(acting.ok());
  std::vector<AuthorityGuard> guards;
  const auto permission =
      authorizer_.Permit(*FindPermissionRow(kDeciding), *acting, "54-0424204201", &guards);
  ASSERT_EQ(*permission, Permission::kAllowed);
  ASSERT_EQ(guards.size(), 2u);
  const std::string ids[] = {"54-0424204201", "54-0424204"};
  for (size_t i = 0; i < 2; ++i) {
    EXPECT_EQ(guards[i].partition, "54");
    EXPECT_EQ(guards[i].guard.key, keys::Agency(ids[i]));
    EXPECT_EQ(guards[i].guard.expected, (*memory_.Get("54", keys::Agency(ids[i])))->version);
  }
}

TEST_F(AuthorizerTest, SaysSoWhereTheRegistryCannotBeRead) {
  const absl::StatusOr<Acting> acting = authorizer_.Act(CallerBy(kCounty), kToday);
  ASSERT_TRUE(acting.ok());
  store_.SetReadError(errors::StorageUnavailable("test"));
  const auto permission =
      authorizer_.Permit(*FindPermissionRow(kDeciding), *acting, "54-0424204", nullptr);
  EXPECT_TRUE(absl::IsUnavailable(permission.status())) << permission.status();
}

}  // namespace
}  // namespace ogi
