// Comma-separated values (RFC 4180), as spreadsheets write them; some write semicolons or tabs
// instead.
#ifndef OGI_CLIENTS_CLI_INPUT_CSV_H_
#define OGI_CLIENTS_CLI_INPUT_CSV_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace ogi::cli {

struct CsvRow {
  // Of the file, counting from 1: where the row begins.
  int line = 1;
  std::vector<std::string> fields;
};

// The first line says what separates fields: commas, or if it has none, semicolons, or tabs. Fields
// may be in double quotes, with commas, line breaks and doubled quotes in them. Empty lines
// are skipped. Spaces around a field that is not quoted are dropped.
absl::StatusOr<std::vector<CsvRow>> ParseCsv(absl::string_view text);

}  // namespace ogi::cli

#endif  // OGI_CLIENTS_CLI_INPUT_CSV_H_
