// What every storage engine does for OGI: an ordered map of bytes a partition, read by key and
// range, changed by batches of conditional commits.
//
// Above it stands storage/commit, which alone calls CommitBatch in a server and keeps order,
// batching and retries in one place; an adapter only makes a batch durable. The contract is tested
// by storage/conformance, which every adapter passes.
#ifndef OGI_STORAGE_STORE_H_
#define OGI_STORAGE_STORE_H_

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/types/span.h"

namespace ogi {

// A province by its two digits, `00` for central organs, or one of the three below. Nothing commits
// across two partitions.
using Partition = std::string;
// Codes and names to agency ids; can be rebuilt from the other partitions.
inline constexpr absl::string_view kLookupPartition = "lk";
// Who may act for whom: mandates, roles, token keys, revocations; and when to file: seasons,
// extensions.
inline constexpr absl::string_view kAccessPartition = "ac";
// What belongs to this installation alone.
inline constexpr absl::string_view kLocalPartition = "lo";

// Names one state of one key: the first 8 bytes, big-endian, of the token of the commit that wrote
// it. Never "old + 1". Zero: the key is absent.
using Version = uint64_t;
inline constexpr Version kAbsent = 0;

// Names one commit for ever: 16 bytes, of which the first 8 are not all zero. The same token means
// the same commit, so an outcome that got lost is found by committing it again.
using Token = std::string;
inline constexpr size_t kTokenBytes = 16;
Version VersionOf(absl::string_view token);

struct Item {
  std::string key;
  std::string value;
  Version version = kAbsent;
};

// A key and the version it must have when the commit is applied.
struct Guard {
  std::string key;
  Version expected = kAbsent;
};

// Puts `value`, or deletes the key where there is none. With `expected`, only if the key has that
// version; without, whatever it has.
struct Write {
  std::string key;
  std::optional<std::string> value;
  std::optional<Version> expected;
};

// All or nothing. No key is written twice in one commit. At most limits::kMaxCommitWrites writes
// and limits::kMaxCommitBytes. The adapter also writes the commit's marker (keys::Marker(token))
// with `note` as its value; nobody else writes markers.
struct Commit {
  Token token;
  std::vector<Write> writes;
  std::vector<Guard> guards;
  std::string note;
};

enum class CommitState {
  // Durable, and visible to every read that begins from now on.
  kCommitted,
  // Not applied: the keys in `conflicts` have other versions than expected.
  kConflict,
  // Surely not applied; `error` says why. May be tried again with the same token.
  kNotApplied,
  // May or may not have been applied. Commit it again, with the same token, to find out.
  kUnknown,
};

struct CommitOutcome {
  CommitState state = CommitState::kUnknown;
  // Committed before, by an earlier call with this token; nothing was written now. The marker tells
  // what that was.
  bool repeated = false;
  std::vector<std::string> conflicts;
  absl::Status error;
};

// [begin, end) in byte order; an empty `end` means to the last key.
struct Range {
  std::string begin;
  std::string end;
};

// A scan stops at whichever comes first, but gives one item if there is one.
struct ScanLimits {
  size_t items = 1000;
  // Of keys and values.
  size_t bytes = size_t{1} << 20;
};

struct Page {
  std::vector<Item> items;
  // Where to go on; empty when the range is done.
  std::string next;
};

// Reads. Threads: any, at once. Errors: UNAVAILABLE (StorageUnavailable), DATA_LOSS
// (RecordDamaged).
class Reader {
 public:
  virtual ~Reader() = default;

  // In the order of `keys`; nullopt for those that are absent. One state of the store for all.
  virtual absl::StatusOr<std::vector<std::optional<Item>>> MultiGet(
      absl::string_view partition, absl::Span<const std::string> keys) const = 0;

  virtual absl::StatusOr<Page> Scan(absl::string_view partition, const Range& range,
                                    const ScanLimits& limits) const = 0;

  absl::StatusOr<std::optional<Item>> Get(absl::string_view partition,
                                          const std::string& key) const;
};

class Store : public Reader {
 public:
  // One state of the store, for reads that must agree. Hold it for a second at most, never across
  // calls. Never null: where the store is away, the reads say so.
  virtual std::unique_ptr<Reader> Snapshot() const = 0;

  // Applies each commit in order, each against the state the ones before it leave, then makes all
  // of them durable with one sync. One outcome a commit, in order. A commit whose marker exists is
  // `repeated`, in the same batch too, and is judged by the marker alone.
  //
  // After a failed sync every commit of the batch that was to be applied is kUnknown, and the store
  // fails stop: it is never synced again as it is, but reopened by the next call, which may answer
  // kNotApplied while that does not succeed. A full disk is errors::StorageFull, anything else
  // errors::StorageUnavailable or errors::OutcomeUnknown.
  // Threads: any; calls on one partition wait for each other.
  virtual std::vector<CommitOutcome> CommitBatch(absl::string_view partition,
                                                 absl::Span<const Commit> commits) = 0;

  // OK while the store can be read and written. Health is driven by it, so it must be quick. Where
  // the store has failed, Probe tries to reopen it.
  virtual absl::Status Probe() = 0;
};

// Why a commit may not be made: a programming error of the caller, INTERNAL. Adapters call it
// first.
absl::Status CheckCommit(const Commit& commit);

}  // namespace ogi

#endif  // OGI_STORAGE_STORE_H_
