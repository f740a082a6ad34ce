#include "import/tables/read_tables.h"

#include "domain/form/cells.h"
#include "domain/form/printed_form.h"
#include "import/rows/table_regions.h"
#include "import/tables/table_four.h"
#include "import/tables/table_three.h"
#include "import/tables/table_two.h"

namespace ogi::reading {
namespace {

// By the rows and columns only one edition has.
v1::Edition EditionOfRows(const TableReading& tables) {
  int of_2019 = 0;
  int of_2021 = 0;
  for (const Finding& finding : tables.findings) {
    const CellInfo& cell = CellAt(finding.cell);
    of_2019 += cell.in_2019 && !cell.in_2021 ? 1 : 0;
    of_2021 += cell.in_2021 && !cell.in_2019 ? 1 : 0;
  }
  return of_2019 > of_2021 ? v1::EDITION_2019 : v1::EDITION_2021;
}

}  // namespace

Tables ReadTables(const FoldedDocument& document, int year) {
  Tables tables;
  const TableRegions regions = FindRegions(document);
  tables.edition = EditionOfYear(year);
  const auto read = [&](Table table, auto&& reader) {
    for (const GlyphRange& region : regions.Of(table)) {
      tables.reading.Add(reader(document, region));
    }
  };
  read(Table::kThree, ReadTableThree);
  read(Table::kFour, ReadTableFour);
  read(Table::kTwo, [&tables](const FoldedDocument& of, GlyphRange region) {
    return ReadTableTwo(of, region, tables.edition);
  });
  if (tables.edition == v1::EDITION_UNSPECIFIED) tables.edition = EditionOfRows(tables.reading);
  return tables;
}

}  // namespace ogi::reading
