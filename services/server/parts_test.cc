// The small parts of a server: credentials, health.
#include <gtest/gtest.h>

#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/synchronization/notification.h"
#include "common/errors.h"
#include "services/server/credentials.h"
#include "services/server/health_watch.h"
#include "storage/memory/faulty_store.h"
#include "storage/memory/memory_store.h"
#include "tests/support/fakes.h"
#include "tests/support/process.h"

namespace ogi {
namespace {

class CredentialsTest : public testing::Test {
 protected:
  absl::StatusCode CodeOf(const ServerOptions& options) {
    return ServerCredentials(options).status().code();
  }
};

TEST_F(CredentialsTest, AllowPlaintextOnLoopbackOnlyAndOnlyByName) {
  ServerOptions options;
  EXPECT_EQ(CodeOf(options), absl::StatusCode::kInvalidArgument);
  options.insecure_loopback = true;
  for (const char* address : {"127.0.0.1:0", "127.8.0.1:7443", "[::1]:0", "localhost:0"}) {
    options.listen = address;
    EXPECT_EQ(CodeOf(options), absl::StatusCode::kOk) << address;
  }
  for (const char* address : {"0.0.0.0:7443", "[::]:7443", "10.0.0.1:7443", "127.example.org:7443",
                              "127.0.0.1.example.org:7443", "localhost.example.org:7443", ""}) {
    options.listen = address;
    EXPECT_EQ(CodeOf(options), absl::StatusCode::kInvalidArgument) << address;
  }
}

TEST_F(CredentialsTest, WantCertificateAndKeyTogetherAndReadable) {
  TemporaryDirectory directory;
  ServerOptions options;
  options.tls_certificate = directory.path() + "/certificate.pem";
  EXPECT_EQ(CodeOf(options), absl::StatusCode::kInvalidArgument);
  options.tls_key = directory.path() + "/key.pem";
  const absl::Status missing = ServerCredentials(options).status();
  EXPECT_NE(missing.message().find("certificate.pem"), std::string::npos) << missing;
  options.insecure_loopback = true;
  EXPECT_EQ(CodeOf(options), absl::StatusCode::kInvalidArgument);
}

class RecordedHealth : public grpc::HealthCheckServiceInterface {
 public:
  void SetServingStatus(const std::string& service, bool serving) override {
    absl::MutexLock lock(&mutex_);
    services_[service] = serving;
  }
  void SetServingStatus(bool serving) override {
    absl::MutexLock lock(&mutex_);
    serving_ = serving;
  }
  void Shutdown() override {}

  bool Of(const std::string& service) {
    absl::MutexLock lock(&mutex_);
    return services_[service];
  }

  // Returns once health is as said.
  void Await(bool serving) {
    const auto is = [&] { return serving_ == serving; };
    absl::MutexLock lock(&mutex_, absl::Condition(&is));
  }

 private:
  absl::Mutex mutex_;
  bool serving_ = false;
  std::map<std::string, bool> services_;
};

// A store whose disk does not answer until it is told to.
class HangingStore : public FaultyStore {
 public:
  using FaultyStore::FaultyStore;
  std::vector<CommitOutcome> CommitBatch(absl::string_view partition,
                                         absl::Span<const Commit> commits, Seal& seal) override {
    begun_.Notify();
    answer_.WaitForNotification();
    return FaultyStore::CommitBatch(partition, commits, seal);
  }
  void AwaitCommit() { begun_.WaitForNotification(); }
  void Answer() { answer_.Notify(); }

 private:
  absl::Notification begun_;
  absl::Notification answer_;
};

class HealthWatchTest : public testing::Test {
 protected:
  std::unique_ptr<HealthWatch> Watch() {
    return std::make_unique<HealthWatch>(&health_, &store_, &committer_, &clock_, &witness_,
                                         std::vector<std::string>{"ogi.v1.SubmissionService"});
  }

  MemoryStore memory_;
  HangingStore store_{&memory_};
  FakeClock host_{absl::FromUnixSeconds(1'706'760'000)};
  FakeSteadyClock steady_;
  TrustedClock clock_{&host_, &steady_, absl::UnixEpoch()};
  Committer committer_{&store_, &clock_};
  TemporaryDirectory directory_;
  WitnessKeeper witness_{directory_.path() + "/witness", {}};
  RecordedHealth health_;
};

TEST_F(HealthWatchTest, FollowsTheStore) {
  store_.SetProbe(errors::StorageUnavailable("test"));
  const std::unique_ptr<HealthWatch> watch = Watch();
  health_.Await(false);
  store_.SetProbe(absl::OkStatus());
  health_.Await(true);
  EXPECT_TRUE(watch->healthy());
  watch->Stop();
  health_.Await(false);
}

// U9: it knew the empty name alone.
TEST_F(HealthWatchTest, U9SaysTheSameOfEachService) {
  const std::unique_ptr<HealthWatch> watch = Watch();
  health_.Await(true);
  EXPECT_TRUE(health_.Of("ogi.v1.SubmissionService"));
  watch->Stop();
  EXPECT_FALSE(health_.Of("ogi.v1.SubmissionService"));
}

TEST_F(HealthWatchTest, Finding8TurnsRedWhereTheClockJumped) {
  clock_.Now();
  host_.Move(absl::Hours(8));
  const std::unique_ptr<HealthWatch> watch = Watch();
  health_.Await(false);
  host_.Move(-absl::Hours(8));
  health_.Await(true);
}

// Finding 9: a sync that hung left health green.
TEST_F(HealthWatchTest, Finding9TurnsRedWhereTheDiskDoesNotAnswer) {
  Proposal proposal;
  proposal.partition = "54";
  proposal.commit.token = std::string(kTokenBytes, 't');
  absl::Notification done;
  committer_.Propose(std::move(proposal), [&done](const CommitResult&) { done.Notify(); });
  store_.AwaitCommit();
  host_.Move(absl::Seconds(6));
  steady_.Move(absl::Seconds(6));
  const std::unique_ptr<HealthWatch> watch = Watch();
  health_.Await(false);
  store_.Answer();
  done.WaitForNotification();
  health_.Await(true);
}

}  // namespace
}  // namespace ogi
