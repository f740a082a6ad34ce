#include "services/server/quota.h"

#include <gtest/gtest.h>

#include <atomic>
#include <thread>
#include <vector>

#include "absl/strings/str_cat.h"
#include "common/errors.h"
#include "tests/support/fakes.h"

namespace ogi {
namespace {

constexpr char kOrgan[] = "agencies/54-0001";
constexpr size_t kMiB = size_t{1} << 20;

class QuotasTest : public testing::Test {
 protected:
  // Calls in a row that are let in now.
  int Admitted(absl::string_view who, Tier tier, size_t bytes = 0) {
    int admitted = 0;
    while (quotas_.Admit(who, tier, bytes, clock_.Now(), nullptr).ok()) ++admitted;
    return admitted;
  }
  absl::Status Ask(absl::string_view who, Tier tier, size_t bytes = 0) {
    return quotas_.Admit(who, tier, bytes, clock_.Now(), &state_);
  }

  FakeClock clock_{absl::FromUnixSeconds(1'769'000'000)};
  Quotas quotas_;
  QuotaState state_;
};

TEST_F(QuotasTest, EachTierHasItsBurst) {
  EXPECT_EQ(Admitted("platforms/xizang", Tier::kPlatform), 2000);
  EXPECT_EQ(Admitted(kOrgan, Tier::kOrgan), 100);
  EXPECT_EQ(Admitted("staff/a", Tier::kStaff), 500);
  EXPECT_EQ(Admitted("10.0.0.7", Tier::kAnonymous), 50);
}

TEST_F(QuotasTest, FillsWithTimeUpToTheBurst) {
  Admitted(kOrgan, Tier::kOrgan);
  clock_.Move(absl::Seconds(1));
  EXPECT_EQ(Admitted(kOrgan, Tier::kOrgan), 20);
  clock_.Move(absl::Hours(1));
  EXPECT_EQ(Admitted(kOrgan, Tier::kOrgan), 100);
}

TEST_F(QuotasTest, CountsEachCallerOnItsOwn) {
  Admitted(kOrgan, Tier::kOrgan);
  EXPECT_TRUE(Ask("agencies/54-0002", Tier::kOrgan).ok());
}

TEST_F(QuotasTest, TellsWhenToComeBackAndLetsInThenAndNotBefore) {
  Admitted(kOrgan, Tier::kOrgan);
  const absl::Status refused = Ask(kOrgan, Tier::kOrgan);
  EXPECT_EQ(errors::ReasonOf(refused), v1::QUOTA_EXCEEDED);
  EXPECT_EQ(absl::ToInt64Milliseconds(errors::RetryAfter(refused)), 50) << refused;
  clock_.Move(absl::Milliseconds(49));
  EXPECT_FALSE(Ask(kOrgan, Tier::kOrgan).ok());
  clock_.Move(absl::Milliseconds(1));
  EXPECT_TRUE(Ask(kOrgan, Tier::kOrgan).ok());
}

TEST_F(QuotasTest, CountsBytes) {
  EXPECT_EQ(Admitted(kOrgan, Tier::kOrgan, kMiB), 8);
  EXPECT_TRUE(Ask(kOrgan, Tier::kOrgan, 0).ok());
  const absl::Status refused = Ask(kOrgan, Tier::kOrgan, kMiB / 2);
  EXPECT_EQ(absl::ToInt64Milliseconds(errors::RetryAfter(refused)), 500) << refused;
  clock_.Move(absl::Milliseconds(500));
  EXPECT_TRUE(Ask(kOrgan, Tier::kOrgan, kMiB / 2).ok());
}

TEST_F(QuotasTest, CountsTheChangesOfADay) {
  int changes = 0;
  const auto change = [&] {
    // Slowly, so that requests do not run out.
    clock_.Move(absl::Milliseconds(100));
    return quotas_.Admit(kOrgan, Tier::kOrgan, 0, clock_.Now(), &state_, /*change=*/true);
  };
  while (change().ok()) ++changes;
  // 5000, and what came back meanwhile.
  EXPECT_GE(changes, 5000);
  EXPECT_LE(changes, 5040);
  const absl::Status refused = change();
  EXPECT_EQ(errors::ReasonOf(refused), v1::QUOTA_EXCEEDED);
  EXPECT_LE(errors::RetryAfter(refused), absl::Seconds(18)) << refused;
  EXPECT_TRUE(Ask(kOrgan, Tier::kOrgan).ok()) << "a reading is no change";
  clock_.Move(absl::Hours(12));
  changes = 0;
  while (change().ok()) ++changes;
  EXPECT_GE(changes, 2500);
  EXPECT_LE(changes, 2520);
}

TEST_F(QuotasTest, LetsOneMessageLargerThanTheBurstThrough) {
  EXPECT_TRUE(Ask("10.0.0.7", Tier::kAnonymous, 100 * kMiB).ok());
  const absl::Status refused = Ask("10.0.0.7", Tier::kAnonymous, 100 * kMiB);
  EXPECT_EQ(errors::RetryAfter(refused), absl::Seconds(16)) << refused;
}

TEST_F(QuotasTest, TakesNothingWhereItRefuses) {
  Admitted(kOrgan, Tier::kOrgan, kMiB);
  EXPECT_FALSE(Ask(kOrgan, Tier::kOrgan, kMiB).ok());
  EXPECT_EQ(state_.remaining, 92);
}

TEST_F(QuotasTest, TellsWhatIsLeft) {
  EXPECT_TRUE(Ask(kOrgan, Tier::kOrgan).ok());
  EXPECT_TRUE(Ask(kOrgan, Tier::kOrgan).ok());
  EXPECT_EQ(state_.limit, 100);
  EXPECT_EQ(state_.remaining, 98);
  EXPECT_EQ(absl::ToInt64Milliseconds(state_.reset), 100);
}

TEST_F(QuotasTest, WhoLooksAtWhatIsLeftTakesNothing) {
  EXPECT_TRUE(Ask(kOrgan, Tier::kOrgan).ok());
  for (int i = 0; i < 2; ++i) {
    EXPECT_EQ(quotas_.Left(kOrgan, Tier::kOrgan, clock_.Now()).remaining, 99);
  }
}

TEST_F(QuotasTest, AllWithoutACertificateTogetherHaveOneMore) {
  int admitted = 0;
  for (int i = 0; i < 100; ++i) admitted += Admitted(absl::StrCat("10.0.0.", i), Tier::kAnonymous);
  EXPECT_EQ(admitted, 1000);
  EXPECT_TRUE(Ask(kOrgan, Tier::kOrgan).ok());
  const absl::Status refused = Ask("10.0.1.1", Tier::kAnonymous);
  EXPECT_EQ(absl::ToInt64Milliseconds(errors::RetryAfter(refused)), 2) << refused;
  // Nothing of its own was taken.
  EXPECT_EQ(state_.remaining, 50);
}

TEST_F(QuotasTest, CountsOpenStreams) {
  for (int i = 0; i < limits::kOrganStreams; ++i) {
    EXPECT_TRUE(quotas_.OpenStream(kOrgan, Tier::kOrgan, clock_.Now()).ok());
  }
  const absl::Status refused = quotas_.OpenStream(kOrgan, Tier::kOrgan, clock_.Now());
  EXPECT_EQ(errors::ReasonOf(refused), v1::QUOTA_EXCEEDED);
  EXPECT_GT(errors::RetryAfter(refused), absl::ZeroDuration());
  quotas_.CloseStream(kOrgan, Tier::kOrgan);
  EXPECT_TRUE(quotas_.OpenStream(kOrgan, Tier::kOrgan, clock_.Now()).ok());
}

TEST_F(QuotasTest, CountsOpenStreamsOfAllWithoutACertificate) {
  int open = 0;
  for (int i = 0; i < limits::kAllAnonymousStreams; ++i) {
    open += quotas_.OpenStream(absl::StrCat(i), Tier::kAnonymous, clock_.Now()).ok() ? 1 : 0;
  }
  EXPECT_EQ(open, limits::kAllAnonymousStreams);
  EXPECT_FALSE(quotas_.OpenStream("another", Tier::kAnonymous, clock_.Now()).ok());
  quotas_.CloseStream("0", Tier::kAnonymous);
  EXPECT_TRUE(quotas_.OpenStream("another", Tier::kAnonymous, clock_.Now()).ok());
}

TEST_F(QuotasTest, DoesNotFillWhileTheClockStepsBack) {
  Admitted(kOrgan, Tier::kOrgan);
  clock_.Move(-absl::Seconds(10));
  EXPECT_EQ(Admitted(kOrgan, Tier::kOrgan), 0);
  clock_.Move(absl::Seconds(11));
  EXPECT_EQ(Admitted(kOrgan, Tier::kOrgan), 20);
}

TEST_F(QuotasTest, ForgetsWhoIsIdle) {
  for (int i = 0; i < 1000; ++i) EXPECT_TRUE(Ask(absl::StrCat("a", i), Tier::kOrgan).ok());
  clock_.Move(absl::Minutes(1));
  for (int i = 0; i < 1000; ++i) EXPECT_TRUE(Ask(absl::StrCat("b", i), Tier::kOrgan).ok());
  EXPECT_EQ(quotas_.Callers(), 1000u);
}

TEST_F(QuotasTest, RemembersForADayWhoChangedSomething) {
  EXPECT_TRUE(quotas_.Admit(kOrgan, Tier::kOrgan, 0, clock_.Now(), &state_, /*change=*/true).ok());
  clock_.Move(absl::Hours(23));
  for (int i = 0; i < 1000; ++i) EXPECT_TRUE(Ask(absl::StrCat("b", i), Tier::kOrgan).ok());
  EXPECT_EQ(quotas_.Callers(), 1001u);
  clock_.Move(absl::Hours(2));
  for (int i = 0; i < 1000; ++i) EXPECT_TRUE(Ask(absl::StrCat("c", i), Tier::kOrgan).ok());
  EXPECT_EQ(quotas_.Callers(), 1000u);
}

TEST(QuotasMemoryTest, KeepsNoMoreCallersThanTheLimit) {
  FakeClock clock(absl::FromUnixSeconds(1'769'000'000));
  QuotaOptions options;
  options.max_callers = 640;
  Quotas quotas(options);
  for (int i = 0; i < 10'000; ++i) {
    ASSERT_TRUE(quotas.Admit(absl::StrCat(i), Tier::kOrgan, 0, clock.Now(), nullptr).ok());
  }
  EXPECT_LE(quotas.Callers(), 640u);
}

TEST(QuotasMemoryTest, ForgetsTheIdlestFirstAndNobodyWithAStream) {
  FakeClock clock(absl::FromUnixSeconds(1'769'000'000));
  QuotaOptions options;
  options.max_callers = size_t{64} * 8;
  Quotas quotas(options);
  for (int i = 0; i < limits::kOrganStreams; ++i) {
    ASSERT_TRUE(quotas.OpenStream("streams", Tier::kOrgan, clock.Now()).ok());
  }
  for (int i = 0; i < 100; ++i) {
    ASSERT_TRUE(quotas.Admit("busy", Tier::kOrgan, 0, clock.Now(), nullptr).ok());
  }
  for (int i = 0; i < 5000; ++i) {
    clock.Move(absl::Microseconds(10));
    (void)quotas.Admit("busy", Tier::kOrgan, 0, clock.Now(), nullptr);
    (void)quotas.Admit(absl::StrCat(i), Tier::kOrgan, 0, clock.Now(), nullptr);
  }
  // Forgotten, it would have its whole burst again.
  QuotaState state;
  (void)quotas.Admit("busy", Tier::kOrgan, 0, clock.Now(), &state);
  EXPECT_LT(state.remaining, 2);
  EXPECT_FALSE(quotas.OpenStream("streams", Tier::kOrgan, clock.Now()).ok());
}

TEST(QuotasThreadsTest, LetInNoMoreThanTheBurstTogether) {
  Quotas quotas;
  const absl::Time now = absl::FromUnixSeconds(1'769'000'000);
  std::atomic<int> admitted = 0;
  std::vector<std::thread> threads;
  for (int thread = 0; thread < 4; ++thread) {
    threads.emplace_back([&] {
      for (int i = 0; i < 1000; ++i) {
        admitted += quotas.Admit("10.0.0.7", Tier::kAnonymous, 0, now, nullptr).ok() ? 1 : 0;
        if (quotas.OpenStream("10.0.0.7", Tier::kAnonymous, now).ok()) {
          quotas.CloseStream("10.0.0.7", Tier::kAnonymous);
        }
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(admitted, 50);
}

TEST(PeerKeyTest, LeavesOutThePort) { EXPECT_EQ(PeerKey("ipv4:10.0.0.7:40312"), "10.0.0.7"); }

TEST(PeerKeyTest, TakesTheNetworkOfAnIpv6Address) {
  EXPECT_EQ(PeerKey("ipv6:[2001:db8:1:2:3:4:5:6]:40312"), "2001:db8:1:2::/64");
  EXPECT_EQ(PeerKey("ipv6:%5B2001:db8:1:2:3:4:5:7%5D:1"), "2001:db8:1:2::/64");
  EXPECT_EQ(PeerKey("ipv6:[2001:db8::1]:40312"), "2001:db8:0:0::/64");
  EXPECT_EQ(PeerKey("ipv6:[fe80::1%25eth0]:40312"), "fe80:0:0:0::/64");
}

TEST(PeerKeyTest, TakesAnIpv4AddressOnAnIpv6SocketAsIpv4) {
  EXPECT_EQ(PeerKey("ipv6:[::ffff:10.0.0.7]:40312"), "10.0.0.7");
}

TEST(PeerKeyTest, TakesWhatIsNeitherAsItIs) {
  EXPECT_EQ(PeerKey("unix:/run/ogi.sock"), "unix:/run/ogi.sock");
  EXPECT_EQ(PeerKey(""), "");
}

}  // namespace
}  // namespace ogi
