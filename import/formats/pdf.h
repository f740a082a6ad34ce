// PDF: words with their places, in lines and pages.
#ifndef OGI_IMPORT_FORMATS_PDF_H_
#define OGI_IMPORT_FORMATS_PDF_H_

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "import/document.h"

namespace ogi {

// Errors as ReadDocument; INTERNAL where the program that reads PDFs is missing.
absl::StatusOr<Document> ReadPdf(absl::string_view bytes);

}  // namespace ogi

#endif  // OGI_IMPORT_FORMATS_PDF_H_
