#include "clients/cpp/retry.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "clients/cpp/fake_environment.h"
#include "common/errors.h"

namespace ogi::client {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

// Fails with each status in turn, then succeeds.
struct Script {
  std::vector<absl::Status> failures;
  size_t calls = 0;
  std::vector<absl::Duration> remaining;

  Attempt Attempts() {
    return [this](absl::Duration left) {
      remaining.push_back(left);
      return calls++ < failures.size() ? failures[calls - 1] : absl::OkStatus();
    };
  }
};

absl::Status RunScript(Script& script, FakeEnvironment& world,
                       absl::Duration timeout = absl::Seconds(20)) {
  return CallWithRetry(RetryPolicy(), timeout, world.Get(), script.Attempts());
}

TEST(RetryTest, SuccessIsNotRepeated) {
  FakeEnvironment world;
  Script script;
  EXPECT_TRUE(RunScript(script, world).ok());
  EXPECT_EQ(script.calls, 1u);
  EXPECT_THAT(world.sleeps(), IsEmpty());
}

TEST(RetryTest, UnavailableIsTriedAgainWithGrowingWaits) {
  FakeEnvironment world;
  Script script{std::vector<absl::Status>(8, absl::UnavailableError("away"))};
  EXPECT_TRUE(RunScript(script, world).ok());
  EXPECT_THAT(world.sleeps(),
              ElementsAre(absl::Milliseconds(50), absl::Milliseconds(100), absl::Milliseconds(200),
                          absl::Milliseconds(400), absl::Milliseconds(800),
                          absl::Milliseconds(1600), absl::Seconds(2), absl::Seconds(2)));
}

TEST(RetryTest, WaitsAreScatteredOverHalfOfTheStep) {
  class Zeros : public Random {
   public:
    std::string Bytes(size_t count) override { return std::string(count, '\0'); }
  } zeros;
  Backoff backoff(RetryPolicy(), &zeros);
  EXPECT_EQ(backoff.Next(absl::UnavailableError("")), absl::Milliseconds(25));
  EXPECT_EQ(backoff.Next(absl::UnavailableError("")), absl::Milliseconds(50));
}

TEST(RetryTest, RetryInfoIsHonoured) {
  FakeEnvironment world;
  Script script{{errors::Overloaded(absl::Seconds(3)), errors::ShuttingDown()}};
  EXPECT_TRUE(RunScript(script, world).ok());
  EXPECT_THAT(world.sleeps(), ElementsAre(absl::Seconds(3), absl::Seconds(1)));
}

TEST(RetryTest, ResourceExhaustedWithoutRetryInfoIsNotRepeated) {
  FakeEnvironment world;
  Script script{{absl::ResourceExhaustedError("message too large")}};
  EXPECT_EQ(RunScript(script, world).code(), absl::StatusCode::kResourceExhausted);
  EXPECT_EQ(script.calls, 1u);
}

TEST(RetryTest, TooLargeIsNotRepeated) {
  FakeEnvironment world;
  Script script{{errors::TooLarge("report", 10, 5)}};
  EXPECT_EQ(errors::ReasonOf(RunScript(script, world)), v1::TOO_LARGE);
  EXPECT_EQ(script.calls, 1u);
}

TEST(RetryTest, OtherErrorsAreNotRepeated) {
  for (const absl::Status& status :
       {absl::InvalidArgumentError("x"), absl::AbortedError("x"), absl::DeadlineExceededError("x"),
        absl::InternalError("x"), absl::NotFoundError("x"), absl::FailedPreconditionError("x")}) {
    FakeEnvironment world;
    Script script{{status}};
    EXPECT_EQ(RunScript(script, world), status);
    EXPECT_EQ(script.calls, 1u);
  }
}

TEST(RetryTest, TheDeadlineEndsIt) {
  FakeEnvironment world;
  Script script{std::vector<absl::Status>(1000, absl::UnavailableError("away"))};
  EXPECT_EQ(RunScript(script, world, absl::Seconds(10)).code(), absl::StatusCode::kUnavailable);
  absl::Duration slept;
  for (const absl::Duration each : world.sleeps()) slept += each;
  EXPECT_LT(slept, absl::Seconds(10));
  EXPECT_GT(slept, absl::Seconds(7));
}

TEST(RetryTest, AnAttemptThatTimeCutShortDoesNotHideThatNobodyWasThere) {
  FakeEnvironment world;
  Script script{{absl::UnavailableError("away"), absl::DeadlineExceededError("late")}};
  EXPECT_EQ(RunScript(script, world).code(), absl::StatusCode::kUnavailable);
  Script first{{absl::DeadlineExceededError("late")}};
  EXPECT_EQ(RunScript(first, world).code(), absl::StatusCode::kDeadlineExceeded);
}

TEST(RetryTest, AWaitBeyondTheDeadlineIsNotBegun) {
  FakeEnvironment world;
  Script script{{errors::StorageFull()}};
  EXPECT_EQ(errors::ReasonOf(RunScript(script, world)), v1::STORAGE_FULL);
  EXPECT_THAT(world.sleeps(), IsEmpty());
}

TEST(RetryTest, EachAttemptGetsTheTimeThatIsLeft) {
  FakeEnvironment world;
  Script script{{errors::Overloaded(absl::Seconds(5))}};
  EXPECT_TRUE(RunScript(script, world).ok());
  EXPECT_THAT(script.remaining, ElementsAre(absl::Seconds(20), absl::Seconds(15)));
}

}  // namespace
}  // namespace ogi::client
