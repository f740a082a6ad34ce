// The stamp that each committed value begins with: which commit wrote it, and when.
#ifndef OGI_STORAGE_COMMIT_STAMP_H_
#define OGI_STORAGE_COMMIT_STAMP_H_

#include <cstdint>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"

namespace ogi {

struct Stamp {
  // Counts from 1 within a partition, without gaps.
  int64_t sequence = 0;
  // When the commit was formed, to the microsecond. Never goes back within a partition.
  absl::Time commit_time = absl::UnixEpoch();
};

// On disk: sequence, then microseconds since 1970, 8 bytes each, big-endian.
inline constexpr size_t kStampBytes = 16;
std::string EncodeStamp(const Stamp& stamp);

// A value as the committer wrote it, taken apart. `record` points into the value given.
struct StampedValue {
  Stamp stamp;
  absl::string_view record;
};
// Errors: DATA_LOSS (RecordDamaged) where it is too short.
absl::StatusOr<StampedValue> ParseStamped(absl::string_view value);

}  // namespace ogi

#endif  // OGI_STORAGE_COMMIT_STAMP_H_
