// The rows of the tables by the labels they go by in either edition, and as people shorten them.
#ifndef OGI_IMPORT_ROWS_FORM_LABELS_H_
#define OGI_IMPORT_ROWS_FORM_LABELS_H_

#include <string_view>
#include <vector>

#include "domain/form/cells.h"
#include "import/text/likeness.h"

namespace ogi::reading {

// A text this like a row's label is that label.
inline constexpr double kPlainLabel = 0.92;

struct RowLabels {
  // Index into TableRows().
  int row = 0;
  std::vector<Label> labels;

  // The best of `labels`, 0 to 1; 0 if none is more like than `least`.
  double Likeness(std::u32string_view letters, double least = 0) const;
};

// Of a table with labelled rows, in form order; rows of both editions. None of another. Built once.
const std::vector<RowLabels>& RowLabelsOf(Table table);

// Whether this is what stands left of several rows of table three: （三）不予公开.
bool IsGroupLabel(std::u32string_view letters);
// Whether it is a piece of one: 予公开.
bool IsPieceOfGroupLabel(std::u32string_view letters);

}  // namespace ogi::reading

#endif  // OGI_IMPORT_ROWS_FORM_LABELS_H_
