// Where a document says what: its pages and lines, for people.
#ifndef OGI_CLIENTS_CLI_TEXT_DOCUMENT_PLACES_H_
#define OGI_CLIENTS_CLI_TEXT_DOCUMENT_PLACES_H_

#include <cstddef>
#include <string>
#include <vector>

#include "clients/cli/text/language.h"
#include "import/document.h"

namespace ogi::cli {

// Turns spans of a document into pages and lines.
class DocumentPlaces {
 public:
  // The document must outlive it.
  explicit DocumentPlaces(const Document& document);

  // E.g. `第 3 页第 12 行`; without a page where the document has none. Lines count from 1, on each
  // page anew. In a line too long to search, with the words before: `第 1
  // 行“本年处理决定数量”之后`.
  std::string Text(TextSpan span, int page, Language language) const;
  int LineNumber(TextSpan span, int page) const;

 private:
  size_t LinesBefore(size_t offset) const;
  // The last words of the line before the offset; empty if it is soon found without.
  std::string WordsBefore(size_t offset) const;

  const Document& document_;
  // Where each line after the first begins.
  std::vector<size_t> line_starts_;
  // Where each page begins, page 1 first.
  std::vector<size_t> page_starts_;
};

}  // namespace ogi::cli

#endif  // OGI_CLIENTS_CLI_TEXT_DOCUMENT_PLACES_H_
