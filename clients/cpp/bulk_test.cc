#include "clients/cpp/bulk.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>

#include "absl/strings/str_cat.h"
#include "clients/cpp/client.h"
#include "clients/cpp/fake_environment.h"
#include "clients/cpp/fake_server.h"
#include "common/errors.h"
#include "ogi/v1/registry_service.grpc.pb.h"

namespace ogi::client {
namespace {

using ::testing::Each;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Lt;
using ::testing::SizeIs;
using ::testing::UnorderedElementsAre;

using Stream = grpc::ServerReaderWriter<v1::ImportAgenciesResponse, v1::ImportAgenciesRequest>;

void Answer(Stream* stream, int64_t index) {
  v1::ImportAgenciesResponse answer;
  answer.set_index(index);
  answer.set_change(v1::ImportAgenciesResponse::CREATED);
  stream->Write(answer);
}

void Refuse(Stream* stream, int64_t index, const absl::Status& status) {
  v1::ImportAgenciesResponse answer;
  answer.set_index(index);
  *answer.mutable_status() = wire::ToProto(status);
  stream->Write(answer);
}

// Each opening of the stream is handled by the next script, the last one for ever.
class ScriptedRegistry : public v1::RegistryService::Service {
 public:
  using Script = std::function<grpc::Status(Stream*)>;

  grpc::Status ImportAgencies(grpc::ServerContext*, Stream* stream) override {
    const size_t opening = openings++;
    return scripts[std::min(opening, scripts.size() - 1)](stream);
  }

  std::vector<Script> scripts;
  size_t openings = 0;
};

grpc::Status AnswerAll(Stream* stream) {
  v1::ImportAgenciesRequest request;
  while (stream->Read(&request)) Answer(stream, request.index());
  return grpc::Status::OK;
}

class BulkTest : public ::testing::Test {
 protected:
  absl::Status Import(int count, const BulkOptions& bulk = {}) {
    ClientOptions options;
    options.target = server_.target();
    options.insecure_loopback = true;
    auto client = *Client::Connect(options, world_.Get());
    int next = 0;
    return client->ImportAgencies(
        bulk,
        [&]() -> std::optional<v1::Agency> {
          if (next == count) return std::nullopt;
          v1::Agency agency;
          agency.set_name(absl::StrCat("agencies/54-", 1000 + next++));
          return agency;
        },
        [&](const v1::Agency& agency, const v1::ImportAgenciesResponse& answer) {
          answered_.push_back(agency.name());
          if (answer.has_status()) errors_.push_back(wire::FromProto(answer.status()));
        });
  }

