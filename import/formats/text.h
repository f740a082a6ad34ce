// Plain text: lines, and the tables that people write in it.
#ifndef OGI_IMPORT_FORMATS_TEXT_H_
#define OGI_IMPORT_FORMATS_TEXT_H_

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "import/document.h"

namespace ogi {

// `text` is UTF-8. A form feed begins a page, as pdftotext writes it. Tables of Markdown, and lines
// that all have the same number of fields between tabs, become Grids.
absl::StatusOr<Document> ReadText(absl::string_view text);

}  // namespace ogi

#endif  // OGI_IMPORT_FORMATS_TEXT_H_
