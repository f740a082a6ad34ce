#include "clients/cli/document_import.h"

#include <algorithm>
#include <filesystem>
#include <utility>

#include "absl/strings/str_cat.h"
#include "clients/cli/files.h"
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

void AddYear(CLI::App& command, const Menu& menu, int& year) {
  command
      .add_option("--year", year,
                  menu.Words("报告年度，如 2023（默认按文件所写）",
                             "the year of the report, e.g. 2023 (default: as the document says)"))
      ->check(CLI::Range(limits::kFirstYear, 9999));
}

DocumentPlaces::DocumentPlaces(const Document& document) {
  for (size_t i = 0; i < document.text.size(); ++i) {
    if (document.text[i] == '\n') line_starts_.push_back(i + 1);
  }
  for (const Block& block : document.blocks) {
    if (block.page <= static_cast<int>(page_starts_.size())) continue;
    size_t begin = 0;
    if (const Line* line = std::get_if<Line>(&block.content)) {
      begin = line->span.begin;
    } else if (const Grid& grid = std::get<Grid>(block.content); !grid.cells.empty()) {
      begin = grid.cells.front().span.begin;
    }
    page_starts_.resize(static_cast<size_t>(block.page), begin);
  }
}

size_t DocumentPlaces::LinesBefore(size_t offset) const {
  return static_cast<size_t>(std::upper_bound(line_starts_.begin(), line_starts_.end(), offset) -
                             line_starts_.begin());
}

int DocumentPlaces::LineNumber(TextSpan span, int page) const {
  const bool has_page = page > 0 && page <= static_cast<int>(page_starts_.size());
  const size_t start = has_page ? page_starts_[static_cast<size_t>(page - 1)] : 0;
  return static_cast<int>(LinesBefore(span.begin) - LinesBefore(std::min(start, span.begin))) + 1;
}

std::string DocumentPlaces::Text(TextSpan span, int page, Language language) const {
  const int line = LineNumber(span, page);
  if (language == Language::kEnglish) {
    return absl::StrCat(page > 0 ? absl::StrCat("page ", page, ", ") : "", "line ", line);
  }
  return absl::StrCat(page > 0 ? absl::StrCat("第 ", page, " 页") : "", "第 ", line, " 行");
}

}  // namespace ogi::cli
