#include "clients/import/container/text.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_split.h"
#include "clients/import/container/clean_text.h"
#include "clients/import/container/document_builder.h"
#include "common/limits.h"

namespace ogi {
namespace {

using Rows = std::vector<std::vector<std::string>>;

bool HasInnerTab(absl::string_view line) { return absl::StrContains(StripSpace(line), '\t'); }

// |---|:--:|, which parts the head of a Markdown table from its body.
bool IsMarkdownRule(absl::string_view line) {
  line = StripSpace(line);
  return absl::StrContains(line, '|') && absl::StrContains(line, "--") &&
         line.find_first_not_of("|-: ") == absl::string_view::npos;
}

bool IsMarkdownRow(absl::string_view line) {
  return absl::StrContains(line, '|') && !IsMarkdownRule(line);
}

// A row between bars is one even where a table has no rule.
bool IsFencedRow(absl::string_view line) {
  line = StripSpace(line);
  return line.size() > 2 && line.front() == '|' && line.back() == '|';
}

// Without the marks for bold and code around it; <br> is a line feed.
std::string MarkdownCell(absl::string_view text) {
  text = StripSpace(text);
  for (absl::string_view mark : {"**", "`"}) {
    if (text.size() > 2 * mark.size() && absl::StartsWith(text, mark) &&
        absl::EndsWith(text, mark)) {
      text = StripSpace(text.substr(mark.size(), text.size() - 2 * mark.size()));
    }
  }
  std::string cell;
  while (!text.empty()) {
    if (absl::StartsWithIgnoreCase(text, "<br")) {
      const size_t end = text.find('>');
      if (end != absl::string_view::npos) {
        cell += '\n';
        text.remove_prefix(end + 1);
        continue;
      }
    }
    cell += text.front();
    text.remove_prefix(1);
  }
  return cell;
}

std::vector<std::string> MarkdownCells(absl::string_view line) {
  line = StripSpace(line);
  if (absl::StartsWith(line, "|")) line.remove_prefix(1);
  std::vector<std::string> cells(1);
  for (size_t i = 0; i < line.size(); ++i) {
    if (line[i] == '\\' && i + 1 < line.size() && line[i + 1] == '|') {
      cells.back() += line[++i];
    } else if (line[i] == '|') {
      cells.emplace_back();
    } else {
      cells.back() += line[i];
    }
  }
  if (cells.size() > 1 && IsBlank(cells.back())) cells.pop_back();
  for (std::string& cell : cells) cell = MarkdownCell(cell);
  return cells;
}

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
    const bool ruled = IsMarkdownRow(lines_[begin]) && begin + 1 < lines_.size() &&
                       IsMarkdownRule(lines_[begin + 1]);
    const auto belongs = [&](absl::string_view line) {
      return ruled ? absl::StrContains(line, '|') : IsFencedRow(line);
    };
    size_t end = begin;
    while (end < lines_.size() && belongs(lines_[end])) ++end;
    return end - begin >= 2 ? end : begin;
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
