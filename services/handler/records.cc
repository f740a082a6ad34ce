#include "services/handler/records.h"

#include "absl/strings/str_format.h"
#include "absl/time/time.h"

namespace ogi {

std::string EtagOf(Version version) { return absl::StrFormat("%016x", version); }

google::protobuf::Timestamp ToTimestamp(absl::Time time) {
  const int64_t micros = absl::ToUnixMicros(time);
  google::protobuf::Timestamp timestamp;
  timestamp.set_seconds(micros / 1'000'000);
  timestamp.set_nanos(static_cast<int32_t>(micros % 1'000'000) * 1000);
  return timestamp;
}

v1::Position PositionOf(absl::string_view partition, const Stamp& stamp) {
  v1::Position position;
  position.set_partition(std::string(partition));
  position.set_sequence(stamp.place.sequence);
  position.set_epoch(stamp.place.epoch);
  return position;
}

}  // namespace ogi
