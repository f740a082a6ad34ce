// Any bytes as what the process that reads PDFs sends; or, after a `%`, as a PDF, and after a `B`,
// as the content of a page of one, both through the process.
#include <cstddef>
#include <cstdint>
#include <string>

#include "import/formats/pdf.h"
#include "import/formats/pdf_layout.h"
#include "import/formats/pdf_words.h"
#include "import/formats/testing/files.h"
#include "tests/fuzz/document.h"

namespace ogi {
namespace {

void Fuzz(absl::string_view bytes) {
  if (!bytes.empty() && bytes[0] == '%') return ExpectDocument(ReadPdf(bytes));
  if (!bytes.empty() && bytes[0] == 'B') return ExpectDocument(ReadPdf(Pdf({std::string(bytes)})));
  const absl::StatusOr<PdfText> text = ParsePdfWords(bytes);
  if (!text.ok()) return ExpectHelpful(text.status());
  ExpectDocument(LayOutPdf(*text));
}

}  // namespace
}  // namespace ogi

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  ogi::Fuzz(absl::string_view(reinterpret_cast<const char*>(data), size));
  return 0;
}
