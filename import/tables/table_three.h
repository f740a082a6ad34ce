// Reads table three: what became of the applications.
//
//   自然人 商业企业 … 总计                 the order of the columns (applicant_columns)
//   一、本年新收…  63 5 0 0 1 0 69         seven values, one each
//   （一）予以公开403001044                digits that ran together (digit_runs), decided by sums
//   （二）部分公开（…）                    no values before the next label: blank
#ifndef OGI_IMPORT_TABLES_TABLE_THREE_H_
#define OGI_IMPORT_TABLES_TABLE_THREE_H_

#include "import/tables/table_reading.h"

namespace ogi::reading {

// Where a cell is found more than once, as in a report with two such tables, it has several
// findings.
TableReading ReadTableThree(const FoldedDocument& document, GlyphRange region);

}  // namespace ogi::reading

#endif  // OGI_IMPORT_TABLES_TABLE_THREE_H_
