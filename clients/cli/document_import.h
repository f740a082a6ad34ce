// A document on this machine, read into a report, and where it says what.
#ifndef OGI_CLIENTS_CLI_DOCUMENT_IMPORT_H_
#define OGI_CLIENTS_CLI_DOCUMENT_IMPORT_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "clients/cli/language.h"
#include "clients/cli/menu.h"
#include "import/importer.h"

namespace ogi::cli {

struct DocumentImport {
  Document document;
  Imported imported;
};

// `bytes` of the file at `path`. `year`: of the report; 0 for what the document says. An error
// names the file.
absl::StatusOr<DocumentImport> ImportBytes(const std::string& path, absl::string_view bytes,
                                           int year = 0);
absl::StatusOr<DocumentImport> ImportPath(const std::string& path, int year = 0);

// `--year`, of commands that read a document.
void AddYear(CLI::App& command, const Menu& menu, int& year);

// Turns spans of a document into pages and lines.
class DocumentPlaces {
 public:
  // The document must outlive it.
  explicit DocumentPlaces(const Document& document);

  // E.g. `第 3 页第 12 行`; without a page where the document has none. Lines count from 1, on each
  // page anew.
  std::string Text(TextSpan span, int page, Language language) const;
  int LineNumber(TextSpan span, int page) const;

 private:
  size_t LinesBefore(size_t offset) const;

  // Where each line after the first begins.
  std::vector<size_t> line_starts_;
  // Where each page begins, page 1 first.
  std::vector<size_t> page_starts_;
};

}  // namespace ogi::cli

#endif  // OGI_CLIENTS_CLI_DOCUMENT_IMPORT_H_
