// Puts the words of pages into lines.
#ifndef OGI_IMPORT_FORMATS_PDF_LAYOUT_H_
#define OGI_IMPORT_FORMATS_PDF_LAYOUT_H_

#include "absl/status/statusor.h"
#include "import/document.h"
#include "import/formats/pdf_words.h"

namespace ogi {

// Words whose middles are level make a line, from left to right; those that touch are one word, and
// those with a gap between them, as cells of a table have, stay apart. A column of single
// characters at the left of a table, which is text from top to bottom, is a line of its own, with
// the column's top and bottom. A page whose text is turned is read the way it runs.
//
// INVALID_ARGUMENT where there is no text: scanned pages.
absl::StatusOr<Document> LayOutPdf(const PdfText& text);

}  // namespace ogi

#endif  // OGI_IMPORT_FORMATS_PDF_LAYOUT_H_
