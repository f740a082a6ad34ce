// Reads table three: what became of the applications.
#ifndef OGI_IMPORT_TABLES_TABLE_THREE_H_
#define OGI_IMPORT_TABLES_TABLE_THREE_H_

#include "import/tables/table_reading.h"

namespace ogi::reading {

// Where a cell is found more than once, as in a report with two such tables, it has several
// findings.
TableReading ReadTableThree(const FoldedDocument& document, GlyphRange region);

}  // namespace ogi::reading

#endif  // OGI_IMPORT_TABLES_TABLE_THREE_H_
