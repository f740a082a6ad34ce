#include "import/tables/table_reading.h"

#include <algorithm>
#include <utility>

#include "common/limits.h"

namespace ogi::reading {
namespace {

// Of kMaxCount.
constexpr size_t kMaxCountDigits = 12;
// Of Money.
constexpr size_t kMaxMoneyDigits = 15;
constexpr size_t kMaxFractionDigits = 8;

std::string WithoutLeadingZeros(const std::string& digits) {
  const size_t first = digits.find_first_not_of('0');
  return first == std::string::npos ? "0" : digits.substr(first);
}

}  // namespace

void TableReading::Add(TableReading other) {
  const auto append = [](auto& to, auto&& from) { to.insert(to.end(), from.begin(), from.end()); };
  append(findings, other.findings);
  append(by_place, other.by_place);
  append(unread, other.unread);
  append(blank, other.blank);
  append(leftovers, other.leftovers);
  append(columns_in_unknown_order, other.columns_in_unknown_order);
  append(grids, other.grids);
  append(areas, other.areas);
}

Finding FindingOf(int cell, const CellValue& value) {
  const CellKind kind = CellAt(cell).kind;
  Finding finding;
  finding.cell = cell;
  finding.glyphs = value.glyphs;
  switch (value.kind) {
    case CellValue::Kind::kBlank:
      finding.kind = Finding::Kind::kBlank;
      finding.basis = CellBasis::kNoNumber;
      return finding;
    case CellValue::Kind::kMark:
      finding.kind = Finding::Kind::kNotApplicable;
      finding.basis = CellBasis::kNoNumber;
      return finding;
    case CellValue::Kind::kText:
      finding.kind = Finding::Kind::kNotANumber;
      finding.basis = CellBasis::kNoNumber;
      return finding;
    case CellValue::Kind::kNumber:
      break;
  }
  const bool money = kind == CellKind::kMoney;
  const bool whole = value.fraction.find_first_not_of('0') == std::string::npos;
  const bool money_unit =
      value.unit == CellValue::Unit::kYuan || value.unit == CellValue::Unit::kTenThousandYuan;
  const std::string digits = money ? value.digits : WithoutLeadingZeros(value.digits);
  const bool fits = money ? digits.size() <= kMaxMoneyDigits &&
                                value.fraction.size() <= kMaxFractionDigits && !value.negative &&
                                value.unit != CellValue::Unit::kCount
                          : digits.size() <= kMaxCountDigits && whole && !money_unit;
  const bool sign_fits = !(value.negative || value.in_words) || kind == CellKind::kSignedCount;
  if (!fits || !sign_fits) {
    finding.kind = Finding::Kind::kNotANumber;
    finding.basis = CellBasis::kNoNumber;
    return finding;
  }
  finding.text = digits;
  if (money && !value.fraction.empty()) finding.text += "." + value.fraction;
  if (value.negative && digits != "0") finding.text.insert(0, "-");
  finding.unit = value.unit;
  // `07` may be a 7, or a 0 and a 7 that belongs elsewhere.
  if (value.has_leading_zero()) {
    finding.kind = Finding::Kind::kAmbiguous;
    finding.basis = CellBasis::kAmbiguous;
    finding.candidates = {WithoutLeadingZeros(value.digits)};
    if (money && !value.fraction.empty()) finding.candidates[0] += "." + value.fraction;
    return finding;
  }
  finding.kind = Finding::Kind::kNumber;
  return finding;
}

void AddSplits(const std::vector<int>& cells, const std::vector<Split>& splits, bool trusted,
               GlyphRange glyphs, std::vector<Finding>& findings) {
  for (size_t i = 0; i < cells.size(); ++i) {
    Finding finding;
    finding.cell = cells[i];
    finding.glyphs = glyphs;
    std::vector<std::string> candidates = CandidatesOf(splits, i);
    if (candidates.size() == 1 && trusted) {
      finding.kind = Finding::Kind::kNumber;
      finding.basis = CellBasis::kBySums;
      finding.text = candidates[0];
    } else {
      finding.kind = Finding::Kind::kAmbiguous;
      finding.basis = CellBasis::kAmbiguous;
      std::erase_if(candidates, [](const std::string& each) {
        return each.size() > limits::kMaxCandidateBytes;
      });
      if (trusted) finding.candidates = std::move(candidates);
    }
    findings.push_back(std::move(finding));
  }
}

GlyphRange ValuesOf(const TableRow& item) {
  if (item.values.empty()) return item.glyphs;
  return {item.values.front().glyphs.begin, item.values.back().glyphs.end};
}

GlyphRange AreaOf(const ItemList& list, const std::vector<size_t>& items) {
  const TableRow& first = list.items[items.front()];
  return {first.grid_row >= 0 ? first.glyphs.begin : ValuesOf(first).begin,
          list.items[items.back()].glyphs.end};
}

void AddTable(const ItemList& list, const std::vector<size_t>& items,
              const std::vector<BlankRow>& blank, GlyphRange area, TableReading& reading) {
  for (const BlankRow& row : blank) {
    const GlyphRange label = {list.items[row.first_item].glyphs.begin,
                              list.items[row.last_item].glyphs.end};
    reading.blank.push_back({row.row, label});
    area = {std::min(area.begin, label.begin), std::max(area.end, label.end)};
  }
  reading.areas.push_back(area);
  for (const size_t item : items) {
    if (list.items[item].grid_row >= 0) reading.grids.push_back(list.items[item].block);
  }
}

void AddLeftover(const TableRow& item, TableReading& reading) {
  const bool numbers = std::any_of(item.values.begin(), item.values.end(),
                                   [](const CellValue& value) { return value.number(); });
  if (numbers) reading.leftovers.push_back(ValuesOf(item));
}

}  // namespace ogi::reading
