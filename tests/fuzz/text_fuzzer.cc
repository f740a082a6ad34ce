// Any bytes as a plain text, and as a file of whatever kind they are.
#include <cstddef>
#include <cstdint>

#include "import/formats/read_document.h"
#include "import/formats/text.h"
#include "tests/fuzz/document.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const absl::string_view bytes(reinterpret_cast<const char*>(data), size);
  ogi::ExpectDocument(ogi::ReadText(bytes));
  ogi::ExpectDocument(ogi::ReadDocument(bytes));
  return 0;
}
