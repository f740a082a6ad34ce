// The table of permissions, cell by cell: every method, by every kind of caller, in every relation
// to the organ whose resource it is, through a real server with real certificates.
#include <iostream>
#include <map>
#include <optional>
#include <set>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "common/errors.h"
#include "domain/permission/permission.h"
#include "ogi/v1/retrieval_service.pb.h"
#include "ogi/v1/submission_service.pb.h"
#include "tests/e2e/permission_cells.h"
#include "tests/e2e/permission_samples.h"
#include "tests/e2e/secured_server.h"

namespace ogi {
namespace {

using google::protobuf::Message;

constexpr const char* kServices[] = {"SubmissionService", "ValidationService", "RetrievalService",
                                     "RegistryService",   "AccessService",     "SeasonService",
                                     "AuditService",      "RuleService"};

// Whose certificate and platform stand for a standing.
struct ActingOrgan {
  const char* name;
  // Its own certificate, and that of a platform that has its mandate and no other.
  const char* certificate;
  const char* platform;
};
constexpr ActingOrgan kOrgans[] = {{kTownship, "township", "for-own"},
                                   {kCounty, "county", "for-superior"},
                                   {kVillage, "village", "for-subordinate"},
                                   {kNeighbour, "stranger", "for-stranger"},
                                   {kFormerCounty, "former", "for-former-superior"}};

class PermissionMatrix : public testing::TestWithParam<Cell> {
 protected:
  static void SetUpTestSuite() {
    // What is asked here is not how much.
    server_ = new SecuredServer({"--no-quotas"});
    server_->AddCertificate("village", kVillage);
    server_->AddCertificate("former", kFormerCounty);
    for (const ActingOrgan& organ : kOrgans) {
      const std::string platform = absl::StrCat("platforms/", organ.platform);
      server_->AddCertificate(organ.platform, platform);
      server_->AddTokenKey(platform);
      server_->Entitle(platform, organ.name);
    }
    Submit(2021);
    Submit(2022);
    const v1::Revision filed = Submit(2023);
    v1::AcceptReportRequest accept;
    accept.set_name(filed.name());
    accept.set_request_id(server_->NextId());
    EXPECT_TRUE(server_->Call({"county"}, "SubmissionService/AcceptReport", accept).status.ok());
    server_->ExplainWarnings(filed);
    v1::PublishReportRequest publish;
    publish.set_name(filed.name());
    publish.set_request_id(server_->NextId());
    const Answer published = server_->Call({"county"}, "SubmissionService/PublishReport", publish);
    EXPECT_TRUE(published.status.ok()) << published.status;
    Submit(2023);
  }
  static void TearDownTestSuite() {
    std::cout << "[ cells    ] " << cells_ << " cells, " << calls_ << " calls\n";
    delete server_;
    server_ = nullptr;
  }

  static v1::Revision Submit(int year) {
    return server_
        ->Call({"township"}, "SubmissionService/SubmitReport",
               Filing(ReportOf(year, server_->NextId()), server_->NextId()))
        .Get<v1::Revision>();
  }

  // All organs are the central office, or none is.
  static void SetCentral(bool central) {
    if (central != grants_.empty()) return;
    for (const v1::RoleGrant& grant : grants_) EXPECT_TRUE(server_->Withdraw(grant).ok());
    grants_.clear();
    if (!central) return;
    for (const ActingOrgan& organ : kOrgans) {
      grants_.push_back(server_->Grant(organ.name, v1::CENTRAL_OFFICE));
    }
  }

