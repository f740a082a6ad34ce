// The small parts of a server: credentials, health.
#include <gtest/gtest.h>

#include <map>

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
  void SetServingStatus(const std::string&, bool) override {}
  void SetServingStatus(bool serving) override {
    absl::MutexLock lock(&mutex_);
    serving_ = serving;
  }
  void Shutdown() override {}

  // Returns once health is as said.
  void Await(bool serving) {
    const auto is = [&] { return serving_ == serving; };
    absl::MutexLock lock(&mutex_, absl::Condition(&is));
  }

 private:
  absl::Mutex mutex_;
  bool serving_ = false;
};

class HealthWatchTest : public testing::Test {
 protected:
  MemoryStore memory_;
  FaultyStore store_{&memory_};
  FakeClock host_{absl::FromUnixSeconds(1'706'760'000)};
  MonotoneClock clock_{&host_, absl::UnixEpoch()};
  RecordedHealth health_;
};

TEST_F(HealthWatchTest, FollowsTheStore) {
  store_.SetProbe(errors::StorageUnavailable("test"));
  HealthWatch watch(&health_, &store_, &clock_);
  health_.Await(false);
  store_.SetProbe(absl::OkStatus());
  health_.Await(true);
  EXPECT_TRUE(watch.healthy());
  watch.Stop();
  health_.Await(false);
}

TEST_F(HealthWatchTest, TurnsRedWhereTheClockSteppedBack) {
  clock_.Now();
  host_.Move(-absl::Seconds(2));
  HealthWatch watch(&health_, &store_, &clock_);
  health_.Await(false);
}

}  // namespace
}  // namespace ogi
