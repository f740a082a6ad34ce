// Reads table two: documents, decisions, fees and procurement.
//
//   第二十条第（五）项                     a block begins: headings above count no longer
//   信息内容  本年处理决定数量             so its columns are those of 2021: `decisions`
//   行政许可  120                          licence.decisions = 120
#ifndef OGI_IMPORT_TABLES_TABLE_TWO_H_
#define OGI_IMPORT_TABLES_TABLE_TWO_H_

#include "import/tables/table_reading.h"

namespace ogi::reading {

// `edition` is that of the report's year: it decides only what headings and numbers leave open.
// An amount whose unit is nowhere said has none in its finding.
TableReading ReadTableTwo(const FoldedDocument& document, GlyphRange region, v1::Edition edition);

}  // namespace ogi::reading

#endif  // OGI_IMPORT_TABLES_TABLE_TWO_H_
