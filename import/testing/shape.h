// A small report of 2022 as rows of texts, and the writers that make it a document.
#ifndef OGI_IMPORT_TESTING_SHAPE_H_
#define OGI_IMPORT_TESTING_SHAPE_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "import/importer.h"

namespace ogi::import_testing {

using Row = std::vector<std::string>;

struct Shape {
  Shape();

  // Of table three, with the row of headings above.
  std::vector<Row> WholeThree() const;
  // The row of table three whose label holds `label`, which one must.
  Row& RowOf(absl::string_view label);

  // Of the six parts.
  std::vector<std::string> headings;
  std::string overview = "一年来，共收到政府信息公开申请3件，予以公开2件。";
  std::vector<Row> two;
  Row applicants;
  std::vector<Row> three;
  // One table or more.
  std::vector<std::vector<Row>> four;
};

// As a web page, and as lines with `separator` between cells.
std::string Page(const Shape& shape);
std::string Text(const Shape& shape, absl::string_view separator);
// A paragraph and a table of a page.
std::string Paragraph(absl::string_view text);
std::string Table(const std::vector<Row>& rows);
// A table as lines.
std::string Lines(const std::vector<Row>& rows, absl::string_view separator);

// Fails the test if it cannot be imported.
Imported Import(absl::string_view bytes);
// As in listings of cells; of table three, the seven of a row with spaces between.
std::string Cell(const Imported& imported, absl::string_view table, absl::string_view row,
                 absl::string_view column);
std::string RowOfThree(const Imported& imported, absl::string_view row);
// The Chinese texts of its doubts, a line each.
std::string DoubtsOf(const Imported& imported);

}  // namespace ogi::import_testing

#endif  // OGI_IMPORT_TESTING_SHAPE_H_
