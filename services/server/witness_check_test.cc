#include "services/server/witness_check.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "absl/synchronization/notification.h"
#include "storage/commit/committer.h"
#include "storage/memory/memory_store.h"
#include "storage/witness/witness.h"
#include "tests/support/fakes.h"
#include "tests/support/temporary_directory.h"

namespace ogi {
namespace {

using testing::HasSubstr;

class WitnessCheck : public testing::Test {
 protected:
  Place Commit() {
    Committer committer(&store_, &clock_);
    Proposal proposal;
    proposal.partition = "54";
    proposal.commit.token = random_.Bytes(kTokenBytes);
    Place place;
    absl::Notification done;
    committer.Propose(std::move(proposal), [&](const CommitResult& result) {
      EXPECT_TRUE(result.status.ok());
      place = result.stamp.place;
      done.Notify();
    });
    done.WaitForNotification();
    return place;
  }
  void Witness(const Heads& heads) {
    ASSERT_TRUE(WriteWitness(WitnessFile(directory_.path()), heads).ok());
  }
  absl::Status Check() { return CheckWitness(store_, directory_.path()); }
  std::string Accept() {
    const auto declared = AcceptWitness(store_, directory_.path(), &random_, &clock_);
    EXPECT_TRUE(declared.ok()) << declared.status();
    return declared.value_or("");
  }

  TemporaryDirectory directory_;
  MemoryStore store_;
  FakeClock clock_{absl::FromUnixSeconds(1'600'000'000)};
  FakeRandom random_;
};

TEST_F(WitnessCheck, PassesAStoreThatHasAllOrMore) {
  EXPECT_TRUE(Check().ok());
  Commit();
  Witness({{"54", {1, 1}}});
  EXPECT_TRUE(Check().ok());
  Commit();
  EXPECT_TRUE(Check().ok());
  EXPECT_EQ(Accept(), "");
}

// Finding 1: what was lost was lost without a word, and its sequences were issued again.
TEST_F(WitnessCheck, Finding1RefusesAStoreThatIsBehindAndSaysWhatToDo) {
  Commit();
  Witness({{"54", {1, 300}}, {"11", {1, 7}}});
  const absl::Status status = Check();
  EXPECT_EQ(status.code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_THAT(std::string(status.message()), HasSubstr("分区 54：已确认到序号 300，存储中只有 1"));
  EXPECT_THAT(std::string(status.message()), HasSubstr("Partition 11"));
  EXPECT_THAT(std::string(status.message()), HasSubstr("ogid accept-witness"));
}

TEST_F(WitnessCheck, Finding1GoesOnBehindTheGapOnceItIsDeclared) {
  Commit();
  Witness({{"54", {1, 300}}});
  EXPECT_THAT(Accept(), HasSubstr("300"));
  EXPECT_TRUE(Check().ok());
  EXPECT_EQ(Commit(), (Place{.epoch = 2, .sequence = 301}));
  // On record.
  EXPECT_EQ(LatestStamp(store_, kLocalPartition)->place.sequence, 1);
}

TEST_F(WitnessCheck, RefusesAStoreWithoutAWitnessUnlessItIsEmpty) {
  Commit();
  EXPECT_THAT(std::string(Check().message()), HasSubstr("witness"));
  EXPECT_THAT(Accept(), HasSubstr("没有见证文件"));
  EXPECT_TRUE(Check().ok());
  EXPECT_EQ(Commit(), (Place{.epoch = 2, .sequence = 2}));
}

// Finding 23: sequences that stand on receipts were issued again after a backup was restored.
TEST_F(WitnessCheck, Finding23ARestoredStoreGoesOnInAnEpochOfItsOwnBehindWhatTheWitnessSaw) {
  Commit();
  Witness({{"54", {4, 300}}, {"11", {1, 7}}});
  Accept();
  EXPECT_EQ(Commit(), (Place{.epoch = 5, .sequence = 301}));
  EXPECT_EQ(LatestStamp(store_, "11")->place, (Place{.epoch = 2, .sequence = 7}));
}

TEST_F(WitnessCheck, AStoreOfALaterEpochThanTheWitnessHasAll) {
  Commit();
  Witness({{"54", {1, 300}}});
  Accept();
  // As if the machine had stopped before the witness was written again.
  Witness({{"54", {1, 300}}});
  EXPECT_TRUE(Check().ok());
}

}  // namespace
}  // namespace ogi
