#include "clients/import/container/pdf.h"

#include <string>

#include "clients/import/container/pdf_layout.h"
#include "clients/import/container/pdf_process.h"
#include "clients/import/container/pdf_words.h"
#include "common/status_macros.h"

namespace ogi {

absl::StatusOr<Document> ReadPdf(absl::string_view bytes) {
  OGI_ASSIGN_OR_RETURN(const std::string words, RunPdfReader(bytes));
  OGI_ASSIGN_OR_RETURN(const PdfText text, ParsePdfWords(words));
  return LayOutPdf(text);
}

}  // namespace ogi
