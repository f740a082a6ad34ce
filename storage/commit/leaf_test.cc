#include "storage/commit/leaf.h"

#include <gtest/gtest.h>

#include <string>

#include "absl/strings/escaping.h"
#include "common/digest.h"
#include "common/errors.h"

namespace ogi {
namespace {

const Stamp kStamp{.place = {.epoch = 2, .sequence = 5},
                   .commit_time = absl::FromUnixMicros(1'600'000'000'000'001)};

TEST(Stamp, HoldsEpochAndSequenceInEightBytesAndLaterOnesAreGreater) {
  EXPECT_EQ(absl::BytesToHexString(EncodeStamp(kStamp)), "00020000000000050005af3107a40001");
  const StampedValue value = *ParseStamped(EncodeStamp(kStamp) + "record");
  EXPECT_EQ(value.stamp.place, kStamp.place);
  EXPECT_EQ(value.stamp.commit_time, kStamp.commit_time);
  EXPECT_EQ(value.record, "record");
  const Place last{.epoch = kMaxEpoch, .sequence = kMaxSequence};
  EXPECT_EQ(DecodePlace(EncodePlace(last)), last);
  EXPECT_LT((Place{.epoch = 1, .sequence = 9}), (Place{.epoch = 2, .sequence = 3}));
}

// Worked out by hand, as docs/log.md says.
TEST(Leaf, IsTheDigestOfItsPlaceItsTimeAndItsBody) {
  const std::string body_digest = Sha256("body");
  std::string bytes("\0", 1);
  bytes += absl::HexStringToBytes("00020000000000050005af3107a40001");
  bytes += body_digest;
  EXPECT_EQ(LeafOf(kStamp, body_digest), Sha256(bytes));
}

TEST(Leaf, WithoutABodyStandsOnTheDigestOfNothing) {
  EXPECT_EQ(LeafOf(kStamp, ""), LeafOf(kStamp, Sha256("")));
}

TEST(Leaf, IsKeptWithItsRecord) {
  const std::string value = EncodeLeaf(kStamp, {.body_digest = Sha256("body"), .record = "what"});
  const StoredLeaf stored = *ParseLeaf(value);
  EXPECT_EQ(stored.stamp.place, kStamp.place);
  EXPECT_EQ(stored.leaf, LeafOf(kStamp, Sha256("body")));
  EXPECT_EQ(stored.record, "what");
  EXPECT_EQ(errors::ReasonOf(ParseLeaf(value.substr(0, 40)).status()), v1::RECORD_DAMAGED);
}

}  // namespace
}  // namespace ogi
