#include "import/tables/table_head.h"

#include <algorithm>

#include "import/rows/cell_value.h"
#include "import/rows/form_words.h"

namespace ogi::reading {
namespace {

constexpr size_t kMaxHeadLine = 150;
// Where the text runs on: so far back from the table.
constexpr size_t kReach = 170;

size_t HeadInText(const FoldedDocument& document, size_t table, size_t floor) {
  const size_t from = std::max(floor, table - std::min(table, kReach));
  for (size_t at = from; at < table; ++at) {
    for (const std::u32string_view word : HeadingBegins()) {
      if (!document.HasAt(at, table, word)) continue;
      const bool bracket = at > from && document.glyphs[at - 1].code == U'(';
      return bracket ? at - 1 : at;
    }
  }
  return table;
}

}  // namespace

bool OnlyOf(const FoldedDocument& document, GlyphRange line, bool (*is_one)(char32_t),
            size_t most) {
  if (line.size() > most) return false;
  for (size_t i = line.begin; i < line.end; ++i) {
    if (!is_one(document.glyphs[i].code)) return false;
  }
  return true;
}

size_t TableHead(const FoldedDocument& document, GlyphRange table, size_t floor) {
  const size_t first = document.StretchAt(table.begin);
  if (first >= document.stretches.size()) return table.begin;
  const LineOrCell& row = document.stretches[first];
  if (row.glyphs.size() > kMaxHeadLine) return HeadInText(document, table.begin, floor);
  size_t begin = std::max(floor, row.glyphs.begin);
  for (size_t i = first; i-- > 0;) {
    const LineOrCell& stretch = document.stretches[i];
    if (stretch.glyphs.begin < floor) break;
    // A page may end between the headings and the rows.
    if (stretch.page_number || IsPageNumber(document, stretch.glyphs)) continue;
    if (!stretch.glyphs.empty() && !OnlyOf(document, stretch.glyphs, IsHeadingGlyph, kMaxHeadLine))
      break;
    begin = std::min(begin, stretch.glyphs.begin);
  }
  return begin;
}

}  // namespace ogi::reading
