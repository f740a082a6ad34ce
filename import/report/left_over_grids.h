// Tables with numbers that are none of the three.
#ifndef OGI_IMPORT_REPORT_LEFT_OVER_GRIDS_H_
#define OGI_IMPORT_REPORT_LEFT_OVER_GRIDS_H_

#include "import/report/doubts.h"
#include "import/tables/table_reading.h"
#include "import/text/folded_document.h"

namespace ogi::reading {

// A doubt for each, up to 50.
void FindLeftOverGrids(const FoldedDocument& document, const TableReading& tables, Doubts& doubts);

}  // namespace ogi::reading

#endif  // OGI_IMPORT_REPORT_LEFT_OVER_GRIDS_H_
