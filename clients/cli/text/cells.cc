#include "clients/cli/text/cells.h"

#include "absl/strings/str_cat.h"
#include "domain/form/cells.h"
#include "domain/form/figures.h"

namespace ogi::cli {

std::string CellLines(const v1::AnnualReport& report) {
  const Figures figures(report);
  std::string lines;
  for (const CellInfo& cell : Cells()) {
    absl::StrAppend(&lines, cell.table_name, "\t", cell.row, "\t", ListingColumn(cell), "\t",
                    figures.ListingText(cell.index), "\n");
  }
  return lines;
}

}  // namespace ogi::cli
