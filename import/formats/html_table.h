// Places the cells of tables in HTML.
#ifndef OGI_IMPORT_FORMATS_HTML_TABLE_H_
#define OGI_IMPORT_FORMATS_HTML_TABLE_H_

#include <optional>
#include <string>
#include <vector>

#include "import/formats/document_builder.h"

namespace ogi {

struct HtmlCell {
  // As written: 0 is to the end of the table, for rows.
  int row_span = 1;
  int column_span = 1;
  std::string text;
};

// The places a browser gives them, but for cells that would overlap: the later one is cut, so that
// none hides another. Nothing where there are more than limits::kMaxGridColumns.
std::optional<std::vector<PlacedCell>> PlaceCells(std::vector<std::vector<HtmlCell>> rows);

}  // namespace ogi

#endif  // OGI_IMPORT_FORMATS_HTML_TABLE_H_
