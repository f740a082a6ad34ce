// mandates, roles, keys, certificates: what the server is asked, and what is shown.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "clients/cli/app.h"
#include "clients/cpp/fake_environment.h"
#include "clients/cpp/fake_server.h"
#include "common/errors.h"
#include "ogi/v1/access_service.grpc.pb.h"

namespace ogi::cli {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

// Answers what it was asked, and remembers it.
class FakeAccess : public v1::AccessService::Service {
 public:
  grpc::Status CreateMandate(grpc::ServerContext*, const v1::CreateMandateRequest* request,
                             v1::Mandate* mandate) override {
    request_id = request->request_id();
    *mandate = created = request->mandate();
    return wire::ToGrpc(status);
  }
  grpc::Status WithdrawMandate(grpc::ServerContext*, const v1::WithdrawMandateRequest* request,
                               v1::Mandate*) override {
    return Withdraw(*request);
  }
  grpc::Status ListMandates(grpc::ServerContext*, const v1::ListMandatesRequest* request,
                            v1::ListMandatesResponse* response) override {
    if (!empty) response->add_mandates()->set_agency(request->parent());
    return grpc::Status::OK;
  }
  grpc::Status GrantRole(grpc::ServerContext*, const v1::GrantRoleRequest* request,
                         v1::RoleGrant* grant) override {
    *grant = granted = request->role_grant();
    return wire::ToGrpc(status);
  }
  grpc::Status WithdrawRole(grpc::ServerContext*, const v1::WithdrawRoleRequest* request,
                            v1::RoleGrant*) override {
    return Withdraw(*request);
  }
  grpc::Status AddTokenKey(grpc::ServerContext*, const v1::AddTokenKeyRequest* request,
                           v1::TokenKey* key) override {
    *key = added = request->token_key();
    return grpc::Status::OK;
  }
  grpc::Status WithdrawTokenKey(grpc::ServerContext*, const v1::WithdrawTokenKeyRequest* request,
                                v1::TokenKey*) override {
    return Withdraw(*request);
  }
  grpc::Status RevokeCertificate(grpc::ServerContext*, const v1::RevokeCertificateRequest* request,
                                 v1::Revocation* revocation) override {
    *revocation = revoked = request->revocation();
    return grpc::Status::OK;
  }

  absl::Status status;
  bool empty = false;
  v1::Mandate created;
  v1::RoleGrant granted;
  v1::TokenKey added;
  v1::Revocation revoked;
  std::string withdrawn;
  std::string request_id;

 private:
  template <typename Request>
  grpc::Status Withdraw(const Request& request) {
    withdrawn = request.name() + " " + request.reason();
    request_id = request.request_id();
    return grpc::Status::OK;
  }
};

class AccessCommandsTest : public ::testing::Test {
 protected:
  int Run(std::vector<std::string> arguments) {
    out_.str("");
    err_.str("");
    for (const std::string& flag :
         {std::string("--insecure-loopback"), std::string("--server"), server_.target()}) {
      arguments.push_back(flag);
    }
    return static_cast<int>(RunOgictl(arguments, {out_, err_, false, environment_}));
  }

  std::string Write(const std::string& text) {
    std::ofstream(file_) << text;
    return file_;
  }
  ~AccessCommandsTest() override { std::filesystem::remove(file_); }

