// HTML: what a reader of the page sees, in its order.
#ifndef OGI_IMPORT_FORMATS_HTML_H_
#define OGI_IMPORT_FORMATS_HTML_H_

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "import/document.h"

namespace ogi {

// `text` is UTF-8, whatever it says of itself. With `line_feeds_count`, the ends of its lines
// outside of tables end lines of the document: text with a piece of HTML in it.
absl::StatusOr<Document> ReadHtml(absl::string_view text, bool line_feeds_count = false);

// Of the bytes of a page that are no UTF-8: OK unless the page names an encoding other than GB
// 18030, as which its bytes would be read as other characters without a sign.
absl::Status CheckCharset(absl::string_view bytes);

}  // namespace ogi

#endif  // OGI_IMPORT_FORMATS_HTML_H_
