// The cases of the suite about what is added to a batch once it is judged. Include
// store_conformance.h.
#ifndef OGI_STORAGE_CONFORMANCE_SEAL_CASES_H_
#define OGI_STORAGE_CONFORMANCE_SEAL_CASES_H_

#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "common/errors.h"
#include "storage/conformance/store_under_test.h"

namespace ogi::conformance {

// Writes down what it is asked, and counts under the key `sealed` how many commits it admitted.
class CountingSeal : public Seal {
 public:
  explicit CountingSeal(std::set<size_t> refused = {}) : refused_(std::move(refused)) {}

  std::vector<std::string> Keys() const override { return {"sealed", "\x22sealed"}; }
  absl::Status Begin(std::vector<std::optional<Item>> items) override {
    begun_ = std::move(items);
    return begin_status;
  }
  absl::StatusOr<std::string> Admit(size_t commit) override {
    if (refused_.contains(commit)) return errors::CountOutOfRange("test");
    admitted_.push_back(commit);
    return absl::StrCat("<", commit, ">");
  }
  std::vector<Write> Close() override {
    ++closed_;
    const std::string count = absl::StrCat(admitted_.size());
    return {{"sealed", count, std::nullopt},
            {"\x22sealed", count, std::nullopt},
            {"gone", std::nullopt, std::nullopt}};
  }

  const std::vector<std::optional<Item>>& begun() const { return begun_; }
  const std::vector<size_t>& admitted() const { return admitted_; }
  int closed() const { return closed_; }
  absl::Status begin_status;

