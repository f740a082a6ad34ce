#include "storage/commit/partition_queue.h"

#include <optional>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "common/errors.h"
#include "common/limits.h"
#include "storage/keys/keys.h"

namespace ogi {
namespace {

size_t SizeOf(const Proposal& proposal) {
  size_t bytes = proposal.commit.note.size() + proposal.log.record.size();
  for (const Write& write : proposal.commit.writes) {
    bytes += write.key.size() + (write.value.has_value() ? write.value->size() + kStampBytes : 0);
  }
  return bytes;
}

// Of what a store does not look at.
absl::Status CheckProposal(const Proposal& proposal) {
  for (const Write& write : proposal.commit.writes) {
    if (keys::IsOfTheCommitter(write.key)) {
      return errors::InternalFault("a proposal writes what the committer alone does");
    }
  }
  size_t counts = 0;
  for (const Addition& addition : proposal.additions) {
    counts += addition.counts.size();
    if (!keys::IsOfCounts(addition.key)) {
      return errors::InternalFault("a proposal adds to what is no vector of counts");
    }
  }
  if (proposal.additions.size() > limits::kMaxAdditions || counts > limits::kMaxAddedCounts) {
    return errors::InternalFault(absl::StrCat("a proposal adds to ", proposal.additions.size(),
                                              " vectors, ", counts, " counts"));
  }
  return absl::OkStatus();
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
  if (absl::Status fault = CheckProposal(proposal); !fault.ok()) {
    return done(Failed(std::move(fault)));
  }
  const size_t bytes = SizeOf(proposal);
  Waiting waiting{
      .commit = std::move(proposal.commit),
      .extra = {.additions = std::move(proposal.additions), .log = std::move(proposal.log)},
      .deadline = proposal.deadline,
      .done = std::move(done),
      .bytes = bytes};
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
  if (batch.empty()) return;
  std::vector<Commit> commits;
  std::vector<BatchSeal::Extra> extras;
  commits.reserve(batch.size());
  extras.reserve(batch.size());
  for (Waiting& waiting : batch) {
    commits.push_back(std::move(waiting.commit));
    extras.push_back(std::move(waiting.extra));
  }
  BatchSeal seal(extras, now);
  const absl::Time begin = absl::Now();
  const std::vector<CommitOutcome> outcomes = store_->CommitBatch(partition_, commits, seal);
  if (metrics_->batch) metrics_->batch(commits.size(), absl::Now() - begin);
  Place latest;
  for (size_t i = 0; i < batch.size(); ++i) {
    CommitResult result = ResultOf(outcomes[i], seal.stamp(i), std::move(commits[i]));
    if (result.status.ok() && !result.repeated) latest = result.stamp.place;
    batch[i].done(std::move(result));
  }
  if (latest.sequence > 0 && metrics_->committed) metrics_->committed(partition_, latest);
}

CommitResult PartitionQueue::ResultOf(const CommitOutcome& outcome, const Stamp& stamp,
                                      Commit commit) const {
  switch (outcome.state) {
    case CommitState::kCommitted:
      if (outcome.repeated) return FirstResult(commit.token);
      return {.status = absl::OkStatus(), .stamp = stamp, .note = std::move(commit.note)};
    case CommitState::kConflict:
      return Failed(errors::Contention(absl::StrCat("partitions/", partition_)));
    case CommitState::kNotApplied:
    case CommitState::kUnknown:
      break;
  }
  return Failed(outcome.error);
}

CommitResult PartitionQueue::FirstResult(const Token& token) const {
  const absl::StatusOr<std::optional<Item>> marker = store_->Get(partition_, keys::Marker(token));
  if (!marker.ok()) return Failed(errors::OutcomeUnknown(marker.status().message()));
  if (!marker->has_value()) return Failed(errors::RecordDamaged("a repeated commit has no marker"));
  const absl::StatusOr<StampedValue> value = ParseStamped((*marker)->value);
  if (!value.ok()) return Failed(value.status());
  return {.status = absl::OkStatus(),
          .stamp = value->stamp,
          .repeated = true,
          .note = std::string(value->record)};
}

}  // namespace ogi
