// Finds the headings of the six parts.
#ifndef OGI_IMPORT_PARTS_PART_HEADINGS_H_
#define OGI_IMPORT_PARTS_PART_HEADINGS_H_

#include <array>
#include <cstddef>
#include <optional>

#include "domain/form/printed_form.h"
#include "import/text/folded_document.h"

namespace ogi::reading {

// The glyphs of each heading, numeral included, in document order; nullopt where there is none.
using Headings = std::array<std::optional<GlyphRange>, kPartCount>;

// A heading has lines of its own, a row of a table, or a numeral. Words of a heading in running
// text, such as a list of the parts in the preamble, are none.
Headings FindHeadings(const FoldedDocument& document);

// The glyph where the first part that was found begins; behind the last if there is none.
size_t FirstPart(const FoldedDocument& document, const Headings& headings);

}  // namespace ogi::reading

#endif  // OGI_IMPORT_PARTS_PART_HEADINGS_H_
