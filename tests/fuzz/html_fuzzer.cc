// Any bytes as a page, and as a text with HTML in it.
#include <cstddef>
#include <cstdint>

#include "import/formats/html.h"
#include "tests/fuzz/document.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const absl::string_view bytes(reinterpret_cast<const char*>(data), size);
  ogi::ExpectDocument(ogi::ReadHtml(bytes));
  ogi::ExpectDocument(ogi::ReadHtml(bytes, true));
  return 0;
}
