// Turns a document into a structured report: what it is sure of, where that stands in the document,
// and what it is not sure of. It never guesses.
#ifndef OGI_IMPORT_IMPORTER_H_
#define OGI_IMPORT_IMPORTER_H_

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "import/document.h"
#include "import/result.h"

namespace ogi {

// Reads a document of any kind. `year`: of the report, if somebody knows it; 0 for what the
// document says. May be called by any thread. Errors: INVALID_ARGUMENT, with words for a clerk,
// where the document is no annual report at all (none of the three tables is there). What is merely
// incomplete is imported, with doubts.
absl::StatusOr<Imported> ImportDocument(const Document& document, int year = 0);

// Both steps. `file_name` goes into the report, as does the digest of `bytes`. `document`, unless
// null, receives the document that the spans count in.
absl::StatusOr<Imported> ImportFile(absl::string_view file_name, absl::string_view bytes,
                                    Document* document = nullptr, int year = 0);

}  // namespace ogi

#endif  // OGI_IMPORT_IMPORTER_H_
