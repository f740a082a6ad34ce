// What encoding a file is in. Offices keep files in UTF-8 and in GB 18030 (with GBK and GB 2312 in
// it); Windows adds byte order marks and writes "Unicode" as UTF-16.
#ifndef OGI_COMMON_ENCODING_H_
#define OGI_COMMON_ENCODING_H_

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace ogi {

enum class Encoding { kUtf8, kGb18030, kUtf16LittleEndian, kUtf16BigEndian };

struct DecodedText {
  // UTF-8 without a byte order mark.
  std::string text;
  Encoding encoding;
};

// By byte order mark; without one, UTF-8 if it is valid UTF-8, else GB 18030 if it is valid that.
// Anything else is an error that names the first bad byte; nothing is guessed or replaced.
absl::StatusOr<DecodedText> DecodeText(absl::string_view bytes);

// The first byte that is no UTF-8; npos where all is.
size_t FirstInvalidUtf8(absl::string_view text);

}  // namespace ogi

#endif  // OGI_COMMON_ENCODING_H_
