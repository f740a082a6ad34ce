// What was found of the tables, before it goes into the report.
#ifndef OGI_IMPORT_TABLES_TABLE_READING_H_
#define OGI_IMPORT_TABLES_TABLE_READING_H_

#include <string>
#include <vector>

#include "import/result.h"
#include "import/rows/cell_value.h"
#include "import/rows/match_rows.h"
#include "import/rows/table_row.h"
#include "import/tables/digit_runs.h"
#include "import/text/folded_document.h"

namespace ogi::reading {

// A reading of one cell.
struct Finding {
  enum class Kind { kNumber, kBlank, kNotApplicable, kNotANumber, kAmbiguous };

  int cell = 0;
  Kind kind = Kind::kBlank;
  CellBasis basis = CellBasis::kAsWritten;
  // Of a number: a plain decimal.
  std::string text;
  CellValue::Unit unit = CellValue::Unit::kNone;
  // Of an ambiguous cell.
  std::vector<std::string> candidates;
  GlyphRange glyphs;
};

// A row that was recognised, and where.
struct RowAt {
  // Index into TableRows().
  int row = 0;
  GlyphRange glyphs;
  // How many values it has.
  size_t values = 0;
};

// Columns that stand in an order that is not the form's and could not be followed.
struct OtherOrder {
  // What was not read.
  GlyphRange figures;
  // Two headings that tell: in the form the second stands before the first. Empty if sums tell.
  GlyphRange first;
  GlyphRange second;
};

struct TableReading {
  std::vector<Finding> findings;
  // Recognised by their place alone, or their columns by theirs.
  std::vector<RowAt> by_place;
  // Their values are not to be told apart or assigned.
  std::vector<RowAt> unread;
  // Their labels stand there without figures.
  std::vector<RowAt> blank;
  // Numbers among the rows that belong to none.
  std::vector<GlyphRange> leftovers;
  std::vector<OtherOrder> columns_in_unknown_order;
  // Blocks whose grid was read.
  std::vector<int> grids;
  // From the first value to the last, of each table that was read.
  std::vector<GlyphRange> areas;

  void Add(TableReading other);
};

// One value as a reading of `cell`.
Finding FindingOf(int cell, const CellValue& value);

// Readings of a row from the ways to part its digits. `trusted` says that no cell of it is blank:
// if so, a cell is certain if all ways agree, else its readings are listed. If not, every cell is
// ambiguous and nothing is listed: a list that may lack the true reading misleads.
void AddSplits(const std::vector<int>& cells, const std::vector<Split>& splits, bool trusted,
               GlyphRange glyphs, std::vector<Finding>& findings);

// The range from the first to the last of an item's values.
GlyphRange ValuesOf(const TableRow& item);

// From the first value of the first row to the end of the last. `items` are indices of rows, in
// order.
GlyphRange AreaOf(const ItemList& list, const std::vector<size_t>& items);

// Adds a table whose rows are `items`, without their findings: its area, with the labels of rows
// without figures, these rows, and its grids.
void AddTable(const ItemList& list, const std::vector<size_t>& items,
              const std::vector<BlankRow>& blank, GlyphRange area, TableReading& reading);

// Adds the numbers of an item that belongs to no row, if it has any.
void AddLeftover(const TableRow& item, TableReading& reading);

}  // namespace ogi::reading

#endif  // OGI_IMPORT_TABLES_TABLE_READING_H_
