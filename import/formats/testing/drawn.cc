#include "import/formats/testing/drawn.h"

#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "import/formats/testing/promises.h"

namespace ogi {

std::string Drawn(const absl::StatusOr<Document>& document) {
  if (!document.ok()) return std::string(document.status().message());
  EXPECT_EQ(BrokenPromise(*document), "") << document->text;
  std::string drawn;
  for (const Block& block : document->blocks) {
    if (block.page > 0) absl::StrAppend(&drawn, block.page, "> ");
    if (const Line* line = std::get_if<Line>(&block.content)) {
      for (const Word& word : line->words) {
        absl::StrAppend(&drawn, &word == &line->words.front() ? "" : " ",
                        document->Text(word.span));
      }
    } else {
      const Grid& grid = std::get<Grid>(block.content);
      absl::StrAppend(&drawn, grid.rows, "x", grid.columns, ":");
      for (const GridCell& cell : grid.cells) {
        absl::StrAppend(&drawn, " [", cell.row, ",", cell.column);
        if (cell.row_span > 1 || cell.column_span > 1) {
          absl::StrAppend(&drawn, " ", cell.row_span, "x", cell.column_span);
        }
        absl::StrAppend(&drawn, " ", absl::StrReplaceAll(document->Text(cell.span), {{"\n", "/"}}),
                        "]");
      }
    }
    drawn += '\n';
  }
  return drawn;
}

}  // namespace ogi
