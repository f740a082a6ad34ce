// Reads the headings over the columns of a table, wherever they stand: the one routine for all
// three tables, in grids and in lines.
//
//   自然人 | 商业企业 | 备注            a grid: natural_person over column 1, commercial_enterprise
//                                       over 2, and a column of its own over 3
//   结果维 结果纠 其他 尚未审 总        lines: upheld, corrected, by the glyphs that are left of
//   them 持    正    结果 结
//
// What a table makes of them is its own affair: which sets are whole, which orders can be followed.
#ifndef OGI_IMPORT_TABLES_COLUMN_HEADINGS_H_
#define OGI_IMPORT_TABLES_COLUMN_HEADINGS_H_

#include <vector>

#include "import/rows/form_words.h"
#include "import/text/folded_document.h"

namespace ogi::reading {

struct ColumnHeading {
  // Null for a cell of a grid that names none of the form's columns.
  const ColumnWord* word = nullptr;
  // Where the column stands in the form's first block, from 0; -1 for none. Says nothing in table
  // two.
  int place = -1;
  // The word in a line; the whole of a cell.
  GlyphRange glyphs;
  // Of a line, as in FoldedDocument::LeftOf. Of a grid, its column.
  double left = 0;
  // Columns of the grid it stands over; -1 in lines.
  int column = -1;
  int column_span = 1;

  bool over(int other_column, int other_span) const {
    return column < other_column + other_span && other_column < column + column_span;
  }
};

// Those within `range`, in reading order. A cell that names several columns is one of each.
std::vector<ColumnHeading> HeadingsIn(const FoldedDocument& document, Table table,
                                      GlyphRange range);

// As they stand from left to right; those above each other, or without places, in reading order.
void SortFromLeft(std::vector<ColumnHeading>& headings);

// The glyphs of a block that stand before `end`.
GlyphRange PartOfBlock(const FoldedDocument& document, int block, size_t end);

}  // namespace ogi::reading

#endif  // OGI_IMPORT_TABLES_COLUMN_HEADINGS_H_
