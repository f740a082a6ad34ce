// Runs `ogi-read-pdf`, which reads one PDF and ends: whatever a PDF does to its reader, it does to
// a process without rights, with little memory and time.
#ifndef OGI_IMPORT_FORMATS_PDF_PROCESS_H_
#define OGI_IMPORT_FORMATS_PDF_PROCESS_H_

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace ogi {

// What it sends (pdf_words.h), perhaps cut off. The program lies beside the running one, or where
// OGI_READ_PDF says. May be called by any thread.
//
// Errors: RESOURCE_EXHAUSTED where it needed more than the limits, INVALID_ARGUMENT where it broke
// down, INTERNAL where it cannot be run.
absl::StatusOr<std::string> RunPdfReader(absl::string_view bytes);

}  // namespace ogi

#endif  // OGI_IMPORT_FORMATS_PDF_PROCESS_H_
