// What a fuzzer calls with any bytes. It aborts where the codec breaks its promises.
#ifndef OGI_STORAGE_KEYS_CODEC_FUZZ_H_
#define OGI_STORAGE_KEYS_CODEC_FUZZ_H_

#include <cstdlib>
#include <string>

#include "absl/strings/string_view.h"
#include "storage/keys/codec.h"
#include "storage/keys/keys.h"

namespace ogi {

inline void FuzzExpect(bool holds) {
  if (!holds) std::abort();
}

// A key that can be read is the key that what was read makes.
template <typename Parsed, typename Write>
void FuzzRoundTrip(const absl::StatusOr<Parsed>& parsed, absl::string_view key, Write write) {
  if (parsed.ok()) FuzzExpect(write(*parsed) == key);
}

inline void FuzzKeyCodec(absl::string_view bytes) {
  FuzzRoundTrip(keys::ParseMarker(bytes), bytes, keys::Marker);
  FuzzRoundTrip(keys::ParseAgency(bytes), bytes, keys::Agency);
  FuzzRoundTrip(keys::ParseSubordinate(bytes), bytes, [](const keys::SubordinateKey& key) {
    return keys::Subordinate(key.superior_id, key.agency_id);
  });
  FuzzRoundTrip(keys::ParseReport(bytes), bytes, keys::Report);
  FuzzRoundTrip(keys::ParseRevision(bytes), bytes, keys::Revision);
  FuzzRoundTrip(keys::ParsePayload(bytes), bytes, keys::Payload);
  FuzzRoundTrip(keys::ParseAct(bytes), bytes,
                [](const keys::ActKey& key) { return keys::Act(key.revision, key.number); });

  // Any two strings sort as their keys do, and are read back.
  const size_t half = bytes.size() / 2;
  const std::string first(bytes.substr(0, half));
  const std::string second(bytes.substr(half));
  const std::string first_key = KeyWriter(1).String(first).String(second).Key();
  const std::string second_key = KeyWriter(1).String(second).String(first).Key();
  FuzzExpect((first < second) == (first_key < second_key));
  KeyReader reader(first_key, 1);
  FuzzExpect(reader.String() == first);
  FuzzExpect(reader.String() == second);
  FuzzExpect(reader.Finish().ok());
  // And the reader takes any bytes without harm.
  KeyReader any(bytes, bytes.empty() ? 0 : static_cast<uint8_t>(bytes[0]));
  any.String();
  any.Uint64();
  any.Raw(3);
  any.Finish().IgnoreError();
}

}  // namespace ogi

#endif  // OGI_STORAGE_KEYS_CODEC_FUZZ_H_
