#include "common/trusted_clock.h"

#include <gtest/gtest.h>

#include "tests/support/fakes.h"

namespace ogi {
namespace {

const absl::Time kStart = absl::FromUnixSeconds(1'706'760'000);

class TrustedClockTest : public testing::Test {
 protected:
  // Time passes, and the host's clock is set by `set` besides.
  void Pass(absl::Duration passed, absl::Duration set = absl::ZeroDuration()) {
    steady_.Move(passed);
    host_.Move(passed + set);
  }

  FakeClock host_{kStart};
  FakeSteadyClock steady_;
  TrustedClock clock_{&host_, &steady_, absl::UnixEpoch()};
};

TEST_F(TrustedClockTest, FollowsTheHostsClock) {
  EXPECT_EQ(clock_.Now(), kStart);
  Pass(absl::Hours(3));
  EXPECT_EQ(clock_.Now(), kStart + absl::Hours(3));
  EXPECT_EQ(clock_.Error(), absl::ZeroDuration());
}

TEST_F(TrustedClockTest, LetsNtpPullItSlowly) {
  for (int i = 0; i < 100; ++i) {
    Pass(absl::Seconds(10), absl::Milliseconds(400));
    EXPECT_EQ(clock_.Error(), absl::ZeroDuration());
  }
  EXPECT_EQ(clock_.Now(), host_.Now());
}

// Finding 8: one step forward was kept for ever; reports of 31 January were stamped 1 February.
TEST_F(TrustedClockTest, Finding8DoesNotFollowAJumpForward) {
  Pass(absl::Seconds(1), absl::Hours(8));
  EXPECT_EQ(clock_.Now(), kStart + absl::Seconds(1));
  EXPECT_EQ(clock_.Error(), absl::Hours(8));
  Pass(absl::Seconds(10));
  EXPECT_EQ(clock_.Now(), kStart + absl::Seconds(11));
}

TEST_F(TrustedClockTest, Finding8IsTrustedAgainOnceTheClocksAgree) {
  Pass(absl::Seconds(1), absl::Hours(8));
  EXPECT_EQ(clock_.Error(), absl::Hours(8));
  Pass(absl::Seconds(1), -absl::Hours(8));
  EXPECT_EQ(clock_.Error(), absl::ZeroDuration());
  EXPECT_EQ(clock_.Now(), kStart + absl::Seconds(2));
}

TEST_F(TrustedClockTest, Finding8LetsTimePassWhileAWrongClockIsPutRight) {
  // Eight hours ahead from the start: nobody can know. Then NTP comes.
  Pass(absl::Seconds(1), -absl::Hours(8));
  EXPECT_EQ(clock_.Error(), -absl::Hours(8));
  const absl::Time before = clock_.Now();
  Pass(absl::Seconds(30));
  EXPECT_EQ(clock_.Now(), before + absl::Seconds(30));
}

TEST_F(TrustedClockTest, Finding8FollowsTheHostsClockBackOnceTheOperatorSaysSo) {
  Pass(absl::Seconds(1), -absl::Hours(8));
  EXPECT_EQ(clock_.Error(), -absl::Hours(8));
  clock_.Accept();
  EXPECT_EQ(clock_.Error(), absl::ZeroDuration());
  EXPECT_EQ(clock_.Now(), host_.Now());
}

TEST_F(TrustedClockTest, StandsStillForASmallStepBack) {
  EXPECT_EQ(clock_.Now(), kStart);
  Pass(absl::ZeroDuration(), -absl::Milliseconds(900));
  EXPECT_EQ(clock_.Now(), kStart);
  EXPECT_EQ(clock_.Error(), absl::ZeroDuration());
  Pass(absl::Seconds(1));
  EXPECT_EQ(clock_.Now(), host_.Now());
}

TEST_F(TrustedClockTest, IsNotTrustedBehindWhatTheStoreSays) {
  const TrustedClock clock(&host_, &steady_, kStart + absl::Hours(8));
  EXPECT_EQ(clock.Error(), -absl::Hours(8));
  EXPECT_EQ(clock.Now(), kStart + absl::Hours(8));
}

}  // namespace
}  // namespace ogi
