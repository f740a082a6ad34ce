// What every storage engine does for OGI: an ordered map of bytes a partition, read by key and
// range, changed by batches of conditional commits.
//
// Above it stands storage/commit, which alone calls CommitBatch in a server and keeps order,
// batching and numbering in one place; an adapter only judges a batch and makes it durable. The
// contract is tested by storage/conformance, which every adapter passes.
#ifndef OGI_STORAGE_STORE_H_
#define OGI_STORAGE_STORE_H_

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
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

// Every partition that there can be: the provinces' and the three.
std::vector<Partition> AllPartitions();

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

// What is added to a batch once it is known which of its commits apply. An adapter calls it from
// CommitBatch, in that thread, in the order below, and never after it.
class Seal {
 public:
  virtual ~Seal() = default;

  // The keys that the seal rests on. Nobody else may change them before the batch is made: where
  // others write the same partition, the adapter locks them.
  virtual std::vector<std::string> Keys() const = 0;
  // Their items, in order. Not OK: nothing of the batch is applied, for this reason.
  virtual absl::Status Begin(std::vector<std::optional<Item>> items) = 0;
  // For each commit whose conditions hold, by its place in the batch: what the adapter puts before
  // each of its values, and before its note. Not OK: it is kNotApplied for this reason, and those
  // behind it are judged as if it were not there.
  virtual absl::StatusOr<std::string> Admit(size_t commit) = 0;
  // Once after the last of them, if there was one: writes without conditions that are made with the
  // batch or not at all, beyond the limits of a commit. Their version is that of the last commit
  // admitted. No commit writes their keys.
  virtual std::vector<Write> Close() = 0;
};

struct BackupInfo {
  // Counts from 1 within a backup directory.
  int64_t id = 0;
  // Of all files of this backup, those shared with earlier ones included.
  int64_t bytes = 0;
  // When it was made, by the host's clock.
  absl::Time time;
};

class Store : public Reader {
 public:
  // One state of the store, for reads that must agree. Hold it for a second at most, never across
  // calls. Never null: where the store is away, the reads say so.
  virtual std::unique_ptr<Reader> Snapshot() const = 0;

  // Judges each commit in order, each against the state the ones before it leave, then closes the
  // seal and makes all of it durable with one sync. One outcome a commit, in order. A commit whose
  // marker exists is `repeated`, in the same batch too, and is judged by the marker alone: the seal
  // does not hear of it.
  //
  // After a failed sync every commit of the batch that was to be applied is kUnknown, and the store
  // fails stop: it is never synced again as it is, but reopened by the next call, which may answer
  // kNotApplied while that does not succeed. A full disk is errors::StorageFull, anything else
  // errors::StorageUnavailable or errors::OutcomeUnknown.
  // Threads: any; calls on one partition wait for each other.
  virtual std::vector<CommitOutcome> CommitBatch(absl::string_view partition,
                                                 absl::Span<const Commit> commits, Seal& seal) = 0;

  // The same with nothing added: for what is done to a store that nobody serves, and for tests.
  std::vector<CommitOutcome> CommitUnsealed(absl::string_view partition,
                                            absl::Span<const Commit> commits);
  // One commit as it is. OK once it is committed.
  absl::Status CommitAlone(absl::string_view partition, const Commit& commit);

  // OK while the store can be read and written. Health is driven by it, so it must be quick. Where
  // the store has failed, Probe tries to reopen it.
  virtual absl::Status Probe() = 0;

  // Adds a backup of this moment to `directory`, which may hold earlier ones: only files that are
  // not there yet are copied. Writing goes on meanwhile. One at a time; a failure of the store ends
  // it. With `keep`, only so many, this one among them, are left afterwards. Errors:
  // RESOURCE_EXHAUSTED (StorageFull): the store's own disk is full, and must have room first.
  // UNIMPLEMENTED: the engine is backed up by its own means.
  virtual absl::StatusOr<BackupInfo> Backup(const std::string& directory, int keep) = 0;
  // Ends the backup that runs, if one does: it fails.
  virtual void StopBackup() = 0;

  // Reads everything there is and compares it with its checksums. Takes as long as reading the
  // disk. Errors: DATA_LOSS (RecordDamaged), UNAVAILABLE (StorageUnavailable).
  virtual absl::Status VerifyFiles() const = 0;

  // For monitoring: names in snake case, with their unit. Little while the store is away.
  virtual std::map<std::string, double> Metrics() const = 0;
};

// Why a commit may not be made: a programming error of the caller, INTERNAL. Adapters call it
// first.
absl::Status CheckCommit(const Commit& commit);

}  // namespace ogi

#endif  // OGI_STORAGE_STORE_H_
