#include "storage/memory/memory_store.h"

#include <utility>

#include "storage/keys/keys.h"

namespace ogi {
namespace {

using Record = MemoryStore::Record;
using Records = MemoryStore::Records;
using Partitions = MemoryStore::Partitions;

const Records& RecordsOf(const Partitions& partitions, absl::string_view partition) {
  static const Records& none = *new Records();
  const auto found = partitions.find(std::string(partition));
  return found == partitions.end() ? none : *found->second;
}

std::vector<std::optional<Item>> GetFrom(const Records& records,
                                         absl::Span<const std::string> keys) {
  std::vector<std::optional<Item>> items;
  for (const std::string& key : keys) {
    const auto found = records.find(key);
    if (found == records.end()) {
      items.push_back(std::nullopt);
    } else {
      items.push_back(Item{key, found->second.value, found->second.version});
    }
  }
  return items;
}

Page ScanFrom(const Records& records, const Range& range, const ScanLimits& limits) {
  Page page;
  size_t bytes = 0;
  for (auto at = records.lower_bound(range.begin); at != records.end(); ++at) {
    const auto& [key, record] = *at;
    if (!range.end.empty() && key >= range.end) break;
    bytes += key.size() + record.value.size();
    const bool full = page.items.size() >= limits.items || bytes > limits.bytes;
    if (full && !page.items.empty()) {
      page.next = key;
      break;
    }
    page.items.push_back(Item{key, record.value, record.version});
  }
  return page;
}

Version CurrentVersion(const Records& records, const std::string& key) {
  const auto found = records.find(key);
  return found == records.end() ? kAbsent : found->second.version;
}

void ApplyWrites(absl::Span<const Write> writes, Version version, const std::string& prefix,
                 Records& records) {
  for (const Write& write : writes) {
    if (write.value.has_value()) {
      records[write.key] = Record{prefix + *write.value, version};
    } else {
      records.erase(write.key);
    }
  }
}

CommitOutcome Apply(const Commit& commit, size_t place, Seal& seal, Records& records) {
  CommitOutcome outcome;
  outcome.error = CheckCommit(commit);
  if (!outcome.error.ok()) {
    outcome.state = CommitState::kNotApplied;
    return outcome;
  }
  const std::string marker = keys::Marker(commit.token);
  if (records.count(marker) > 0) {
    outcome.state = CommitState::kCommitted;
    outcome.repeated = true;
    return outcome;
  }
  for (const Guard& guard : commit.guards) {
    if (CurrentVersion(records, guard.key) != guard.expected) {
      outcome.conflicts.push_back(guard.key);
    }
  }
  for (const Write& write : commit.writes) {
    if (write.expected.has_value() && CurrentVersion(records, write.key) != *write.expected) {
      outcome.conflicts.push_back(write.key);
    }
  }
  if (!outcome.conflicts.empty()) {
    outcome.state = CommitState::kConflict;
    return outcome;
  }
  const absl::StatusOr<std::string> prefix = seal.Admit(place);
  if (!prefix.ok()) {
    outcome.state = CommitState::kNotApplied;
    outcome.error = prefix.status();
    return outcome;
  }
  const Version version = VersionOf(commit.token);
  ApplyWrites(commit.writes, version, *prefix, records);
  records[marker] = Record{*prefix + commit.note, version};
  outcome.state = CommitState::kCommitted;
  return outcome;
}

class MemorySnapshot : public Reader {
 public:
  explicit MemorySnapshot(Partitions partitions) : partitions_(std::move(partitions)) {}

  absl::StatusOr<std::vector<std::optional<Item>>> MultiGet(
      absl::string_view partition, absl::Span<const std::string> keys) const override {
    return GetFrom(RecordsOf(partitions_, partition), keys);
  }

  absl::StatusOr<Page> Scan(absl::string_view partition, const Range& range,
                            const ScanLimits& limits) const override {
    return ScanFrom(RecordsOf(partitions_, partition), range, limits);
  }

 private:
  const Partitions partitions_;
};

}  // namespace

absl::StatusOr<std::vector<std::optional<Item>>> MemoryStore::MultiGet(
    absl::string_view partition, absl::Span<const std::string> keys) const {
  absl::MutexLock lock(&mutex_);
  return GetFrom(RecordsOf(partitions_, partition), keys);
}

absl::StatusOr<Page> MemoryStore::Scan(absl::string_view partition, const Range& range,
                                       const ScanLimits& limits) const {
  absl::MutexLock lock(&mutex_);
  return ScanFrom(RecordsOf(partitions_, partition), range, limits);
}

std::unique_ptr<Reader> MemoryStore::Snapshot() const {
  absl::MutexLock lock(&mutex_);
  return std::make_unique<MemorySnapshot>(partitions_);
}

std::vector<CommitOutcome> MemoryStore::CommitBatch(absl::string_view partition,
                                                    absl::Span<const Commit> commits, Seal& seal) {
  absl::MutexLock lock(&mutex_);
  std::shared_ptr<Records>& records = partitions_[Partition(partition)];
  // New holders come only from Snapshot(), under the mutex; one that goes meanwhile costs a copy.
  records = records == nullptr        ? std::make_shared<Records>()
            : records.use_count() > 1 ? std::make_shared<Records>(*records)
                                      : records;
  if (const absl::Status begun = seal.Begin(GetFrom(*records, seal.Keys())); !begun.ok()) {
    CommitOutcome refused;
    refused.state = CommitState::kNotApplied;
    refused.error = begun;
    return std::vector<CommitOutcome>(commits.size(), refused);
  }
  std::vector<CommitOutcome> outcomes;
  Version last = kAbsent;
  for (size_t i = 0; i < commits.size(); ++i) {
    outcomes.push_back(Apply(commits[i], i, seal, *records));
    if (outcomes[i].state == CommitState::kCommitted && !outcomes[i].repeated) {
      last = VersionOf(commits[i].token);
    }
  }
  if (last != kAbsent) ApplyWrites(seal.Close(), last, "", *records);
  return outcomes;
}

}  // namespace ogi
