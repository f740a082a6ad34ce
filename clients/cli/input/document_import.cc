#include "clients/cli/input/document_import.h"

#include <filesystem>
#include <utility>

#include "absl/strings/str_cat.h"
#include "clients/cli/input/files.h"
#include "common/limits.h"
#include "common/status_macros.h"

namespace ogi::cli {

absl::StatusOr<DocumentImport> ImportBytes(const std::string& path, absl::string_view bytes,
                                           int year) {
  DocumentImport result;
  absl::StatusOr<Imported> imported =
      ImportFile(std::filesystem::path(path).filename().string(), bytes, &result.document, year);
  if (!imported.ok()) return About(path, imported.status());
  result.imported = *std::move(imported);
  return result;
}

absl::StatusOr<DocumentImport> ImportPath(const std::string& path, int year) {
  OGI_ASSIGN_OR_RETURN(const std::string bytes, ReadBytes(path, limits::kMaxDocumentBytes));
  return ImportBytes(path, bytes, year);
}

}  // namespace ogi::cli
