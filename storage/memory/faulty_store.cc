#include "storage/memory/faulty_store.h"

#include <utility>

#include "common/status_macros.h"

namespace ogi {
namespace {

class FailedReader : public Reader {
 public:
  explicit FailedReader(absl::Status error) : error_(std::move(error)) {}

  absl::StatusOr<std::vector<std::optional<Item>>> MultiGet(
      absl::string_view, absl::Span<const std::string>) const override {
    return error_;
  }
  absl::StatusOr<Page> Scan(absl::string_view, const Range&, const ScanLimits&) const override {
    return error_;
  }

 private:
  const absl::Status error_;
};

}  // namespace

void FaultyStore::FailNextBatch(Failure failure, absl::Status error) {
  absl::MutexLock lock(&mutex_);
  next_ = NextFailure{failure, std::move(error)};
}

void FaultyStore::SetProbe(absl::Status status) {
  absl::MutexLock lock(&mutex_);
  probe_ = std::move(status);
}

void FaultyStore::SetReadError(absl::Status status) {
  absl::MutexLock lock(&mutex_);
  read_error_ = std::move(status);
}

absl::Status FaultyStore::ReadError() const {
  absl::MutexLock lock(&mutex_);
  return read_error_;
}

absl::StatusOr<std::vector<std::optional<Item>>> FaultyStore::MultiGet(
    absl::string_view partition, absl::Span<const std::string> keys) const {
  OGI_RETURN_IF_ERROR(ReadError());
  return store_->MultiGet(partition, keys);
}

absl::StatusOr<Page> FaultyStore::Scan(absl::string_view partition, const Range& range,
                                       const ScanLimits& limits) const {
  OGI_RETURN_IF_ERROR(ReadError());
  return store_->Scan(partition, range, limits);
}

std::unique_ptr<Reader> FaultyStore::Snapshot() const {
  if (absl::Status error = ReadError(); !error.ok()) return std::make_unique<FailedReader>(error);
  return store_->Snapshot();
}

std::vector<CommitOutcome> FaultyStore::CommitBatch(absl::string_view partition,
                                                    absl::Span<const Commit> commits, Seal& seal) {
  std::optional<NextFailure> next;
  {
    absl::MutexLock lock(&mutex_);
    next = std::exchange(next_, std::nullopt);
  }
  if (const absl::Status away = ReadError(); !away.ok()) {
    CommitOutcome refused;
    refused.state = CommitState::kNotApplied;
    refused.error = away;
    return std::vector<CommitOutcome>(commits.size(), refused);
  }
  if (!next.has_value()) return store_->CommitBatch(partition, commits, seal);
  CommitOutcome failed;
  failed.error = next->error;
  failed.state =
      next->failure == Failure::kNotApplied ? CommitState::kNotApplied : CommitState::kUnknown;
  if (next->failure != Failure::kUnknownApplied) {
    return std::vector<CommitOutcome>(commits.size(), failed);
  }
  std::vector<CommitOutcome> outcomes = store_->CommitBatch(partition, commits, seal);
  for (CommitOutcome& outcome : outcomes) {
    if (outcome.state != CommitState::kNotApplied) outcome = failed;
  }
  return outcomes;
}

absl::Status FaultyStore::Probe() {
  {
    absl::MutexLock lock(&mutex_);
    if (!probe_.ok()) return probe_;
  }
  return store_->Probe();
}

}  // namespace ogi
