// Any bytes as an archive; or, after a `<`, as the parts of one, parted by zero bytes.
#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_split.h"
#include "import/formats/docx.h"
#include "import/formats/testing/files.h"
#include "tests/fuzz/document.h"

namespace {

std::string Parts(absl::string_view bytes) {
  const std::vector<std::string> contents =
      absl::StrSplit(bytes, absl::MaxSplits(absl::ByChar('\0'), 2));
  std::vector<std::pair<std::string, std::string>> parts;
  for (const char* name : {"word/document.xml", "word/numbering.xml", "word/styles.xml"}) {
    if (parts.size() < contents.size()) parts.push_back({name, contents[parts.size()]});
  }
  return ogi::Zip(parts);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const absl::string_view bytes(reinterpret_cast<const char*>(data), size);
  const bool parts = size > 0 && bytes[0] == '<';
  ogi::ExpectDocument(ogi::ReadDocx(parts ? Parts(bytes) : std::string(bytes)));
  return 0;
}
