// Any bytes as the file of a report that a clerk hands over: encoding, then JSON.
#include <google/protobuf/stubs/logging.h>

#include <cstddef>
#include <cstdint>

#include "clients/cli/input/parse_json.h"
#include "clients/cli/text/json.h"
#include "common/encoding.h"
#include "ogi/v1/annual_report.pb.h"
#include "tests/fuzz/expect.h"

namespace ogi::cli {
namespace {

void Fuzz(absl::string_view bytes) {
  const absl::StatusOr<DecodedText> decoded = DecodeText(bytes);
  if (!decoded.ok()) return ExpectHelpful(decoded.status());
  Expect(FirstInvalidUtf8(decoded->text) == absl::string_view::npos, "what is decoded is UTF-8");

  v1::AnnualReport report;
  const absl::Status status = ParseJson(decoded->text, "file.json", &report);
  if (!status.ok()) return ExpectHelpful(status);
  v1::AnnualReport again;
  Expect(ParseJson(ToPrettyJson(report), "again.json", &again).ok(), "its JSON can be read back");
  Expect(again.SerializeAsString() == report.SerializeAsString(), "JSON changes nothing");
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
