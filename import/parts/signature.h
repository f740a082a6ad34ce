// Who signed a report, and when: the last lines behind part six.
//
//   清河县教育局
//   2024年1月20日
#ifndef OGI_IMPORT_PARTS_SIGNATURE_H_
#define OGI_IMPORT_PARTS_SIGNATURE_H_

#include <optional>
#include <string>

#include "import/parts/part_headings.h"
#include "import/text/dates.h"
#include "import/text/folded_document.h"

namespace ogi::reading {

struct Signature {
  std::optional<Day> date;
  // Empty for none; without white space.
  std::string signatory;
  // Date and signatory; empty for none.
  GlyphRange glyphs;
};

Signature FindSignature(const FoldedDocument& document, const Headings& headings);

}  // namespace ogi::reading

#endif  // OGI_IMPORT_PARTS_SIGNATURE_H_
