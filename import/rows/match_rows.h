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

// Items without values are fragments of labels, which may stand above or below the values of their
// row. `usable[i]` says whether item i may be a row. Each item and each row is matched at most
// once, both in order. `complete[i]` says whether the item has as many values as a row should.
std::vector<RowMatch> Align(const ItemList& list, const std::vector<bool>& usable,
                            const std::vector<bool>& complete, const std::vector<RowLabels>& rows);

}  // namespace ogi::reading

#endif  // OGI_IMPORT_ROWS_MATCH_ROWS_H_
