// Who is let in, and for whom he may act: certificates, tokens, mandates and roles, right and
// wrong.
#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "common/errors.h"
#include "domain/calendar/china_time.h"
#include "domain/form/figures.h"
#include "domain/testing/reports.h"
#include "ogi/v1/retrieval_service.pb.h"
#include "ogi/v1/submission_service.pb.h"
#include "ogi/v1/validation_service.pb.h"
#include "tests/e2e/secured_server.h"

namespace ogi {
namespace {

constexpr char kPlatform[] = "platforms/xizang";

class Identity : public testing::Test {
 protected:
  Identity() {
    server_.AddTokenKey(kPlatform);
    server_.Entitle(kPlatform, kCounty, /*subtree=*/true);
  }

  // What every organ may, and nobody who is not let in.
  Answer Ask(const As& as) {
    return server_.Call(as, "ValidationService/ListRules", v1::ListRulesRequest());
  }
  Answer AskWith(const std::string& token) { return Ask({"platform", kTownship, token}); }

  // A person of an organ, through the platform.
  As Person(const std::string& person, const std::string& agency,
            const std::string& represented = "") {
    return {"platform", agency, server_.Token(kPlatform, person, agency), represented};
  }

  Answer Submit(const As& as) {
    const std::string id = server_.NextId();
    return server_.Call(as, "SubmissionService/SubmitReport", Filing(ReportSaying(id), id));
  }

  // Somebody names who stands in for somebody.
  Answer Delegate(const As& as, v1::Mandate::Kind kind, const std::string& agency,
                  const std::string& represented, const std::string& delegate) {
    v1::CreateMandateRequest request;
    v1::Mandate& mandate = *request.mutable_mandate();
    mandate.set_kind(kind);
    mandate.set_agency(agency);
    mandate.set_represented(represented);
    mandate.set_delegate(delegate);
    SetDays(mandate);
    request.set_request_id(server_.NextId());
    return server_.Call(as, "AccessService/CreateMandate", request);
  }

  std::string TokenOf(const TokenClaims& claims, const std::string& key_id = "one") const {
    return MakeToken(TokenHeader(key_id), claims.Json(), PrivateKey());
  }
  std::string PrivateKey() const { return server_.certificates().Text("platform-token-key.pem"); }

