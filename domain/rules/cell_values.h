// The numbers of a report's cells as rules read them: of one report, or of several added up.
#ifndef OGI_DOMAIN_RULES_CELL_VALUES_H_
#define OGI_DOMAIN_RULES_CELL_VALUES_H_

#include <array>
#include <string>
#include <vector>

#include "absl/numeric/int128.h"
#include "domain/form/figures.h"

namespace ogi {

// Counts as they are; money in hundred-millionths of a yuan.
using CellValue = absl::int128;

// The readings of one cell, in order and each once: a number has one, an AMBIGUOUS cell those of
// its note, at least two. Any other cell has none: it is missing.
std::vector<CellValue> ReadingsOf(const Figures& figures, int cell);

// A plain decimal; money in 元.
std::string ValueText(CellValue value, bool money);

// Several reports added up cell by cell. A cell that any of them lacks is missing, and blank is not
// zero.
class CellTotals {
 public:
  void Add(const Figures& figures);

  // Of how many reports.
  int reports() const { return reports_; }
  bool has_value(int cell) const { return States(cell) == State::kKnown && reports_ > 0; }
  // Whether a report's cell can be read more than one way, and none lacks it.
  bool ambiguous(int cell) const { return States(cell) == State::kAmbiguous; }
  CellValue value(int cell) const { return values_[static_cast<size_t>(cell)]; }

 private:
  enum class State : char { kKnown, kAmbiguous, kMissing };
  State States(int cell) const { return states_[static_cast<size_t>(cell)]; }

  int reports_ = 0;
  std::array<CellValue, kCellCount> values_ = {};
  std::array<State, kCellCount> states_ = {};
};

}  // namespace ogi

#endif  // OGI_DOMAIN_RULES_CELL_VALUES_H_
