#include "storage/commit/partition_queue.h"

#include <algorithm>
#include <iterator>
#include <string>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "absl/strings/str_cat.h"
#include "common/errors.h"
#include "common/limits.h"
#include "common/status_macros.h"
#include "storage/keys/keys.h"

namespace ogi {
namespace {

// Each round settles at least one proposal, unless another process writes the partition too.
constexpr int kMaxRoundsWithoutProgress = 16;

size_t SizeOf(const Commit& commit) {
  size_t bytes = commit.note.size();
  for (const Write& write : commit.writes) {
    bytes += write.key.size() + (write.value.has_value() ? write.value->size() + kStampBytes : 0);
  }
  return bytes;
}

void PutStamp(const std::string& stamp, bool replace, std::string& value) {
  if (replace) {
    value.replace(0, kStampBytes, stamp);
  } else {
    value.insert(0, stamp);
  }
}

CommitResult Failed(absl::Status status) { return CommitResult{.status = std::move(status)}; }

}  // namespace

PartitionQueue::PartitionQueue(Partition partition, Store* store, const Clock* clock,
                               const Committer::Metrics* metrics, std::atomic<bool>* in_place_taken)
    : partition_(std::move(partition)),
      store_(store),
      clock_(clock),
      metrics_(metrics),
      in_place_taken_(in_place_taken),
      thread_([this] { Run(); }) {}

PartitionQueue::~PartitionQueue() {
  if (thread_.joinable()) Close();
}

void PartitionQueue::Close() {
  {
    absl::MutexLock lock(&mutex_);
    closed_ = true;
  }
  thread_.join();
}

void PartitionQueue::Add(Proposal proposal, CommitDone done) {
  Waiting waiting{
      .commit = std::move(proposal.commit), .deadline = proposal.deadline, .done = std::move(done)};
  waiting.bytes = SizeOf(waiting.commit);
  absl::Status refused;
  {
    absl::MutexLock lock(&mutex_);
    if (closed_) {
      refused = errors::ShuttingDown();
    } else if (proposal.in_place && TakeInPlace()) {
      // Committed below.
    } else if (waiting_.size() >= limits::kMaxQueuedCommits ||
               waiting_bytes_ + waiting.bytes > limits::kMaxQueuedBytes) {
      refused = errors::Overloaded(absl::Milliseconds(200));
    } else {
      waiting_bytes_ += waiting.bytes;
      waiting_.push_back(std::move(waiting));
      return;
    }
  }
  if (!refused.ok()) return waiting.done(Failed(std::move(refused)));
  Batch batch;
  batch.push_back(std::move(waiting));
  CommitAll(std::move(batch));
  // Before the queue's thread may go on: that one need not wait for the next idle moment.
  *in_place_taken_ = false;
  EndBatch();
}

bool PartitionQueue::TakeInPlace() {
  if (committing_ || !waiting_.empty() || latest_batch_size_ > 1 ||
      in_place_taken_->exchange(true)) {
    return false;
  }
  batch_begin_ = clock_->Now();
  return committing_ = true;
}

void PartitionQueue::EndBatch() {
  absl::MutexLock lock(&mutex_);
  committing_ = false;
}

size_t PartitionQueue::length() const {
  absl::MutexLock lock(&mutex_);
  return waiting_.size();
}

absl::Duration PartitionQueue::batch_age() const {
  absl::MutexLock lock(&mutex_);
  return committing_ ? clock_->Now() - batch_begin_ : absl::ZeroDuration();
}

void PartitionQueue::Run() {
  for (Batch batch = TakeBatch(); !batch.empty(); batch = TakeBatch()) {
    CommitAll(std::move(batch));
    EndBatch();
  }
}

bool PartitionQueue::HasWorkOrIsClosed() const {
  return !committing_ && (closed_ || !waiting_.empty());
}

PartitionQueue::Batch PartitionQueue::TakeBatch() {
  Batch batch;
  size_t bytes = 0;
  absl::MutexLock lock(&mutex_, absl::Condition(this, &PartitionQueue::HasWorkOrIsClosed));
  while (!waiting_.empty() &&
         (batch.empty() || bytes + waiting_.front().bytes <= limits::kMaxBatchBytes)) {
    bytes += waiting_.front().bytes;
    batch.push_back(std::move(waiting_.front()));
    waiting_.pop_front();
  }
  waiting_bytes_ -= bytes;
  latest_batch_size_ = batch.size();
  committing_ = !batch.empty();
  batch_begin_ = clock_->Now();
  return batch;
}

void PartitionQueue::CommitAll(Batch batch) {
  const absl::Time now = clock_->Now();
  std::erase_if(batch, [now](Waiting& waiting) {
    if (now < waiting.deadline) return false;
    waiting.done(Failed(errors::DeadlinePassed()));
    return true;
  });
  int rounds_without_progress = 0;
  while (!batch.empty()) {
    absl::Status status = ReadHead();
    if (status.ok() && rounds_without_progress >= kMaxRoundsWithoutProgress) {
      status = errors::Contention(absl::StrCat("partitions/", partition_));
    }
    if (!status.ok()) {
      for (Waiting& waiting : batch) waiting.done(Failed(status));
      return;
    }
    batch = DropConflicting(std::move(batch));
    Number(batch);
    std::vector<Commit> commits;
    commits.reserve(batch.size());
    for (Waiting& waiting : batch) commits.push_back(std::move(waiting.commit));
    const absl::Time begin = absl::Now();
    const std::vector<CommitOutcome> outcomes = store_->CommitBatch(partition_, commits);
    if (metrics_->batch) metrics_->batch(commits.size(), absl::Now() - begin);
    for (size_t i = 0; i < batch.size(); ++i) batch[i].commit = std::move(commits[i]);
    const size_t tried = batch.size();
    batch = Settle(std::move(batch), outcomes);
    rounds_without_progress = batch.size() < tried ? 0 : rounds_without_progress + 1;
  }
}

PartitionQueue::Batch PartitionQueue::DropConflicting(Batch batch) {
  absl::flat_hash_map<absl::string_view, Version> written;
  absl::flat_hash_set<absl::string_view> tokens;
  Batch kept;
  Batch repeats;
  kept.reserve(batch.size());
  for (Waiting& waiting : batch) {
    const auto holds = [&](const std::string& key, Version expected) {
      const auto found = written.find(key);
      return found == written.end() || found->second == expected;
    };
    if (tokens.contains(waiting.commit.token)) {
      repeats.push_back(std::move(waiting));
      continue;
    }
    const std::string head = keys::PartitionHead();
    const bool conflicts =
        std::any_of(waiting.commit.writes.begin(), waiting.commit.writes.end(),
                    [&](const Write& write) {
                      return write.key != head && write.expected.has_value() &&
                             !holds(write.key, *write.expected);
                    }) ||
        std::any_of(waiting.commit.guards.begin(), waiting.commit.guards.end(),
                    [&](const Guard& guard) { return !holds(guard.key, guard.expected); });
    if (conflicts) {
      waiting.done(Failed(errors::Contention(absl::StrCat("partitions/", partition_))));
      continue;
    }
    // The views stay good: `kept` has room for all, so nothing in it moves.
    const Commit& commit = kept.emplace_back(std::move(waiting)).commit;
    tokens.insert(commit.token);
    for (const Write& write : commit.writes) {
      written[write.key] = write.value.has_value() ? VersionOf(commit.token) : kAbsent;
    }
  }
  std::move(repeats.begin(), repeats.end(), std::back_inserter(kept));
  return kept;
}

void PartitionQueue::Number(Batch& batch) {
  Stamp stamp = head_->stamp;
  stamp.commit_time = std::max(stamp.commit_time, clock_->Now());
  Version previous = head_->version;
  for (Waiting& waiting : batch) {
    ++stamp.sequence;
    const std::string bytes = EncodeStamp(stamp);
    Commit& commit = waiting.commit;
    if (!waiting.stamped) commit.writes.push_back({keys::PartitionHead(), "", previous});
    commit.writes.back().expected = previous;
    for (Write& write : commit.writes) {
      if (write.value.has_value()) PutStamp(bytes, waiting.stamped, *write.value);
    }
    PutStamp(bytes, waiting.stamped, commit.note);
    waiting.stamped = true;
    previous = VersionOf(commit.token);
  }
}

absl::Status PartitionQueue::ReadHead() {
  if (head_.has_value()) return absl::OkStatus();
  OGI_ASSIGN_OR_RETURN(std::optional<Item> item, store_->Get(partition_, keys::PartitionHead()));
  head_ = Head{};
  if (!item.has_value()) return absl::OkStatus();
  absl::StatusOr<StampedValue> value = ParseStamped(item->value);
  if (!value.ok()) head_.reset();
  OGI_RETURN_IF_ERROR(value.status());
  *head_ = {value->stamp, item->version};
  return absl::OkStatus();
}

CommitResult PartitionQueue::Applied(Commit commit, bool repeated) const {
  std::string marker = std::move(commit.note);
  if (repeated) {
    absl::StatusOr<std::optional<Item>> item = store_->Get(partition_, keys::Marker(commit.token));
    if (!item.ok()) return Failed(errors::OutcomeUnknown(item.status().message()));
    if (!item->has_value()) return Failed(errors::RecordDamaged("a repeated commit has no marker"));
    marker = std::move((*item)->value);
  }
  absl::StatusOr<StampedValue> value = ParseStamped(marker);
  if (!value.ok()) return Failed(value.status());
  return {.status = absl::OkStatus(),
          .stamp = value->stamp,
          .repeated = repeated,
          .note = std::string(value->record)};
}

PartitionQueue::Batch PartitionQueue::Settle(Batch batch,
                                             const std::vector<CommitOutcome>& outcomes) {
  const std::string head_key = keys::PartitionHead();
  Batch again;
  std::optional<Head> reached = head_;
  bool out_of_step = false;
  for (size_t i = 0; i < batch.size(); ++i) {
    Waiting& waiting = batch[i];
    const CommitOutcome& outcome = outcomes[i];
    switch (outcome.state) {
      case CommitState::kCommitted: {
        const Version version = VersionOf(waiting.commit.token);
        CommitResult result = Applied(std::move(waiting.commit), outcome.repeated);
        if (!outcome.repeated) reached = Head{result.stamp, version};
        waiting.done(std::move(result));
        break;
      }
      case CommitState::kConflict:
        if (outcome.conflicts.size() == 1 && outcome.conflicts.front() == head_key) {
          // The first of a batch expects what head_ says; where that is wrong, somebody else
          // writes.
          out_of_step |= i == 0;
          again.push_back(std::move(waiting));
        } else {
          waiting.done(Failed(errors::Contention(absl::StrCat("partitions/", partition_))));
        }
        break;
      case CommitState::kNotApplied:
      case CommitState::kUnknown:
        out_of_step = true;
        waiting.done(Failed(outcome.error));
        break;
    }
  }
  if (reached.has_value() && reached->stamp.sequence > head_->stamp.sequence &&
      metrics_->committed) {
    metrics_->committed(partition_, reached->stamp.sequence);
  }
  head_ = reached;
  if (out_of_step) head_.reset();
  return again;
}

}  // namespace ogi
