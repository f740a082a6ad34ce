// Puts the running text of the parts into the report.
#ifndef OGI_IMPORT_REPORT_FILL_TEXTS_H_
#define OGI_IMPORT_REPORT_FILL_TEXTS_H_

#include "import/parts/find_parts.h"
#include "import/report/doubts.h"
#include "import/tables/read_tables.h"
#include "import/text/folded_document.h"
#include "ogi/v1/annual_report.pb.h"

namespace ogi::reading {

// Headings, texts and preamble, without the tables that stand among them. Adds doubts for parts
// without a heading, and for texts that are cut to the limit.
void FillTexts(const FoldedDocument& document, const Parts& parts, const Tables& tables,
               v1::AnnualReport& report, Doubts& doubts);

}  // namespace ogi::reading

#endif  // OGI_IMPORT_REPORT_FILL_TEXTS_H_
