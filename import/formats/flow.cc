#include "import/formats/flow.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "common/limits.h"
#include "import/formats/markdown.h"

namespace ogi {

bool HasTable(const Flow& flow) {
  return std::any_of(flow.begin(), flow.end(), [](const FlowItem& item) {
    return std::holds_alternative<PlacedCells>(item);
  });
}

std::string JoinParagraphs(const Flow& flow) {
  std::string text;
  for (const FlowItem& item : flow) {
    const std::string* paragraph = std::get_if<std::string>(&item);
    if (paragraph == nullptr) continue;
    if (!text.empty()) text += '\n';
    absl::StrAppend(&text, *paragraph);
  }
  return text;
}

void AddFlow(const Flow& flow, DocumentBuilder& builder) {
  const auto line = [&flow](Flow::const_iterator item) -> absl::string_view {
    const std::string* paragraph = item == flow.end() ? nullptr : std::get_if<std::string>(&*item);
    return paragraph == nullptr ? absl::string_view() : *paragraph;
  };
  for (auto item = flow.begin(); item != flow.end();) {
    if (const PlacedCells* table = std::get_if<PlacedCells>(&*item)) {
      builder.AddTable(*table);
      ++item;
      continue;
    }
    const absl::string_view next = line(std::next(item));
    if (!BeginsMarkdownTable(line(item), next)) {
      builder.AddParagraph(line(item));
      ++item;
      continue;
    }
    // A table that was pasted as text.
    const bool ruled = IsMarkdownRule(next);
    PlacedCells cells;
    int row = 0;
    do {
      if (!IsMarkdownRule(line(item)) && cells.size() <= limits::kMaxDocumentPieces) {
        int column = 0;
        for (std::string& cell : MarkdownCells(line(item))) {
          cells.push_back({row, column++, 1, 1, std::move(cell)});
        }
        ++row;
      }
      ++item;
    } while (GoesOnMarkdownTable(line(item), ruled));
    builder.AddTable(cells);
  }
}

}  // namespace ogi
