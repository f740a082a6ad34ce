#include "services/server/open_streams.h"

#include <gtest/gtest.h>

#include <optional>
#include <set>
#include <string>

#include "common/errors.h"
#include "common/limits.h"

namespace ogi {
namespace {

const absl::Time kNow = absl::FromUnixSeconds(1'769'000'000);

class FakeStream : public WatchedStream {
 public:
  void End(const absl::Status& status) override { ended.push_back(status); }
  void Cancel() override { ++cancelled; }
  absl::Time LastActivity() const override { return last_activity; }

  std::vector<absl::Status> ended;
  int cancelled = 0;
  absl::Time last_activity = kNow;
};

class OpenStreamsTest : public testing::Test {
 protected:
  void Look(absl::Time now = kNow) {
    streams_.Look(now, [this](absl::string_view fingerprint) {
      return revoked_.count(std::string(fingerprint)) > 0;
    });
  }

  OpenStreams streams_;
  std::set<std::string> revoked_;
  FakeStream stream_;
  FakeStream other_;
};

TEST_F(OpenStreamsTest, EndsThoseOfARevokedCertificateAndNoOthers) {
  const OpenStreams::Place place(&streams_, &stream_, "lost");
  const OpenStreams::Place other(&streams_, &other_, "kept");
  Look();
  EXPECT_TRUE(stream_.ended.empty());
  revoked_.insert("lost");
  Look();
  ASSERT_EQ(stream_.ended.size(), 1u);
  EXPECT_EQ(errors::ReasonOf(stream_.ended[0]), errors::ReasonOf(errors::NotAuthenticated("")));
  EXPECT_TRUE(other_.ended.empty());
}

TEST_F(OpenStreamsTest, AStreamWithoutACertificateIsNobodysToRevoke) {
  const OpenStreams::Place place(&streams_, &stream_, "");
  revoked_.insert("");
  Look();
  EXPECT_TRUE(stream_.ended.empty());
}

TEST_F(OpenStreamsTest, EndsOneThatHasStoodStillTooLong) {
  const OpenStreams::Place place(&streams_, &stream_, "");
  Look(kNow + limits::kMaxStreamIdle);
  EXPECT_TRUE(stream_.ended.empty());
  stream_.last_activity = kNow + absl::Seconds(1);
  Look(kNow + limits::kMaxStreamIdle + absl::Milliseconds(1));
  EXPECT_TRUE(stream_.ended.empty());
  stream_.last_activity = kNow;
  Look(kNow + limits::kMaxStreamIdle + absl::Milliseconds(1));
  ASSERT_EQ(stream_.ended.size(), 1u);
  EXPECT_TRUE(absl::IsDeadlineExceeded(stream_.ended[0])) << stream_.ended[0];
}

TEST_F(OpenStreamsTest, CancelsAtTheNextLookWhatStillStandsAndEndsItOnce) {
  const OpenStreams::Place place(&streams_, &stream_, "lost");
  revoked_.insert("lost");
  Look();
  EXPECT_EQ(stream_.cancelled, 0);
  Look();
  EXPECT_EQ(stream_.cancelled, 1);
  EXPECT_EQ(stream_.ended.size(), 1u);
}

TEST_F(OpenStreamsTest, DoesNotLookAtAStreamWhosePlaceWasLetGo) {
  revoked_.insert("lost");
  std::optional<OpenStreams::Place> place(std::in_place, &streams_, &stream_, "lost");
  EXPECT_EQ(streams_.size(), 1u);
  place.reset();
  EXPECT_EQ(streams_.size(), 0u);
  Look();
  EXPECT_TRUE(stream_.ended.empty());
}

}  // namespace
}  // namespace ogi
