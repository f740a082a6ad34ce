// Reads table four: reviews and suits.
//
//   行政复议 行政诉讼 … 结果维持 结果纠正 …      headings of 15 columns in the form's order
//   3 7 0 0 10 1 0 0 0 1 0 0 0 2 2               15 values: five of reviews, twice five of suits
//
// or turned by a quarter, `行政复议 3 7 0 0 10`, a row for each of the three.
#ifndef OGI_IMPORT_TABLES_TABLE_FOUR_H_
#define OGI_IMPORT_TABLES_TABLE_FOUR_H_

#include "import/tables/table_reading.h"

namespace ogi::reading {

TableReading ReadTableFour(const FoldedDocument& document, GlyphRange region);

}  // namespace ogi::reading

#endif  // OGI_IMPORT_TABLES_TABLE_FOUR_H_
