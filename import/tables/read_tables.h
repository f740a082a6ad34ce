// Reads the three tables, wherever they stand in the document.
#ifndef OGI_IMPORT_TABLES_READ_TABLES_H_
#define OGI_IMPORT_TABLES_READ_TABLES_H_

#include "import/tables/table_reading.h"
#include "import/text/folded_document.h"
#include "ogi/v1/annual_report.pb.h"

namespace ogi::reading {

struct Tables {
  TableReading reading;
  // That of the year, or if no year is known, the one whose rows were found.
  v1::Edition edition = v1::EDITION_UNSPECIFIED;

  // Whether nothing of any table was found.
  bool none() const {
    return reading.findings.empty() && reading.unread.empty() &&
           reading.columns_in_unknown_order.empty();
  }
};

// `year`: of the report; 0 if it is not known.
Tables ReadTables(const FoldedDocument& document, int year);

}  // namespace ogi::reading

#endif  // OGI_IMPORT_TABLES_READ_TABLES_H_
