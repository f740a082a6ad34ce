#include "services/server/item_stream.h"

#include <gmock/gmock.h>
#include <grpcpp/generic/async_generic_service.h>
#include <grpcpp/grpcpp.h>
#include <gtest/gtest.h>

#include <map>
#include <string>
#include <thread>
#include <vector>

#include "absl/strings/str_cat.h"
#include "domain/testing/reports.h"
#include "ogi/v1/registry_service.grpc.pb.h"
#include "ogi/v1/retrieval_service.grpc.pb.h"
#include "ogi/v1/submission_service.grpc.pb.h"
#include "services/server/installation.h"
#include "services/server/server.h"
#include "tests/support/fakes.h"
#include "tests/support/process.h"

namespace ogi {
namespace {

using Item = v1::SubmitReportsRequest;
using Answer = v1::SubmitReportsResponse;

// --- The reactor alone, behind a server that answers when the test says so. ---------------------

class HeldAnswers {
 public:
  void Hold(const std::shared_ptr<const Item>& item, std::function<void(Answer)> done) {
    absl::MutexLock lock(&mutex_);
    held_.emplace_back(item->index(), std::move(done));
    most_ = std::max(most_, held_.size());
  }
  // Waits until `count` are held, and takes one.
  std::pair<int64_t, std::function<void(Answer)>> Take(size_t count, bool last) {
    const auto enough = [&] { return held_.size() >= count; };
    absl::MutexLock lock(&mutex_, absl::Condition(&enough));
    auto taken = last ? std::move(held_.back()) : std::move(held_.front());
    held_.erase(last ? held_.end() - 1 : held_.begin());
    return taken;
  }
  size_t most() {
    absl::MutexLock lock(&mutex_);
    return most_;
  }

 private:
  absl::Mutex mutex_;
  std::vector<std::pair<int64_t, std::function<void(Answer)>>> held_;
  size_t most_ = 0;
};

class HoldingService : public grpc::CallbackGenericService {
 public:
  HoldingService(int window, HeldAnswers* held) : window_(window), held_(held) {}

  grpc::ServerGenericBidiReactor* CreateReactor(
      grpc::GenericCallbackServerContext* transport) override {
    return new ItemStream<Item, Answer>(
        {.window = window_, .streams = &streams_, .memory = &memory_}, transport, nullptr, {},
        [held = held_](const std::shared_ptr<const Item>& item, auto done) {
          held->Hold(item, done);
        });
  }

 private:
  const int window_;
  HeldAnswers* const held_;
  OpenStreams streams_;
  MemoryBudget memory_{limits::kDefaultMemoryBytes};
};

class ItemStreamTest : public testing::Test {
 protected:
  static constexpr int kWindow = 3;

  ItemStreamTest() : service_(kWindow, &held_) {
    grpc::ServerBuilder builder;
    builder.RegisterCallbackGenericService(&service_);
    server_ = builder.BuildAndStart();
    stub_ = v1::SubmissionService::NewStub(server_->InProcessChannel({}));
  }
  ~ItemStreamTest() override { server_->Shutdown(); }

  void AnswerOne(size_t held, bool last = false) {
    auto [index, done] = held_.Take(held, last);
    Answer answer;
    answer.set_index(index);
    done(std::move(answer));
  }

