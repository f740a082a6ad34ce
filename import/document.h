// A document, whatever file it came in: its text in reading order, where its words stand, and its
// tables. Made by formats/, read by the other rooms.
#ifndef OGI_IMPORT_DOCUMENT_H_
#define OGI_IMPORT_DOCUMENT_H_

#include <cstddef>
#include <string>
#include <variant>
#include <vector>

#include "absl/strings/string_view.h"

namespace ogi {

enum class ContainerKind { kText, kHtml, kDocx, kPdf };

// Bytes [begin, end) of Document::text.
struct TextSpan {
  size_t begin = 0;
  size_t end = 0;
};

// What stands between two spaces.
struct Word {
  TextSpan span;
  // In points on a page, in columns of a terminal in a plain text (a Chinese character takes two).
  double left = 0;
  double right = 0;
};

// One printed line. Words from left to right.
struct Line {
  TextSpan span;
  // In points from the top of the page, in lines from the top of a plain text. Where a container
  // has no places (HTML, DOCX), all are 0 and a line is a paragraph.
  double top = 0;
  double bottom = 0;
  std::vector<Word> words;
};

struct GridCell {
  // From 0. A merged cell stands where its first corner is.
  int row = 0;
  int column = 0;
  int row_span = 1;
  int column_span = 1;
  // Line breaks within the cell are line feeds.
  TextSpan span;
};

// A table as its container drew it. No two cells overlap. A table that only lays out the page, one
// with a table in a cell, is no Grid: what is in its cells stands among the blocks.
struct Grid {
  int rows = 0;
  int columns = 0;
  // By row, then by column. Cells may be missing.
  std::vector<GridCell> cells;
};

struct Block {
  std::variant<Line, Grid> content;
  // From 1; 0 where the container has no pages.
  int page = 0;
};

struct Document {
  ContainerKind kind = ContainerKind::kText;
  // E.g. `application/pdf`.
  std::string media_type;
  // UTF-8, valid. Lines and rows end with a line feed; cells of a row are parted by tabs.
  std::string text;
  // In reading order; their spans cover all of the text that is not white space.
  std::vector<Block> blocks;
  // What the file says of itself, e.g. the title of an HTML page. May be empty.
  std::string title;

  absl::string_view Text(TextSpan span) const {
    return absl::string_view(text).substr(span.begin, span.end - span.begin);
  }
};

}  // namespace ogi

#endif  // OGI_IMPORT_DOCUMENT_H_
