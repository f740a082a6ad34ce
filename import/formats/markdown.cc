#include "import/formats/markdown.h"

#include "absl/strings/match.h"
#include "import/formats/clean_text.h"

namespace ogi {
namespace {

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

}  // namespace

bool IsMarkdownRule(absl::string_view line) {
  line = StripSpace(line);
  return absl::StrContains(line, '|') && absl::StrContains(line, "--") &&
         line.find_first_not_of("|-: ") == absl::string_view::npos;
}

bool BeginsMarkdownTable(absl::string_view line, absl::string_view next) {
  if (IsMarkdownRow(line) && IsMarkdownRule(next)) return true;
  return IsFencedRow(line) && IsFencedRow(next);
}

bool GoesOnMarkdownTable(absl::string_view line, bool ruled) {
  return ruled ? absl::StrContains(line, '|') : IsFencedRow(line);
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

}  // namespace ogi