  HeldAnswers held_;
  HoldingService service_;
  std::unique_ptr<grpc::Server> server_;
  std::unique_ptr<v1::SubmissionService::Stub> stub_;
};

TEST_F(ItemStreamTest, HasNoMoreUnderWayThanTheWindowAllows) {
  constexpr int kItems = 20;
  grpc::ClientContext context;
  auto stream = stub_->SubmitReports(&context);
  std::thread writer([&] {
    Item item;
    for (int i = 0; i < kItems; ++i) {
      item.set_index(i);
      stream->Write(item);
    }
    stream->WritesDone();
  });
  std::vector<int64_t> indices;
  Answer answer;
  for (int i = 0; i < kItems; ++i) {
    // The last read of those held, so answers come out of order.
    AnswerOne(std::min<size_t>(kWindow, static_cast<size_t>(kItems - i)), /*last=*/true);
    ASSERT_TRUE(stream->Read(&answer));
    indices.push_back(answer.index());
  }
  writer.join();
  EXPECT_FALSE(stream->Read(&answer));
  EXPECT_TRUE(stream->Finish().ok());
  EXPECT_EQ(held_.most(), static_cast<size_t>(kWindow));
  std::sort(indices.begin(), indices.end());
  for (int i = 0; i < kItems; ++i) EXPECT_EQ(indices[static_cast<size_t>(i)], i);
}

// Finding 5: the window counted answers, not bytes.
TEST_F(ItemStreamTest, Finding5ReadsNoMoreThanTheWindowHoldsBytes) {
  grpc::ClientContext context;
  auto stream = stub_->SubmitReports(&context);
  Item large;
  large.mutable_request()->mutable_report()->set_title(
      std::string(limits::kStreamWindowBytes / 4, 'x'));
  std::thread writer([&] {
    for (int i = 0; i < 4; ++i) {
      large.set_index(i);
      stream->Write(large);
    }
    stream->WritesDone();
  });
  for (int i = 0; i < 4; ++i) {
    // Held alone: it fills the window.
    AnswerOne(1);
    Answer answer;
    ASSERT_TRUE(stream->Read(&answer));
    EXPECT_EQ(answer.index(), i);
  }
  writer.join();
  EXPECT_TRUE(stream->Finish().ok());
  EXPECT_EQ(held_.most(), 1u);
}

TEST_F(ItemStreamTest, AnswersWhatIsUnderWayAfterTheLastItem) {
  grpc::ClientContext context;
  auto stream = stub_->SubmitReports(&context);
  stream->Write(Item());
  stream->Write(Item());
  stream->WritesDone();
  AnswerOne(2);
  AnswerOne(1);
  Answer answer;
  EXPECT_TRUE(stream->Read(&answer));
  EXPECT_TRUE(stream->Read(&answer));
  EXPECT_FALSE(stream->Read(&answer));
  EXPECT_TRUE(stream->Finish().ok());
}

TEST_F(ItemStreamTest, EndsQuietlyWhenTheCallerHasGone) {
  {
    grpc::ClientContext context;
    auto stream = stub_->SubmitReports(&context);
    stream->Write(Item());
    stream->Write(Item());
    auto first = held_.Take(2, false);
    context.TryCancel();
    EXPECT_EQ(stream->Finish().error_code(), grpc::StatusCode::CANCELLED);
    first.second(Answer());
  }
  AnswerOne(1);
  // The destructor waits for the stream to be gone.
}

// --- The same in a whole server. -----------------------------------------------------------------

class ServerStreamTest : public testing::Test {
 protected:
  ServerStreamTest() {
    ServerOptions options;
    options.data_directory = directory_.path() + "/data";
    options.listen = "127.0.0.1:0";
    options.insecure_loopback = true;
    EXPECT_TRUE(InitInstallation(options.data_directory, "admin", &random_, &clock_).ok());
    absl::StatusOr<std::unique_ptr<Server>> server = Server::Start(options, &clock_, &random_);
    EXPECT_TRUE(server.ok()) << server.status();
    server_ = *std::move(server);
    channel_ = grpc::CreateChannel(absl::StrCat("127.0.0.1:", server_->port()),
                                   grpc::InsecureChannelCredentials());
    submission_ = v1::SubmissionService::NewStub(channel_);
    registry_ = v1::RegistryService::NewStub(channel_);
  }

  static v1::ImportAgenciesRequest Row(int64_t index, const std::string& name,
                                       const std::string& superior = "") {
    v1::ImportAgenciesRequest row;
    row.set_index(index);
    row.mutable_agency()->set_name(name);
    row.mutable_agency()->set_level(v1::Agency::TOWNSHIP);
    row.mutable_agency()->add_names()->set_text(name);
    if (!superior.empty()) row.mutable_agency()->add_superiors()->set_text(superior);
    return row;
  }

  static Item Filing(int64_t index, const std::string& agency) {
    Item item;
    item.set_index(index);
    v1::SubmitReportRequest& request = *item.mutable_request();
    *request.mutable_report() = CleanReport(v1::EDITION_2021);
    request.mutable_report()->set_agency(agency);
    request.set_parent(agency);
    request.set_request_id(absl::StrCat("r", index));
    return item;
  }