  static As CallerOf(const Cell& cell) {
    const ActingOrgan& organ = kOrgans[static_cast<int>(cell.standing)];
    const auto token = [&](const std::string& agency) {
      std::string& kept = tokens_[absl::StrCat(organ.platform, agency)];
      if (kept.empty()) {
        kept = server_->Token(absl::StrCat("platforms/", organ.platform), "li-si", agency);
      }
      return kept;
    };
    switch (cell.way) {
      case Way::kAnyone:
        return {""};
      case Way::kPlatformWithoutMandate:
        return {"platform"};
      case Way::kPlatformClaimingAnOrgan:
        return {"platform", kTownship};
      case Way::kOperator:
        return {"operator"};
      case Way::kSecurityOfficer:
        return {"security"};
      case Way::kAuditor:
        return {"auditor"};
      case Way::kOrgan:
      case Way::kCentralOffice:
        return {organ.certificate};
      case Way::kPlatform:
        return {organ.platform, organ.name};
      case Way::kPlatformWithPerson:
        return {organ.platform, organ.name, token(organ.name)};
      case Way::kPlatformWithPersonOfAnotherOrgan:
        return {organ.platform, organ.name, token(kCentralOffice)};
      case Way::kPlatformNamingNone:
        return {organ.platform};
    }
    return {};
  }

  static Answer Call(const As& as, const std::string& method, const Message& request) {
    ++calls_;
    return server_->Call(as, method, request);
  }

