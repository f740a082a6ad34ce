// Any bytes as a table of agencies: encoding, then CSV or JSON lines.
#include <google/protobuf/stubs/logging.h>

#include <cstddef>
#include <cstdint>

#include "clients/cli/input/agency_rows.h"
#include "common/encoding.h"
#include "tests/fuzz/expect.h"

namespace ogi::cli {
namespace {

// So that rows are reached without the fuzzer finding the names of columns.
constexpr absl::string_view kHeader =
    "id,name,level,superior,region_code,credit_code,local_number\n";

void FuzzRows(absl::string_view text) {
  const absl::StatusOr<std::vector<AgencyRow>> rows = ReadAgencyRows(text, "file.csv");
  if (!rows.ok()) return ExpectHelpful(rows.status());
  for (const AgencyRow& row : *rows) {
    Expect(row.line > 0, "a row knows its line");
    if (!row.problem.ok()) ExpectHelpful(NameColumns(row.problem));
  }
}

void Fuzz(absl::string_view bytes) {
  const absl::StatusOr<DecodedText> decoded = DecodeText(bytes);
  if (!decoded.ok()) return ExpectHelpful(decoded.status());
  FuzzRows(decoded->text);
  FuzzRows(std::string(kHeader) + decoded->text);
}

}  // namespace
}  // namespace ogi::cli

extern "C" int LLVMFuzzerInitialize(int*, char***) {
  google::protobuf::SetLogHandler(nullptr);
  return 0;
}

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  ogi::cli::Fuzz(absl::string_view(reinterpret_cast<const char*>(data), size));
  return 0;
}