  TemporaryDirectory directory_;
  SystemRandom random_;
  SystemClock clock_;
  std::unique_ptr<Server> server_;
  std::shared_ptr<grpc::Channel> channel_;
  std::unique_ptr<v1::SubmissionService::Stub> submission_;
  std::unique_ptr<v1::RegistryService::Stub> registry_;
};

TEST_F(ServerStreamTest, ImportsSuperiorsBeforeTheirSubordinatesInOneStream) {
  grpc::ClientContext context;
  auto stream = registry_->ImportAgencies(&context);
  stream->Write(Row(0, "agencies/54-0424000"));
  stream->Write(Row(1, "agencies/54-0424204", "agencies/54-0424000"));
  stream->Write(Row(2, "agencies/54-0424100", "agencies/54-9999999"));
  stream->Write(Row(3, "agencies/54-0424100", "agencies/54-0424204"));
  stream->WritesDone();
  std::map<int64_t, bool> created;
  v1::ImportAgenciesResponse answer;
  while (stream->Read(&answer)) {
    created[answer.index()] = answer.change() == v1::ImportAgenciesResponse::CREATED;
  }
  EXPECT_TRUE(stream->Finish().ok());
  EXPECT_THAT(created, testing::ElementsAre(testing::Pair(0, true), testing::Pair(1, true),
                                            testing::Pair(2, false), testing::Pair(3, true)));
}

TEST_F(ServerStreamTest, AnswersGoodAndBadFilingsEachOnce) {
  grpc::ClientContext import_context;
  auto import = registry_->ImportAgencies(&import_context);
  import->Write(Row(0, "agencies/54-0424204"));
  import->WritesDone();
  v1::ImportAgenciesResponse imported;
  EXPECT_TRUE(import->Read(&imported));
  EXPECT_TRUE(import->Finish().ok());

  grpc::ClientContext context;
  auto stream = submission_->SubmitReports(&context);
  std::thread writer([&] {
    for (int i = 0; i < 200; ++i) {
      stream->Write(Filing(i, i % 10 == 0 ? "agencies/54-0000000" : "agencies/54-0424204"));
    }
    stream->WritesDone();
  });
  std::map<int64_t, Answer> answers;
  Answer answer;
  while (stream->Read(&answer)) {
    EXPECT_TRUE(answers.emplace(answer.index(), answer).second) << answer.index();
  }
  writer.join();
  EXPECT_TRUE(stream->Finish().ok());
  ASSERT_EQ(answers.size(), 200u);
  for (const auto& [index, each] : answers) {
    EXPECT_EQ(each.has_revision(), index % 10 != 0) << each.ShortDebugString();
    if (each.has_status()) {
      EXPECT_EQ(each.status().code(), static_cast<int>(absl::StatusCode::kNotFound));
    }
  }
}

// U6: such an item ended the whole stream, and its index was not named.
TEST_F(ServerStreamTest, U6AnswersAnItemThatCannotBeReadAndGoesOn) {
  grpc::ClientContext context;
  auto stream = submission_->SubmitReports(&context);
  Item broken = Filing(1, "agencies/54-0424204");
  broken.mutable_request()->set_request_id("\xff\xfe");
  Item large = Filing(2, "agencies/54-0424204");
  large.mutable_request()->mutable_report()->set_title(std::string(2 << 20, 'x'));
  const std::vector<Item> items = {broken, large, Filing(3, "agencies/54-0424204")};
  std::map<int64_t, v1::ErrorReason> reasons;
  for (const Item& item : items) {
    stream->Write(item);
    Answer answer;
    ASSERT_TRUE(stream->Read(&answer));
    reasons[answer.index()] = errors::ReasonOf(wire::FromProto(answer.status()));
  }
  stream->WritesDone();
  EXPECT_TRUE(stream->Finish().ok());
  EXPECT_THAT(reasons, testing::ElementsAre(testing::Pair(1, v1::MALFORMED_MESSAGE),
                                            testing::Pair(2, v1::TOO_LARGE),
                                            testing::Pair(3, v1::AGENCY_NOT_FOUND)));
}

// --- Time in the adapter. ------------------------------------------------------------------------

TEST(Adapter, CountsDeadlinesByTheTimeThatIsLeftWhateverTheClockSays) {
  TemporaryDirectory directory;
  SystemRandom random;
  ServerOptions options;
  options.data_directory = directory.path() + "/data";
  options.listen = "127.0.0.1:0";
  options.insecure_loopback = true;
  // An hour ahead of the transport, as after a clock that was wrong and has been put right.
  FakeClock clock(absl::Now() + absl::Hours(1));
  ASSERT_TRUE(InitInstallation(options.data_directory, "admin", &random, &clock).ok());
  absl::StatusOr<std::unique_ptr<Server>> server = Server::Start(options, &clock, &random);
  ASSERT_TRUE(server.ok());
  auto stub = v1::RetrievalService::NewStub(grpc::CreateChannel(
      absl::StrCat("127.0.0.1:", (*server)->port()), grpc::InsecureChannelCredentials()));
  grpc::ClientContext context;
  context.set_deadline(std::chrono::system_clock::now() + std::chrono::seconds(20));
  v1::GetReportRequest request;
  request.set_name("agencies/54-0424204/reports/2020");
  v1::Revision revision;
  const absl::Status status = wire::FromGrpc(stub->GetReport(&context, request, &revision));
  EXPECT_EQ(errors::ReasonOf(status), v1::REPORT_NOT_FOUND) << status;
}

}  // namespace
}  // namespace ogi
