#include "import/tables/column_headings.h"

#include <algorithm>
#include <string>
#include <variant>

namespace ogi::reading {
namespace {

using Where = ColumnWord::Where;

// A heading over several columns of table three is longer: 法人或其他组织（商业企业、科研机构…）.
constexpr size_t kMaxApplicant = 12;

// What of a line or cell lies in the range, without marks: 本年增/减 is 本年增减.
struct Letters {
  Letters(const FoldedDocument& document, GlyphRange range) {
    for (size_t at = range.begin; at < range.end; ++at) {
      if (!IsLetter(document.glyphs[at].code)) continue;
      text.push_back(document.glyphs[at].code);
      glyphs.push_back(at);
    }
  }

  std::u32string text;
  // Of each letter.
  std::vector<size_t> glyphs;
};

void AddOfLine(const FoldedDocument& document, Table table, const LineOrCell& line,
               const Letters& letters, std::vector<ColumnHeading>& headings) {
  const size_t first = headings.size();
  for (const ColumnWord& word : ColumnWordsOf(table)) {
    if (word.where != Where::kAnywhere && word.where != Where::kLine) continue;
    for (size_t at = letters.text.find(word.word); at != std::u32string::npos;
         at = letters.text.find(word.word, at + 1)) {
      const GlyphRange glyphs = {letters.glyphs[at], letters.glyphs[at + word.word.size() - 1] + 1};
      headings.push_back(
          {&word, PlaceOf(table, word.column), glyphs, document.LeftOf(line, glyphs.begin), -1, 1});
    }
  }
  std::sort(headings.begin() + static_cast<std::ptrdiff_t>(first), headings.end(),
            [](const ColumnHeading& a, const ColumnHeading& b) {
              return a.glyphs.begin < b.glyphs.begin;
            });
}

bool Names(const ColumnWord& word, const std::u32string& letters) {
  if (word.where == Where::kLine) return false;
  return word.where == Where::kWholeCell ? letters == word.word : Holds(letters, word.word);
}

void AddOfCell(Table table, const GridCell& cell, GlyphRange glyphs, const Letters& letters,
               std::vector<ColumnHeading>& headings) {
  if (letters.text.empty()) return;
  const size_t first = headings.size();
  ColumnHeading heading = {
      nullptr, -1, glyphs, static_cast<double>(cell.column), cell.column, cell.column_span};
  const bool too_long = table == Table::kThree && letters.text.size() > kMaxApplicant;
  for (const ColumnWord& word : ColumnWordsOf(table)) {
    if (too_long || !Names(word, letters.text)) continue;
    const bool again = std::any_of(
        headings.begin() + static_cast<std::ptrdiff_t>(first), headings.end(),
        [&word](const ColumnHeading& each) { return each.word->column == word.column; });
    if (again) continue;
    heading.word = &word;
    heading.place = PlaceOf(table, word.column);
    headings.push_back(heading);
  }
  if (headings.size() == first) headings.push_back(heading);
}

}  // namespace

std::vector<ColumnHeading> HeadingsIn(const FoldedDocument& document, Table table,
                                      GlyphRange range) {
  std::vector<ColumnHeading> headings;
  for (size_t at = document.StretchAt(range.begin);
       at < document.stretches.size() && document.stretches[at].glyphs.begin < range.end; ++at) {
    const LineOrCell& stretch = document.stretches[at];
    const GlyphRange here = {std::max(stretch.glyphs.begin, range.begin),
                             std::min(stretch.glyphs.end, range.end)};
    const Letters letters(document, here);
    if (stretch.cell < 0) {
      AddOfLine(document, table, stretch, letters, headings);
      continue;
    }
    const auto& content = document.document->blocks[static_cast<size_t>(stretch.block)].content;
    const GridCell& cell = std::get<Grid>(content).cells[static_cast<size_t>(stretch.cell)];
    AddOfCell(table, cell, here, letters, headings);
  }
  return headings;
}

void SortFromLeft(std::vector<ColumnHeading>& headings) {
  std::stable_sort(headings.begin(), headings.end(),
                   [](const ColumnHeading& a, const ColumnHeading& b) { return a.left < b.left; });
}

GlyphRange PartOfBlock(const FoldedDocument& document, int block, size_t end) {
  const auto& stretches = document.stretches;
  const auto first =
      std::partition_point(stretches.begin(), stretches.end(),
                           [block](const LineOrCell& each) { return each.block < block; });
  if (first == stretches.end()) return {end, end};
  const auto after = std::partition_point(
      first, stretches.end(), [block](const LineOrCell& each) { return each.block == block; });
  const size_t last = after == first ? first->glyphs.begin : std::prev(after)->glyphs.end;
  return {first->glyphs.begin, std::min(end, last)};
}

}  // namespace ogi::reading