  SecuredServer server_;
};

std::string Name(const std::string& person) { return absl::StrCat(kPlatform, "/people/", person); }

const std::string& Unauthenticated() {
  static const auto* const kWire = new std::string(WireOf(errors::NotAuthenticated("")));
  return *kWire;
}
const std::string& Denied() {
  static const auto* const kWire = new std::string(WireOf(errors::NotPermitted()));
  return *kWire;
}

TEST_F(Identity, RightCertificatesAndTokensAreTaken) {
  for (const char* name : {"platform", "county", "township", "operator", "security", "auditor"}) {
    EXPECT_TRUE(Ask({name}).status.ok()) << name << ": " << Ask({name}).status;
  }
  const Answer named = AskWith(TokenOf({.issued = absl::Now()}));
  EXPECT_TRUE(named.status.ok()) << named.status;
}

// Nor does their bearer pass for one who has none.
TEST_F(Identity, CertificatesThatTheRootDoesNotVouchForGetNoConnection) {
  for (const char* name : {"expired", "not-yet-valid", "self-signed", "other-root"}) {
    const Answer answer = Ask({name});
    EXPECT_TRUE(answer.wire == Unauthenticated() || absl::IsUnavailable(answer.status))
        << name << ": " << answer.status;
    v1::SubmitReportRequest filing = Filing(ReportSaying(name), "one");
    EXPECT_FALSE(server_.Call({name}, "SubmissionService/SubmitReport", filing).status.ok());
  }
  EXPECT_TRUE(Ask({"platform"}).status.ok());
}

TEST_F(Identity, CertificatesWithoutOneNameAndRevokedOnesAreRefusedAlike) {
  EXPECT_TRUE(Ask({"revoked"}).status.ok());
  EXPECT_TRUE(server_.Revoke("revoked").ok());
  for (const char* name : {"revoked", "without-name", "two-names", "wrong-name"}) {
    EXPECT_EQ(Ask({name}).wire, Unauthenticated()) << name;
  }
  // The other one of the same platform.
  EXPECT_TRUE(Ask({"platform"}).status.ok());
}

TEST_F(Identity, WrongTokensAreRefusedAlike) {
  const absl::Time now = absl::Now();
  const TokenClaims right{.issued = now};
  const std::string good = TokenOf(right);
  const std::string public_key = server_.certificates().Text("platform-token-public.pem");
  const std::map<std::string, std::string> wrong = {
      {"expired", TokenOf({.issued = now - absl::Hours(1)})},
      {"of the future", TokenOf({.issued = now + absl::Hours(1)})},
      {"for too long", TokenOf({.issued = now, .lifetime = absl::Hours(2)})},
      {"for another audience", TokenOf({.audience = "ogi-other", .issued = now})},
      {"of another issuer", TokenOf({.issuer = "platforms/other", .issued = now})},
      {"unsigned", good.substr(0, good.rfind('.') + 1)},
      {"without a third part", good.substr(0, good.rfind('.'))},
      {"alg none", MakeToken(TokenHeader("one", "none"), right.Json(), "")},
      {"alg None", MakeToken(TokenHeader("one", "None"), right.Json(), "")},
      {"of another key", MakeToken(TokenHeader("one"), right.Json(), GeneratePrivateKey("P-256"))},
      {"of an unknown key", TokenOf(right, "two")},
      {"HS256 by the public key", MakeToken(TokenHeader("one", "HS256"), right.Json(), public_key)},
      {"RS256", MakeToken(TokenHeader("one", "RS256"), right.Json(), GeneratePrivateKey("RSA"))},
      {"with other claims under the signature",
       absl::StrCat(TokenOf({.person = "wang-wu", .issued = now}).substr(0, good.rfind('.')),
                    good.substr(good.rfind('.')))},
      {"no token at all", "x"},
  };
  for (const auto& [what, token] : wrong) {
    EXPECT_EQ(AskWith(token).wire, Unauthenticated()) << what;
  }
  EXPECT_TRUE(AskWith(good).status.ok());
}

TEST_F(Identity, ATokenOfAWithdrawnKeyIsRefusedAtTheNextCall) {
  const std::string token = TokenOf({.issued = absl::Now()});
  EXPECT_TRUE(AskWith(token).status.ok());
  v1::WithdrawTokenKeyRequest request;
  request.set_name(absl::StrCat(kPlatform, "/tokenKeys/one"));
  request.set_request_id(server_.NextId());
  const Answer withdrawn = server_.Call({"security"}, "AccessService/WithdrawTokenKey", request);
  EXPECT_TRUE(withdrawn.status.ok()) << withdrawn.status;
  EXPECT_EQ(AskWith(token).wire, Unauthenticated());
}

TEST_F(Identity, WithoutACertificateNothingIsClaimed) {
  EXPECT_EQ(Ask({"", kTownship}).wire, Unauthenticated());
  EXPECT_EQ(Ask({"", "", TokenOf({.issued = absl::Now()})}).wire, Unauthenticated());
  EXPECT_EQ(Ask({"", "", "", Name("zhang-san")}).wire, Unauthenticated());
  EXPECT_EQ(Ask({""}).wire, Denied());
}

TEST_F(Identity, AnOrganClaimsNoOtherAndItsTokensAreNotItsNeighbours) {
  EXPECT_EQ(Ask({"township", kCounty}).wire, Denied());
  EXPECT_TRUE(Ask({"township", kTownship}).status.ok());
  // A platform's token under an organ's certificate.
  EXPECT_EQ(Ask({"township", "", TokenOf({.issued = absl::Now()})}).wire, Unauthenticated());
}

TEST_F(Identity, APersonOnLeaveIsDeniedAndHisDelegateActsForHim) {
  const As zhang = Person("zhang-san", kTownship);
  const As li_for_zhang = Person("li-si", kTownship, Name("zhang-san"));
  EXPECT_TRUE(Submit(zhang).status.ok());
  EXPECT_EQ(Submit(li_for_zhang).wire, Denied());

  const Answer leave =
      Delegate(zhang, v1::Mandate::LEAVE, kTownship, Name("zhang-san"), Name("li-si"));
  ASSERT_TRUE(leave.status.ok()) << leave.status;
  EXPECT_EQ(Submit(zhang).wire, Denied());
  const Answer filed = Submit(li_for_zhang);
  ASSERT_TRUE(filed.status.ok()) << filed.status;
  const v1::Actor actor = filed.Get<v1::Revision>().actor();
  EXPECT_EQ(actor.agency(), kTownship);
  EXPECT_EQ(actor.platform(), kPlatform);
  EXPECT_EQ(actor.person(), Name("li-si"));
  EXPECT_EQ(actor.person_represented(), Name("zhang-san"));

  ASSERT_TRUE(server_.Withdraw(leave.Get<v1::Mandate>()).ok());
  EXPECT_TRUE(Submit(zhang).status.ok());
  EXPECT_EQ(Submit(li_for_zhang).wire, Denied());
}

TEST_F(Identity, APersonOnLeaveEndsItHimselfAndDoesNothingElse) {
  const As zhang = Person("zhang-san", kTownship);
  const auto mandate = [&](const As& as, v1::Mandate::Kind kind, const std::string& person) {
    return Delegate(as, kind, kTownship, Name(person), Name("zhao-liu")).Get<v1::Mandate>();
  };
  const v1::Mandate of_other = mandate(Person("li-si", kTownship), v1::Mandate::LEAVE, "li-si");
  const v1::Mandate delegation = mandate(zhang, v1::Mandate::DELEGATION, "zhang-san");
  const v1::Mandate leave = mandate(zhang, v1::Mandate::LEAVE, "zhang-san");
  const auto withdraw = [&](const std::string& name) {
    v1::WithdrawMandateRequest request;
    request.set_name(name);
    request.set_request_id(server_.NextId());
    return server_.Call(zhang, "AccessService/WithdrawMandate", request);
  };
  const std::string missing = absl::StrCat(kTownship, "/mandates/0123456789abcdef");
  for (const std::string& name : {of_other.name(), delegation.name(), missing}) {
    EXPECT_EQ(withdraw(name).wire, Denied()) << name;
  }
  EXPECT_EQ(Submit(zhang).wire, Denied());
  EXPECT_EQ(Ask(zhang).wire, Denied());

  const Answer ended = withdraw(leave.name());
  ASSERT_TRUE(ended.status.ok()) << ended.status;
  EXPECT_EQ(ended.Get<v1::Mandate>().life().withdrawer().person(), Name("zhang-san"));
  EXPECT_TRUE(Submit(zhang).status.ok());
}

TEST_F(Identity, ADelegateActsBesideThePersonAndCannotHandItOn) {
  const As zhang = Person("zhang-san", kTownship);
  const As li_for_zhang = Person("li-si", kTownship, Name("zhang-san"));
  const Answer delegated =
      Delegate(zhang, v1::Mandate::DELEGATION, kTownship, Name("zhang-san"), Name("li-si"));
  ASSERT_TRUE(delegated.status.ok()) << delegated.status;
  EXPECT_TRUE(Submit(zhang).status.ok());
  EXPECT_TRUE(Submit(li_for_zhang).status.ok());

  for (const std::string& represented : {Name("zhang-san"), Name("li-si")}) {
    EXPECT_EQ(
        Delegate(li_for_zhang, v1::Mandate::DELEGATION, kTownship, represented, Name("wang-wu"))
            .wire,
        Denied());
  }
  EXPECT_EQ(Submit(Person("wang-wu", kTownship, Name("zhang-san"))).wire, Denied());
  // Nor does anybody else give away what is his.
  for (const As& other :
       {Person("wang-wu", kTownship), As{"township"}, As{"county"}, As{"security"}}) {
    EXPECT_EQ(
        Delegate(other, v1::Mandate::DELEGATION, kTownship, Name("zhang-san"), Name("wang-wu"))
            .wire,
        Denied());
  }
}

TEST_F(Identity, AWithdrawnMandateStopsTheNextCall) {
  server_.AddCertificate("other", "platforms/other");
  const As other{"other", kTownship};
  EXPECT_EQ(Ask(other).wire, Denied());
  const v1::Mandate mandate = server_.Entitle("platforms/other", kTownship);
  EXPECT_TRUE(Ask(other).status.ok());
  EXPECT_TRUE(Submit(other).status.ok());
  ASSERT_TRUE(server_.Withdraw(mandate).ok());
  EXPECT_EQ(Submit(other).wire, Denied());
  EXPECT_EQ(Ask(other).wire, Denied());
}

TEST_F(Identity, AMandateOfASubtreeReachesWhatIsBelowAndNothingElse) {
  for (const char* organ : {kCounty, kTownship, kVillage, kNeighbour}) {
    EXPECT_TRUE(Ask({"platform", organ}).status.ok()) << organ;
  }
  for (const char* organ : {kFormerCounty, kCentralOffice, "agencies/54-9999999"}) {
    EXPECT_EQ(Ask({"platform", organ}).wire, Denied()) << organ;
  }
}

// Of several organs at once, each sees its own and what is below it, and of the others what is
// published: here nothing.
TEST_F(Identity, AWaiverWantsAnotherPersonToApproveItAndOpensTheWay) {
  v1::AnnualReport report = ReportSaying("豁免");
  SetCell(report, CellNumber("table_four", "review", "total"), 3);
  const auto filed =
      server_.Call({"township"}, "SubmissionService/SubmitReport", Filing(report, server_.NextId()))
          .Get<v1::Revision>();
  const As zhang = Person("zhang-san", kCounty);
  v1::AcceptReportRequest accept;
  accept.set_name(filed.name());
  const auto accepted = [&] {
    accept.set_request_id(server_.NextId());
    return errors::ReasonOf(server_.Call(zhang, "SubmissionService/AcceptReport", accept).status);
  };
  for (const v1::Finding& finding : filed.verdict().findings()) {
    if (finding.severity() != v1::ERROR) continue;
    EXPECT_EQ(accepted(), v1::VERDICT_NOT_ALLOWED);
    v1::RequestWaiverRequest request;
    request.set_parent(filed.name().substr(0, filed.name().find("/revisions/")));
    request.set_rule(finding.rule());
    request.set_finding_key(finding.key());
    request.set_reason("机关已撤销。");
    *request.mutable_last_day() = ToDate(ChinaDay(absl::Now()) + 7);
    request.set_request_id(server_.NextId());
    const Answer asked = server_.Call(zhang, "SubmissionService/RequestWaiver", request);
    ASSERT_TRUE(asked.status.ok()) << asked.status;
    v1::ApproveWaiverRequest approve;
    approve.set_name(asked.Get<v1::Waiver>().name());
    const auto approved = [&](const As& as) {
      approve.set_request_id(server_.NextId());
      return errors::ReasonOf(server_.Call(as, "SubmissionService/ApproveWaiver", approve).status);
    };
    EXPECT_EQ(approved(zhang), v1::APPROVER_IS_REQUESTER);
    EXPECT_EQ(approved({"county"}), v1::APPROVER_IS_REQUESTER) << "the same organ, naming nobody";
    EXPECT_EQ(approved(Person("li-si", kCounty)), v1::ERROR_REASON_UNSPECIFIED);
  }
  EXPECT_EQ(accepted(), v1::ERROR_REASON_UNSPECIFIED);
}

TEST_F(Identity, AListShowsEachCallerWhatIsHis) {
  ASSERT_TRUE(Submit({"township"}).status.ok());
  const auto listed = [this](const As& as, const std::string& superior) {
    v1::ListReportsRequest request;
    request.set_parent("agencies/-");
    request.set_superior(superior);
    if (superior.empty()) request.set_partition("54");
    const Answer answer = server_.Call(as, "RetrievalService/ListReports", request);
    EXPECT_TRUE(answer.status.ok()) << answer.status;
    return answer.Get<v1::ListReportsResponse>().reports_size();
  };
  EXPECT_EQ(listed({"auditor"}, ""), 1);
  EXPECT_EQ(listed({"auditor"}, kCounty), 1);
  EXPECT_EQ(listed({"county"}, kCounty), 1);
  EXPECT_EQ(listed({"platform", kCounty}, kCounty), 1);
  EXPECT_EQ(listed({"county"}, ""), 0);
  for (const char* name : {"", "township", "stranger", "operator"}) {
    EXPECT_EQ(listed({name}, kCounty), 0) << name;
    EXPECT_EQ(listed({name}, ""), 0) << name;
  }
}

TEST_F(Identity, AWithdrawnRoleStopsTheNextCall) {
  server_.AddCertificate("second", "staff/second");
  EXPECT_EQ(Ask({"second"}).wire, Denied());
  const v1::RoleGrant grant = server_.Grant("staff/second", v1::OPERATOR);
  EXPECT_TRUE(Ask({"second"}).status.ok());
  ASSERT_TRUE(server_.Withdraw(grant).ok());
  EXPECT_EQ(Ask({"second"}).wire, Denied());
}

TEST_F(Identity, TheLastSecurityOfficerStaysAndNobodyHoldsTwoRoles) {
  const auto grants =
      server_.Call({"security"}, "AccessService/ListRoleGrants", v1::ListRoleGrantsRequest())
          .Get<v1::ListRoleGrantsResponse>();
  for (const v1::RoleGrant& grant : grants.role_grants()) {
    if (grant.role() != v1::SECURITY_OFFICER) continue;
    ExpectHelps(server_.Withdraw(grant), absl::StatusCode::kFailedPrecondition,
                v1::LAST_SECURITY_OFFICER);
  }
  for (const v1::Role role : {v1::OPERATOR, v1::SECURITY_OFFICER}) {
    v1::GrantRoleRequest request;
    request.mutable_role_grant()->set_holder("staff/auditor");
    request.mutable_role_grant()->set_role(role);
    request.set_request_id(server_.NextId());
    ExpectHelps(server_.Call({"security"}, "AccessService/GrantRole", request).status,
                absl::StatusCode::kFailedPrecondition, v1::ROLES_EXCLUDE);
  }
  // With a second one, the first may go.
  server_.Grant("staff/second", v1::SECURITY_OFFICER);
  for (const v1::RoleGrant& grant : grants.role_grants()) {
    if (grant.role() != v1::SECURITY_OFFICER) continue;
    EXPECT_TRUE(server_.Withdraw(grant).ok());
  }
  EXPECT_EQ(Ask({"security"}).wire, Denied());
}

}  // namespace
}  // namespace ogi