  static SecuredServer* server_;
  static std::vector<v1::RoleGrant> grants_;
  static std::map<std::string, std::string> tokens_;
  static int cells_;
  static int calls_;
};

SecuredServer* PermissionMatrix::server_ = nullptr;
std::vector<v1::RoleGrant> PermissionMatrix::grants_;
std::map<std::string, std::string> PermissionMatrix::tokens_;
int PermissionMatrix::cells_ = 0;
int PermissionMatrix::calls_ = 0;

v1::GetReportRequest Get(const std::string& name) {
  v1::GetReportRequest request;
  request.set_name(name);
  return request;
}

v1::BatchGetReportsRequest BatchGet(const std::vector<std::string>& names) {
  v1::BatchGetReportsRequest request;
  for (const std::string& name : names) request.add_names(name);
  return request;
}

// What everybody sees of a revision: that it is published, not who did what when.
void ExpectPublic(const v1::Revision& revision) {
  EXPECT_EQ(revision.name(), absl::StrCat(kPublished, "/revisions/1"));
  EXPECT_EQ(revision.state(), v1::PUBLISHED);
  EXPECT_TRUE(revision.has_report());
  EXPECT_FALSE(revision.has_actor());
  EXPECT_EQ(revision.changes_size(), 0);
  EXPECT_EQ(revision.etag(), "");
}

void ExpectWhole(const v1::Revision& revision) {
  EXPECT_TRUE(revision.has_actor());
  EXPECT_NE(revision.etag(), "");
}

// The names of what is listed.
std::set<std::string> Names(const v1::ListReportsResponse& list) {
  std::set<std::string> names;
  for (const v1::Report& report : list.reports()) names.insert(report.name());
  return names;
}

// That a refusal of one name is that of the other but for the name.
void ExpectSameBut(const Answer& one, absl::string_view name, const Answer& other,
                   absl::string_view other_name) {
  ExpectHelps(one.status, absl::StatusCode::kNotFound, v1::REPORT_NOT_FOUND);
  EXPECT_EQ(absl::StrReplaceAll(one.wire, {{name, other_name}}), other.wire);
}

TEST_P(PermissionMatrix, Holds) {
  const Cell& cell = GetParam();
  ++cells_;
  const PermissionRow* const row = FindPermissionRow(cell.method);
  ASSERT_NE(row, nullptr) << "a method without a row in domain/permission";
  const std::optional<Duty> duty = DutyOf(cell.method);
  ASSERT_TRUE(duty.has_value()) << "a method that this test does not know";
  const std::unique_ptr<Message> request = SampleOf(
      cell.method, server_->NextId(), server_->certificates().Text("platform-token-public.pem"));
  ASSERT_NE(request, nullptr) << "a method without a sample request";
  const Permission expected = Expected(cell);
  EXPECT_EQ(InTable(*row, cell), expected) << "the table says otherwise";

  SetCentral(cell.way == Way::kCentralOffice);
  const As as = CallerOf(cell);
  const Answer answer = Call(as, cell.method, *request);
  if (expected == Permission::kDenied) {
    EXPECT_EQ(answer.wire, WireOf(errors::NotPermitted())) << answer.status;
    // Nor does it tell whether there is such an organ.
    ASSERT_TRUE(request->ParseFromString(
        absl::StrReplaceAll(request->SerializeAsString(), {{"54-0424204", "54-0424999"}})));
    EXPECT_EQ(Call(as, cell.method, *request).wire, answer.wire);
    return;
  }
  const std::set<absl::StatusCode> outcomes = {
      absl::StatusCode::kOk, absl::StatusCode::kFailedPrecondition, absl::StatusCode::kNotFound,
      absl::StatusCode::kAlreadyExists};
  EXPECT_TRUE(outcomes.contains(answer.status.code())) << answer.status;
  if (*duty != Duty::kReadingReports) return;

  ASSERT_TRUE(answer.status.ok()) << answer.status;
  const bool all = expected == Permission::kAllowed;
  if (cell.method == "RetrievalService/GetReport") {
    const Answer unpublished = Call(as, cell.method, Get(kUnpublished));
    const Answer latest = Call(as, cell.method, Get(absl::StrCat(kPublished, "/revisions/2")));
    EXPECT_EQ(unpublished.status.ok(), all) << unpublished.status;
    EXPECT_EQ(latest.status.ok(), all) << latest.status;
    if (all) return ExpectWhole(unpublished.Get<v1::Revision>());
    ExpectPublic(answer.Get<v1::Revision>());
    ExpectSameBut(unpublished, kUnpublished, Call(as, cell.method, Get(kMissing)), kMissing);
    EXPECT_EQ(latest.wire,
              Call(as, cell.method, Get(absl::StrCat(kPublished, "/revisions/9"))).wire);
  } else if (cell.method == "RetrievalService/ListReports") {
    const auto list = answer.Get<v1::ListReportsResponse>();
    EXPECT_TRUE(Names(list).contains(kPublished));
    EXPECT_EQ(Names(list).contains(kUnpublished), all);
    for (const v1::Report& report : list.reports()) {
      EXPECT_EQ(report.etag().empty(), !all) << report.name();
      if (report.name() == kPublished) {
        EXPECT_EQ(report.latest_revision(), all ? 2 : 1);
        EXPECT_EQ(report.state(), all ? v1::SUBMITTED : v1::PUBLISHED);
      }
    }
  } else {
    const Answer both = Call(as, cell.method, BatchGet({kPublished, kUnpublished}));
    EXPECT_EQ(both.status.ok(), all) << both.status;
    if (all) return ExpectWhole(both.Get<v1::BatchGetReportsResponse>().revisions(1));
    ExpectPublic(answer.Get<v1::BatchGetReportsResponse>().revisions(0));
    ExpectSameBut(both, kUnpublished, Call(as, cell.method, BatchGet({kPublished, kMissing})),
                  kMissing);
  }
}

INSTANTIATE_TEST_SUITE_P(Cells, PermissionMatrix, testing::ValuesIn(AllCells()),
                         [](const auto& cell) { return NameOf(cell.param); });

TEST(PermissionTable, HasARowForEveryMethodAndNoOther) {
  std::set<std::string> methods;
  for (const std::string& method : AllMethods()) methods.insert(method);
  std::set<std::string> rows;
  for (const PermissionRow& row : PermissionTable()) rows.insert(std::string(row.method));
  EXPECT_EQ(methods, rows);
  std::set<std::string> services;
  for (const std::string& method : methods) services.insert(method.substr(0, method.find('/')));
  EXPECT_EQ(services, std::set<std::string>(std::begin(kServices), std::end(kServices)));
}

}  // namespace
}  // namespace ogi
