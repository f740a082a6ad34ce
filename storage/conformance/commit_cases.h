// The cases of the suite about commits that nothing disturbs. Include store_conformance.h.
#ifndef OGI_STORAGE_CONFORMANCE_COMMIT_CASES_H_
#define OGI_STORAGE_CONFORMANCE_COMMIT_CASES_H_

#include <string>
#include <vector>

#include "common/limits.h"
#include "storage/conformance/store_under_test.h"

namespace ogi::conformance {

TEST_P(StoreConformanceTest, AnEmptyBatchDoesNothing) {
  EXPECT_TRUE(store().CommitUnsealed("54", {}).empty());
}

TEST_P(StoreConformanceTest, EveryCommitGivesItsKeysTheVersionOfItsToken) {
  ASSERT_THAT(CommitOne("54", CommitOf(90, {Put("a", "1"), Put("\x22p", "1")})), IsCommitted());
  EXPECT_EQ(VersionAt("54", "a"), VersionOf(TokenOf(90)));
  EXPECT_EQ(VersionAt("54", "\x22p"), 90u);
  ASSERT_THAT(CommitOne("54", CommitOf(17, {Put("a", "1")})), IsCommitted());
  EXPECT_EQ(VersionAt("54", "a"), 17u);
  EXPECT_EQ(VersionAt("54", "\x22p"), 90u);
}

TEST_P(StoreConformanceTest, AnUnconditionalWriteAppliesWhateverTheKeyHas) {
  ASSERT_THAT(CommitOne("54", CommitOf(1, {Put("a", "1")})), IsCommitted());
  ASSERT_THAT(CommitOne("54", CommitOf(2, {Put("a", "2"), Delete("absent")})), IsCommitted());
  EXPECT_EQ(ValueOf("54", "a"), "2");
  ASSERT_THAT(CommitOne("54", CommitOf(3, {Delete("a")})), IsCommitted());
  EXPECT_EQ(ValueOf("54", "a"), std::nullopt);
}

TEST_P(StoreConformanceTest, AWriteAppliesOnlyToTheVersionItExpects) {
  ASSERT_THAT(CommitOne("54", CommitOf(1, {Put("a", "1", kAbsent)})), IsCommitted());
  EXPECT_THAT(CommitOne("54", CommitOf(2, {Put("a", "2", kAbsent)})), ConflictsAt({"a"}));
  EXPECT_THAT(CommitOne("54", CommitOf(3, {Put("a", "3", 9)})), ConflictsAt({"a"}));
  EXPECT_THAT(CommitOne("54", CommitOf(4, {Delete("a", 9)})), ConflictsAt({"a"}));
  EXPECT_EQ(ValueOf("54", "a"), "1");
  EXPECT_THAT(CommitOne("54", CommitOf(5, {Put("a", "5", 1)})), IsCommitted());
  EXPECT_THAT(CommitOne("54", CommitOf(6, {Delete("a", 5)})), IsCommitted());
  EXPECT_THAT(CommitOne("54", CommitOf(7, {Delete("a", 5)})), ConflictsAt({"a"}));
  EXPECT_THAT(CommitOne("54", CommitOf(8, {Put("a", "8", kAbsent)})), IsCommitted());
}

TEST_P(StoreConformanceTest, AWriteOfAPayloadAppliesOnlyToTheVersionItExpects) {
  ASSERT_THAT(CommitOne("54", CommitOf(1, {Put("\x22p", "1", kAbsent)})), IsCommitted());
  EXPECT_THAT(CommitOne("54", CommitOf(2, {Put("\x22p", "2", kAbsent)})), ConflictsAt({"\x22p"}));
  EXPECT_THAT(CommitOne("54", CommitOf(3, {Put("\x22p", "3", 1)})), IsCommitted());
}

TEST_P(StoreConformanceTest, AGuardHoldsACommitBackWhereItsKeyHasChanged) {
  ASSERT_THAT(CommitOne("54", CommitOf(1, {Put("guarded", "1")})), IsCommitted());
  EXPECT_THAT(CommitOne("54", CommitOf(2, {Put("a", "1")}, {{"guarded", 1}, {"absent", kAbsent}})),
              IsCommitted());
  EXPECT_THAT(CommitOne("54", CommitOf(3, {Put("a", "2")}, {{"guarded", 9}})),
              ConflictsAt({"guarded"}));
  EXPECT_THAT(CommitOne("54", CommitOf(4, {Put("a", "2")}, {{"guarded", kAbsent}})),
              ConflictsAt({"guarded"}));
  EXPECT_THAT(CommitOne("54", CommitOf(5, {Put("a", "2")}, {{"absent", 1}})),
              ConflictsAt({"absent"}));
  EXPECT_EQ(ValueOf("54", "a"), "1");
  EXPECT_EQ(VersionAt("54", "guarded"), 1u);
}

TEST_P(StoreConformanceTest, AConflictNamesEveryKeyThatHasAnotherVersionGuardsFirst) {
  ASSERT_THAT(CommitOne("54", CommitOf(1, {Put("a", ""), Put("b", ""), Put("c", "")})),
              IsCommitted());
  EXPECT_THAT(CommitOne("54", CommitOf(2, {Put("b", "", 9), Put("a", "", 1), Put("\x22p", "", 9)},
                                       {{"c", 9}, {"a", 1}})),
              ConflictsAt({"c", "b", "\x22p"}));
}

TEST_P(StoreConformanceTest, OfTwoConflictingCommitsInABatchTheFirstWins) {
  const std::vector<CommitOutcome> outcomes =
      store().CommitUnsealed("54", {CommitOf(1, {Put("a", "first", kAbsent), Put("b", "first")}),
                                    CommitOf(2, {Put("c", "second"), Put("a", "second", kAbsent)}),
                                    CommitOf(3, {Put("d", "third")})});
  ASSERT_EQ(outcomes.size(), 3u);
  EXPECT_THAT(outcomes[0], IsCommitted());
  EXPECT_THAT(outcomes[1], ConflictsAt({"a"}));
  EXPECT_THAT(outcomes[2], IsCommitted());
  EXPECT_EQ(ValueOf("54", "a"), "first");
  EXPECT_EQ(ValueOf("54", "c"), std::nullopt);
  EXPECT_EQ(ValueOf("54", "d"), "third");
}

TEST_P(StoreConformanceTest, ALaterCommitOfABatchIsJudgedByWhatTheEarlierOnesLeave) {
  const std::vector<CommitOutcome> outcomes = store().CommitUnsealed(
      "54",
      {CommitOf(1, {Put("a", "1", kAbsent)}), CommitOf(2, {Put("a", "2", 1)}, {{"a", 1}}),
       CommitOf(3, {Delete("a", 2), Put("\x22p", "3")}),
       CommitOf(4, {Put("a", "4", kAbsent)}, {{"\x22p", 3}}), CommitOf(5, {Put("a", "5", 2)})});
  ASSERT_EQ(outcomes.size(), 5u);
  for (size_t i = 0; i < 4; ++i) EXPECT_THAT(outcomes[i], IsCommitted()) << i;
  EXPECT_THAT(outcomes[4], ConflictsAt({"a"}));
  EXPECT_EQ(ValueOf("54", "a"), "4");
  EXPECT_EQ(VersionAt("54", "a"), 4u);
}

TEST_P(StoreConformanceTest, AKeyDeletedAndMadeAgainHasANewVersion) {
  ASSERT_THAT(CommitOne("54", CommitOf(1, {Put("a", "same")})), IsCommitted());
  ASSERT_THAT(CommitOne("54", CommitOf(2, {Delete("a")})), IsCommitted());
  ASSERT_THAT(CommitOne("54", CommitOf(3, {Put("a", "same")})), IsCommitted());
  EXPECT_EQ(VersionAt("54", "a"), 3u);
  EXPECT_THAT(CommitOne("54", CommitOf(4, {Put("a", "x", 1)})), ConflictsAt({"a"}));
}

TEST_P(StoreConformanceTest, TheMarkerOfACommitCarriesItsNote) {
  ASSERT_THAT(CommitOne("54", CommitOf(1, {Put("a", "1")}, {}, "the note")), IsCommitted());
  EXPECT_EQ(ValueOf("54", keys::Marker(TokenOf(1))), "the note");
  EXPECT_EQ(VersionAt("54", keys::Marker(TokenOf(1))), 1u);
}

TEST_P(StoreConformanceTest, ACommitWithoutWritesLeavesItsMarker) {
  ASSERT_THAT(CommitOne("54", CommitOf(1, {}, {}, "alone")), IsCommitted());
  EXPECT_EQ(ValueOf("54", keys::Marker(TokenOf(1))), "alone");
  EXPECT_THAT(CommitOne("54", CommitOf(1, {})), IsRepeated());
}

TEST_P(StoreConformanceTest, AConflictLeavesNoMarker) {
  EXPECT_THAT(CommitOne("54", CommitOf(1, {Put("a", "1", 9)})), ConflictsAt({"a"}));
  EXPECT_EQ(ValueOf("54", keys::Marker(TokenOf(1))), std::nullopt);
  // So the token can still be used.
  EXPECT_THAT(CommitOne("54", CommitOf(1, {Put("a", "1", kAbsent)})), IsCommitted());
}

TEST_P(StoreConformanceTest, ARepeatedTokenWritesNothingWhateverItNowSays) {
  const Commit commit = CommitOf(1, {Put("a", "1", kAbsent)}, {}, "first");
  ASSERT_THAT(CommitOne("54", commit), IsCommitted());
  ASSERT_THAT(CommitOne("54", CommitOf(2, {Put("a", "2")})), IsCommitted());
  EXPECT_THAT(CommitOne("54", commit), IsRepeated());
  EXPECT_THAT(CommitOne("54", CommitOf(1, {Put("a", "other"), Put("b", "other")}, {}, "other")),
              IsRepeated());
  EXPECT_EQ(ValueOf("54", "a"), "2");
  EXPECT_EQ(ValueOf("54", "b"), std::nullopt);
  EXPECT_EQ(ValueOf("54", keys::Marker(TokenOf(1))), "first");
}

TEST_P(StoreConformanceTest, ATokenRepeatedInItsOwnBatchIsCommittedOnce) {
  const std::vector<CommitOutcome> outcomes =
      store().CommitUnsealed("54", {CommitOf(1, {Put("a", "1", 9)}), CommitOf(1, {Put("a", "2")}),
                                    CommitOf(1, {Put("a", "3"), Put("b", "3")})});
  // The first was no commit, so the second is the first.
  EXPECT_THAT(outcomes[0], ConflictsAt({"a"}));
  EXPECT_THAT(outcomes[1], IsCommitted());
  EXPECT_THAT(outcomes[2], IsRepeated());
  EXPECT_EQ(ValueOf("54", "a"), "2");
  EXPECT_EQ(ValueOf("54", "b"), std::nullopt);
}

TEST_P(StoreConformanceTest, ATokenIsRepeatedWithinItsPartitionOnly) {
  ASSERT_THAT(CommitOne("54", CommitOf(1, {Put("a", "1")})), IsCommitted());
  EXPECT_THAT(CommitOne("55", CommitOf(1, {Put("a", "1")})), IsCommitted());
}

TEST_P(StoreConformanceTest, ACommitThatBreaksARuleIsRefusedAloneAndWholly) {
  const std::string longest_key(limits::kMaxKeyBytes, 'k');
  Commit too_many = CommitOf(1, {});
  for (size_t i = 0; i <= limits::kMaxCommitWrites; ++i) {
    too_many.writes.push_back(Put(absl::StrCat("many", i), ""));
  }
  Commit short_token = CommitOf(2, {Put("short", "")});
  short_token.token.pop_back();
  const std::vector<Commit> bad = {
      too_many,
      short_token,
      CommitOf(0, {Put("zero", "")}),
      CommitOf(3, {Put("fine", ""), Put(longest_key + "k", "")}),
      CommitOf(4, {Put("fine", ""), Put("", "")}),
      CommitOf(5, {Put("big", std::string(limits::kMaxValueBytes + 1, 'v'))}),
      CommitOf(6, {Put("big1", std::string(limits::kMaxCommitBytes / 2, 'v')),
                   Put("big2", std::string(limits::kMaxCommitBytes / 2, 'v'))}),
      CommitOf(7, {Put("twice", "1"), Delete("twice")}),
      CommitOf(8, {Put("fine", ""), Put(keys::Marker(TokenOf(9)), "")}),
  };
  std::vector<Commit> batch = {CommitOf(100, {Put("good", "1")})};
  batch.insert(batch.end(), bad.begin(), bad.end());
  batch.push_back(CommitOf(101, {Put(longest_key, "longest")}));
  const std::vector<CommitOutcome> outcomes = store().CommitUnsealed("54", batch);
  ASSERT_EQ(outcomes.size(), batch.size());
  EXPECT_THAT(outcomes.front(), IsCommitted());
  EXPECT_THAT(outcomes.back(), IsCommitted());
  for (size_t i = 1; i + 1 < batch.size(); ++i) {
    EXPECT_THAT(outcomes[i], IsRefusedWith(absl::StatusCode::kInternal)) << i;
  }
  // Two commits, two markers.
  EXPECT_EQ(ScanAll(store(), "54", Range{}).size(), 4u);
  EXPECT_EQ(ValueOf("54", longest_key), "longest");
}

}  // namespace ogi::conformance

#endif  // OGI_STORAGE_CONFORMANCE_COMMIT_CASES_H_
