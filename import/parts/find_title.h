// Which lines of a document are its title.
//
//   附件1                                   a line of the page
//   清河县教育局                            a title over two lines
//   2023年政府信息公开工作年度报告
//   （2024年1月）                           behind it
#ifndef OGI_IMPORT_PARTS_FIND_TITLE_H_
#define OGI_IMPORT_PARTS_FIND_TITLE_H_

#include <cstddef>
#include <string>
#include <vector>

#include "import/text/folded_document.h"

namespace ogi::reading {

struct FoundTitle {
  // The document's own characters without white space; empty if there is none.
  std::string printed;
  std::string agency_name;
  // 0 for none.
  int year = 0;
  // There are several titles, of different organs or years.
  bool doubtful = false;
  // How many of the lines end with it; 0 if it is not in lines of its own.
  size_t lines = 0;
};

// `top`: the lines above the first part. `period_year`: of the figures; 0 if unknown. Web pages
// list other reports too: of several titles, the last of the year the figures are of.
FoundTitle FindTitle(const FoldedDocument& document, const std::vector<GlyphRange>& top,
                     int period_year);

}  // namespace ogi::reading

#endif  // OGI_IMPORT_PARTS_FIND_TITLE_H_
