// Makes the report of what was found, and says what is doubtful.
#ifndef OGI_IMPORT_REPORT_FILL_REPORT_H_
#define OGI_IMPORT_REPORT_FILL_REPORT_H_

#include "import/parts/find_parts.h"
#include "import/result.h"
#include "import/tables/read_tables.h"
#include "import/text/folded_document.h"

namespace ogi::reading {

Imported FillReport(const FoldedDocument& document, const Parts& parts, const Tables& tables);

}  // namespace ogi::reading

#endif  // OGI_IMPORT_REPORT_FILL_REPORT_H_
