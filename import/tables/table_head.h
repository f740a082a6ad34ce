// The headings over a table's columns: words of a table, not of the part's text around it.
#ifndef OGI_IMPORT_TABLES_TABLE_HEAD_H_
#define OGI_IMPORT_TABLES_TABLE_HEAD_H_

#include <cstddef>
#include <string_view>

#include "import/text/folded_document.h"

namespace ogi::reading {

// Whether the line has no glyph but those of `glyphs`, and at most `most` of them.
bool OnlyOf(const FoldedDocument& document, GlyphRange line, std::u32string_view glyphs,
            size_t most);

// The glyph where the column headings of the table whose first row begins at `table.begin` begin,
// at or behind `floor`; `table.begin` where it has none.
size_t TableHead(const FoldedDocument& document, GlyphRange table, size_t floor);

}  // namespace ogi::reading

#endif  // OGI_IMPORT_TABLES_TABLE_HEAD_H_
