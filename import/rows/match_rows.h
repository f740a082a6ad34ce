// Which item is which row of the form: by labels, in the form's order.
#ifndef OGI_IMPORT_ROWS_MATCH_ROWS_H_
#define OGI_IMPORT_ROWS_MATCH_ROWS_H_

#include <vector>

#include "import/rows/form_labels.h"
#include "import/rows/table_row.h"

namespace ogi::reading {

struct RowMatch {
  // Index into TableRows().
  int row = 0;
  // Index into the items.
  size_t item = 0;
  // 0 to 1.
  double likeness = 0;
  // The label did not say it, but the rows about it leave no other place.
  bool by_place = false;
};

// The label of a row stands there, with no figures of its own.
struct BlankRow {
  // Index into TableRows().
  int row = 0;
  // Indexes into the items: the first and the last that hold a piece of the label.
  size_t first_item = 0;
  size_t last_item = 0;
};

struct RowMatches {
  std::vector<RowMatch> matches;
  // A label directly followed by another label is that of a row without figures.
  std::vector<BlankRow> blank;
};

// Items without values are fragments of labels, which may stand above or below the values of their
// row. `usable[i]` says whether item i may be a row. Each item and each row is matched at most
// once, both in order; a text that holds the whole label of one row is never taken for another.
// `complete[i]` says whether the item has as many values as a row should.
RowMatches Align(const ItemList& list, const std::vector<bool>& usable,
                 const std::vector<bool>& complete, const std::vector<RowLabels>& rows);

}  // namespace ogi::reading

#endif  // OGI_IMPORT_ROWS_MATCH_ROWS_H_
