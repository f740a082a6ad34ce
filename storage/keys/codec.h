// The tuple codec of every key in the store. The byte order of two keys is the order of their
// tuples, so that a range of tuples is a range of keys.
//
//   table     one byte, first
//   string    its bytes, 00 written as 00 FF, then 00 00: a string sorts before every string it
//   begins integers  big-endian, unsigned, of fixed width raw       the bytes as they are: of fixed
//   width, or last
//
// Both ends must know the tuple's shape: a key does not describe itself.
#ifndef OGI_STORAGE_KEYS_CODEC_H_
#define OGI_STORAGE_KEYS_CODEC_H_

#include <cstddef>
#include <cstdint>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "storage/store.h"

namespace ogi {

class KeyWriter {
 public:
  explicit KeyWriter(uint8_t table) { bytes_.push_back(static_cast<char>(table)); }

  KeyWriter& String(absl::string_view value);
  KeyWriter& Uint8(uint8_t value) { return BigEndian(value, sizeof(value)); }
  KeyWriter& Uint16(uint16_t value) { return BigEndian(value, sizeof(value)); }
  KeyWriter& Uint32(uint32_t value) { return BigEndian(value, sizeof(value)); }
  KeyWriter& Uint64(uint64_t value) { return BigEndian(value, sizeof(value)); }
  KeyWriter& Raw(absl::string_view value);

  std::string Key() const { return bytes_; }

 private:
  KeyWriter& BigEndian(uint64_t value, size_t width);

  std::string bytes_;
};

// Reads what KeyWriter wrote, and nothing else: each string of bytes is the key of one tuple at
// most. After the first error all further reads give nothing, and Finish() tells the error
// (DATA_LOSS).
class KeyReader {
 public:
  // `key` must outlive the reader.
  KeyReader(absl::string_view key, uint8_t table);

  std::string String();
  uint8_t Uint8() { return static_cast<uint8_t>(BigEndian(sizeof(uint8_t))); }
  uint16_t Uint16() { return static_cast<uint16_t>(BigEndian(sizeof(uint16_t))); }
  uint32_t Uint32() { return static_cast<uint32_t>(BigEndian(sizeof(uint32_t))); }
  uint64_t Uint64() { return BigEndian(sizeof(uint64_t)); }
  std::string Raw(size_t width);

  // OK if everything was read as it was written and no byte is left.
  absl::Status Finish();

 private:
  uint64_t BigEndian(size_t width);
  void Fail(absl::string_view what);

  absl::string_view rest_;
  absl::Status status_;
};

// All keys that begin with `prefix`.
Range PrefixRange(absl::string_view prefix);

}  // namespace ogi

#endif  // OGI_STORAGE_KEYS_CODEC_H_
