// DOCX: what Word shows, in its order.
#ifndef OGI_IMPORT_FORMATS_DOCX_H_
#define OGI_IMPORT_FORMATS_DOCX_H_

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "import/document.h"

namespace ogi {

// `bytes` are a zip archive of any kind. Errors as ReadDocument.
absl::StatusOr<Document> ReadDocx(absl::string_view bytes);

}  // namespace ogi

#endif  // OGI_IMPORT_FORMATS_DOCX_H_
