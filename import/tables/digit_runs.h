// Digits of neighbouring cells that ran together: every way to part them.
//
//   3000003 in seven cells: 3 0 0 0 0 0 3, and no other way, for no number begins with a zero
//   12012 in three cells: 1 20 12, 1 201 2, 12 0 12, 120 1 2
#ifndef OGI_IMPORT_TABLES_DIGIT_RUNS_H_
#define OGI_IMPORT_TABLES_DIGIT_RUNS_H_

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "domain/form/cells.h"
#include "import/rows/cell_value.h"

namespace ogi::reading {

// A number a cell: plain decimals, money with its point.
using Split = std::vector<std::string>;

struct Splits {
  std::vector<Split> all;
  // Too many to list; `all` is not all of them.
  bool truncated = false;
};

// Told the whole numbers of the first cells, says whether they may stand. Money counts as 0.
using SplitCheck = std::function<bool(const std::vector<int64_t>&)>;

// All ways to part the digits of `values` into one number for each of `cells`. A gap is a boundary.
// No number starts with a zero but 0 itself; signs and points stand only where the kind of the
// cell allows them. Time and memory are bounded.
Splits SplitDigits(const std::vector<CellValue>& values, const std::vector<CellKind>& cells,
                   const SplitCheck& check);

// Whether the digits could be fewer numbers than digits: so if one but the last of a value is not
// 0. If not, no cell of theirs can be blank.
bool CanBeFewer(const std::vector<CellValue>& values);

// At most `kMaxCandidates` distinct readings of one cell.
std::vector<std::string> CandidatesOf(const std::vector<Split>& splits, size_t cell);

}  // namespace ogi::reading

#endif  // OGI_IMPORT_TABLES_DIGIT_RUNS_H_
