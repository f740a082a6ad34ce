#include "services/server/executor.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "absl/synchronization/mutex.h"
#include "absl/synchronization/notification.h"
#include "common/errors.h"
#include "tests/support/fakes.h"

namespace ogi {
namespace {

// One thread, held back until the test lets go of it.
class ExecutorTest : public testing::Test {
 protected:
  ExecutorTest() {
    EXPECT_TRUE(executor_.Run([this] {
      held_.Notify();
      released_.WaitForNotification();
    }));
    held_.WaitForNotification();
  }
  ~ExecutorTest() override {
    if (!released_.HasBeenNotified()) released_.Notify();
  }

  // Answers how it ended, once it has.
  absl::Status Wait(absl::Time deadline, bool gone, absl::Duration passes) {
    absl::Notification ended;
    absl::Status status = absl::UnknownError("not ended");
    RunIfWanted(executor_, clock_,
                {.deadline = deadline,
                 .has_gone = [gone] { return gone; },
                 .fail =
                     [&](const absl::Status& failed) {
                       status = failed;
                       ended.Notify();
                     }},
                [&] {
                  status = absl::OkStatus();
                  ended.Notify();
                });
    clock_.Move(passes);
    released_.Notify();
    ended.WaitForNotification();
    return status;
  }

  FakeClock clock_{absl::FromUnixSeconds(1'600'000'000)};
  absl::Notification held_;
  absl::Notification released_;
  Executor executor_{/*threads=*/1, /*max_waiting=*/1};
};

TEST_F(ExecutorTest, DoesWhatIsWaitedFor) {
  EXPECT_TRUE(Wait(clock_.Now() + absl::Seconds(2), false, absl::Seconds(1)).ok());
}

// Findings 7 and 10: work was done for callers who had gone, or had no time left.
TEST_F(ExecutorTest, Finding10DoesNothingForACallerWhoHasGone) {
  EXPECT_EQ(Wait(clock_.Now() + absl::Seconds(2), true, absl::Seconds(1)).code(),
            absl::StatusCode::kCancelled);
}

TEST_F(ExecutorTest, Finding10DoesNothingOnceTheDeadlineHasPassed) {
  EXPECT_EQ(errors::ReasonOf(Wait(clock_.Now() + absl::Seconds(2), false, absl::Seconds(2))),
            v1::DEADLINE_PASSED);
}

TEST_F(ExecutorTest, RefusesAtOnceWhatDoesNotFit) {
  ASSERT_TRUE(executor_.Run([] {}));
  absl::Status refused;
  RunIfWanted(executor_, clock_,
              {.deadline = absl::InfiniteFuture(),
               .has_gone = [] { return false; },
               .fail = [&](const absl::Status& status) { refused = status; }},
              [] { ADD_FAILURE() << "it was refused"; });
  EXPECT_EQ(errors::ReasonOf(refused), v1::OVERLOADED);
}

}  // namespace
}  // namespace ogi
