#include "import/formats/pdf.h"

#include <string>

#include "common/status_macros.h"
#include "import/formats/pdf_layout.h"
#include "import/formats/pdf_process.h"
#include "import/formats/pdf_words.h"

namespace ogi {

absl::StatusOr<Document> ReadPdf(absl::string_view bytes) {
  OGI_ASSIGN_OR_RETURN(const std::string words, RunPdfReader(bytes));
  OGI_ASSIGN_OR_RETURN(const PdfText text, ParsePdfWords(words));
  return LayOutPdf(text);
}

}  // namespace ogi
