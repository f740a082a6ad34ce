// Any bytes as keys, and any two strings in keys.
#include <cstddef>
#include <cstdint>

#include "storage/keys/codec_fuzz.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  ogi::FuzzKeyCodec(absl::string_view(reinterpret_cast<const char*>(data), size));
  return 0;
}
