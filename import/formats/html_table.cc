#include "import/formats/html_table.h"

#include <algorithm>
#include <utility>

#include "common/limits.h"

namespace ogi {

std::optional<std::vector<PlacedCell>> PlaceCells(std::vector<std::vector<HtmlCell>> rows) {
  std::vector<PlacedCell> placed;
  // For each column, the first row that no cell from above reaches.
  std::vector<int> free_from(limits::kMaxGridColumns, 0);
  const int row_count = static_cast<int>(rows.size());
  for (int row = 0; row < row_count; ++row) {
    int column = 0;
    for (HtmlCell& cell : rows[static_cast<size_t>(row)]) {
      const auto is_free = [&](int at) { return free_from[static_cast<size_t>(at)] <= row; };
      while (column < limits::kMaxGridColumns && !is_free(column)) ++column;
      if (column == limits::kMaxGridColumns) return std::nullopt;
      const int rest = row_count - row;
      const int height = cell.row_span <= 0 ? rest : std::min(cell.row_span, rest);
      const int wanted = std::clamp(cell.column_span, 1, limits::kMaxGridColumns - column);
      int width = 0;
      while (width < wanted && is_free(column + width)) {
        const int taken = column + width;
        free_from[static_cast<size_t>(taken)] = row + height;
        ++width;
      }
      placed.push_back({row, column, height, width, std::move(cell.text)});
      column += width;
    }
  }
  return placed;
}

}  // namespace ogi
