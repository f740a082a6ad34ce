#include "clients/cpp/client.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "clients/cpp/fake_environment.h"
#include "clients/cpp/fake_server.h"
#include "common/errors.h"
#include "ogi/v1/access_service.grpc.pb.h"
#include "ogi/v1/registry_service.grpc.pb.h"
#include "ogi/v1/retrieval_service.grpc.pb.h"
#include "ogi/v1/submission_service.grpc.pb.h"

namespace ogi::client {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using ::testing::StartsWith;

// Answers with each failure in turn, then well; remembers the request ids.
class FlakySubmission : public v1::SubmissionService::Service {
 public:
  grpc::Status SubmitReport(grpc::ServerContext*, const v1::SubmitReportRequest* request,
                            v1::Revision* revision) override {
    revision->set_name(request->parent() + "/reports/2020/revisions/1");
    return Answer(request->request_id());
  }
  grpc::Status AcceptReport(grpc::ServerContext*, const v1::AcceptReportRequest* request,
                            v1::Revision* revision) override {
    revision->set_name(request->name());
    return Answer(request->request_id());
  }

  std::vector<absl::Status> failures;
  std::vector<std::string> ids;

 private:
  grpc::Status Answer(const std::string& id) {
    ids.push_back(id);
    return ids.size() <= failures.size() ? wire::ToGrpc(failures[ids.size() - 1])
                                         : grpc::Status::OK;
  }
};

class ClientTest : public ::testing::Test {
 protected:
  std::unique_ptr<Client> Connect(const std::string& target) {
    ClientOptions options;
    options.target = target;
    options.insecure_loopback = true;
    return *Client::Connect(options, world_.Get());
  }

  static v1::SubmitReportRequest Filing() {
    v1::SubmitReportRequest request;
    v1::AnnualReport& report = *request.mutable_report();
    report.set_agency("agencies/54-0424204");
    report.set_year(2020);
    report.set_scope(v1::OWN);
    report.set_edition(v1::EDITION_2019);
    return request;
  }

  FakeEnvironment world_;
  FlakySubmission submission_;
  FakeServer server_{&submission_};
  std::unique_ptr<Client> client_ = Connect(server_.target());
};

TEST_F(ClientTest, FilingTakesParentAndRequestIdFromTheReport) {
  const auto revision = client_->SubmitReport(Filing());
  ASSERT_TRUE(revision.ok()) << revision.status();
  EXPECT_EQ(revision->name(), "agencies/54-0424204/reports/2020/revisions/1");
  EXPECT_THAT(submission_.ids, ElementsAre(StartsWith("submit-")));
}

TEST_F(ClientTest, AGivenRequestIdIsKept) {
  v1::SubmitReportRequest request = Filing();
  request.set_request_id("mine");
  ASSERT_TRUE(client_->SubmitReport(request).ok());
  EXPECT_THAT(submission_.ids, ElementsAre("mine"));
}

TEST_F(ClientTest, TheRequestIdStaysTheSameOverAllAttempts) {
  submission_.failures = {errors::StorageUnavailable(""), errors::OutcomeUnknown(""),
                          errors::Overloaded(absl::Seconds(1))};
  v1::AcceptReportRequest request;
  request.set_name("agencies/54-0424204/reports/2020/revisions/1");
  ASSERT_TRUE(client_->AcceptReport(request).ok());
  ASSERT_THAT(submission_.ids, SizeIs(4));
  EXPECT_EQ(std::set<std::string>(submission_.ids.begin(), submission_.ids.end()).size(), 1u);
}

TEST_F(ClientTest, TwoActsHaveTwoRequestIds) {
  v1::AcceptReportRequest request;
  request.set_name("agencies/54-0424204/reports/2020/revisions/1");
  ASSERT_TRUE(client_->AcceptReport(request).ok());
  ASSERT_TRUE(client_->AcceptReport(request).ok());
  EXPECT_NE(submission_.ids[0], submission_.ids[1]);
}

TEST_F(ClientTest, ARoleIsGrantedUnderOneRequestIdHoweverOftenItIsTried) {
  class Access : public v1::AccessService::Service {
   public:
    grpc::Status GrantRole(grpc::ServerContext*, const v1::GrantRoleRequest* request,
                           v1::RoleGrant* grant) override {
      ids.push_back(request->request_id());
      *grant = request->role_grant();
      return ids.size() == 1 ? wire::ToGrpc(errors::OutcomeUnknown("")) : grpc::Status::OK;
    }
    std::vector<std::string> ids;
  } access;
  FakeServer server{&access};
  v1::GrantRoleRequest request;
  request.mutable_role_grant()->set_holder("staff/zhang-san");
  const auto grant = Connect(server.target())->GrantRole(request);
  ASSERT_TRUE(grant.ok()) << grant.status();
  EXPECT_EQ(grant->holder(), "staff/zhang-san");
  ASSERT_THAT(access.ids, SizeIs(2));
  EXPECT_THAT(access.ids[0], StartsWith("grant-"));
  EXPECT_EQ(access.ids[0], access.ids[1]);
}

TEST_F(ClientTest, ErrorsArriveWithTheirDetails) {
  FieldViolations violations;
  violations.Add("report.year", "年度有误", "wrong year");
  submission_.failures = {violations.ToStatus()};
  const auto revision = client_->SubmitReport(Filing());
  EXPECT_EQ(errors::ReasonOf(revision.status()), v1::INVALID_FIELDS);
  EXPECT_THAT(submission_.ids, SizeIs(1));
  EXPECT_THAT(world_.sleeps(), IsEmpty());
}

TEST_F(ClientTest, AServerThatIsAwayIsUnavailableAfterTheTimeout) {
  const auto revision = Connect("127.0.0.1:1")->SubmitReport(Filing());
  EXPECT_EQ(revision.status().code(), absl::StatusCode::kUnavailable);
  EXPECT_FALSE(world_.sleeps().empty());
}

TEST_F(ClientTest, ReadsAreTriedAgainToo) {
  class Retrieval : public v1::RetrievalService::Service {
    grpc::Status GetReport(grpc::ServerContext*, const v1::GetReportRequest* request,
                           v1::Revision* revision) override {
      revision->set_name(request->name());
      return calls_++ == 0 ? wire::ToGrpc(errors::NotCaughtUp("54", 9, 8)) : grpc::Status::OK;
    }
    int calls_ = 0;
  } retrieval;
  FakeServer server{&retrieval};
  v1::GetReportRequest request;
  request.set_name("agencies/54-0424204/reports/2020");
  const auto revision = Connect(server.target())->GetReport(request);
  ASSERT_TRUE(revision.ok()) << revision.status();
  EXPECT_EQ(revision->name(), request.name());
  EXPECT_THAT(world_.sleeps(), ElementsAre(absl::Milliseconds(100)));
}

}  // namespace
}  // namespace ogi::client
