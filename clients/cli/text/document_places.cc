#include "clients/cli/text/document_places.h"

#include <algorithm>
#include <variant>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/string_view.h"
#include "clients/cli/text/text_width.h"

namespace ogi::cli {
namespace {

// Bytes: three screens of Chinese, and eight characters of it.
constexpr size_t kLongLine = 360;
constexpr size_t kWordsBefore = 24;

}  // namespace

DocumentPlaces::DocumentPlaces(const Document& document) : document_(document) {
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

std::string DocumentPlaces::WordsBefore(size_t offset) const {
  const size_t line = LinesBefore(offset);
  const size_t begin = line == 0 ? 0 : line_starts_[line - 1];
  if (offset - begin < kLongLine) return "";
  size_t from = offset - kWordsBefore;
  // Not amid a character.
  while (from < offset && (static_cast<unsigned char>(document_.text[from]) & 0xC0U) == 0x80U)
    ++from;
  const absl::string_view words = absl::string_view(document_.text).substr(from, offset - from);
  return absl::StrReplaceAll(Printable(absl::StripAsciiWhitespace(words)),
                             {{"“", "‘"}, {"”", "’"}});
}

std::string DocumentPlaces::Text(TextSpan span, int page, Language language) const {
  const int line = LineNumber(span, page);
  const std::string words = WordsBefore(span.begin);
  if (language == Language::kEnglish) {
    return absl::StrCat(page > 0 ? absl::StrCat("page ", page, ", ") : "", "line ", line,
                        words.empty() ? "" : absl::StrCat(" behind “", words, "”"));
  }
  return absl::StrCat(page > 0 ? absl::StrCat("第 ", page, " 页") : "", "第 ", line, " 行",
                      words.empty() ? "" : absl::StrCat("“", words, "”之后"));
}

}  // namespace ogi::cli
