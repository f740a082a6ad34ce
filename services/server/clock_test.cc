// A whole server: its host's clock jumps; it is one for trials.
#include <grpcpp/grpcpp.h>
#include <gtest/gtest.h>

#include <memory>
#include <string>

#include "absl/strings/str_cat.h"
#include "common/errors.h"
#include "common/wire/status.h"
#include "domain/testing/reports.h"
#include "ogi/v1/registry_service.grpc.pb.h"
#include "ogi/v1/retrieval_service.grpc.pb.h"
#include "ogi/v1/submission_service.grpc.pb.h"
#include "services/server/installation.h"
#include "services/server/maintenance.h"
#include "services/server/server.h"
#include "tests/support/fakes.h"
#include "tests/support/process.h"

namespace ogi {
namespace {

constexpr char kTownship[] = "agencies/54-0424204";

class JumpingClock : public testing::Test {
 protected:
  JumpingClock() {
    options_.data_directory = directory_.path() + "/data";
    options_.listen = "127.0.0.1:0";
    options_.insecure_loopback = true;
    EXPECT_TRUE(InitInstallation(options_.data_directory, "admin", &random_, &host_).ok());
    Start();
    PutTownship();
  }

  void PutTownship() {
    v1::CreateAgencyRequest request;
    request.set_agency_id("54-0424204");
    request.set_request_id("a");
    request.mutable_agency()->set_level(v1::Agency::TOWNSHIP);
    request.mutable_agency()->add_names()->set_text("样本乡人民政府");
    grpc::ClientContext context;
    v1::Agency agency;
    const auto stub = v1::RegistryService::NewStub(channel_);
    EXPECT_TRUE(stub->CreateAgency(&context, request, &agency).ok());
  }

  void Start() {
    server_.reset();
    absl::StatusOr<std::unique_ptr<Server>> server = Server::Start(options_, &host_, &random_);
    ASSERT_TRUE(server.ok()) << server.status();
    server_ = *std::move(server);
    grpc::ChannelArguments arguments;
    arguments.SetInt(GRPC_ARG_USE_LOCAL_SUBCHANNEL_POOL, 1);
    channel_ = grpc::CreateCustomChannel(absl::StrCat("127.0.0.1:", server_->port()),
                                         grpc::InsecureChannelCredentials(), arguments);
  }

  // Files a report that differs from all before.
  absl::StatusOr<v1::Revision> File() {
    v1::SubmitReportRequest request;
    request.set_parent(kTownship);
    request.set_request_id(absl::StrCat("r", ++filed_));
    *request.mutable_report() = CleanReport(v1::EDITION_2021);
    request.mutable_report()->mutable_overview()->set_text(absl::StrCat("第 ", filed_, " 次。"));
    grpc::ClientContext context;
    v1::Revision revision;
    const grpc::Status status =
        v1::SubmissionService::NewStub(channel_)->SubmitReport(&context, request, &revision);
    if (!status.ok()) return wire::FromGrpc(status);
    return revision;
  }
  v1::ErrorReason FilingFails() { return errors::ReasonOf(File().status()); }
  // When it came in.
  absl::Time TimeOf(const absl::StatusOr<v1::Revision>& revision) {
    EXPECT_TRUE(revision.ok()) << revision.status();
    return revision.ok() ? absl::FromUnixSeconds(revision->receipt().receive_time().seconds())
                         : absl::InfinitePast();
  }
  void Accept() {
    const auto accepted = RequestAcceptClock(AdminSocket(options_.data_directory));
    EXPECT_TRUE(accepted.ok()) << accepted.status();
  }

  TemporaryDirectory directory_;
  SystemRandom random_;
  const absl::Time start_ = absl::FromUnixSeconds(1'706'688'000);
  FakeClock host_{start_};
  ServerOptions options_;
  std::unique_ptr<Server> server_;
  std::shared_ptr<grpc::Channel> channel_;
  int filed_ = 0;
};

// Finding 8: eight hours ahead were kept for ever, over restarts too.
TEST_F(JumpingClock, Finding8StampsNothingUntilItIsRightAgain) {
  EXPECT_EQ(TimeOf(File()), start_);
  host_.Move(absl::Hours(8));
  EXPECT_EQ(FilingFails(), v1::CLOCK_NOT_TRUSTED);
  // Reading goes on.
  v1::GetReportRequest request;
  request.set_name(absl::StrCat(kTownship, "/reports/2023"));
  grpc::ClientContext context;
  v1::Revision revision;
  EXPECT_TRUE(
      v1::RetrievalService::NewStub(channel_)->GetReport(&context, request, &revision).ok());
  host_.Move(-absl::Hours(8));
  EXPECT_EQ(TimeOf(File()), start_);
}

TEST_F(JumpingClock, Finding8FollowsTheOperatorsWordAlsoOverARestart) {
  host_.Move(absl::Hours(8));
  EXPECT_EQ(FilingFails(), v1::CLOCK_NOT_TRUSTED);
  Accept();
  EXPECT_EQ(TimeOf(File()), start_ + absl::Hours(8));

  host_.Move(-absl::Hours(8));
  EXPECT_EQ(FilingFails(), v1::CLOCK_NOT_TRUSTED);
  Start();
  // What stands in the store is ahead of the host's clock.
  EXPECT_EQ(FilingFails(), v1::CLOCK_NOT_TRUSTED);
  Accept();
  EXPECT_EQ(TimeOf(File()), start_);
  Start();
  EXPECT_EQ(TimeOf(File()), start_);
}

class TestRealm : public JumpingClock {};

TEST_F(TestRealm, IsNeverTakenForARealOne) {
  EXPECT_EQ(File()->receipt().realm(), "");
  options_.realm = "test";
  server_.reset();
  EXPECT_EQ(Server::Start(options_, &host_, &random_).status().code(),
            absl::StatusCode::kFailedPrecondition);

  options_.data_directory = directory_.path() + "/trial";
  ASSERT_TRUE(
      InitInstallation(options_.data_directory, "admin", &random_, &host_, kTestRealm).ok());
  options_.realm = "";
  EXPECT_EQ(Server::Start(options_, &host_, &random_).status().code(),
            absl::StatusCode::kFailedPrecondition);
  options_.realm = "test";
  Start();
  PutTownship();
  EXPECT_EQ(File()->receipt().realm(), "TEST");
}

}  // namespace
}  // namespace ogi
