#include "services/audit/audit_retention.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "common/errors.h"
#include "common/limits.h"
#include "services/audit/audit_log.h"
#include "services/audit/list_audit_records.h"
#include "storage/keys/keys.h"
#include "storage/memory/faulty_store.h"
#include "storage/memory/memory_store.h"
#include "tests/support/fakes.h"

namespace ogi {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

const absl::Time kNow = absl::FromUnixSeconds(1'769'000'000);
constexpr absl::Duration kDay = absl::Hours(24);

// Remembers the size of the largest commit, and can say stop during one.
class MeasuringStore : public FaultyStore {
 public:
  using FaultyStore::FaultyStore;
  std::vector<CommitOutcome> CommitBatch(absl::string_view partition,
                                         absl::Span<const Commit> commits, Seal& seal) override {
    for (const Commit& commit : commits) most_ = std::max(most_.load(), commit.writes.size());
    if (stop_ != nullptr) stop_->Notify();
    return FaultyStore::CommitBatch(partition, commits, seal);
  }
  size_t most() const { return most_; }
  void StopAtNextCommit(absl::Notification* stop) { stop_ = stop; }

 private:
  std::atomic<size_t> most_ = 0;
  absl::Notification* stop_ = nullptr;
};

class AuditRetentionTest : public testing::Test {
 protected:
  void Put(absl::string_view partition, absl::Duration age, int records = 1) {
    for (int i = 0; i < records; ++i) {
      const std::string token = random_.Bytes(kTokenBytes);
      const Commit commit{.token = token, .writes = {AuditWrite(kNow - age, token, {})}};
      ASSERT_EQ(memory_.CommitUnsealed(partition, {commit}).front().state, CommitState::kCommitted);
    }
  }

  // In whole days, oldest first.
  std::vector<int64_t> Ages(absl::string_view partition) const {
    std::vector<int64_t> ages;
    const Page page = *memory_.Scan(partition, keys::AuditBetween(0, INT64_MAX), {.items = 10'000});
    for (const Item& item : page.items) {
      const absl::Time time = absl::FromUnixMicros(keys::ParseAudit(item.key)->time_us);
      ages.push_back((kNow - time) / kDay);
    }
    return ages;
  }

  absl::StatusOr<int64_t> Remove(absl::Duration age) {
    return RemoveAuditRecordsBefore(kNow - age, store_, committer_, random_, stop_);
  }

  MemoryStore memory_;
  MeasuringStore store_{&memory_};
  FakeClock clock_{kNow};
  FakeRandom random_;
  Committer committer_{&store_, &clock_};
  absl::Notification stop_;
};

TEST_F(AuditRetentionTest, RemovesWhatIsOlderAndNothingElseInEveryPartition) {
  const std::vector<Partition> partitions = AuditPartitions();
  for (const Partition& partition : partitions) {
    for (const int days : {300, 201, 200, 1}) Put(partition, days * kDay);
  }
  const std::string other = keys::Agency("54-0424204");
  ASSERT_EQ(memory_
                .CommitUnsealed("54", {{.token = random_.Bytes(kTokenBytes),
                                        .writes = {{other, "an organ", std::nullopt}}}})
                .front()
                .state,
            CommitState::kCommitted);
  EXPECT_EQ(*Remove(200 * kDay), 2 * static_cast<int64_t>(partitions.size()));
  for (const Partition& partition : partitions) {
    EXPECT_THAT(Ages(partition), ElementsAre(200, 1)) << partition;
  }
  EXPECT_TRUE(store_.Get("54", other)->has_value());
  EXPECT_EQ(*Remove(200 * kDay), 0);
}

TEST_F(AuditRetentionTest, RemovesManyByCommitsOfBoundedSize) {
  Put(kLocalPartition, 300 * kDay, 250);
  EXPECT_EQ(*Remove(200 * kDay), 250);
  EXPECT_THAT(Ages(kLocalPartition), IsEmpty());
  EXPECT_LE(store_.most(), limits::kMaxCommitWrites);
}

TEST_F(AuditRetentionTest, StopsBetweenCommitsWhenTold) {
  Put(kLocalPartition, 300 * kDay, 250);
  store_.StopAtNextCommit(&stop_);
  EXPECT_EQ(*Remove(200 * kDay), static_cast<int64_t>(limits::kMaxCommitWrites) - 1);
  EXPECT_EQ(Ages(kLocalPartition).size(), 250 - (limits::kMaxCommitWrites - 1));
}

TEST_F(AuditRetentionTest, SaysSoWhereTheStoreIsAwayAndRemovesTheRestLater) {
  Put(kLocalPartition, 300 * kDay);
  store_.FailNextBatch(FaultyStore::Failure::kNotApplied, errors::StorageUnavailable("test"));
  EXPECT_FALSE(Remove(200 * kDay).ok());
  EXPECT_EQ(*Remove(200 * kDay), 1);
}

TEST_F(AuditRetentionTest, AMomentBefore1970RemovesNothing) {
  Put(kLocalPartition, kNow - absl::UnixEpoch());
  EXPECT_EQ(*Remove(kNow - absl::UnixEpoch() + kDay), 0);
}

TEST_F(AuditRetentionTest, KeepsHalfAYearWhateverItIsTold) {
  Put(kLocalPartition, 400 * kDay);
  Put(kLocalPartition, (limits::kMinAuditDays - 1) * kDay);
  EXPECT_TRUE(AuditRetention(&store_, &committer_, &random_, &clock_, kDay).RemoveOld().ok());
  EXPECT_THAT(Ages(kLocalPartition), ElementsAre(limits::kMinAuditDays - 1));
}

TEST_F(AuditRetentionTest, GoesByTheClockItIsGiven) {
  Put(kLocalPartition, 400 * kDay);
  AuditRetention retention(&store_, &committer_, &random_, &clock_, 500 * kDay);
  EXPECT_TRUE(retention.RemoveOld().ok());
  EXPECT_THAT(Ages(kLocalPartition), ElementsAre(400));
  clock_.Move(101 * kDay);
  EXPECT_TRUE(retention.RemoveOld().ok());
  EXPECT_THAT(Ages(kLocalPartition), IsEmpty());
}

}  // namespace
}  // namespace ogi
