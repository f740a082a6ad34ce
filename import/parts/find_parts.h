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

// `year`: of the report, if somebody knows it; 0 for what the document says.
inline Parts FindParts(const FoldedDocument& document, int year) {
  Parts parts;
  parts.headings = FindHeadings(document);
  parts.facts = FindFacts(document, parts.headings);
  if (year != 0) {
    parts.facts.document_year = parts.facts.year;
    parts.facts.year = year;
  }
  return parts;
}

}  // namespace ogi::reading

#endif  // OGI_IMPORT_PARTS_FIND_PARTS_H_
