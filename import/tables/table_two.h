// Reads table two: documents, decisions, fees and procurement.
#ifndef OGI_IMPORT_TABLES_TABLE_TWO_H_
#define OGI_IMPORT_TABLES_TABLE_TWO_H_

#include "import/tables/table_reading.h"

namespace ogi::reading {

// `edition` is that of the report's year: it decides only what headings and numbers leave open.
// An amount whose unit is nowhere said has none in its finding.
TableReading ReadTableTwo(const FoldedDocument& document, GlyphRange region, v1::Edition edition);

}  // namespace ogi::reading

#endif  // OGI_IMPORT_TABLES_TABLE_TWO_H_
