#include "storage/commit/stamp.h"

#include "absl/strings/str_cat.h"
#include "common/big_endian.h"
#include "common/errors.h"

namespace ogi {
namespace {

constexpr size_t kWordBytes = kStampBytes / 2;

}  // namespace

uint64_t EncodePlace(const Place& place) {
  return static_cast<uint64_t>(place.epoch) << 48 | static_cast<uint64_t>(place.sequence);
}

Place DecodePlace(uint64_t encoded) {
  return {.epoch = static_cast<int32_t>(encoded >> 48),
          .sequence = static_cast<int64_t>(encoded & static_cast<uint64_t>(kMaxSequence))};
}

std::string EncodeStamp(const Stamp& stamp) {
  std::string bytes;
  bytes.reserve(kStampBytes);
  AppendBigEndian(EncodePlace(stamp.place), kWordBytes, bytes);
  AppendBigEndian(static_cast<uint64_t>(absl::ToUnixMicros(stamp.commit_time)), kWordBytes, bytes);
  return bytes;
}

absl::StatusOr<StampedValue> ParseStamped(absl::string_view value) {
  if (value.size() < kStampBytes) {
    return errors::RecordDamaged(absl::StrCat("a value of ", value.size(), " bytes has no stamp"));
  }
  StampedValue stamped;
  stamped.stamp.place = DecodePlace(ReadBigEndian(value.substr(0, kWordBytes)));
  stamped.stamp.commit_time = absl::FromUnixMicros(
      static_cast<int64_t>(ReadBigEndian(value.substr(kWordBytes, kWordBytes))));
  stamped.record = value.substr(kStampBytes);
  return stamped;
}

}  // namespace ogi
