// Opens files: plain text, HTML, DOCX and PDF.
#ifndef OGI_IMPORT_FORMATS_READ_DOCUMENT_H_
#define OGI_IMPORT_FORMATS_READ_DOCUMENT_H_

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "import/document.h"

namespace ogi {

// Recognises what `bytes` are by themselves, not by a name, and reads them. May be called by any
// thread. Memory and time are bounded whatever the bytes are (limits in common/limits.h).
//
// Errors, each with words for a clerk that say what to do instead, Chinese then English:
// INVALID_ARGUMENT for a file that is damaged, empty, an old binary .doc, an image, a scanned PDF
// (no text in it), encrypted, or of no known kind; RESOURCE_EXHAUSTED for one beyond a limit.
absl::StatusOr<Document> ReadDocument(absl::string_view bytes);

}  // namespace ogi

#endif  // OGI_IMPORT_FORMATS_READ_DOCUMENT_H_
