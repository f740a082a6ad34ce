#include "storage/commit/counts.h"

#include <gtest/gtest.h>

#include <limits>
#include <string>

#include "common/errors.h"

namespace ogi {
namespace {

constexpr int64_t kMost = std::numeric_limits<int64_t>::max();

TEST(Counts, AreAddedNumberByNumberAndZeroIsLeftOut) {
  Counts counts = {{1, 5}, {2, 1}};
  EXPECT_TRUE(Add({{1, -2}, {2, -1}, {7, 4}}, counts));
  EXPECT_EQ(counts, (Counts{{1, 3}, {7, 4}}));
}

TEST(Counts, ThatWouldGoBelowZeroStayAsTheyAre) {
  Counts counts = {{1, 5}};
  EXPECT_FALSE(Add({{1, 1}, {2, -1}}, counts));
  EXPECT_FALSE(Add({{1, -6}}, counts));
  EXPECT_EQ(counts, (Counts{{1, 5}}));
}

TEST(Counts, ThatWouldPass64BitsStayAsTheyAre) {
  Counts counts = {{1, kMost}};
  EXPECT_FALSE(Add({{1, 1}}, counts));
  EXPECT_EQ(counts, (Counts{{1, kMost}}));
}

TEST(Counts, HaveOneFormOnDisk) {
  const std::string bytes = EncodeCounts({{1, 2}, {0x01020304, 0x05}});
  EXPECT_EQ(bytes, std::string("\x00\x00\x00\x01\x00\x00\x00\x00\x00\x00\x00\x02"
                               "\x01\x02\x03\x04\x00\x00\x00\x00\x00\x00\x00\x05",
                               24));
  EXPECT_EQ(*ParseCounts(bytes), (Counts{{1, 2}, {0x01020304, 5}}));
  EXPECT_EQ(*ParseCounts(""), Counts());
}

TEST(Counts, InAnyOtherFormAreDamaged) {
  const std::string one = EncodeCounts({{1, 2}});
  const std::string zero("\x00\x00\x00\x01\x00\x00\x00\x00\x00\x00\x00\x00", 12);
  for (const std::string& bytes : {one.substr(1), one + one, EncodeCounts({{2, 1}}) + one, zero}) {
    EXPECT_EQ(errors::ReasonOf(ParseCounts(bytes).status()), v1::RECORD_DAMAGED);
  }
}

}  // namespace
}  // namespace ogi
