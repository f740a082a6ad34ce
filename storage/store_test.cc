#include "storage/store.h"

#include "common/errors.h"
#include "common/limits.h"
#include "gtest/gtest.h"
#include "storage/keys/keys.h"

namespace ogi {
namespace {

Commit GoodCommit() {
  Commit commit;
  commit.token = std::string(kTokenBytes, 't');
  commit.writes.push_back(Write{"key", "value", std::nullopt});
  return commit;
}

TEST(VersionOfTest, IsTheFirstEightBytesBigEndian) {
  EXPECT_EQ(VersionOf(std::string("\x01\x02\x03\x04\x05\x06\x07\xff........", 16)),
            0x01020304050607ffu);
}

TEST(CheckCommitTest, AcceptsACommitAtEveryLimit) {
  Commit commit = GoodCommit();
  commit.writes.clear();
  for (size_t i = 0; i < limits::kMaxCommitWrites; ++i) {
    commit.writes.push_back(Write{std::string(i + 1, 'k'), "", std::nullopt});
  }
  commit.writes.back().key = std::string(limits::kMaxKeyBytes, 'k');
  EXPECT_EQ(CheckCommit(commit), absl::OkStatus());
}

TEST(CheckCommitTest, CountsKeysValuesGuardsAndTheNoteAsBytes) {
  Commit commit = GoodCommit();
  commit.writes[0].value = std::string(limits::kMaxCommitBytes - 3, 'v');
  EXPECT_EQ(CheckCommit(commit), absl::OkStatus());
  commit.note = "n";
  EXPECT_EQ(CheckCommit(commit).code(), absl::StatusCode::kInternal);
  commit.note.clear();
  commit.guards.push_back(Guard{"g", kAbsent});
  EXPECT_EQ(CheckCommit(commit).code(), absl::StatusCode::kInternal);
}

TEST(CheckCommitTest, ATokenWhoseVersionWouldMeanAbsentIsRefused) {
  Commit commit = GoodCommit();
  commit.token = std::string(8, '\0') + std::string(8, 't');
  EXPECT_EQ(CheckCommit(commit).code(), absl::StatusCode::kInternal);
  commit.token[7] = '\x01';
  EXPECT_EQ(CheckCommit(commit), absl::OkStatus());
}

TEST(CheckCommitTest, AGuardMayNameAKeyThatIsWrittenOrGuardedToo) {
  Commit commit = GoodCommit();
  commit.guards = {Guard{"key", 1}, Guard{"key", 1}};
  EXPECT_EQ(CheckCommit(commit), absl::OkStatus());
}

TEST(CheckCommitTest, AGuardMayNameAMarkerButAWriteMayNot) {
  Commit commit = GoodCommit();
  commit.guards = {Guard{keys::Marker(commit.token), kAbsent}};
  EXPECT_EQ(CheckCommit(commit), absl::OkStatus());
  commit.writes.push_back(Write{keys::Marker(commit.token), std::nullopt, std::nullopt});
  EXPECT_EQ(CheckCommit(commit).code(), absl::StatusCode::kInternal);
}

}  // namespace
}  // namespace ogi
