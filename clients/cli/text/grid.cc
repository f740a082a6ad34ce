#include "clients/cli/text/grid.h"

#include <algorithm>
#include <set>
#include <utility>

#include "absl/strings/str_cat.h"
#include "clients/cli/text/text_width.h"

namespace ogi::cli {
namespace {

// Between two columns stand a space, the line, and a space.
constexpr int kGap = 3;

int SpanWidth(const std::vector<int>& widths, size_t first, int span) {
  int width = (span - 1) * kGap;
  for (size_t i = first; i < first + static_cast<size_t>(span); ++i) width += widths[i];
  return width;
}

// The numbers of the columns that a row draws a line before.
std::set<size_t> Boundaries(const std::vector<GridCell>& row) {
  std::set<size_t> result;
  size_t column = 0;
  for (const GridCell& cell : row) {
    if (column > 0) result.insert(column);
    column += static_cast<size_t>(cell.span);
  }
  return result;
}

// `above` and `below` are null at the frame.
std::string Rule(const std::vector<int>& widths, const std::vector<GridCell>* above,
                 const std::vector<GridCell>* below) {
  const std::set<size_t> up = above == nullptr ? std::set<size_t>() : Boundaries(*above);
  const std::set<size_t> down = below == nullptr ? std::set<size_t>() : Boundaries(*below);
  std::string line = above == nullptr ? "┌" : below == nullptr ? "└" : "├";
  for (size_t i = 0; i < widths.size(); ++i) {
    if (i > 0) line += up.count(i) ? (down.count(i) ? "┼" : "┴") : down.count(i) ? "┬" : "─";
    for (int dash = 0; dash < widths[i] + 2; ++dash) line += "─";
  }
  line += above == nullptr ? "┐\n" : below == nullptr ? "┘\n" : "┤\n";
  return line;
}

std::string Aligned(absl::string_view text, Align align, int width) {
  switch (align) {
    case Align::kRight:
      return PadLeft(text, width);
    case Align::kCentre:
      return PadRight(PadLeft(text, DisplayWidth(text) + (width - DisplayWidth(text)) / 2), width);
    default:
      return PadRight(text, width);
  }
}

std::string DrawRow(const std::vector<int>& widths, const std::vector<GridCell>& row) {
  std::vector<std::vector<std::string>> texts;
  std::vector<int> cell_widths;
  size_t column = 0;
  size_t height = 1;
  for (const GridCell& cell : row) {
    cell_widths.push_back(SpanWidth(widths, column, cell.span));
    texts.push_back(Wrap(cell.text, cell_widths.back()));
    height = std::max(height, texts.back().size());
    column += static_cast<size_t>(cell.span);
  }
  std::string drawn;
  for (size_t line = 0; line < height; ++line) {
    for (size_t i = 0; i < row.size(); ++i) {
      const std::string text = line < texts[i].size() ? texts[i][line] : "";
      absl::StrAppend(&drawn, "│ ", Aligned(text, row[i].align, cell_widths[i]), " ");
    }
    drawn += "│\n";
  }
  return drawn;
}

}  // namespace

Grid::Grid(std::vector<int> caps, const std::vector<Heading>& headings, Language language)
    : caps_(std::move(caps)) {
  std::vector<GridCell> head;
  for (const auto& [chinese, english] : headings) {
    head.push_back({std::string(Pick(language, chinese, english)), Align::kCentre});
  }
  AddRow(std::move(head));
  AddRule();
}

GridCell CountCell(int64_t count) { return {count == 0 ? "" : absl::StrCat(count), Align::kRight}; }

void Grid::AddRow(std::vector<GridCell> cells) { rows_.push_back(std::move(cells)); }

void Grid::AddRule() { rows_.emplace_back(); }

std::vector<int> Grid::Widths() const {
  std::vector<int> widths(caps_.size(), 1);
  for (const Row& row : rows_) {
    size_t column = 0;
    for (const GridCell& cell : row) {
      if (cell.span == 1) {
        for (const std::string& line : Wrap(cell.text, caps_[column])) {
          widths[column] = std::max(widths[column], DisplayWidth(line));
        }
      }
      column += static_cast<size_t>(cell.span);
    }
  }
  return widths;
}

std::string Grid::Draw() const {
  const std::vector<int> widths = Widths();
  std::string drawn;
  const Row* above = nullptr;
  for (size_t i = 0; i < rows_.size(); ++i) {
    if (!rows_[i].empty()) {
      if (above == nullptr) drawn += Rule(widths, nullptr, &rows_[i]);
      drawn += DrawRow(widths, rows_[i]);
      above = &rows_[i];
    } else if (above != nullptr && i + 1 < rows_.size() && !rows_[i + 1].empty()) {
      drawn += Rule(widths, above, &rows_[i + 1]);
    }
  }
  if (above != nullptr) drawn += Rule(widths, above, nullptr);
  return drawn;
}

}  // namespace ogi::cli
