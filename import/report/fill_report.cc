#include "import/report/fill_report.h"

#include "import/report/doubts.h"
#include "import/report/fill_facts.h"
#include "import/report/fill_tables.h"
#include "import/report/fill_texts.h"
#include "import/report/left_over_grids.h"

namespace ogi::reading {

Imported FillReport(const FoldedDocument& document, const Parts& parts, const Tables& tables) {
  Imported imported;
  Doubts doubts(document);
  imported.report.set_edition(tables.edition);
  FillFacts(parts.facts, imported.report, doubts);
  MergeTables(document, tables.reading, imported, doubts);
  FillTexts(document, parts, tables, imported.report, doubts);
  FindLeftOverGrids(document, tables.reading, doubts);
  imported.doubts = doubts.Take();
  return imported;
}

}  // namespace ogi::reading
