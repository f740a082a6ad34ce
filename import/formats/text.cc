#include "import/formats/text.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_split.h"
#include "common/limits.h"
#include "import/formats/clean_text.h"
#include "import/formats/document_builder.h"
#include "import/formats/markdown.h"

namespace ogi {
namespace {

using Rows = std::vector<std::vector<std::string>>;

bool HasInnerTab(absl::string_view line) { return absl::StrContains(StripSpace(line), '\t'); }

class TextReader {
 public:
  explicit TextReader(absl::string_view text)
      : builder_(ContainerKind::kText, "text/plain"), clean_(CleanText(text)) {}

  absl::StatusOr<Document> Read() && {
    const bool paged = absl::StrContains(clean_, '\f');
    int page = paged ? 1 : 0;
    for (const absl::string_view part : absl::StrSplit(clean_, absl::ByChar('\f'))) {
      builder_.set_page(page++);
      ReadPage(part);
    }
    return std::move(builder_).Finish();
  }

 private:
  void ReadPage(absl::string_view page) {
    lines_ = absl::StrSplit(page, absl::ByChar('\n'));
    not_tabs_ = 0;
    size_t at = 0;
    while (at < lines_.size() && !builder_.full()) {
      size_t end = EndOfMarkdown(at);
      if (end > at) {
        AddMarkdown(at, end);
      } else if ((end = EndOfTabs(at)) > at) {
        AddTabs(at, end);
      } else {
        builder_.AddTextLine(lines_[at], top_ + static_cast<int>(at));
        end = at + 1;
      }
      at = end;
    }
    top_ += static_cast<int>(lines_.size()) - 1;
  }

  // The line after the Markdown table that begins at `begin`; `begin` where none does.
  size_t EndOfMarkdown(size_t begin) const {
    const absl::string_view next = begin + 1 < lines_.size() ? lines_[begin + 1] : "";
    if (!BeginsMarkdownTable(lines_[begin], next)) return begin;
    const bool ruled = IsMarkdownRule(next);
    size_t end = begin + 1;
    while (end < lines_.size() && GoesOnMarkdownTable(lines_[end], ruled)) ++end;
    return end;
  }

  // More rows than that the builder refuses anyway.
  static size_t EndOfRows(size_t begin, size_t end) {
    return std::min(end, begin + limits::kMaxDocumentPieces + 1);
  }

  void AddMarkdown(size_t begin, size_t end) {
    Rows rows;
    for (size_t i = begin; i < EndOfRows(begin, end); ++i) {
      if (!IsMarkdownRule(lines_[i])) rows.push_back(MarkdownCells(lines_[i]));
    }
    AddRows(rows);
  }

  // The line after the lines from `begin` on that have tabs between fields, if all have equally
  // many; else `begin`. Where the numbers differ, cells are merged, and only places tell how.
  size_t EndOfTabs(size_t begin) {
    if (begin < not_tabs_) return begin;
    size_t end = begin;
    bool constant = true;
    while (end < lines_.size() && HasInnerTab(lines_[end])) {
      constant = constant && Tabs(end) == Tabs(begin);
      ++end;
    }
    if (constant && end - begin >= 2) return end;
    not_tabs_ = end;
    return begin;
  }

  std::ptrdiff_t Tabs(size_t line) const {
    return std::count(lines_[line].begin(), lines_[line].end(), '\t');
  }

  void AddTabs(size_t begin, size_t end) {
    Rows rows;
    for (size_t i = begin; i < EndOfRows(begin, end); ++i) {
      rows.push_back(absl::StrSplit(lines_[i], absl::ByChar('\t')));
    }
    AddRows(rows);
  }

  void AddRows(const Rows& rows) {
    std::vector<PlacedCell> cells;
    for (size_t row = 0; row < rows.size(); ++row) {
      for (size_t column = 0; column < rows[row].size(); ++column) {
        cells.push_back({static_cast<int>(row), static_cast<int>(column), 1, 1, rows[row][column]});
      }
    }
    builder_.AddTable(cells);
  }

  DocumentBuilder builder_;
  const std::string clean_;
  std::vector<absl::string_view> lines_;
  // Lines before the page.
  int top_ = 0;
  // Lines before it were looked at and are no table by tabs. Of the page.
  size_t not_tabs_ = 0;
};

}  // namespace

absl::StatusOr<Document> ReadText(absl::string_view text) { return TextReader(text).Read(); }

}  // namespace ogi
