#include "storage/rocksdb/batch_judge.h"

#include <utility>

#include "storage/keys/keys.h"

namespace ogi {

BatchJudge::BatchJudge(absl::Span<const Commit> commits)
    : commits_(commits),
      outcomes_(commits.size()),
      markers_(commits.size()),
      prefixes_(commits.size()),
      rests_on_batch_(commits.size()) {
  size_t most = 0;
  for (const Commit& commit : commits) most += 1 + commit.guards.size() + commit.writes.size();
  keys_.reserve(most);
  places_.reserve(most);
  for (size_t i = 0; i < commits.size(); ++i) {
    outcomes_[i].error = CheckCommit(commits[i]);
    if (!outcomes_[i].error.ok()) {
      outcomes_[i].state = CommitState::kNotApplied;
      continue;
    }
    markers_[i] = keys::Marker(commits[i].token);
    AddKey(markers_[i]);
    for (const Guard& guard : commits[i].guards) AddKey(guard.key);
    for (const Write& write : commits[i].writes) {
      if (write.expected.has_value()) AddKey(write.key);
    }
  }
}

void BatchJudge::AddKey(absl::string_view key) {
  if (places_.emplace(key, keys_.size()).second) keys_.push_back(key);
}

void BatchJudge::Judge(std::vector<absl::StatusOr<Version>> versions, Seal& seal) {
  slots_.reserve(versions.size());
  for (absl::StatusOr<Version>& version : versions) slots_.push_back(Slot{std::move(version)});
  for (size_t i = 0; i < commits_.size(); ++i) {
    if (outcomes_[i].error.ok()) JudgeOne(i, seal);
  }
}

void BatchJudge::JudgeOne(size_t commit, Seal& seal) {
  CommitOutcome& outcome = outcomes_[commit];
  Slot& marker = slots_[places_.at(markers_[commit])];
  if (!marker.version.ok()) {
    outcome.state = CommitState::kNotApplied;
    outcome.error = marker.version.status();
    return;
  }
  outcome.state = CommitState::kCommitted;
  if (*marker.version != kAbsent) {
    outcome.repeated = true;
    rests_on_batch_[commit] = marker.set_here;
    return;
  }
  for (const Guard& guard : commits_[commit].guards) Expect(guard.key, guard.expected, commit);
  for (const Write& write : commits_[commit].writes) {
    if (write.expected.has_value()) Expect(write.key, *write.expected, commit);
  }
  if (outcome.state != CommitState::kCommitted) return;
  absl::StatusOr<std::string> prefix = seal.Admit(commit);
  if (!prefix.ok()) {
    outcome.state = CommitState::kNotApplied;
    outcome.error = prefix.status();
    return;
  }
  prefixes_[commit] = *std::move(prefix);
  to_apply_.push_back(commit);
  const Version version = VersionOf(commits_[commit].token);
  marker = Slot{version, true};
  for (const Write& write : commits_[commit].writes) {
    const auto place = places_.find(write.key);
    // A key that nobody expects anything of needs no version.
    if (place == places_.end()) continue;
    slots_[place->second] = Slot{write.value.has_value() ? version : kAbsent, true};
  }
}

void BatchJudge::Expect(absl::string_view key, Version expected, size_t commit) {
  CommitOutcome& outcome = outcomes_[commit];
  const Slot& slot = slots_[places_.at(key)];
  if (!slot.version.ok()) {
    outcome.state = CommitState::kNotApplied;
    outcome.error = slot.version.status();
    outcome.conflicts.clear();
    return;
  }
  if (*slot.version == expected || outcome.state == CommitState::kNotApplied) return;
  outcome.state = CommitState::kConflict;
  outcome.conflicts.emplace_back(key);
  if (slot.set_here) rests_on_batch_[commit] = true;
}

void BatchJudge::WriteFailed(const absl::Status& error) {
  for (const size_t commit : to_apply_) {
    outcomes_[commit] = CommitOutcome{CommitState::kUnknown, false, {}, error};
  }
  for (size_t i = 0; i < commits_.size(); ++i) {
    if (!rests_on_batch_[i]) continue;
    // A conflict wrote nothing, whatever the others did; a repeat is as unknown as what it repeats.
    const CommitState state = outcomes_[i].state == CommitState::kConflict
                                  ? CommitState::kNotApplied
                                  : CommitState::kUnknown;
    outcomes_[i] = CommitOutcome{state, false, {}, error};
  }
}

void BatchJudge::NothingApplied(const absl::Status& error) {
  for (CommitOutcome& outcome : outcomes_) {
    if (outcome.error.ok()) outcome = CommitOutcome{CommitState::kNotApplied, false, {}, error};
  }
}

}  // namespace ogi
