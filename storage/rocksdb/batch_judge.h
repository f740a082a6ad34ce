// Decides which commits of a batch apply: against the store, and against what the earlier commits
// of the batch leave.
#ifndef OGI_STORAGE_ROCKSDB_BATCH_JUDGE_H_
#define OGI_STORAGE_ROCKSDB_BATCH_JUDGE_H_

#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "storage/store.h"

namespace ogi {

// Used once, by one thread: the caller reads the versions of keys(), hands them to Judge, applies
// what it says is to be applied, and tells WriteFailed if that went wrong.
class BatchJudge {
 public:
  // `commits` must outlive the judge. Those that break a rule are refused here.
  explicit BatchJudge(absl::Span<const Commit> commits);

  // The keys whose versions matter: markers, guards, and what conditional writes write. Each once.
  absl::Span<const absl::string_view> keys() const { return keys_; }

  // `versions`: of keys(), in their order, or why one cannot be read. `seal` has begun.
  void Judge(std::vector<absl::StatusOr<Version>> versions, Seal& seal);

  // After Judge. The commits to be applied, in their order, by their places in the batch.
  const std::vector<size_t>& to_apply() const { return to_apply_; }
  const std::string& marker(size_t commit) const { return markers_[commit]; }
  // What the seal puts before its values.
  const std::string& prefix(size_t commit) const { return prefixes_[commit]; }

  // What was to be applied is now unknown, and so is what was judged by it.
  void WriteFailed(const absl::Status& error);
  // Nothing was or will be applied, for this reason.
  void NothingApplied(const absl::Status& error);

  std::vector<CommitOutcome> TakeOutcomes() { return std::move(outcomes_); }

 private:
  struct Slot {
    absl::StatusOr<Version> version = kAbsent;
    // Whether a commit of this batch has set it.
    bool set_here = false;
  };

  void AddKey(absl::string_view key);
  void JudgeOne(size_t commit, Seal& seal);
  // Notes a conflict, or an error, where `key` has another version than expected.
  void Expect(absl::string_view key, Version expected, size_t commit);

  const absl::Span<const Commit> commits_;
  std::vector<CommitOutcome> outcomes_;
  std::vector<std::string> markers_;
  std::vector<std::string> prefixes_;
  std::vector<absl::string_view> keys_;
  absl::flat_hash_map<absl::string_view, size_t> places_;
  std::vector<Slot> slots_;
  // Whether the commit's outcome rests on an earlier commit of the batch.
  std::vector<bool> rests_on_batch_;
  std::vector<size_t> to_apply_;
};

}  // namespace ogi

#endif  // OGI_STORAGE_ROCKSDB_BATCH_JUDGE_H_
