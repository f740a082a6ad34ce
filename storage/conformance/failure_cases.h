// The cases of the suite about restarts and failed syncs. Include store_conformance.h.
#ifndef OGI_STORAGE_CONFORMANCE_FAILURE_CASES_H_
#define OGI_STORAGE_CONFORMANCE_FAILURE_CASES_H_

#include <string>
#include <vector>

#include "storage/conformance/store_under_test.h"

namespace ogi::conformance {

TEST_P(StoreConformanceTest, AStoreThatCanBeUsedIsHealthy) {
  EXPECT_EQ(store().Probe(), absl::OkStatus());
}

TEST_P(StoreConformanceTest, WhatWasCommittedIsThereAfterAReopening) {
  if (!under_test().can_reopen()) GTEST_SKIP() << "this engine is not reopened";
  ASSERT_THAT(CommitOne("54", CommitOf(1, {Put("a", "1"), Put("\x22p", "payload")}, {}, "note")),
              IsCommitted());
  ASSERT_THAT(CommitOne("54", CommitOf(2, {Delete("a")})), IsCommitted());
  ASSERT_THAT(CommitOne("55", CommitOf(3, {Put("a", "3")})), IsCommitted());
  const std::vector<Item> before = ScanAll(store(), "54", Range{});
  under_test().Reopen();
  const std::vector<Item> after = ScanAll(store(), "54", Range{});
  ASSERT_EQ(after.size(), before.size());
  for (size_t i = 0; i < after.size(); ++i) {
    EXPECT_EQ(after[i].key, before[i].key);
    EXPECT_EQ(after[i].value, before[i].value);
    EXPECT_EQ(after[i].version, before[i].version);
  }
  EXPECT_EQ(ValueOf("55", "a"), "3");
  EXPECT_THAT(CommitOne("54", CommitOf(1, {Put("a", "1")})), IsRepeated());
  EXPECT_THAT(CommitOne("54", CommitOf(4, {Put("\x22p", "4", 1)})), IsCommitted());
}

TEST_P(StoreConformanceTest, AfterAFailedSyncACommitThatHadLandedIsRepeated) {
  if (!under_test().can_fail_sync()) GTEST_SKIP() << "this engine's sync cannot be made to fail";
  ASSERT_THAT(CommitOne("54", CommitOf(1, {Put("a", "1")})), IsCommitted());
  under_test().FailNextSync(/*landed=*/true);
  const Commit commit = CommitOf(2, {Put("a", "2", 1), Put("\x22p", "2")}, {}, "note");
  EXPECT_THAT(CommitOne("54", commit), IsUnknown());
  EXPECT_THAT(CommitOne("54", commit), IsRepeated());
  EXPECT_EQ(ValueOf("54", "a"), "2");
  EXPECT_EQ(ValueOf("54", "\x22p"), "2");
  EXPECT_EQ(ValueOf("54", keys::Marker(TokenOf(2))), "note");
}

TEST_P(StoreConformanceTest, AfterAFailedSyncACommitThatWasLostIsMadeOnceWhenTriedAgain) {
  if (!under_test().can_fail_sync()) GTEST_SKIP() << "this engine's sync cannot be made to fail";
  ASSERT_THAT(CommitOne("54", CommitOf(1, {Put("a", "1")})), IsCommitted());
  under_test().FailNextSync(/*landed=*/false);
  const Commit commit = CommitOf(2, {Put("a", "2", 1), Put("\x22p", "2")}, {}, "note");
  EXPECT_THAT(CommitOne("54", commit), IsUnknown());
  EXPECT_THAT(CommitOne("54", commit), IsCommitted());
  EXPECT_THAT(CommitOne("54", commit), IsRepeated());
  EXPECT_EQ(ValueOf("54", "a"), "2");
  EXPECT_EQ(VersionAt("54", "a"), 2u);
}

TEST_P(StoreConformanceTest, AFailedSyncLeavesNothingOfItsBatchCertainAndAllOfItWhole) {
  if (!under_test().can_fail_sync()) GTEST_SKIP() << "this engine's sync cannot be made to fail";
  ASSERT_THAT(CommitOne("54", CommitOf(1, {Put("a", "1")})), IsCommitted());
  for (const bool landed : {true, false}) {
    const uint64_t first = landed ? 10 : 20;
    const std::string key = landed ? "landed" : "lost";
    const std::vector<Commit> batch = {
        CommitOf(first, {Put(key, "1", kAbsent), Put("\x22" + key, "1")}),
        CommitOf(first, {Put(key, "1", kAbsent)}),
        CommitOf(first + 1, {Put(key, "2", first), Put("\x22" + key, "2")}),
        // Judged by the first commit, of which nobody knows: no conflict to be told of.
        CommitOf(first + 2, {Put(key, "3", kAbsent)}),
        CommitOf(first + 3, {Put("a", "4", 9)}),
        CommitOf(1, {Put("a", "again")}),
    };
    under_test().FailNextSync(landed);
    const std::vector<CommitOutcome> outcomes = store().CommitUnsealed("54", batch);
    ASSERT_EQ(outcomes.size(), batch.size());
    EXPECT_THAT(outcomes[0], IsUnknown());
    EXPECT_THAT(outcomes[1], IsUnknown()) << "it repeats what is not known";
    EXPECT_THAT(outcomes[2], IsUnknown());
    EXPECT_TRUE(outcomes[3].state == CommitState::kNotApplied ||
                outcomes[3].state == CommitState::kUnknown);
    // Commits that were not to be applied are as certain as ever, but an engine may not know them.
    EXPECT_NE(outcomes[4].state, CommitState::kCommitted);
    EXPECT_NE(outcomes[5].state, CommitState::kConflict);

    const std::vector<CommitOutcome> again = store().CommitUnsealed("54", batch);
    EXPECT_EQ(again[0].state, CommitState::kCommitted) << again[0].error;
    EXPECT_EQ(again[0].repeated, landed);
    EXPECT_THAT(again[1], IsRepeated());
    EXPECT_EQ(again[2].state, CommitState::kCommitted) << again[2].error;
    EXPECT_EQ(again[2].repeated, landed);
    EXPECT_THAT(again[3], ConflictsAt({key}));
    EXPECT_THAT(again[4], ConflictsAt({"a"}));
    EXPECT_THAT(again[5], IsRepeated());
    EXPECT_EQ(ValueOf("54", key), "2");
    EXPECT_EQ(ValueOf("54", "\x22" + key), "2");
  }
}

TEST_P(StoreConformanceTest, AfterAFailedSyncOtherPartitionsGoOn) {
  if (!under_test().can_fail_sync()) GTEST_SKIP() << "this engine's sync cannot be made to fail";
  ASSERT_THAT(CommitOne("55", CommitOf(1, {Put("a", "1")})), IsCommitted());
  under_test().FailNextSync(/*landed=*/false);
  EXPECT_THAT(CommitOne("54", CommitOf(2, {Put("a", "2")})), IsUnknown());
  EXPECT_THAT(CommitOne("55", CommitOf(3, {Put("a", "3", 1)})), IsCommitted());
  EXPECT_EQ(store().Probe(), absl::OkStatus());
}

}  // namespace ogi::conformance

#endif  // OGI_STORAGE_CONFORMANCE_FAILURE_CASES_H_
