// Who asks for more than his share is told to wait, and nobody else is.
#include <functional>
#include <memory>

#include "absl/strings/numbers.h"
#include "common/errors.h"
#include "common/limits.h"
#include "common/wire/status.h"
#include "ogi/v1/retrieval_service.pb.h"
#include "ogi/v1/submission_service.grpc.pb.h"
#include "tests/e2e/secured_server.h"

namespace ogi {
namespace {

class FairUse : public testing::Test {
 protected:
  Answer Ask(const As& as) {
    v1::ListReportsRequest request;
    request.set_parent(kTownship);
    return server_.Call(as, "RetrievalService/ListReports", request);
  }

  static int Trailer(const Answer& answer, const std::string& name) {
    const auto found = answer.trailers.find(name);
    int number = -1;
    EXPECT_TRUE(found != answer.trailers.end() && absl::SimpleAtoi(found->second, &number)) << name;
    return number;
  }

  using ItemStream = grpc::ClientReaderWriter<v1::SubmitReportsRequest, v1::SubmitReportsResponse>;

  // Opens SubmitReports, uses it, and waits for its end.
  Answer RunStream(const As& as, const std::function<void(ItemStream&)>& use) {
    const auto stub = v1::SubmissionService::NewStub(server_.Channel(as));
    grpc::ClientContext context;
    client::SetTimeout(context, absl::Seconds(60));
    const std::unique_ptr<ItemStream> stream = stub->SubmitReports(&context);
    use(*stream);
    stream->WritesDone();
    Answer answer;
    answer.status = wire::FromGrpc(stream->Finish());
    for (const auto& [key, value] : context.GetServerTrailingMetadata()) {
      answer.trailers.emplace(std::string(key.data(), key.size()),
                              std::string(value.data(), value.size()));
    }
    return answer;
  }
  Answer OpenAndClose(const As& as) {
    return RunStream(as, [](ItemStream&) {});
  }

  SecuredServer server_;
};

TEST_F(FairUse, BeyondTheQuotaACallerIsToldToWaitAndAnotherIsNotTouched) {
  constexpr auto kBurst = static_cast<int>(limits::kAnonymousRequestBurst);
  int admitted = 0;
  Answer answer = Ask({""});
  while (answer.status.ok() && admitted < 100 * kBurst) {
    ++admitted;
    EXPECT_EQ(Trailer(answer, "ogi-quota-limit"), kBurst);
    EXPECT_LT(Trailer(answer, "ogi-quota-remaining"), kBurst);
    answer = Ask({""});
  }
  EXPECT_GE(admitted, kBurst);
  ExpectHelps(answer.status, absl::StatusCode::kResourceExhausted, v1::QUOTA_EXCEEDED);
  EXPECT_GT(errors::RetryAfter(answer.status), absl::ZeroDuration());
  EXPECT_EQ(Trailer(answer, "ogi-quota-limit"), kBurst);
  EXPECT_EQ(Trailer(answer, "ogi-quota-remaining"), 0);
  EXPECT_GT(Trailer(answer, "ogi-quota-reset-ms"), 0);

  const Answer other = Ask({"township"});
  EXPECT_TRUE(other.status.ok()) << other.status;
  EXPECT_EQ(Trailer(other, "ogi-quota-limit"), static_cast<int>(limits::kOrganRequestBurst));
  EXPECT_TRUE(Ask({"operator"}).status.ok());
}

TEST_F(FairUse, WhoWaitsAsTheClientLibraryDoesGetsThrough) {
  Answer answer = Ask({""});
  while (answer.status.ok()) answer = Ask({""});
  v1::ListReportsRequest request;
  request.set_parent(kTownship);
  const auto client = server_.Client({""});
  const absl::StatusOr<v1::ListReportsResponse> listed = client->ListReports(request);
  EXPECT_TRUE(listed.ok()) << listed.status();
}

// Whoever could open streams for nothing would have the server make room for them for nothing.
TEST_F(FairUse, OpeningAStreamTakesARequestAndTellsWhatIsLeft) {
  constexpr auto kBurst = static_cast<int>(limits::kAnonymousRequestBurst);
  int admitted = 0;
  Answer answer = OpenAndClose({""});
  while (answer.status.ok() && admitted < 100 * kBurst) {
    ++admitted;
    EXPECT_EQ(Trailer(answer, "ogi-quota-limit"), kBurst);
    EXPECT_LT(Trailer(answer, "ogi-quota-remaining"), kBurst);
    answer = OpenAndClose({""});
  }
  EXPECT_GE(admitted, kBurst);
  ExpectHelps(answer.status, absl::StatusCode::kResourceExhausted, v1::QUOTA_EXCEEDED);
  EXPECT_EQ(Trailer(answer, "ogi-quota-remaining"), 0);
  EXPECT_GT(Trailer(answer, "ogi-quota-reset-ms"), 0);
  // It is the same quota as that of other calls.
  ExpectHelps(Ask({""}).status, absl::StatusCode::kResourceExhausted, v1::QUOTA_EXCEEDED);
  EXPECT_TRUE(OpenAndClose({"township"}).status.ok());
}

TEST_F(FairUse, AStreamTellsAtItsEndWhatItsItemsHaveLeft) {
  constexpr auto kBurst = static_cast<int>(limits::kAnonymousRequestBurst);
  int items = 0;
  const Answer answer = RunStream({""}, [&](ItemStream& stream) {
    v1::ErrorReason reason = v1::ERROR_REASON_UNSPECIFIED;
    while (reason != v1::QUOTA_EXCEEDED && ++items < 100 * kBurst) {
      v1::SubmitReportsResponse response;
      ASSERT_TRUE(stream.Write({}) && stream.Read(&response));
      reason = errors::ReasonOf(wire::FromProto(response.status()));
    }
  });
  EXPECT_TRUE(answer.status.ok()) << answer.status;
  // The stream itself was one of them.
  EXPECT_GE(items, kBurst);
  EXPECT_LT(Trailer(answer, "ogi-quota-remaining"), kBurst / 2);
}

// It is the certificate that counts, not the connection.
TEST_F(FairUse, AnOrgansConnectionsShareItsQuota) {
  int admitted = 0;
  while (admitted < 100 * static_cast<int>(limits::kOrganRequestBurst)) {
    const Answer answer = Ask(admitted % 2 == 0 ? As{"township"} : As{"township", kTownship});
    if (!answer.status.ok()) {
      ExpectHelps(answer.status, absl::StatusCode::kResourceExhausted, v1::QUOTA_EXCEEDED);
      EXPECT_TRUE(Ask({"stranger"}).status.ok());
      return;
    }
    ++admitted;
  }
  ADD_FAILURE() << "never refused";
}

}  // namespace
}  // namespace ogi
