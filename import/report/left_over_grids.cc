#include "import/report/left_over_grids.h"

#include <algorithm>
#include <vector>

#include "import/rows/cell_value.h"

namespace ogi::reading {
namespace {

constexpr size_t kMaxLeftOverGrids = 50;

}  // namespace

void FindLeftOverGrids(const FoldedDocument& document, const TableReading& tables, Doubts& doubts) {
  size_t told = 0;
  const std::vector<LineOrCell>& stretches = document.stretches;
  for (size_t at = 0; at < stretches.size() && told < kMaxLeftOverGrids;) {
    const int block = stretches[at].block;
    GlyphRange glyphs = stretches[at].glyphs;
    bool numbers = false;
    const bool grid = stretches[at].cell >= 0 && std::find(tables.grids.begin(), tables.grids.end(),
                                                           block) == tables.grids.end();
    for (; at < stretches.size() && stretches[at].block == block; ++at) {
      if (!grid) continue;
      glyphs.end = std::max(glyphs.end, stretches[at].glyphs.end);
      if (numbers) continue;
      for (const CellValue& value : ReadCell(document, stretches[at].glyphs)) {
        numbers |= value.number();
      }
    }
    if (!grid || !numbers) continue;
    ++told;
    doubts.LeftOverGrid(glyphs);
  }
}

}  // namespace ogi::reading
