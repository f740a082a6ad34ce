// Any bytes as a workbook; or, after a `<`, as the sheet and the shared strings of one, parted by a
// zero byte.
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "absl/strings/str_split.h"
#include "common/limits.h"
#include "import/formats/testing/files.h"
#include "import/formats/xlsx.h"
#include "tests/fuzz/expect.h"

namespace {

std::string Workbook(absl::string_view bytes) {
  std::vector<std::string> parts = absl::StrSplit(bytes, absl::MaxSplits(absl::ByChar('\0'), 1));
  parts.resize(2);
  return ogi::Zip(
      {{"xl/workbook.xml", "<workbook><sheets><sheet r:id=\"r\"/></sheets></workbook>"},
       {"xl/_rels/workbook.xml.rels",
        "<Relationships><Relationship Id=\"r\" Target=\"sheet1.xml\"/></Relationships>"},
       {"xl/sheet1.xml", parts[0]},
       {"xl/sharedStrings.xml", parts[1]}});
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const absl::string_view bytes(reinterpret_cast<const char*>(data), size);
  const bool parts = size > 0 && bytes[0] == '<';
  const auto rows = ogi::ReadFirstSheet(parts ? Workbook(bytes) : std::string(bytes));
  if (!rows.ok()) {
    ogi::ExpectHelpful(rows.status());
    return 0;
  }
  for (const ogi::SheetRow& row : *rows) {
    ogi::Expect(!row.cells.empty() && !row.cells.back().empty(), "a row ends with what it has");
    ogi::Expect(row.cells.size() <= ogi::limits::kMaxGridColumns, "a row has so many cells");
  }
  return 0;
}
