// Tables that are written with bars between their cells, as Markdown has them.
#ifndef OGI_IMPORT_FORMATS_MARKDOWN_H_
#define OGI_IMPORT_FORMATS_MARKDOWN_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"

namespace ogi {

// Whether a table begins with this line. `next` is the line after it, empty for none.
bool BeginsMarkdownTable(absl::string_view line, absl::string_view next);

// Whether a line behind the first belongs to the table that began with `first`. `ruled` says
// whether the second was a rule: rows need no bar at their ends then.
bool GoesOnMarkdownTable(absl::string_view line, bool ruled);

// |---|:--:|, which parts the head of a table from its body.
bool IsMarkdownRule(absl::string_view line);

// Without the marks for bold and code around them; <br> is a line feed.
std::vector<std::string> MarkdownCells(absl::string_view line);

}  // namespace ogi

#endif  // OGI_IMPORT_FORMATS_MARKDOWN_H_
