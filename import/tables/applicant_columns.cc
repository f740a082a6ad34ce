#include "import/tables/applicant_columns.h"

#include <algorithm>
#include <array>
#include <cstdint>

#include "absl/strings/numbers.h"
#include "import/tables/sums.h"

namespace ogi::reading {
namespace {

// Of rows that are not all zeros, how many add up.
struct RowSums {
  static constexpr size_t kEnoughRows = 3;

  // Seven values in the order of the form.
  void Add(const std::vector<CellValue>& values) {
    std::vector<int64_t> numbers;
    bool fit = true;
    for (const CellValue& value : values) {
      int64_t number = 0;
      fit &= !value.number() || absl::SimpleAtoi(value.digits, &number);
      numbers.push_back(number);
    }
    const bool zeros =
        std::all_of(numbers.begin(), numbers.end(), [](int64_t number) { return number == 0; });
    if (fit && zeros) return;
    ++(fit && RowAddsUp(numbers) ? holding : broken);
  }

  bool Deny() const { return broken > holding && broken >= kEnoughRows; }

  size_t holding = 0;
  size_t broken = 0;
};

bool IsBlank(const CellValue& value) { return value.kind == CellValue::Kind::kBlank; }

// Whether the headings have the form's order and no column besides, behind the first kind.
bool JustTheForms(const std::vector<ColumnHeading>& headings) {
  int last = -1;
  for (const ColumnHeading& heading : headings) {
    if (heading.place >= 0) {
      if (heading.place < last) return false;
      last = heading.place;
    } else if (last >= 0 && heading.column_span == 1) {
      return false;
    }
  }
  return true;
}

}  // namespace

Applicants::Applicants(const FoldedDocument& document, const ItemList& list,
                       const std::vector<size_t>& rows)
    : headings_(document, list, rows),
      places_(document, list, rows),
      unknown_order_(headings_.unknown_order()) {
  for (const auto& [block, headings] : headings_.whole()) {
    if (headings.empty()) {
      if (SumsDeny(list, rows, block)) denied_.insert(block);
    } else if (SumsDenyHeadings(list, rows, block, headings)) {
      denied_.insert(block);
      unknown_order_ = true;
    }
  }
  unknown_order_ |= headings_.some_lost() && SumsDeny(list, rows, -1);
}

bool Applicants::SumsDeny(const ItemList& list, const std::vector<size_t>& rows, int block) {
  RowSums sums;
  for (const size_t row : rows) {
    const TableRow& item = list.items[row];
    const bool here = (item.grid_row < 0 ? -1 : item.block) == block;
    if (here && item.values.size() == kApplicants) sums.Add(item.values);
  }
  return sums.Deny();
}

bool Applicants::SumsDenyHeadings(const ItemList& list, const std::vector<size_t>& rows, int block,
                                  const std::vector<ColumnHeading>& headings) {
  RowSums sums;
  for (const size_t row : rows) {
    const TableRow& item = list.items[row];
    if (item.grid_row < 0 || item.block != block) continue;
    const std::optional<ApplicantValues> values = ByHeading(item, headings);
    if (values.has_value()) sums.Add({values->begin(), values->end()});
  }
  return sums.Deny() && !SumsDeny(list, rows, block);
}

std::optional<ApplicantValues> Applicants::ByHeading(const TableRow& item,
                                                     const std::vector<ColumnHeading>& headings) {
  ApplicantValues assigned;
  std::array<int, kApplicants> times = {};
  const auto first = std::find_if(headings.begin(), headings.end(),
                                  [](const ColumnHeading& each) { return each.place >= 0; });
  for (const CellValue& value : item.cells) {
    // Labels, and numbers before them.
    if (value.column + value.column_span <= first->column) continue;
    std::vector<size_t> kinds;
    // A column of its own that is none of the form's; not one of those over several columns.
    bool headed = false;
    for (const ColumnHeading& heading : headings) {
      if (!heading.over(value.column, value.column_span)) continue;
      if (heading.place >= 0) kinds.push_back(static_cast<size_t>(heading.place));
      headed |= heading.place < 0 && heading.column_span == 1;
    }
    // A mark in a merged cell is one for each.
    const bool for_each = value.kind == CellValue::Kind::kMark || IsBlank(value);
    if (!for_each && (kinds.size() > 1 || (!kinds.empty() && value.column_span > 1))) {
      return std::nullopt;
    }
    const bool label = value.kind == CellValue::Kind::kText && value.column < first->column;
    if (kinds.empty() && !IsBlank(value) && !headed && !label) return std::nullopt;
    for (const size_t kind : kinds) {
      assigned[kind] = value;
      ++times[kind];
    }
  }
  if (!std::all_of(times.begin(), times.end(), [](int n) { return n == 1; })) return std::nullopt;
  return assigned;
}

std::optional<ApplicantValues> Applicants::InOrder(const TableRow& item, size_t first) const {
  ApplicantValues assigned;
  std::copy_n(item.values.begin() + static_cast<std::ptrdiff_t>(first), kApplicants,
              assigned.begin());
  if (item.grid_row < 0) return assigned;
  // The headings that are there must say the same.
  for (const ColumnHeading& heading : headings_.PartOf(item.block)) {
    if (heading.place < 0) continue;
    for (size_t i = 0; i < kApplicants; ++i) {
      if (heading.over(assigned[i].column, 1) && heading.place != static_cast<int>(i)) {
        return std::nullopt;
      }
    }
  }
  return assigned;
}

std::optional<ApplicantValues> Applicants::AssignLine(const TableRow& item) const {
  if (unknown_order_) return std::nullopt;
  if (item.values_with_blanks.size() == kApplicants) {
    ApplicantValues assigned;
    std::copy_n(item.values_with_blanks.begin(), kApplicants, assigned.begin());
    return assigned;
  }
  if (item.values.size() != kApplicants) return std::nullopt;
  return InOrder(item, 0);
}

std::optional<ApplicantValues> Applicants::WithoutBlanksAround(const TableRow& item) const {
  const std::vector<CellValue>& values = item.values;
  if (values.size() < kApplicants) return std::nullopt;
  const auto extra = static_cast<std::ptrdiff_t>(values.size() - kApplicants);
  const auto leading = std::find_if_not(values.begin(), values.end(), IsBlank) - values.begin();
  const auto trailing = std::find_if_not(values.rbegin(), values.rend(), IsBlank) - values.rbegin();
  if (leading == 0 && trailing == extra) return InOrder(item, 0);
  if (trailing == 0 && leading == extra) return InOrder(item, static_cast<size_t>(extra));
  return std::nullopt;
}

std::optional<ApplicantValues> Applicants::Assign(const TableRow& item) const {
  if (item.grid_row < 0) return AssignLine(item);
  if (denied_.count(item.block) > 0) return std::nullopt;
  const auto found = headings_.whole().find(item.block);
  const bool headed = found != headings_.whole().end() && !found->second.empty();
  if (headed) {
    std::optional<ApplicantValues> assigned = ByHeading(item, found->second);
    if (assigned.has_value()) return assigned;
  }
  if (item.several_numbers_in_cell) return std::nullopt;
  // If cells of this row stand shifted against the headings, the order is left to go by.
  if (headed ? !JustTheForms(found->second) : unknown_order_) return std::nullopt;
  if (item.values.size() == kApplicants) return InOrder(item, 0);
  return WithoutBlanksAround(item);
}

OtherOrder Applicants::OrderOf(GlyphRange figures) const {
  const std::vector<ColumnHeading>& two = headings_.exchanged();
  if (two.empty()) return {figures, {}, {}};
  return {figures, two[0].glyphs, two[1].glyphs};
}

std::optional<ApplicantValues> Applicants::AssignByPlace(const TableRow& item) const {
  if (unknown_order_) return std::nullopt;
  return places_.Assign(item);
}

}  // namespace ogi::reading
