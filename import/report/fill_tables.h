// Puts what was found of the tables into the report.
#ifndef OGI_IMPORT_REPORT_FILL_TABLES_H_
#define OGI_IMPORT_REPORT_FILL_TABLES_H_

#include "import/report/doubts.h"
#include "import/result.h"
#include "import/tables/table_reading.h"

namespace ogi::reading {

// Fills cells, cell notes and readings of `imported`, whose edition is set. A cell that was found
// more than once with different values becomes ambiguous. Adds doubts for all that is not plain.
void MergeTables(const FoldedDocument& document, const TableReading& tables, Imported& imported,
                 Doubts& doubts);

}  // namespace ogi::reading

#endif  // OGI_IMPORT_REPORT_FILL_TABLES_H_
