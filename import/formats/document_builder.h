// Builds a Document block by block, and keeps its promises: valid UTF-8 without control characters,
// spans in order, grids without overlaps, all within the limits.
#ifndef OGI_IMPORT_FORMATS_DOCUMENT_BUILDER_H_
#define OGI_IMPORT_FORMATS_DOCUMENT_BUILDER_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "import/document.h"

namespace ogi {

struct PlacedWord {
  std::string text;
  double left = 0;
  double right = 0;
};

// A cell with its place in its table; spans of at least 1.
struct PlacedCell {
  int row = 0;
  int column = 0;
  int row_span = 1;
  int column_span = 1;
  std::string text;
};

class DocumentBuilder {
 public:
  DocumentBuilder(ContainerKind kind, absl::string_view media_type);

  // Of the blocks that follow.
  void set_page(int page) { page_ = page; }
  void set_title(absl::string_view title);

  // Text without places: a Line for each of its lines that is not blank.
  void AddParagraph(absl::string_view text);
  // A line of a plain text, `top` lines from its top. Words get columns.
  void AddTextLine(absl::string_view line, int top);
  // Words from left to right.
  void AddPlacedLine(const std::vector<PlacedWord>& words, double top, double bottom);
  // By row, then by column, without overlaps. A table of a single cell is a paragraph, and one
  // without any text is nothing.
  void AddTable(const std::vector<PlacedCell>& cells);

  // True once a limit is passed; what comes then is dropped, and Finish() is an error.
  bool full() const { return full_; }
  bool empty() const { return document_.blocks.empty(); }

  // RESOURCE_EXHAUSTED beyond a limit; INVALID_ARGUMENT without any text.
  absl::StatusOr<Document> Finish() &&;

 private:
  // Makes room for so many words and cells more. False when full.
  bool Take(size_t pieces);
  TextSpan Append(absl::string_view text);
  void AddLine(absl::string_view clean, const std::vector<Word>& words, double top, double bottom);

  Document document_;
  int page_ = 0;
  size_t pieces_ = 0;
  bool full_ = false;
};

}  // namespace ogi

#endif  // OGI_IMPORT_FORMATS_DOCUMENT_BUILDER_H_
