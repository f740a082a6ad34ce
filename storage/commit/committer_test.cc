#include "storage/commit/committer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/synchronization/notification.h"
#include "common/errors.h"
#include "common/limits.h"
#include "storage/keys/keys.h"
#include "storage/memory/faulty_store.h"
#include "storage/memory/memory_store.h"
#include "tests/support/fakes.h"

namespace ogi {
namespace {

constexpr absl::string_view kPartition = "54";

// Holds a batch back until it is told, so that a test decides what shares the next one.
class GatedStore : public FaultyStore {
 public:
  using FaultyStore::FaultyStore;

  std::vector<CommitOutcome> CommitBatch(absl::string_view partition,
                                         absl::Span<const Commit> commits, Seal& seal) override {
    std::optional<absl::Notification>* gate = nullptr;
    {
      absl::MutexLock lock(&mutex_);
      batches_.push_back(commits.size());
      if (closed_) gate = &gate_;
      entered_ = true;
    }
    if (gate != nullptr) (*gate)->WaitForNotification();
    return FaultyStore::CommitBatch(partition, commits, seal);
  }

  void Close() {
    absl::MutexLock lock(&mutex_);
    gate_.emplace();
    closed_ = true;
    entered_ = false;
  }
  void AwaitBatch() { absl::MutexLock lock(&mutex_, absl::Condition(&entered_)); }
  void Open() {
    absl::MutexLock lock(&mutex_);
    closed_ = false;
    (*gate_).Notify();
  }
  std::vector<size_t> batches() {
    absl::MutexLock lock(&mutex_);
    return batches_;
  }

 private:
  absl::Mutex mutex_;
  bool closed_ = false;
  bool entered_ = false;
  std::optional<absl::Notification> gate_;
  std::vector<size_t> batches_;
};

class CommitterTest : public testing::Test {
 protected:
  static Token TokenNumber(int number) { return absl::StrCat(10000000 + number, "-a-token"); }

  static Proposal Put(int token, std::string key, std::string value,
                      std::optional<Version> expected = std::nullopt) {
    Proposal proposal;
    proposal.partition = Partition(kPartition);
    proposal.commit.token = TokenNumber(token);
    proposal.commit.writes = {{std::move(key), std::move(value), expected}};
    proposal.commit.note = absl::StrCat("note ", token);
    return proposal;
  }

  static Proposal Adding(Proposal proposal, Counts counts) {
    proposal.additions = {{keys::ReportCounts(2021), std::move(counts)}};
    return proposal;
  }
  Counts Vector() {
    return *ParseCounts(
        ParseStamped((*memory_.Get(kPartition, keys::ReportCounts(2021)))->value)->record);
  }

  static Proposal InPlace(Proposal proposal) {
    proposal.in_place = true;
    return proposal;
  }

  // Answers by number of proposal.
  void Propose(Committer& committer, int number, Proposal proposal) {
    committer.Propose(std::move(proposal), [this, number](CommitResult result) {
      absl::MutexLock lock(&mutex_);
      results_[number] = std::move(result);
    });
  }
  CommitResult Result(int number) {
    const auto answered = [this, number] { return results_.contains(number); };
    absl::MutexLock lock(&mutex_, absl::Condition(&answered));
    return results_[number];
  }

  std::string Value(const std::string& key) {
    absl::StatusOr<std::optional<Item>> item = memory_.Get(kPartition, key);
    if (!item.ok() || !item->has_value()) return "(absent)";
    return std::string(ParseStamped((*item)->value)->record);
  }

  // Holds the committer's thread in a batch of its own, number -1, until store_.Open().
  void HoldNextBatch(Committer& committer) {
    store_.Close();
    Propose(committer, -1, Put(999, "gate", ""));
    store_.AwaitBatch();
  }