 private:
  const std::set<size_t> refused_;
  std::vector<std::optional<Item>> begun_;
  std::vector<size_t> admitted_;
  int closed_ = 0;
};

TEST_P(StoreConformanceTest, TheSealHearsOfEachCommitThatAppliesInOrder) {
  ASSERT_THAT(CommitOne("54", CommitOf(1, {Put("a", "1")})), IsCommitted());
  CountingSeal seal;
  const std::vector<CommitOutcome> outcomes = store().CommitBatch(
      "54",
      {CommitOf(2, {Put("b", "2")}), CommitOf(3, {Put("a", "3", 9)}), CommitOf(1, {Put("a", "1")}),
       CommitOf(4, {Put("b", "4", 2)}), CommitOf(4, {Put("b", "5")})},
      seal);
  EXPECT_THAT(outcomes[0], IsCommitted());
  EXPECT_THAT(outcomes[1], ConflictsAt({"a"}));
  EXPECT_THAT(outcomes[2], IsRepeated());
  EXPECT_THAT(outcomes[3], IsCommitted());
  EXPECT_THAT(outcomes[4], IsRepeated());
  EXPECT_THAT(seal.admitted(), testing::ElementsAre(0, 3));
  EXPECT_EQ(seal.closed(), 1);
}

TEST_P(StoreConformanceTest, WhatTheSealGivesStandsBeforeEachValueAndTheNote) {
  CountingSeal seal;
  store().CommitBatch("54",
                      {CommitOf(1, {Put("a", "1"), Put("\x22p", "1")}, {}, "note 1"),
                       CommitOf(2, {Put("b", "2")}, {}, "note 2")},
                      seal);
  EXPECT_EQ(ValueOf("54", "a"), "<0>1");
  EXPECT_EQ(ValueOf("54", "\x22p"), "<0>1");
  EXPECT_EQ(ValueOf("54", keys::Marker(TokenOf(1))), "<0>note 1");
  EXPECT_EQ(ValueOf("54", "b"), "<1>2");
  EXPECT_EQ(ValueOf("54", keys::Marker(TokenOf(2))), "<1>note 2");
}

TEST_P(StoreConformanceTest, TheSealsOwnWritesAreMadeWithTheBatchWhateverTheirKeysHave) {
  ASSERT_THAT(CommitOne("54", CommitOf(1, {Put("sealed", "old"), Put("gone", "old")})),
              IsCommitted());
  CountingSeal seal;
  store().CommitBatch("54", {CommitOf(2, {Put("a", "2")}), CommitOf(3, {Put("b", "3")})}, seal);
  EXPECT_EQ(ValueOf("54", "sealed"), "2");
  EXPECT_EQ(ValueOf("54", "\x22sealed"), "2");
  EXPECT_EQ(ValueOf("54", "gone"), std::nullopt);
  EXPECT_EQ(VersionAt("54", "sealed"), 3u) << "of the last commit";
}

TEST_P(StoreConformanceTest, TheSealReadsItsKeysAsTheBatchBeforeLeftThem) {
  CountingSeal first;
  store().CommitBatch("54", {CommitOf(1, {Put("a", "1")})}, first);
  ASSERT_EQ(first.begun().size(), 2u);
  EXPECT_FALSE(first.begun()[0].has_value() || first.begun()[1].has_value());
  CountingSeal second;
  store().CommitBatch("54", {CommitOf(2, {Put("a", "2")})}, second);
  ASSERT_EQ(second.begun().size(), 2u);
  EXPECT_EQ(second.begun()[0]->value, "1");
  EXPECT_EQ(second.begun()[0]->version, 1u);
  EXPECT_EQ(second.begun()[1]->key, "\x22sealed");
}

TEST_P(StoreConformanceTest, WhatTheSealRefusesIsNotAppliedAndThoseBehindItDoNotSeeIt) {
  CountingSeal seal({0});
  const std::vector<CommitOutcome> outcomes = store().CommitBatch(
      "54",
      {CommitOf(1, {Put("a", "1", kAbsent)}), CommitOf(2, {Put("a", "2", kAbsent)}),
       CommitOf(3, {Put("b", "3")}, {{"a", 1}})},
      seal);
  EXPECT_THAT(outcomes[0], IsRefusedWith(absl::StatusCode::kFailedPrecondition));
  EXPECT_THAT(outcomes[1], IsCommitted());
  EXPECT_THAT(outcomes[2], ConflictsAt({"a"}));
  EXPECT_EQ(ValueOf("54", keys::Marker(TokenOf(1))), std::nullopt);
  EXPECT_EQ(ValueOf("54", "sealed"), "1");
  // Its token can still be used.
  EXPECT_THAT(CommitOne("54", CommitOf(1, {Put("c", "1")})), IsCommitted());
}

TEST_P(StoreConformanceTest, ASealThatCannotBeginLetsNothingOfTheBatchIn) {
  CountingSeal seal;
  seal.begin_status = errors::RecordDamaged("test");
  const std::vector<CommitOutcome> outcomes =
      store().CommitBatch("54", {CommitOf(1, {Put("a", "1")}), CommitOf(2, {Put("b", "2")})}, seal);
  for (const CommitOutcome& outcome : outcomes) {
    EXPECT_THAT(outcome, IsRefusedWith(absl::StatusCode::kDataLoss));
  }
  EXPECT_EQ(seal.closed(), 0);
  EXPECT_EQ(ValueOf("54", "a"), std::nullopt);
}

TEST_P(StoreConformanceTest, ABatchOfWhichNothingAppliesIsNotSealed) {
  CountingSeal seal;
  store().CommitBatch("54", {CommitOf(1, {Put("a", "1", 9)})}, seal);
  EXPECT_EQ(seal.closed(), 0);
  EXPECT_EQ(ValueOf("54", "sealed"), std::nullopt);
}

TEST_P(StoreConformanceTest, AfterAFailedSyncTheSealsWritesShareTheFateOfTheBatch) {
  if (!under_test().can_fail_sync()) GTEST_SKIP() << "this engine's sync cannot be made to fail";
  for (const bool landed : {true, false}) {
    const uint64_t number = landed ? 10 : 20;
    under_test().FailNextSync(landed);
    CountingSeal seal;
    const Commit commit = CommitOf(number, {Put("a", absl::StrCat(number))});
    EXPECT_THAT(store().CommitBatch("54", {commit}, seal).front(), IsUnknown());
    CountingSeal again;
    const CommitOutcome outcome = store().CommitBatch("54", {commit}, again).front();
    EXPECT_EQ(outcome.state, CommitState::kCommitted);
    EXPECT_EQ(outcome.repeated, landed);
    EXPECT_EQ(VersionAt("54", "sealed"), number);
    EXPECT_EQ(again.closed(), landed ? 0 : 1);
  }
}

}  // namespace ogi::conformance

#endif  // OGI_STORAGE_CONFORMANCE_SEAL_CASES_H_
