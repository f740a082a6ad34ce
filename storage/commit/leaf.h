// What each commit leaves in the partition's log: one record, in order, that can later be proved to
// have been there.
//
//   leaf = SHA-256(0x00 ‖ epoch ‖ sequence ‖ commit time ‖ digest of the body)
//
// Epoch and sequence take 8 bytes, the commit time in microseconds since 1970 another 8, both
// big-endian, the digest 32. The body says what was done (docs/log.md); the committer knows only
// its digest.
#ifndef OGI_STORAGE_COMMIT_LEAF_H_
#define OGI_STORAGE_COMMIT_LEAF_H_

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "storage/commit/stamp.h"

namespace ogi {

// What a proposal puts into the log. Nothing: an entry without a body.
struct LogEntry {
  // SHA-256 of the body: 32 bytes. Empty without a body, which counts as SHA-256 of nothing.
  std::string body_digest;
  // Kept beside the leaf as it is.
  std::string record;
};

inline constexpr size_t kLeafBytes = 32;
std::string LeafOf(const Stamp& stamp, absl::string_view body_digest);

// On disk: stamp, leaf, record.
std::string EncodeLeaf(const Stamp& stamp, const LogEntry& entry);

// Both views point into the value given.
struct StoredLeaf {
  Stamp stamp;
  absl::string_view leaf;
  absl::string_view record;
};
// Errors: DATA_LOSS (RecordDamaged) where it is too short.
absl::StatusOr<StoredLeaf> ParseLeaf(absl::string_view value);

}  // namespace ogi

#endif  // OGI_STORAGE_COMMIT_LEAF_H_
