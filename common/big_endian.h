// Numbers as bytes on disk and in digests: the greatest byte first, so that bytes compare as the
// numbers do.
#ifndef OGI_COMMON_BIG_ENDIAN_H_
#define OGI_COMMON_BIG_ENDIAN_H_

#include <cstddef>
#include <cstdint>
#include <string>

#include "absl/strings/string_view.h"

namespace ogi {

// The lowest `width` bytes of it; at most 8.
inline void AppendBigEndian(uint64_t number, size_t width, std::string& bytes) {
  for (size_t i = width; i > 0; --i) bytes.push_back(static_cast<char>(number >> (8 * (i - 1))));
}

// Of at most 8 bytes.
inline uint64_t ReadBigEndian(absl::string_view bytes) {
  uint64_t number = 0;
  for (const char byte : bytes) number = number << 8 | static_cast<uint8_t>(byte);
  return number;
}

}  // namespace ogi

#endif  // OGI_COMMON_BIG_ENDIAN_H_
