// XLSX: the first sheet of a workbook, as a table of texts.
#ifndef OGI_IMPORT_FORMATS_XLSX_H_
#define OGI_IMPORT_FORMATS_XLSX_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace ogi {

struct SheetRow {
  // As the program that wrote it counts, from 1.
  int number = 0;
  // From the first column on; blank cells between others are empty.
  std::vector<std::string> cells;
};

// Whether bytes begin as those of a zip archive do: an XLSX is one, and no text is.
bool LooksLikeZip(absl::string_view bytes);

// Rows that have anything, in their order. A number is told as it is stored, whole ones without
// point and exponent; of a formula what it came to last. Dates are numbers of days.
// Errors: INVALID_ARGUMENT for what is no workbook or is damaged, RESOURCE_EXHAUSTED beyond the
// limits of common/limits.h.
absl::StatusOr<std::vector<SheetRow>> ReadFirstSheet(absl::string_view bytes);

}  // namespace ogi

#endif  // OGI_IMPORT_FORMATS_XLSX_H_
