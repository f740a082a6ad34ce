// The server's queue: the executor, and changes that many threads drive through the committer.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/synchronization/blocking_counter.h"
#include "absl/synchronization/notification.h"
#include "common/errors.h"
#include "common/status_macros.h"
#include "services/handler/step.h"
#include "services/server/executor.h"
#include "services/server/mutation.h"
#include "storage/memory/memory_store.h"
#include "tests/support/fakes.h"

namespace ogi {
namespace {

constexpr int kThreads = 8;
constexpr int kEach = 50;
constexpr absl::string_view kPartition = "54";
constexpr char kKey[] = "a counter";

TEST(Executor, RefusesWorkBeyondWhatMayWaitAndFinishesTheRest) {
  std::atomic<int> done{0};
  {
    Executor executor(1, 2);
    absl::Notification busy;
    absl::Notification go_on;
    ASSERT_TRUE(executor.Run([&] {
      busy.Notify();
      go_on.WaitForNotification();
    }));
    busy.WaitForNotification();
    EXPECT_TRUE(executor.Run([&] { ++done; }));
    EXPECT_TRUE(executor.Run([&] { ++done; }));
    EXPECT_FALSE(executor.Run([&] { ++done; }));
    go_on.Notify();
  }
  EXPECT_EQ(done, 2);
}

TEST(Executor, RunsWhatManyThreadsGiveItOnceEach) {
  std::vector<std::atomic<int>> runs(size_t{kThreads} * kEach);
  {
    Executor executor(3, runs.size());
    std::vector<std::thread> threads;
    for (int thread = 0; thread < kThreads; ++thread) {
      threads.emplace_back([&, thread] {
        for (int i = thread * kEach; i < (thread + 1) * kEach; ++i) {
          EXPECT_TRUE(executor.Run([&runs, i] { ++runs[static_cast<size_t>(i)]; }));
        }
      });
    }
    for (std::thread& thread : threads) thread.join();
  }
  EXPECT_THAT(runs, testing::Each(testing::Eq(1)));
}

// Counts up one key: whoever reads the same number as another loses the race for the next.
class MutationTest : public testing::Test {
 protected:
  using Done = Mutation<int>::Done;

  static Token TokenNumber(int number) { return absl::StrCat(10000000 + number, "-a-token"); }

  absl::StatusOr<Step<int>> CountUp(const Token& token) {
    OGI_ASSIGN_OR_RETURN(const std::optional<Item> item, store_.Get(kPartition, kKey));
    const int next = NumberIn(item) + 1;
    Step<int> step;
    step.proposal.partition = Partition(kPartition);
    step.proposal.commit.token = token;
    step.proposal.commit.writes = {
        {kKey, absl::StrCat(next), item.has_value() ? item->version : kAbsent}};
    step.answer = [next](const Stamp&) { return next; };
    return step;
  }

  static int NumberIn(const std::optional<Item>& item) {
    int number = 0;
    if (!item.has_value()) return 0;
    EXPECT_TRUE(absl::SimpleAtoi(ParseStamped(item->value)->record, &number));
    return number;
  }

  void Run(const Token& token, bool in_place, Done done) {
    Mutation<int>::Run(
        {&committer_, &executor_, in_place}, [this, token] { return CountUp(token); },
        std::move(done));
  }

  MemoryStore store_;
  FakeClock clock_{absl::FromUnixSeconds(1'600'000'000)};
  Committer committer_{&store_, &clock_};
  Executor executor_{2, size_t{kThreads} * kEach};
};

TEST_F(MutationTest, OfManyThreadsAreEachAnsweredOnceAndNoneIsLost) {
  std::atomic<int> committed{0};
  std::vector<std::atomic<int>> numbers(kThreads * kEach + 1);
  absl::BlockingCounter answers(kThreads * kEach);
  std::vector<std::thread> threads;
  for (int thread = 0; thread < kThreads; ++thread) {
    threads.emplace_back([&, thread] {
      for (int i = 0; i < kEach; ++i) {
        Run(TokenNumber(thread * kEach + i), /*in_place=*/i % 2 == 0,
            [&](const absl::StatusOr<int>& number) {
              if (number.ok()) {
                ++committed;
                ++numbers[static_cast<size_t>(*number)];
              } else {
                EXPECT_EQ(errors::ReasonOf(number.status()), v1::CONTENTION) << number.status();
              }
              answers.DecrementCount();
            });
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  answers.Wait();
  EXPECT_GT(committed, 0);
  EXPECT_EQ(NumberIn(*store_.Get(kPartition, kKey)), committed);
  EXPECT_EQ(LatestStamp(store_, kPartition)->place.sequence, committed);
  for (size_t number = 1; number <= static_cast<size_t>(committed); ++number) {
    EXPECT_EQ(numbers[number], 1) << number;
  }
}

TEST_F(MutationTest, IsAskedAgainWhereItLostARace) {
  int asked = 0;
  std::optional<int> answer;
  absl::Notification done;
  Mutation<int>::Run(
      {&committer_, &executor_},
      [&]() -> absl::StatusOr<Step<int>> {
        OGI_ASSIGN_OR_RETURN(Step<int> step, CountUp(TokenNumber(1)));
        if (++asked == 1) {
          absl::Notification other;
          Run(TokenNumber(2), /*in_place=*/false, [&](const absl::StatusOr<int>& number) {
            EXPECT_EQ(number.value_or(-1), 1);
            other.Notify();
          });
          other.WaitForNotification();
        }
        return step;
      },
      [&](const absl::StatusOr<int>& number) {
        if (number.ok()) answer = *number;
        done.Notify();
      });
  done.WaitForNotification();
  EXPECT_EQ(asked, 2);
  EXPECT_EQ(answer, 2);
}

// Finding 19: a full executor made OVERLOADED of it, "nothing was done".
TEST_F(MutationTest, Finding19CallsARepeatUnknownWhereItCannotBeLookedUp) {
  Executor full(1, 0);
  absl::Notification first_done;
  Run(TokenNumber(1), /*in_place=*/false, [&](const absl::StatusOr<int>&) { first_done.Notify(); });
  first_done.WaitForNotification();
  absl::Status status;
  absl::Notification done;
  Mutation<int>::Run(
      {&committer_, &full}, [this] { return CountUp(TokenNumber(1)); },
      [&](const absl::StatusOr<int>& number) {
        status = number.status();
        done.Notify();
      });
  done.WaitForNotification();
  EXPECT_EQ(errors::ReasonOf(status), v1::OUTCOME_UNKNOWN);
}

TEST_F(MutationTest, IsRefusedOnceTheCommitterIsShutDown) {
  committer_.Shutdown();
  absl::Status status;
  Run(TokenNumber(1), /*in_place=*/true,
      [&](const absl::StatusOr<int>& number) { status = number.status(); });
  EXPECT_EQ(errors::ReasonOf(status), v1::SHUTTING_DOWN);
}

}  // namespace
}  // namespace ogi
