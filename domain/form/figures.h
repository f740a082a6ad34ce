// The numbers of a report, cell by cell: read once from the message, then looked up by cell number.
#ifndef OGI_DOMAIN_FORM_FIGURES_H_
#define OGI_DOMAIN_FORM_FIGURES_H_

#include <array>
#include <cstdint>
#include <string>

#include "absl/strings/string_view.h"
#include "domain/form/cells.h"
#include "ogi/v1/annual_report.pb.h"

namespace ogi {

// A view: the report must outlive it and stay as it is. Cells are numbered as in Cells().
// Where a report has two notes on one cell, which is not well formed, the last counts.
class Figures {
 public:
  explicit Figures(const v1::AnnualReport& report);

  // Whether the cell has a number or an amount.
  bool has_value(int cell) const { return has_value_[static_cast<size_t>(cell)]; }
  // Whether the cell says nothing at all: neither value nor note. Blank is not zero.
  bool blank(int cell) const { return !has_value(cell) && note(cell) == nullptr; }
  // 0 where the cell has no value, or money.
  int64_t number(int cell) const { return numbers_[static_cast<size_t>(cell)]; }
  // Null unless the cell has an amount.
  const v1::Money* money(int cell) const;
  // Null for none.
  const v1::CellNote* note(int cell) const;
  // KIND_UNSPECIFIED for none.
  v1::CellNote::Kind note_kind(int cell) const;

  // The value as a plain decimal in the form's own unit, as filed; empty where there is none.
  std::string ValueText(int cell) const;
  // As a listing of cells shows it: a plain decimal without trailing zeros, money in 元; or
  // `blank`, `absent` (not a cell of the report's edition, and nothing in it), `not_applicable`,
  // `ambiguous`, `not_a_number`.
  std::string ListingText(int cell) const;

 private:
  const v1::AnnualReport& report_;
  std::array<int64_t, kCellCount> numbers_;
  std::array<bool, kCellCount> has_value_;
  // Index into cell_notes; -1 for none.
  std::array<int32_t, kCellCount> note_index_;
};

// The way back. SetCell on a money cell sets a whole amount in the form's unit: 万元 for the fee,
// 元 for procurement.
void SetCell(v1::AnnualReport& report, int cell, int64_t value);
// `amount` as filed.
void SetMoney(v1::AnnualReport& report, int cell, absl::string_view amount, v1::Money::Unit unit);
void ClearCell(v1::AnnualReport& report, int cell);
// Adds a note; a note the cell has is replaced.
v1::CellNote& SetNote(v1::AnnualReport& report, int cell, v1::CellNote::Kind kind);

// Exact, as a plain decimal without trailing zeros; empty where the amount or unit is not well
// formed.
std::string AmountInYuan(const v1::Money& money);

}  // namespace ogi

#endif  // OGI_DOMAIN_FORM_FIGURES_H_
