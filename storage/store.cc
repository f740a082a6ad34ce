#include "storage/store.h"

#include <algorithm>
#include <utility>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "common/big_endian.h"
#include "common/errors.h"
#include "common/limits.h"
#include "common/status_macros.h"
#include "storage/keys/keys.h"

namespace ogi {
namespace {

absl::Status CheckKey(absl::string_view key) {
  if (key.empty()) return errors::InternalFault("a commit has an empty key");
  if (key.size() > limits::kMaxKeyBytes) {
    return errors::InternalFault(absl::StrCat("a commit has a key of ", key.size(), " bytes"));
  }
  return absl::OkStatus();
}

// Adds nothing to a batch.
class NoSeal : public Seal {
 public:
  std::vector<std::string> Keys() const override { return {}; }
  absl::Status Begin(std::vector<std::optional<Item>>) override { return absl::OkStatus(); }
  absl::StatusOr<std::string> Admit(size_t) override { return std::string(); }
  std::vector<Write> Close() override { return {}; }
};

}  // namespace

std::vector<Partition> AllPartitions() {
  std::vector<Partition> partitions;
  for (int number = 0; number < 100; ++number) {
    partitions.push_back(absl::StrFormat("%02d", number));
  }
  for (const absl::string_view each : {kAccessPartition, kLocalPartition, kLookupPartition}) {
    partitions.emplace_back(each);
  }
  return partitions;
}

Version VersionOf(absl::string_view token) {
  return ReadBigEndian(token.substr(0, sizeof(Version)));
}

absl::StatusOr<std::optional<Item>> Reader::Get(absl::string_view partition,
                                                const std::string& key) const {
  OGI_ASSIGN_OR_RETURN(std::vector<std::optional<Item>> items,
                       MultiGet(partition, absl::MakeConstSpan(&key, 1)));
  return std::move(items.front());
}

std::vector<CommitOutcome> Store::CommitUnsealed(absl::string_view partition,
                                                 absl::Span<const Commit> commits) {
  NoSeal seal;
  return CommitBatch(partition, commits, seal);
}

absl::Status Store::CommitAlone(absl::string_view partition, const Commit& commit) {
  const CommitOutcome outcome = CommitUnsealed(partition, absl::MakeConstSpan(&commit, 1)).front();
  if (outcome.state == CommitState::kCommitted) return absl::OkStatus();
  return outcome.error.ok() ? errors::Contention(absl::StrCat("partitions/", partition))
                            : outcome.error;
}

absl::Status CheckCommit(const Commit& commit) {
  if (commit.token.size() != kTokenBytes || VersionOf(commit.token) == kAbsent) {
    return errors::InternalFault("a commit's token is not 16 bytes, or begins with 8 zeros");
  }
  if (commit.writes.size() > limits::kMaxCommitWrites) {
    return errors::InternalFault(absl::StrCat("a commit has ", commit.writes.size(), " writes"));
  }
  size_t bytes = commit.note.size();
  std::vector<absl::string_view> keys;
  keys.reserve(commit.writes.size());
  for (const Write& write : commit.writes) {
    OGI_RETURN_IF_ERROR(CheckKey(write.key));
    if (keys::IsMarker(write.key)) return errors::InternalFault("a commit writes a marker");
    const size_t value_bytes = write.value.has_value() ? write.value->size() : 0;
    if (value_bytes > limits::kMaxValueBytes) {
      return errors::InternalFault(absl::StrCat("a commit has a value of ", value_bytes, " bytes"));
    }
    bytes += write.key.size() + value_bytes;
    keys.push_back(write.key);
  }
  for (const Guard& guard : commit.guards) {
    OGI_RETURN_IF_ERROR(CheckKey(guard.key));
    bytes += guard.key.size();
  }
  if (bytes > limits::kMaxCommitBytes) {
    return errors::InternalFault(absl::StrCat("a commit has ", bytes, " bytes"));
  }
  std::sort(keys.begin(), keys.end());
  const auto twice = std::adjacent_find(keys.begin(), keys.end());
  if (twice != keys.end()) {
    return errors::InternalFault(
        absl::StrCat("a commit writes a key twice: ", absl::BytesToHexString(*twice)));
  }
  return absl::OkStatus();
}

}  // namespace ogi
