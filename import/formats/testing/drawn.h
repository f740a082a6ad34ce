// A document as text, so that tests can say what they expect.
#ifndef OGI_IMPORT_FORMATS_TESTING_DRAWN_H_
#define OGI_IMPORT_FORMATS_TESTING_DRAWN_H_

#include <string>

#include "absl/status/statusor.h"
#include "import/document.h"

namespace ogi {

// A line a block. A Line is its words with a space between them; a Grid is `3x2:`, its rows and
// columns, and its cells `[row,column text]`, with ` high x wide` after the place of a merged one
// and line feeds shown as `/`. Where there are pages, `1> ` comes first. An error is its message.
//
// Fails the test where the document breaks a promise of document.h.
std::string Drawn(const absl::StatusOr<Document>& document);

}  // namespace ogi

#endif  // OGI_IMPORT_FORMATS_TESTING_DRAWN_H_
