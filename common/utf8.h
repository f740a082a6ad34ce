// UTF-8 within a size.
#ifndef OGI_COMMON_UTF8_H_
#define OGI_COMMON_UTF8_H_

#include "absl/strings/string_view.h"

namespace ogi {

// The beginning of `text`, valid UTF-8, of at most `most` bytes and of whole characters.
inline absl::string_view CutUtf8(absl::string_view text, size_t most) {
  if (text.size() <= most) return text;
  while (most > 0 && (static_cast<unsigned char>(text[most]) & 0xC0U) == 0x80) --most;
  return text.substr(0, most);
}

}  // namespace ogi

#endif  // OGI_COMMON_UTF8_H_
