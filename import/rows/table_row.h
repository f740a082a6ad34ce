// The rows of a stretch of the document, whatever shape they have: each a label, values, or both.
//
//   （四）无法提供 1.本机关不掌握相关       a label: a fragment of one
//   政府信息       12 1 0 0 0 0 13          a label and seven values
//   重复申请3.要求提供公开出版物 0 0 …      cut in two: a label, and a label with values
#ifndef OGI_IMPORT_ROWS_TABLE_ROW_H_
#define OGI_IMPORT_ROWS_TABLE_ROW_H_

#include <string>
#include <vector>

#include "import/rows/cell_value.h"
#include "import/text/folded_document.h"

namespace ogi::reading {

struct TableRow {
  // Letters only.
  std::u32string label;
  std::vector<CellValue> values;
  // The same with a blank for each cell that tabs leave empty; empty where there is none such.
  std::vector<CellValue> values_with_blanks;
  // Of a grid: all cells of the row. One with several numbers is a text here.
  std::vector<CellValue> cells;
  // All of it.
  GlyphRange glyphs;
  // The block that holds it.
  int block = 0;
  // The row of the block's grid; -1 for a line.
  int grid_row = -1;
  int page = 0;
  // Numbers that stand before text on the same line, such as a serial number.
  bool before_text = false;
  // Of a grid: what stands behind the values, e.g. a remark, or what stands among them.
  bool more_text = false;
  // A cell of a grid holds several numbers.
  bool several_numbers_in_cell = false;
};

struct ItemList {
  std::vector<TableRow> items;
  // Most values stand alone on their lines: a table written one value a line.
  bool one_value_a_line = false;
  // Beyond the limit on items; what came later is not here.
  bool truncated = false;
};

// The items of glyphs [range.begin, range.end). A grid that the range touches is taken whole.
// Page numbers are left out.
ItemList Itemize(const FoldedDocument& document, GlyphRange range);

}  // namespace ogi::reading

#endif  // OGI_IMPORT_ROWS_TABLE_ROW_H_
