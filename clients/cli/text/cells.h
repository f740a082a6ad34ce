// `--output cells`: a report's figures for programs, one line a cell.
#ifndef OGI_CLIENTS_CLI_TEXT_CELLS_H_
#define OGI_CLIENTS_CLI_TEXT_CELLS_H_

#include <string>

#include "ogi/v1/annual_report.pb.h"

namespace ogi::cli {

// Every cell of both editions in form order: table, row, column and value, with tabs between them.
// The value is a plain decimal without trailing zeros, money in 元; or `blank`, `absent` (not a
// cell of the report's edition, and nothing in it), `not_applicable`, `ambiguous`, `not_a_number`.
std::string CellLines(const v1::AnnualReport& report);

}  // namespace ogi::cli

#endif  // OGI_CLIENTS_CLI_TEXT_CELLS_H_
