// A report as an office prints it: paragraphs and tables with merged cells, before any container.
#ifndef OGI_TESTS_IMPORT_PRINTED_H_
#define OGI_TESTS_IMPORT_PRINTED_H_

#include <string>
#include <variant>
#include <vector>

#include "tests/import/dice.h"
#include "tests/import/sample.h"

namespace ogi::import_test {

struct PrintedCell {
  int row = 0;
  int column = 0;
  int row_span = 1;
  int column_span = 1;
  std::string text;
  // A figure, rather than a label.
  bool value = false;
};

struct PrintedTable {
  int rows = 0;
  int columns = 0;
  // By row, then by column; they cover all places.
  std::vector<PrintedCell> cells;
  // Rows of headings at the top.
  int header_rows = 0;
};

struct PrintedText {
  enum class Kind { kTitle, kHeading, kBody, kSignature };
  Kind kind = Kind::kBody;
  std::string text;
};

using PrintedItem = std::variant<PrintedText, PrintedTable>;

struct PrintOptions {
  // How numbers may be dressed: thousands separators, full-width digits, units after amounts.
  bool dressed_numbers = true;
  // Whether the columns of table three may stand in another order.
  bool other_column_order = false;
  // Whether table four may have a row for each kind of case, instead of one row for all.
  bool table_four_by_rows = false;
  // Whether the columns of table four stand in another order.
  bool other_outcome_order = false;
  // Whether labels may be written a little differently, as in life.
  bool free_labels = true;
  // Whether figures may have notes beside them: （其中修订16件）, the number of a footnote.
  bool remarks = false;
};

std::vector<PrintedItem> Print(const Sample& sample, const PrintOptions& options, Dice& dice);

// The cell at a place; a merged one is at each of its places.
const PrintedCell& PrintedCellAt(const PrintedTable& table, int row, int column);

}  // namespace ogi::import_test

#endif  // OGI_TESTS_IMPORT_PRINTED_H_
