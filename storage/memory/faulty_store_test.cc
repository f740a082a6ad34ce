#include "storage/memory/faulty_store.h"

#include "common/errors.h"
#include "gtest/gtest.h"
#include "storage/memory/memory_store.h"

namespace ogi {
namespace {

class FaultyStoreTest : public testing::Test {
 protected:
  CommitOutcome Put(const std::string& key) {
    Commit commit;
    commit.token = std::string(15, 't') + key.substr(0, 1);
    commit.writes.push_back(Write{key, "value", std::nullopt});
    return faulty_.CommitUnsealed("54", absl::MakeConstSpan(&commit, 1)).front();
  }
  bool Has(const std::string& key) { return memory_.Get("54", key)->has_value(); }

  MemoryStore memory_;
  FaultyStore faulty_{&memory_};
};

TEST_F(FaultyStoreTest, FailsOneBatchAndPassesTheNextOn) {
  faulty_.FailNextBatch(FaultyStore::Failure::kNotApplied, errors::StorageFull());
  const CommitOutcome failed = Put("a");
  EXPECT_EQ(failed.state, CommitState::kNotApplied);
  EXPECT_EQ(failed.error, errors::StorageFull());
  EXPECT_FALSE(Has("a"));
  EXPECT_EQ(Put("a").state, CommitState::kCommitted);
  EXPECT_TRUE(Has("a"));
}

TEST_F(FaultyStoreTest, AnUnknownBatchIsAppliedOrNotAsTold) {
  faulty_.FailNextBatch(FaultyStore::Failure::kUnknownApplied, errors::OutcomeUnknown(""));
  EXPECT_EQ(Put("a").state, CommitState::kUnknown);
  EXPECT_TRUE(Has("a"));
  EXPECT_TRUE(Put("a").repeated);
  faulty_.FailNextBatch(FaultyStore::Failure::kUnknownNotApplied, errors::OutcomeUnknown(""));
  EXPECT_EQ(Put("b").state, CommitState::kUnknown);
  EXPECT_FALSE(Has("b"));
  EXPECT_FALSE(Put("b").repeated);
}

TEST_F(FaultyStoreTest, ReadsAndProbesFailUntilToldOtherwise) {
  faulty_.SetProbe(errors::StorageUnavailable("red"));
  faulty_.SetReadError(errors::StorageUnavailable("away"));
  EXPECT_FALSE(faulty_.Probe().ok());
  EXPECT_FALSE(faulty_.Get("54", "a").ok());
  EXPECT_FALSE(faulty_.Snapshot()->Get("54", "a").ok());
  faulty_.SetProbe(absl::OkStatus());
  faulty_.SetReadError(absl::OkStatus());
  EXPECT_TRUE(faulty_.Probe().ok());
  EXPECT_TRUE(faulty_.Get("54", "a").ok());
}

}  // namespace
}  // namespace ogi
