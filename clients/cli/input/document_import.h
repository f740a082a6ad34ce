// A document on this machine, read into a report.
#ifndef OGI_CLIENTS_CLI_INPUT_DOCUMENT_IMPORT_H_
#define OGI_CLIENTS_CLI_INPUT_DOCUMENT_IMPORT_H_

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "clients/cli/text/imported_text.h"

namespace ogi::cli {

// `bytes` of the file at `path`. `year`: of the report; 0 for what the document says. An error
// names the file.
absl::StatusOr<DocumentImport> ImportBytes(const std::string& path, absl::string_view bytes,
                                           int year = 0);
absl::StatusOr<DocumentImport> ImportPath(const std::string& path, int year = 0);

}  // namespace ogi::cli

#endif  // OGI_CLIENTS_CLI_INPUT_DOCUMENT_IMPORT_H_
