// Reads table four: reviews and suits.
#ifndef OGI_IMPORT_TABLES_TABLE_FOUR_H_
#define OGI_IMPORT_TABLES_TABLE_FOUR_H_

#include "import/tables/table_reading.h"

namespace ogi::reading {

TableReading ReadTableFour(const FoldedDocument& document, GlyphRange region);

}  // namespace ogi::reading

#endif  // OGI_IMPORT_TABLES_TABLE_FOUR_H_