  const std::string file_ = ::testing::TempDir() + "ogi_access_" +
                            ::testing::UnitTest::GetInstance()->current_test_info()->name();
  client::FakeEnvironment world_;
  const client::Environment environment_ = world_.Get();
  FakeAccess access_;
  client::FakeServer server_{&access_};
  std::ostringstream out_;
  std::ostringstream err_;
};

TEST_F(AccessCommandsTest, APlatformIsEntitledByItsShortName) {
  EXPECT_EQ(Run({"mandates", "create", "54-0424000", "xizang", "--subtree", "--from", "2026-01-01",
                 "--to", "2026-12-31", "--request-id", "mine"}),
            0)
      << err_.str();
  EXPECT_EQ(access_.created.kind(), v1::Mandate::PLATFORM);
  EXPECT_EQ(access_.created.agency(), "agencies/54-0424000");
  EXPECT_EQ(access_.created.delegate(), "platforms/xizang");
  EXPECT_TRUE(access_.created.subtree());
  EXPECT_EQ(access_.created.to().month(), 12);
  EXPECT_EQ(access_.request_id, "mine");
  EXPECT_THAT(out_.str(), HasSubstr("本机关及下级"));
}

TEST_F(AccessCommandsTest, APersonEntitlesAnotherInsteadOfHimself) {
  std::vector<std::string> arguments = {"mandates",     "create",
                                        "54-0424204",   "platforms/xizang/people/li-si",
                                        "--instead-of", "platforms/xizang/people/zhang-san",
                                        "--from",       "2026-01-01",
                                        "--to",         "2026-01-31"};
  EXPECT_EQ(Run(arguments), 0) << err_.str();
  EXPECT_EQ(access_.created.kind(), v1::Mandate::DELEGATION);
  EXPECT_EQ(access_.created.delegate(), "platforms/xizang/people/li-si");
  EXPECT_EQ(access_.created.represented(), "platforms/xizang/people/zhang-san");
  arguments.push_back("--leave");
  EXPECT_EQ(Run(arguments), 0) << err_.str();
  EXPECT_EQ(access_.created.kind(), v1::Mandate::LEAVE);
}

TEST_F(AccessCommandsTest, AWrongDayIsToldBeforeTheServerIsAsked) {
  EXPECT_EQ(Run({"mandates", "create", "54-0424000", "xizang", "--from", "2026-02-30", "--to",
                 "2026-12-31"}),
            1);
  EXPECT_THAT(err_.str(), HasSubstr("--from 应为日期"));
  EXPECT_TRUE(access_.created.agency().empty());
}

TEST_F(AccessCommandsTest, ListsNameTheirFieldEvenWhenEmpty) {
  EXPECT_EQ(Run({"mandates", "list", "54-0424000", "--output", "json"}), 0);
  EXPECT_EQ(out_.str(), "{\"mandates\":[{\"agency\":\"agencies/54-0424000\"}]}\n");
  access_.empty = true;
  EXPECT_EQ(Run({"mandates", "list", "54-0424000", "--output", "json"}), 0);
  EXPECT_EQ(out_.str(), "{\"mandates\":[]}\n");
  EXPECT_EQ(Run({"mandates", "list", "54-0424000"}), 0);
  EXPECT_EQ(out_.str(), "共 0 条。\n");
}

TEST_F(AccessCommandsTest, RolesGoToStaffAndTheCentralOfficesToAnOrgan) {
  EXPECT_EQ(Run({"roles", "grant", "zhang-san", "auditor"}), 0) << err_.str();
  EXPECT_EQ(access_.granted.holder(), "staff/zhang-san");
  EXPECT_EQ(access_.granted.role(), v1::AUDITOR);
  EXPECT_THAT(out_.str(), HasSubstr("安全审计员"));
  EXPECT_EQ(Run({"roles", "grant", "54-0001", "central-office"}), 0) << err_.str();
  EXPECT_EQ(access_.granted.holder(), "agencies/54-0001");
  EXPECT_EQ(Run({"roles", "grant", "zhang-san", "root"}), 1);
  EXPECT_THAT(err_.str(), HasSubstr("security-officer"));
}

TEST_F(AccessCommandsTest, ARoleThatExcludesAnotherIsToldWithTheWayOut) {
  access_.status = errors::RolesExclude("staff/zhang-san");
  EXPECT_EQ(Run({"roles", "grant", "zhang-san", "auditor"}), 2);
  EXPECT_THAT(err_.str(), HasSubstr("不得兼任"));
  EXPECT_THAT(err_.str(), HasSubstr("ogictl roles withdraw"));
}

TEST_F(AccessCommandsTest, RecordsAreWithdrawnByTheNamesThatListsShow) {
  EXPECT_EQ(Run({"mandates", "withdraw", "54-0424000/mandates/0f", "--reason", "换平台",
                 "--request-id", "mine"}),
            0);
  EXPECT_EQ(access_.withdrawn, "agencies/54-0424000/mandates/0f 换平台");
  EXPECT_EQ(access_.request_id, "mine");
  EXPECT_EQ(Run({"roles", "withdraw", "staff/zhang-san/roleGrants/0f"}), 0);
  EXPECT_EQ(access_.withdrawn, "staff/zhang-san/roleGrants/0f ");
  EXPECT_EQ(Run({"roles", "withdraw", "54-0001/roleGrants/0f"}), 0);
  EXPECT_EQ(access_.withdrawn, "agencies/54-0001/roleGrants/0f ");
  EXPECT_EQ(Run({"keys", "withdraw", "platforms/xizang/tokenKeys/one"}), 0);
  EXPECT_EQ(access_.withdrawn, "platforms/xizang/tokenKeys/one ");
  EXPECT_THAT(access_.request_id, StartsWith("withdraw-"));
}

TEST_F(AccessCommandsTest, AKeyGoesAsItStandsInItsFile) {
  const std::string pem = "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n";
  EXPECT_EQ(Run({"keys", "add", "xizang", "one", "--file", Write(pem)}), 0) << err_.str();
  EXPECT_EQ(access_.added.issuer(), "platforms/xizang");
  EXPECT_EQ(access_.added.key_id(), "one");
  EXPECT_EQ(access_.added.public_key(), pem);
}

TEST_F(AccessCommandsTest, APrivateKeyDoesNotLeaveThisMachine) {
  EXPECT_EQ(Run({"keys", "add", "xizang", "one", "--file",
                 Write("-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n")}),
            2);
  EXPECT_THAT(err_.str(), HasSubstr("私钥"));
  EXPECT_TRUE(access_.added.issuer().empty());
}

TEST_F(AccessCommandsTest, ACertificateIsRevokedByItsFileOrItsFingerprint) {
  // SHA-256 of `abc`.
  const std::string fingerprint =
      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
  const std::string pem = Write("-----BEGIN CERTIFICATE-----\nYWJj\n-----END CERTIFICATE-----\n");
  EXPECT_EQ(Run({"certificates", "revoke", pem, "--reason", "遗失"}), 0) << err_.str();
  EXPECT_EQ(access_.revoked.fingerprint(), fingerprint);
  EXPECT_EQ(access_.revoked.reason(), "遗失");
  EXPECT_THAT(out_.str(), HasSubstr(fingerprint));
  access_.revoked.Clear();
  EXPECT_EQ(Run({"certificates", "revoke", fingerprint, "--reason", "遗失"}), 0);
  EXPECT_EQ(access_.revoked.fingerprint(), fingerprint);
  EXPECT_EQ(Run({"certificates", "revoke", fingerprint}), 1);
  EXPECT_EQ(Run({"certificates", "revoke", file_ + "-none", "--reason", "遗失"}), 1);
}

TEST_F(AccessCommandsTest, WhoIsDeniedIsToldWhatToLookAt) {
  access_.status = errors::NotPermitted();
  EXPECT_EQ(Run({"roles", "grant", "zhang-san", "auditor"}), 2);
  EXPECT_THAT(err_.str(), HasSubstr("--for-agency"));
  EXPECT_EQ(Run({"roles", "grant", "zhang-san", "auditor", "--lang", "en"}), 2);
  EXPECT_THAT(err_.str(), HasSubstr("the superior's"));
  access_.status = errors::NotAuthenticated("");
  EXPECT_EQ(Run({"roles", "grant", "zhang-san", "auditor"}), 2);
  EXPECT_THAT(err_.str(), HasSubstr("--cert"));
}

TEST_F(AccessCommandsTest, TheAgencyActedForIsCheckedHere) {
  EXPECT_EQ(Run({"roles", "list", "--for-agency", "yuxu"}), 1);
  EXPECT_THAT(err_.str(), HasSubstr("不是机关标识"));
  EXPECT_EQ(Run({"mandates", "list", "54-0424000", "--for-agency", "agencies/54-0424000"}), 0);
  EXPECT_THAT(err_.str(), Not(HasSubstr("错误")));
}

}  // namespace
}  // namespace ogi::cli
