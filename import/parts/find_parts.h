// Finds what a report consists of besides its tables.
#ifndef OGI_IMPORT_PARTS_FIND_PARTS_H_
#define OGI_IMPORT_PARTS_FIND_PARTS_H_

#include "import/parts/facts.h"
#include "import/parts/part_headings.h"
#include "import/text/folded_document.h"

namespace ogi::reading {

struct Parts {
  Headings headings;
  Facts facts;
};

inline Parts FindParts(const FoldedDocument& document) {
  Parts parts;
  parts.headings = FindHeadings(document);
  parts.facts = FindFacts(document, parts.headings);
  return parts;
}

}  // namespace ogi::reading

#endif  // OGI_IMPORT_PARTS_FIND_PARTS_H_
