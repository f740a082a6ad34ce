// The running text of the parts, without tables, page numbers and the breaks of printed lines.
//
//     我局认真做好公开工作，全年公开信息120      one paragraph: the second line goes on
//   条。
//                    - 2 -                       left out
#ifndef OGI_IMPORT_PARTS_PART_TEXT_H_
#define OGI_IMPORT_PARTS_PART_TEXT_H_

#include <string>
#include <vector>

#include "import/text/folded_document.h"

namespace ogi::reading {

// What is not running text.
struct TablePlaces {
  std::vector<GlyphRange> ranges;
  // Blocks that are grids, sorted.
  std::vector<int> grids;
};

// A paragraph a line. The characters are the document's own; white space at the ends of lines goes.
std::string TextOfPart(const FoldedDocument& document, GlyphRange range, const TablePlaces& tables);

}  // namespace ogi::reading

#endif  // OGI_IMPORT_PARTS_PART_TEXT_H_
