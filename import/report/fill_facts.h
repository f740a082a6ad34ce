// Puts title, organ, year, dates and contact into the report.
#ifndef OGI_IMPORT_REPORT_FILL_FACTS_H_
#define OGI_IMPORT_REPORT_FILL_FACTS_H_

#include "import/parts/facts.h"
#include "import/report/doubts.h"
#include "ogi/v1/annual_report.pb.h"

namespace ogi::reading {

// Adds doubts for what is missing, or can be read otherwise.
void FillFacts(const Facts& facts, v1::AnnualReport& report, Doubts& doubts);

}  // namespace ogi::reading

#endif  // OGI_IMPORT_REPORT_FILL_FACTS_H_
