#include "domain/rules/cell_values.h"

#include <algorithm>
#include <optional>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "domain/form/decimal.h"

namespace ogi {
namespace {

bool IsMoney(int cell) { return CellAt(cell).kind == CellKind::kMoney; }

std::optional<CellValue> AmountOf(const v1::Money& money) {
  const std::optional<Decimal> amount = Decimal::Parse(money.amount());
  if (!amount.has_value()) return std::nullopt;
  return static_cast<CellValue>(money.unit() == v1::Money::TEN_THOUSAND_YUAN
                                    ? amount->TimesTenThousand().units()
                                    : amount->units());
}

// A reading that a note lists: as the form has it, in 万元 for the fee.
std::optional<CellValue> ReadCandidate(const std::string& text, int cell) {
  if (IsMoney(cell)) {
    const std::optional<Decimal> amount = Decimal::Parse(text);
    if (!amount.has_value()) return std::nullopt;
    const bool ten_thousands = CellAt(cell).row == "fee";
    return static_cast<CellValue>(ten_thousands ? amount->TimesTenThousand().units()
                                                : amount->units());
  }
  int64_t number = 0;
  if (!absl::SimpleAtoi(text, &number)) return std::nullopt;
  return number;
}

}  // namespace

std::vector<CellValue> ReadingsOf(const Figures& figures, int cell) {
  if (const v1::Money* money = figures.money(cell); money != nullptr) {
    const std::optional<CellValue> amount = AmountOf(*money);
    return amount.has_value() ? std::vector<CellValue>{*amount} : std::vector<CellValue>();
  }
  if (figures.has_value(cell)) return {figures.number(cell)};
  std::vector<CellValue> readings;
  if (figures.note_kind(cell) == v1::CellNote::AMBIGUOUS) {
    for (const std::string& candidate : figures.note(cell)->candidates()) {
      const std::optional<CellValue> value = ReadCandidate(candidate, cell);
      if (value.has_value()) readings.push_back(*value);
    }
    std::sort(readings.begin(), readings.end());
    readings.erase(std::unique(readings.begin(), readings.end()), readings.end());
    // One reading alone is no choice: whoever is sure of it fills it in.
    if (readings.size() < 2) readings.clear();
  }
  return readings;
}

std::string ValueText(CellValue value, bool money) {
  if (!money) return absl::StrCat(static_cast<int64_t>(value));
  const bool negative = value < 0;
  return absl::StrCat(
      negative ? "-" : "",
      Decimal::OfUnits(static_cast<absl::uint128>(negative ? -value : value)).ToString());
}

void CellTotals::Add(const Figures& figures) {
  ++reports_;
  for (int cell = 0; cell < kCellCount; ++cell) {
    const size_t at = static_cast<size_t>(cell);
    if (figures.has_value(cell) && !IsMoney(cell)) {
      values_[at] += figures.number(cell);
      continue;
    }
    const std::vector<CellValue> readings = ReadingsOf(figures, cell);
    if (readings.size() == 1) {
      values_[at] += readings[0];
    } else {
      states_[at] = std::max(states_[at], readings.empty() ? State::kMissing : State::kAmbiguous);
    }
  }
}

}  // namespace ogi
