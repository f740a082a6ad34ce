// A revoked certificate shuts out its bearer at once, on connections and streams that stand too.
#include <signal.h>

#include <iostream>

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "common/errors.h"
#include "common/wire/status.h"
#include "ogi/v1/submission_service.grpc.pb.h"
#include "ogi/v1/validation_service.pb.h"
#include "tests/e2e/secured_server.h"

namespace ogi {
namespace {

// An open SubmitReports.
class OpenStream {
 public:
  OpenStream(SecuredServer& server, const As& as)
      : server_(server), stub_(v1::SubmissionService::NewStub(server.Channel(as))) {
    // Far beyond what it should take: a stream that is not ended fails by it.
    client::SetTimeout(context_, absl::Seconds(30));
    stream_ = stub_->SubmitReports(&context_);
  }

  // Files one and reads its answer.
  absl::Status Submit() {
    const std::string id = server_.NextId();
    v1::SubmitReportsRequest request;
    *request.mutable_request() = Filing(ReportSaying(id), id);
    v1::SubmitReportsResponse response;
    if (!stream_->Write(request) || !stream_->Read(&response)) return Finish();
    return wire::FromProto(response.status());
  }

  // Waits for the server to end it.
  absl::Status AwaitEnd() {
    v1::SubmitReportsResponse response;
    while (stream_->Read(&response)) {
    }
    return Finish();
  }

  absl::Status Close() {
    stream_->WritesDone();
    return AwaitEnd();
  }

 private:
  absl::Status Finish() { return wire::FromGrpc(stream_->Finish()); }

  SecuredServer& server_;
  const std::unique_ptr<v1::SubmissionService::Stub> stub_;
  grpc::ClientContext context_;
  std::unique_ptr<grpc::ClientReaderWriter<v1::SubmitReportsRequest, v1::SubmitReportsResponse>>
      stream_;
};

TEST(Revocation, EndsTheOpenStreamsOfTheCertificateAndNoOthers) {
  SecuredServer server;
  server.Entitle("platforms/xizang", kTownship);
  // Two certificates of one platform.
  OpenStream revoked(server, {"revoked", kTownship});
  OpenStream honest(server, {"platform", kTownship});
  ASSERT_TRUE(revoked.Submit().ok());
  ASSERT_TRUE(honest.Submit().ok());

  const absl::Time begin = absl::Now();
  ASSERT_TRUE(server.Revoke("revoked").ok());
  const absl::Time answered = absl::Now();
  const absl::Status end = revoked.AwaitEnd();
  std::cout << "[ measured ] ended " << absl::Now() - answered << " after the answer, "
            << absl::Now() - begin << " after the request\n";
  EXPECT_EQ(WireOf(end), WireOf(errors::NotAuthenticated("")));

  const Answer next =
      server.Call({"revoked", kTownship}, "ValidationService/ListRules", v1::ListRulesRequest());
  EXPECT_EQ(next.wire, WireOf(errors::NotAuthenticated("")));
  EXPECT_TRUE(honest.Submit().ok());
  EXPECT_TRUE(honest.Close().ok());
}

TEST(Revocation, StopsTheVeryNextFilingOfAnOpenStream) {
  SecuredServer server;
  server.Entitle("platforms/xizang", kTownship);
  OpenStream stream(server, {"revoked", kTownship});
  ASSERT_TRUE(stream.Submit().ok());
  ASSERT_TRUE(server.Revoke("revoked").ok());
  // The filing's own answer, or the stream's end, whichever comes first.
  EXPECT_EQ(WireOf(stream.Submit()), WireOf(errors::NotAuthenticated("")));
}

TEST(Revocation, HoldsAfterARestart) {
  SecuredServer server;
  ASSERT_TRUE(server.Revoke("township").ok());
  server.process().Stop(SIGKILL);
  server.Start();
  EXPECT_EQ(server.Call({"township"}, "ValidationService/ListRules", v1::ListRulesRequest()).wire,
            WireOf(errors::NotAuthenticated("")));
}

TEST(Revocation, AMandateWithdrawnStopsTheNextFilingOfAnOpenStream) {
  SecuredServer server;
  const v1::Mandate mandate = server.Entitle("platforms/xizang", kTownship);
  OpenStream stream(server, {"platform", kTownship});
  ASSERT_TRUE(stream.Submit().ok());
  ASSERT_TRUE(server.Withdraw(mandate).ok());
  EXPECT_EQ(WireOf(stream.Submit()), WireOf(errors::NotPermitted()));
  // It is the filing that is refused.
  EXPECT_TRUE(stream.Close().ok());
}

}  // namespace
}  // namespace ogi
