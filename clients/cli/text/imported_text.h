// What an import found, for people and for programs.
#ifndef OGI_CLIENTS_CLI_TEXT_IMPORTED_TEXT_H_
#define OGI_CLIENTS_CLI_TEXT_IMPORTED_TEXT_H_

#include <string>

#include "clients/cli/text/language.h"
#include "import/importer.h"

namespace ogi::cli {

struct DocumentImport {
  Document document;
  Imported imported;
};

// Lines: what the report says of itself, the three tables with doubtful cells marked `?`, how the
// cells were read, and the doubts.
std::string ImportedText(const DocumentImport& document, Language language);

// Lines: what a person should look at, each with its place. Empty where all is certain.
std::string DoubtsText(const DocumentImport& document, Language language);

// One line a cell that was found: its label, value, place, and the document's own characters.
std::string SourcesText(const DocumentImport& document, Language language);

// CellLines with page, line and the document's own characters after the value, between tabs; they
// are empty where the document does not have the cell.
std::string SourceLines(const DocumentImport& document);

}  // namespace ogi::cli

#endif  // OGI_CLIENTS_CLI_TEXT_IMPORTED_TEXT_H_
