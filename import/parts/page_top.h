// What stands above the parts: the lines in which the title is looked for, and what pages and
// crawlers write over a report.
//
//   发布时间: 2023-02-20 15:07    来源：县政府办
//   链接: http://…
#ifndef OGI_IMPORT_PARTS_PAGE_TOP_H_
#define OGI_IMPORT_PARTS_PAGE_TOP_H_

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "import/parts/part_headings.h"
#include "import/text/dates.h"
#include "import/text/folded_document.h"

namespace ogi::reading {

// The first lines, none of them empty or of a grid, that begin before the first part.
std::vector<GlyphRange> TopLines(const FoldedDocument& document, const Headings& headings);

struct PageTop {
  std::optional<Day> published;
  std::string uri;
  // How many of the lines are of the page, not of the report.
  size_t lines = 0;
};

PageTop ReadPageTop(const FoldedDocument& document, const std::vector<GlyphRange>& top);

}  // namespace ogi::reading

#endif  // OGI_IMPORT_PARTS_PAGE_TOP_H_
