// Tables of agencies: CSV, a sheet of a workbook, or a JSON object a line.
//
// Columns (of JSON: fields), in any order, the last five optional:
//   id            54-0424204
//   name          in Chinese, as in force
//   level         CENTRAL, PROVINCE, PREFECTURE, COUNTY, TOWNSHIP, DEPARTMENT; or 县级 and the like
//   superior      id of the superior; empty at the top
//   region_code   GB/T 2260
//   credit_code   unified social credit code
//   local_number  number of its own
//   vertically_led  是 or 否
#ifndef OGI_CLIENTS_CLI_INPUT_AGENCY_ROWS_H_
#define OGI_CLIENTS_CLI_INPUT_AGENCY_ROWS_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "clients/cli/input/csv.h"
#include "ogi/v1/agency.pb.h"

namespace ogi::cli {

struct AgencyRow {
  // Of the file, counting from 1.
  int line = 0;
  v1::Agency agency;
  // Not OK for a row that must not be sent; it names the columns.
  absl::Status problem;
  // The first row above it with the same name; 0 for none.
  int same_name_as_line = 0;
};

// `text` is UTF-8; `source` names it in errors. Superiors come before subordinates, else rows keep
// their order. An error is of the whole file; that of a row stands in the row.
absl::StatusOr<std::vector<AgencyRow>> ReadAgencyRows(absl::string_view text,
                                                      absl::string_view source);

// The same of a table that was read already; its first row names the columns.
absl::StatusOr<std::vector<AgencyRow>> ReadAgencyTable(const std::vector<CsvRow>& table,
                                                       absl::string_view source);

// The same status with columns for fields: `agency.credit_codes[0].text` becomes `credit_code`.
absl::Status NameColumns(const absl::Status& status);

}  // namespace ogi::cli

#endif  // OGI_CLIENTS_CLI_INPUT_AGENCY_ROWS_H_
