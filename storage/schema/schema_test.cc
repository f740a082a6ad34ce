#include "storage/schema/schema.h"

#include "common/errors.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "storage/keys/keys.h"
#include "storage/memory/faulty_store.h"
#include "storage/memory/memory_store.h"

namespace ogi {
namespace {

void WriteVersion(Store& store, const std::string& bytes) {
  Commit commit;
  commit.token = std::string(kTokenBytes, 't');
  commit.writes.push_back(Write{keys::Meta(keys::kSchemaVersion), bytes, std::nullopt});
  const auto outcomes = store.CommitUnsealed(kLocalPartition, absl::MakeConstSpan(&commit, 1));
  ASSERT_EQ(outcomes.front().state, CommitState::kCommitted);
}

TEST(SchemaTest, AnEmptyStoreGetsTheCurrentVersionOnce) {
  MemoryStore store;
  ASSERT_EQ(CheckOrInitSchema(&store), absl::OkStatus());
  const auto item = store.Get(kLocalPartition, keys::Meta(keys::kSchemaVersion));
  ASSERT_TRUE(item.ok() && item->has_value());
  EXPECT_EQ((*item)->value, std::string("\0\0\0\1", 4));
  EXPECT_EQ(CheckOrInitSchema(&store), absl::OkStatus());
  EXPECT_EQ((*store.Get(kLocalPartition, keys::Meta(keys::kSchemaVersion)))->version,
            (*item)->version);
}

TEST(SchemaTest, ANewerStoreIsRefusedInBothLanguages) {
  MemoryStore store;
  WriteVersion(store, std::string("\0\0\0\x09", 4));
  const absl::Status status = CheckOrInitSchema(&store);
  EXPECT_EQ(status.code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_THAT(std::string(status.message()), testing::HasSubstr("格式版本是 9"));
  EXPECT_THAT(std::string(status.message()), testing::HasSubstr("has schema version 9;"));
}

TEST(SchemaTest, AnOlderStoreIsToldToMigrate) {
  MemoryStore store;
  WriteVersion(store, std::string(4, '\0'));
  const absl::Status status = CheckOrInitSchema(&store);
  EXPECT_EQ(status.code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_THAT(std::string(status.message()), testing::HasSubstr("ogid migrate"));
}

TEST(SchemaTest, RecordsWithoutAVersionAreRefused) {
  MemoryStore store;
  Commit commit;
  commit.token = std::string(kTokenBytes, 't');
  commit.writes.push_back(Write{keys::Meta(keys::kAdministrator), "x", std::nullopt});
  store.CommitUnsealed(kLocalPartition, absl::MakeConstSpan(&commit, 1));
  EXPECT_EQ(CheckOrInitSchema(&store).code(), absl::StatusCode::kFailedPrecondition);
}

TEST(SchemaTest, AVersionThatIsNoVersionIsDamage) {
  MemoryStore store;
  WriteVersion(store, "1");
  EXPECT_EQ(CheckOrInitSchema(&store).code(), absl::StatusCode::kDataLoss);
}

TEST(SchemaTest, AStoreThatIsAwaySaysSo) {
  MemoryStore memory;
  FaultyStore store(&memory);
  store.FailNextBatch(FaultyStore::Failure::kNotApplied, errors::StorageFull());
  EXPECT_EQ(CheckOrInitSchema(&store), errors::StorageFull());
  EXPECT_EQ(CheckOrInitSchema(&store), absl::OkStatus());
}

TEST(SchemaTest, EveryOlderVersionHasAStepThatLeadsUp) {
  uint32_t reached = 1;
  for (const MigrationStep& step : MigrationSteps()) {
    EXPECT_EQ(step.to, ++reached) << step.name;
    EXPECT_NE(step.run, nullptr) << step.name;
  }
  EXPECT_EQ(reached, kCurrentSchemaVersion);
}

}  // namespace
}  // namespace ogi
