// The stamp that each committed value begins with: which commit wrote it, and when.
#ifndef OGI_STORAGE_COMMIT_STAMP_H_
#define OGI_STORAGE_COMMIT_STAMP_H_

#include <compare>
#include <cstdint>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"

namespace ogi {

// A place in the order of a partition's commits. Later ones compare greater.
struct Place {
  // Counts from 1; at most kMaxEpoch. A new one begins where the operator declares that
  // acknowledged commits are lost, so that no two receipts share a place.
  int32_t epoch = 1;
  // Counts from 1 within a partition, on over its epochs; at most kMaxSequence. 0: before the
  // first.
  int64_t sequence = 0;

  friend auto operator<=>(const Place&, const Place&) = default;  // NOLINT(modernize-use-nullptr)
};
inline constexpr int32_t kMaxEpoch = (1 << 15) - 1;
inline constexpr int64_t kMaxSequence = (int64_t{1} << 48) - 1;

// 16 bits epoch, 48 bits sequence: greater for later places.
uint64_t EncodePlace(const Place& place);
Place DecodePlace(uint64_t encoded);

struct Stamp {
  Place place;
  // When the commit was formed, to the microsecond. Never goes back within a partition.
  absl::Time commit_time = absl::UnixEpoch();
};

// On disk: the encoded place, then microseconds since 1970, 8 bytes each, big-endian.
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