  MemoryStore memory_;
  GatedStore store_{&memory_};
  FakeClock clock_{absl::FromUnixSeconds(1'600'000'000)};
  absl::Mutex mutex_;
  std::map<int, CommitResult> results_ ABSL_GUARDED_BY(mutex_);
};

TEST_F(CommitterTest, NumbersCommitsFromOneWithoutGaps) {
  Committer committer(&store_, &clock_);
  for (int i = 1; i <= 5; ++i) {
    Propose(committer, i, Put(i, absl::StrCat("key", i), "value"));
    EXPECT_TRUE(Result(i).status.ok());
    EXPECT_EQ(Result(i).stamp.place.sequence, i);
  }
  EXPECT_EQ(LatestStamp(memory_, kPartition)->place.sequence, 5);
}

TEST_F(CommitterTest, StampsEveryValueWithItsCommit) {
  Committer committer(&store_, &clock_);
  Propose(committer, 1, Put(1, "key", "value"));
  EXPECT_EQ(Result(1).stamp.commit_time, clock_.Now());
  const Item item = **memory_.Get(kPartition, "key");
  const StampedValue value = *ParseStamped(item.value);
  EXPECT_EQ(value.stamp.place.sequence, 1);
  EXPECT_EQ(value.stamp.commit_time, clock_.Now());
  EXPECT_EQ(value.record, "value");
}

TEST_F(CommitterTest, WhatWaitsSharesOneBatch) {
  Committer committer(&store_, &clock_);
  HoldNextBatch(committer);
  for (int i = 0; i < 20; ++i) Propose(committer, i, Put(i, absl::StrCat("key", i), "value"));
  store_.Open();
  for (int i = 0; i < 20; ++i) EXPECT_EQ(Result(i).stamp.place.sequence, i + 2);
  EXPECT_THAT(store_.batches(), testing::ElementsAre(1, 20));
}

TEST_F(CommitterTest, TheSecondOfTwoThatExpectTheSameVersionLoses) {
  Committer committer(&store_, &clock_);
  HoldNextBatch(committer);
  Propose(committer, 1, Put(1, "key", "first", kAbsent));
  Propose(committer, 2, Put(2, "key", "second", kAbsent));
  Propose(committer, 3, Put(3, "other", "third", kAbsent));
  store_.Open();
  EXPECT_TRUE(Result(1).status.ok());
  EXPECT_EQ(errors::ReasonOf(Result(2).status), v1::CONTENTION);
  EXPECT_TRUE(Result(3).status.ok());
  EXPECT_EQ(Value("key"), "first");
  EXPECT_EQ(LatestStamp(memory_, kPartition)->place.sequence, 3);
}

TEST_F(CommitterTest, AStaleProposalDoesNotHoldUpThoseBehindIt) {
  Committer committer(&store_, &clock_);
  Propose(committer, 0, Put(0, "key", "there already"));
  ASSERT_TRUE(Result(0).status.ok());
  HoldNextBatch(committer);
  Propose(committer, 1, Put(1, "a", "1"));
  Propose(committer, 2, Put(2, "key", "stale", kAbsent));
  Propose(committer, 3, Put(3, "b", "3"));
  Propose(committer, 4, Put(4, "c", "4"));
  store_.Open();
  EXPECT_TRUE(Result(1).status.ok());
  EXPECT_EQ(errors::ReasonOf(Result(2).status), v1::CONTENTION);
  EXPECT_EQ(Result(3).stamp.place.sequence, Result(1).stamp.place.sequence + 1);
  EXPECT_EQ(Result(4).stamp.place.sequence, Result(1).stamp.place.sequence + 2);
  EXPECT_EQ(Value("c"), "4");
}

TEST_F(CommitterTest, AGuardThatNoLongerHoldsLoses) {
  Committer committer(&store_, &clock_);
  HoldNextBatch(committer);
  Propose(committer, 1, Put(1, "agency", "changed"));
  Proposal guarded = Put(2, "report", "filed");
  guarded.commit.guards = {{"agency", kAbsent}};
  Propose(committer, 2, std::move(guarded));
  store_.Open();
  EXPECT_TRUE(Result(1).status.ok());
  EXPECT_EQ(errors::ReasonOf(Result(2).status), v1::CONTENTION);
  EXPECT_EQ(Value("report"), "(absent)");
}

TEST_F(CommitterTest, ARepeatedTokenGivesTheFirstStampAndNote) {
  Committer committer(&store_, &clock_);
  Propose(committer, 1, Put(1, "key", "value"));
  const CommitResult first = Result(1);
  clock_.Move(absl::Hours(1));
  Proposal again = Put(1, "key", "other value");
  again.commit.note = "other note";
  Propose(committer, 2, std::move(again));
  EXPECT_TRUE(Result(2).repeated);
  EXPECT_EQ(Result(2).stamp.place.sequence, first.stamp.place.sequence);
  EXPECT_EQ(Result(2).stamp.commit_time, first.stamp.commit_time);
  EXPECT_EQ(Result(2).note, "note 1");
  EXPECT_EQ(Value("key"), "value");
}

TEST_F(CommitterTest, ATokenTwiceInOneBatchIsCommittedOnce) {
  Committer committer(&store_, &clock_);
  HoldNextBatch(committer);
  Propose(committer, 1, Put(7, "key", "value"));
  Propose(committer, 2, Put(7, "key", "value"));
  Propose(committer, 3, Put(8, "other", "value"));
  store_.Open();
  EXPECT_FALSE(Result(1).repeated);
  EXPECT_TRUE(Result(2).repeated);
  EXPECT_EQ(Result(2).stamp.place.sequence, Result(1).stamp.place.sequence);
  EXPECT_TRUE(Result(3).status.ok());
  EXPECT_EQ(LatestStamp(memory_, kPartition)->place.sequence, 3);
}

TEST_F(CommitterTest, CommitTimeNeverGoesBack) {
  {
    Committer committer(&store_, &clock_);
    Propose(committer, 1, Put(1, "a", ""));
    ASSERT_TRUE(Result(1).status.ok());
  }
  clock_.Move(-absl::Hours(1));
  Committer committer(&store_, &clock_);
  Propose(committer, 2, Put(2, "b", ""));
  EXPECT_EQ(Result(2).stamp.commit_time, Result(1).stamp.commit_time);
  EXPECT_EQ(Result(2).stamp.place.sequence, 2);
}

TEST_F(CommitterTest, AnExpiredProposalIsDroppedUnapplied) {
  Committer committer(&store_, &clock_);
  HoldNextBatch(committer);
  Proposal proposal = Put(1, "key", "value");
  proposal.deadline = clock_.Now() + absl::Seconds(1);
  Propose(committer, 1, std::move(proposal));
  clock_.Move(absl::Seconds(2));
  store_.Open();
  EXPECT_EQ(errors::ReasonOf(Result(1).status), v1::DEADLINE_PASSED);
  EXPECT_EQ(Value("key"), "(absent)");
}

TEST_F(CommitterTest, AFullQueueRefusesAtOnce) {
  Committer committer(&store_, &clock_);
  HoldNextBatch(committer);
  const int full = static_cast<int>(limits::kMaxQueuedCommits);
  for (int i = 0; i < full; ++i) Propose(committer, i, Put(i, absl::StrCat(i), ""));
  Propose(committer, full, Put(full, "one more", ""));
  EXPECT_EQ(errors::ReasonOf(Result(full).status), v1::OVERLOADED);
  EXPECT_GT(errors::RetryAfter(Result(full).status), absl::ZeroDuration());
  store_.Open();
  EXPECT_TRUE(Result(full - 1).status.ok());
}

TEST_F(CommitterTest, AnUnknownCommitThatLandedIsFoundByItsToken) {
  Committer committer(&store_, &clock_);
  store_.FailNextBatch(FaultyStore::Failure::kUnknownApplied, errors::OutcomeUnknown("test"));
  Propose(committer, 1, Put(1, "key", "value"));
  EXPECT_EQ(errors::ReasonOf(Result(1).status), v1::OUTCOME_UNKNOWN);
  Propose(committer, 2, Put(1, "key", "value"));
  EXPECT_TRUE(Result(2).repeated);
  EXPECT_EQ(Result(2).stamp.place.sequence, 1);
  Propose(committer, 3, Put(3, "next", "value"));
  EXPECT_EQ(Result(3).stamp.place.sequence, 2);
}

TEST_F(CommitterTest, AnUnknownCommitThatDidNotLandIsMadeByItsToken) {
  Committer committer(&store_, &clock_);
  store_.FailNextBatch(FaultyStore::Failure::kUnknownNotApplied, errors::OutcomeUnknown("test"));
  Propose(committer, 1, Put(1, "key", "value"));
  EXPECT_EQ(errors::ReasonOf(Result(1).status), v1::OUTCOME_UNKNOWN);
  Propose(committer, 2, Put(1, "key", "value"));
  EXPECT_TRUE(Result(2).status.ok());
  EXPECT_FALSE(Result(2).repeated);
  EXPECT_EQ(Result(2).stamp.place.sequence, 1);
}

TEST_F(CommitterTest, AStoreThatRefusesIsReportedAndTriedAnew) {
  Committer committer(&store_, &clock_);
  store_.FailNextBatch(FaultyStore::Failure::kNotApplied, errors::StorageFull());
  Propose(committer, 1, Put(1, "key", "value"));
  EXPECT_EQ(errors::ReasonOf(Result(1).status), v1::STORAGE_FULL);
  Propose(committer, 2, Put(2, "key", "value"));
  EXPECT_TRUE(Result(2).status.ok());
}

// Another process may write the same partition where the store is shared.
TEST_F(CommitterTest, TwoCommittersOfOnePartitionNumberOnFromEachOther) {
  Committer first(&store_, &clock_);
  Committer second(&store_, &clock_);
  Propose(first, 1, Put(1, "a", ""));
  ASSERT_TRUE(Result(1).status.ok());
  Propose(second, 2, Put(2, "b", ""));
  ASSERT_TRUE(Result(2).status.ok());
  Propose(first, 3, Put(3, "c", ""));
  EXPECT_TRUE(Result(3).status.ok());
  EXPECT_EQ(Result(3).stamp.place.sequence, 3);
}

// Finding 27: a record of counts that everyone reads and writes lets one commit a batch through.
TEST_F(CommitterTest, Finding27AllOfABatchAddToOneVectorAndNoneLosesARace) {
  Committer committer(&store_, &clock_);
  HoldNextBatch(committer);
  for (int i = 0; i < 20; ++i) {
    Propose(committer, i, Adding(Put(i, absl::StrCat("key", i), "value"), {{7, 1}, {8, i}}));
  }
  store_.Open();
  for (int i = 0; i < 20; ++i) EXPECT_TRUE(Result(i).status.ok());
  EXPECT_THAT(store_.batches(), testing::ElementsAre(1, 20));
  EXPECT_EQ(Vector(), (Counts{{7, 20}, {8, 190}}));
}

TEST_F(CommitterTest, ACommitThatDoesNotApplyAddsNothing) {
  Committer committer(&store_, &clock_);
  HoldNextBatch(committer);
  Propose(committer, 1, Adding(Put(1, "key", "value", 99), {{7, 1}}));
  Propose(committer, 2, Adding(Put(2, "key", "value"), {{7, 10}}));
  Propose(committer, 3, Adding(Put(2, "key", "value"), {{7, 100}}));
  store_.Open();
  EXPECT_EQ(errors::ReasonOf(Result(1).status), v1::CONTENTION);
  EXPECT_TRUE(Result(2).status.ok());
  EXPECT_TRUE(Result(3).repeated);
  EXPECT_EQ(Vector(), (Counts{{7, 10}}));
}

TEST_F(CommitterTest, Finding27ACountThatWouldGoBelowZeroIsRefusedForGoodAndAlone) {
  Committer committer(&store_, &clock_);
  HoldNextBatch(committer);
  Propose(committer, 1, Adding(Put(1, "a", "value"), {{7, 2}}));
  Proposal two_vectors = Adding(Put(2, "b", "value"), {{7, 1}});
  two_vectors.additions.push_back({keys::ReportCounts(2020), {{1, -1}}});
  Propose(committer, 2, std::move(two_vectors));
  Propose(committer, 3, Adding(Put(3, "c", "value"), {{7, -2}}));
  Propose(committer, 4, Adding(Put(4, "d", "value"), {{7, -1}}));
  store_.Open();
  EXPECT_TRUE(Result(1).status.ok());
  EXPECT_EQ(errors::ReasonOf(Result(2).status), v1::COUNT_OUT_OF_RANGE);
  EXPECT_EQ(Result(2).status.code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_TRUE(Result(3).status.ok());
  EXPECT_EQ(errors::ReasonOf(Result(4).status), v1::COUNT_OUT_OF_RANGE);
  EXPECT_EQ(Value("b"), "(absent)");
  EXPECT_EQ(Vector(), Counts());
  EXPECT_EQ(Result(3).stamp.place.sequence, Result(1).stamp.place.sequence + 1);
}

// Finding 28: the log's entries did not fit beside the writes of a commit that was full.
TEST_F(CommitterTest, Finding28EveryCommitLeavesAnEntryInTheLogBesideAHundredWrites) {
  Committer committer(&store_, &clock_);
  Proposal full = Put(1, "key0", "value");
  for (size_t i = 1; i < limits::kMaxCommitWrites; ++i) {
    full.commit.writes.push_back({absl::StrCat("key", i), "value", std::nullopt});
  }
  full.log = {.body_digest = std::string(32, 'b'), .record = "what was done"};
  Propose(committer, 1, std::move(full));
  ASSERT_TRUE(Result(1).status.ok()) << Result(1).status;
  Propose(committer, 2, Put(2, "key", "value"));
  ASSERT_TRUE(Result(2).status.ok());
  const Page leaves = *memory_.Scan(kPartition, keys::AllLeaves(), {});
  ASSERT_EQ(leaves.items.size(), 2u);
  for (size_t i = 0; i < 2; ++i) {
    const StoredLeaf leaf = *ParseLeaf(leaves.items[i].value);
    EXPECT_EQ(leaf.stamp.place.sequence, static_cast<int64_t>(i) + 1);
    EXPECT_EQ(*keys::ParseLeaf(leaves.items[i].key), EncodePlace(leaf.stamp.place));
    EXPECT_EQ(leaf.record, i == 0 ? "what was done" : "");
    EXPECT_EQ(leaf.leaf, LeafOf(leaf.stamp, i == 0 ? std::string(32, 'b') : ""));
  }
}

TEST_F(CommitterTest, WhatTheCommitterWritesNobodyElseDoes) {
  Committer committer(&store_, &clock_);
  Propose(committer, 1, Put(1, keys::PartitionHead(), "mine"));
  Propose(committer, 2, Put(2, keys::Leaf(7), "mine"));
  Propose(committer, 3, Put(3, keys::ReportCounts(2021), "mine"));
  Proposal elsewhere = Put(4, "key", "value");
  elsewhere.additions = {{"key", {{1, 1}}}};
  Propose(committer, 4, std::move(elsewhere));
  Counts many;
  for (uint32_t i = 0; i <= limits::kMaxAddedCounts; ++i) many[i] = 1;
  Propose(committer, 5, Adding(Put(5, "key", "value"), many));
  for (int i = 1; i <= 5; ++i) {
    EXPECT_EQ(errors::ReasonOf(Result(i).status), v1::INTERNAL_FAULT) << i;
  }
  EXPECT_EQ(LatestStamp(memory_, kPartition)->place.sequence, 0);
}

TEST_F(CommitterTest, AVectorThatCannotBeReadLetsNothingOfItsBatchIn) {
  ASSERT_TRUE(
      memory_.CommitAlone(kPartition, Put(9, keys::ReportCounts(2021), "short").commit).ok());
  Committer committer(&store_, &clock_);
  Propose(committer, 1, Adding(Put(1, "key", "value"), {{7, 1}}));
  EXPECT_EQ(errors::ReasonOf(Result(1).status), v1::RECORD_DAMAGED);
  EXPECT_EQ(Value("key"), "(absent)");
}

TEST_F(CommitterTest, AnIdleQueueCommitsInPlaceAndABusyOneDoesNot) {
  Committer committer(&store_, &clock_);
  std::thread::id committed_by;
  committer.Propose(InPlace(Put(1, "a", "")), [&](const CommitResult& result) {
    EXPECT_TRUE(result.status.ok());
    committed_by = std::this_thread::get_id();
  });
  EXPECT_EQ(committed_by, std::this_thread::get_id());

  store_.Close();
  std::thread proposer([&] { Propose(committer, 2, InPlace(Put(2, "b", ""))); });
  store_.AwaitBatch();
  // These find the queue busy: this thread goes on, though the store is held.
  for (int i = 3; i < 10; ++i) Propose(committer, i, InPlace(Put(i, absl::StrCat("key", i), "")));
  store_.Open();
  proposer.join();
  for (int i = 2; i < 10; ++i) EXPECT_EQ(Result(i).stamp.place.sequence, i);
  EXPECT_THAT(store_.batches(), testing::ElementsAre(1, 1, 7));
}

TEST_F(CommitterTest, WhereProposalsComeManyAtATimeNoneIsCommittedInPlace) {
  Committer committer(&store_, &clock_);
  HoldNextBatch(committer);
  for (int i = 1; i <= 3; ++i) Propose(committer, i, Put(i, absl::StrCat("key", i), ""));
  store_.Open();
  EXPECT_TRUE(Result(3).status.ok());
  absl::Notification done;
  std::thread::id committed_by;
  committer.Propose(InPlace(Put(4, "a", "")), [&](const CommitResult&) {
    committed_by = std::this_thread::get_id();
    done.Notify();
  });
  done.WaitForNotification();
  EXPECT_NE(committed_by, std::this_thread::get_id());
  EXPECT_THAT(store_.batches(), testing::ElementsAre(1, 3, 1));
}

TEST_F(CommitterTest, OneThreadAtATimeCommitsInPlaceWhateverThePartition) {
  Committer committer(&store_, &clock_);
  store_.Close();
  std::thread proposer([&] { Propose(committer, 1, InPlace(Put(1, "a", ""))); });
  store_.AwaitBatch();
  Proposal elsewhere = InPlace(Put(2, "b", ""));
  elsewhere.partition = "31";
  Propose(committer, 2, std::move(elsewhere));
  store_.Open();
  proposer.join();
  EXPECT_TRUE(Result(1).status.ok());
  EXPECT_TRUE(Result(2).status.ok());
}

TEST_F(CommitterTest, ShutdownFinishesWhatIsQueuedAndRefusesTheRest) {
  Committer committer(&store_, &clock_);
  HoldNextBatch(committer);
  Propose(committer, 1, Put(1, "key", "value"));
  store_.Open();
  committer.Shutdown();
  EXPECT_TRUE(Result(1).status.ok());
  Propose(committer, 2, Put(2, "late", "value"));
  EXPECT_EQ(errors::ReasonOf(Result(2).status), v1::SHUTTING_DOWN);
}

}  // namespace
}  // namespace ogi
