// The headings over a table's columns: words of a table, not of the part's text around it.
#ifndef OGI_IMPORT_TABLES_TABLE_HEAD_H_
#define OGI_IMPORT_TABLES_TABLE_HEAD_H_

#include <cstddef>

#include "import/text/folded_document.h"

namespace ogi::reading {

// Whether every glyph of the line is one, and there are at most `most` of them.
bool OnlyOf(const FoldedDocument& document, GlyphRange line, bool (*is_one)(char32_t), size_t most);

// The glyph where the column headings of the table whose first row begins at `table.begin` begin,
// at or behind `floor`; `table.begin` where it has none.
size_t TableHead(const FoldedDocument& document, GlyphRange table, size_t floor);

}  // namespace ogi::reading

#endif  // OGI_IMPORT_TABLES_TABLE_HEAD_H_