  FakeEnvironment world_;
  ScriptedRegistry registry_;
  FakeServer server_{&registry_};
  std::vector<std::string> answered_;
  std::vector<absl::Status> errors_;
};

TEST_F(BulkTest, NothingToSendIsDone) {
  registry_.scripts = {AnswerAll};
  EXPECT_TRUE(Import(0).ok());
  EXPECT_THAT(answered_, IsEmpty());
}

TEST_F(BulkTest, EachRequestIsAnsweredOnce) {
  registry_.scripts = {AnswerAll};
  EXPECT_TRUE(Import(500).ok());
  EXPECT_THAT(answered_, SizeIs(500));
  EXPECT_EQ(std::set<std::string>(answered_.begin(), answered_.end()).size(), 500u);
  EXPECT_EQ(registry_.openings, 1u);
}

TEST_F(BulkTest, ABrokenStreamIsOpenedAgainAndTheUnansweredAreSentAgain) {
  std::vector<int64_t> second;
  registry_.scripts = {[](Stream* stream) {
                         v1::ImportAgenciesRequest request;
                         for (int i = 0; i < 3; ++i) stream->Read(&request);
                         Answer(stream, 1);
                         return grpc::Status(grpc::StatusCode::UNAVAILABLE, "broken");
                       },
                       [&](Stream* stream) {
                         v1::ImportAgenciesRequest request;
                         while (stream->Read(&request)) {
                           second.push_back(request.index());
                           Answer(stream, request.index());
                         }
                         return grpc::Status::OK;
                       }};
  EXPECT_TRUE(Import(4).ok());
  EXPECT_THAT(second, ElementsAre(0, 2, 3));
  EXPECT_THAT(answered_, UnorderedElementsAre("agencies/54-1000", "agencies/54-1001",
                                              "agencies/54-1002", "agencies/54-1003"));
  EXPECT_THAT(world_.sleeps(), ElementsAre(absl::Milliseconds(50)));
}

TEST_F(BulkTest, AStreamThatRanOutOfTimeIsOpenedAgain) {
  registry_.scripts = {[](Stream* stream) {
                         v1::ImportAgenciesRequest request;
                         stream->Read(&request);
                         Answer(stream, request.index());
                         return grpc::Status(grpc::StatusCode::DEADLINE_EXCEEDED, "long enough");
                       },
                       AnswerAll};
  EXPECT_TRUE(Import(10).ok());
  EXPECT_THAT(answered_, SizeIs(10));
}

TEST_F(BulkTest, OpeningsWithoutAnAnswerEndIt) {
  registry_.scripts = {[](Stream*) { return grpc::Status(grpc::StatusCode::UNAVAILABLE, "no"); }};
  BulkOptions options;
  options.max_fruitless = 3;
  EXPECT_EQ(Import(5, options).code(), absl::StatusCode::kUnavailable);
  EXPECT_EQ(registry_.openings, 3u);
  EXPECT_THAT(answered_, IsEmpty());
}

TEST_F(BulkTest, AServerThatClosesWithoutAnsweringIsNoSuccess) {
  registry_.scripts = {[](Stream*) { return grpc::Status::OK; }};
  EXPECT_EQ(Import(1).code(), absl::StatusCode::kUnavailable);
}

TEST_F(BulkTest, AnErrorOfTheStreamThatWillNotPassEndsItAtOnce) {
  registry_.scripts = {
      [](Stream*) { return grpc::Status(grpc::StatusCode::PERMISSION_DENIED, "no"); }};
  EXPECT_EQ(Import(5).code(), absl::StatusCode::kPermissionDenied);
  EXPECT_EQ(registry_.openings, 1u);
}

TEST_F(BulkTest, AnAnswerThatAsksForItIsSentAgain) {
  int busy = 0;
  registry_.scripts = {[&](Stream* stream) {
    v1::ImportAgenciesRequest request;
    while (stream->Read(&request)) {
      if (request.index() == 1 && busy++ < 2) {
        Refuse(stream, 1, errors::Overloaded(absl::Seconds(7)));
      } else {
        Answer(stream, request.index());
      }
    }
    return grpc::Status::OK;
  }};
  EXPECT_TRUE(Import(3).ok());
  EXPECT_THAT(errors_, IsEmpty());
  EXPECT_THAT(answered_, SizeIs(3));
  EXPECT_THAT(world_.sleeps(), ElementsAre(absl::Seconds(7), absl::Seconds(7)));
}

TEST_F(BulkTest, AnAnswerThatAsksTooOftenIsGivenToTheCaller) {
  registry_.scripts = {[](Stream* stream) {
    v1::ImportAgenciesRequest request;
    while (stream->Read(&request)) {
      Refuse(stream, request.index(), errors::Overloaded(absl::Seconds(1)));
    }
    return grpc::Status::OK;
  }};
  BulkOptions options;
  options.max_attempts = 3;
  EXPECT_TRUE(Import(1, options).ok());
  EXPECT_THAT(errors_, SizeIs(1));
  EXPECT_THAT(world_.sleeps(), SizeIs(2));
}

TEST_F(BulkTest, ARefusedRequestIsAnAnswerAndTheOthersGoOn) {
  registry_.scripts = {[](Stream* stream) {
    v1::ImportAgenciesRequest request;
    while (stream->Read(&request)) {
      if (request.index() == 0) {
        Refuse(stream, 0, errors::AgencyNotFound("agencies/54-0001"));
      } else {
        Answer(stream, request.index());
      }
    }
    return grpc::Status::OK;
  }};
  EXPECT_TRUE(Import(3).ok());
  ASSERT_THAT(errors_, SizeIs(1));
  EXPECT_EQ(errors::ReasonOf(errors_[0]), v1::AGENCY_NOT_FOUND);
  EXPECT_THAT(answered_, SizeIs(3));
}

TEST_F(BulkTest, NoMoreThanAWindowIsUnanswered) {
  std::vector<int64_t> ahead;
  registry_.scripts = {[&](Stream* stream) {
    v1::ImportAgenciesRequest request;
    int64_t answered = 0;
    while (stream->Read(&request)) {
      ahead.push_back(request.index() - answered);
      // Answers only once the window is full, or the end has come.
      if (request.index() - answered == 3 || request.index() == 20) {
        while (answered <= request.index()) Answer(stream, answered++);
      }
    }
    return grpc::Status::OK;
  }};
  BulkOptions options;
  options.window = 4;
  EXPECT_TRUE(Import(21, options).ok());
  EXPECT_THAT(ahead, Each(Lt(4)));
  EXPECT_THAT(answered_, SizeIs(21));
}

}  // namespace
}  // namespace ogi::client
