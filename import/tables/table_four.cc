#include "import/tables/table_four.h"

#include <algorithm>
#include <array>
#include <numeric>
#include <optional>
#include <string_view>
#include <utility>

#include "import/tables/column_headings.h"
#include "import/tables/table_head.h"

namespace ogi::reading {
namespace {

constexpr size_t kOutcomes = 5;
constexpr size_t kGroups = 3;
constexpr size_t kCells = kOutcomes * kGroups;
// Glyphs of the headings, where the text runs on.
constexpr size_t kHeadReach = 110;
constexpr size_t kMaxHeadLine = 120;

std::vector<int> TableCells() {
  std::vector<int> cells;
  for (const CellInfo& cell : Cells()) {
    if (cell.table == Table::kFour) cells.push_back(cell.index);
  }
  return cells;
}

bool EachGroupAddsUp(const std::vector<int64_t>& numbers) {
  if (numbers.size() % kOutcomes != 0) return true;
  int64_t sum = 0;
  for (size_t i = numbers.size() - kOutcomes; i + 1 < numbers.size(); ++i) sum += numbers[i];
  return sum == numbers.back();
}

// Whether one of the digits' numbers may be blank but for the totals: with one number fewer in one
// group, which are together no more than its total.
bool MayHaveBlank(const std::vector<CellValue>& values) {
  const std::vector<CellKind> kinds(kCells - 1, CellKind::kCount);
  for (size_t group = 0; group < kGroups; ++group) {
    const size_t short_end = (group + 1) * kOutcomes - 1;
    const auto fits = [short_end](const std::vector<int64_t>& numbers) {
      const size_t count = numbers.size();
      if (count > short_end) {
        std::vector<int64_t> shifted(numbers.begin() + static_cast<std::ptrdiff_t>(short_end),
                                     numbers.end());
        return shifted.empty() || EachGroupAddsUp(shifted);
      }
      if (count < short_end) return EachGroupAddsUp(numbers);
      int64_t sum = 0;
      for (size_t i = short_end - (kOutcomes - 1); i + 1 < count; ++i) sum += numbers[i];
      return sum <= numbers.back();
    };
    const Splits splits = SplitDigits(values, kinds, fits);
    if (splits.truncated || !splits.all.empty()) return true;
  }
  return false;
}

// Blank cells beyond the `most` there should be.
void TrimBlanks(size_t most, std::vector<CellValue>& values) {
  const auto blank = [](const CellValue& value) { return value.kind == CellValue::Kind::kBlank; };
  while (values.size() > most && blank(values.back())) values.pop_back();
  while (values.size() > most && blank(values.front())) values.erase(values.begin());
}

class Reader {
 public:
  Reader(const FoldedDocument& document, GlyphRange region)
      : document_(document), list_(Itemize(document, region)) {}

  TableReading Run() {
    bool head = false;
    for (size_t i = 0; i < list_.items.size(); ++i) {
      const TableRow& item = list_.items[i];
      head |= NamesColumn(Table::kFour, item.label) || Holds(item.label, U"起诉");
      if (!head || item.values.empty() || item.before_text) continue;
      if (ReadGroupRow(i)) continue;
      if (item.grid_row >= 0) {
        ReadGridRow(item);
      } else if (item.values.size() == kCells &&
                 std::none_of(item.values.begin(), item.values.end(),
                              [](const CellValue& value) { return value.has_leading_zero(); })) {
        ReadWritten(i);
      } else {
        ReadRun(i);
      }
    }
    return std::move(reading_);
  }

 private:
  void Found(const TableRow& item) {
    TableReading here;
    here.areas = {{item.grid_row >= 0 ? item.glyphs.begin : ValuesOf(item).begin, item.glyphs.end}};
    if (item.grid_row >= 0) here.grids.push_back(item.block);
    reading_.Add(std::move(here));
  }

  void ReadGridRow(const TableRow& item) {
    if (item.several_numbers_in_cell) return;
    std::vector<CellValue> values = item.values;
    TrimBlanks(kCells, values);
    std::vector<size_t> place;
    if (!ByHeadings(item, values, place)) {
      // Drawn in several grids, a piece is known by its headings alone.
      if (values.size() != kCells) return;
      if (!HeadingsInOrder(item)) {
        reading_.columns_in_unknown_order.push_back({item.glyphs, {}, {}});
        return;
      }
      place.resize(kCells);
      std::iota(place.begin(), place.end(), size_t{0});
    }
    const std::vector<int> cells = TableCells();
    for (size_t i = 0; i < values.size(); ++i) {
      reading_.findings.push_back(FindingOf(cells[place[i]], values[i]));
    }
    Found(item);
  }

  // A table turned by a quarter: a row for each of the three, five columns.
  bool ReadGroupRow(size_t index) {
    const TableRow& item = list_.items[index];
    const int group = RowOfTableFour(item.label);
    std::vector<CellValue> values = item.values;
    if (item.grid_row >= 0) TrimBlanks(kOutcomes, values);
    const bool plain = std::none_of(values.begin(), values.end(), [](const CellValue& value) {
      return value.has_leading_zero();
    });
    if (group < 0 || item.several_numbers_in_cell || !plain || values.size() != kOutcomes)
      return false;
    if (item.grid_row >= 0 ? !OutcomesInOrder(item) : !LinesInOrder(index)) {
      reading_.columns_in_unknown_order.push_back({item.glyphs, {}, {}});
      return true;
    }
    const std::vector<int> cells = TableCells();
    for (size_t i = 0; i < kOutcomes; ++i) {
      const size_t place = static_cast<size_t>(group) * kOutcomes + i;
      reading_.findings.push_back(FindingOf(cells[place], values[i]));
    }
    Found(item);
    return true;
  }

  std::vector<ColumnHeading> HeadOf(const TableRow& item) const {
    return HeadingsIn(document_, Table::kFour,
                      PartOfBlock(document_, item.block, item.glyphs.begin));
  }

  int GroupOf(const ColumnHeading& heading) const {
    return RowOfTableFour(LettersOf(document_, heading.glyphs));
  }

  // One row of headings, in the form's order.
  bool OutcomesInOrder(const TableRow& item) const {
    std::vector<int> outcomes;
    for (const ColumnHeading& heading : HeadOf(item)) {
      if (heading.place >= 0) outcomes.push_back(heading.place);
    }
    return outcomes == std::vector<int>({0, 1, 2, 3, 4});
  }

  // The place in the form of each value, by the headings above its column.
  bool ByHeadings(const TableRow& item, const std::vector<CellValue>& values,
                  std::vector<size_t>& place) const {
    if (values.empty() || values.size() % kOutcomes != 0 || values.size() > kCells) return false;
    const std::vector<ColumnHeading> head = HeadOf(item);
    std::array<bool, kCells> taken = {};
    std::vector<size_t> found(values.size());
    for (size_t i = 0; i < values.size(); ++i) {
      int outcome = -1;
      int group = -1;
      for (const ColumnHeading& heading : head) {
        if (values[i].column_span != 1 || !heading.over(values[i].column, 1)) continue;
        if (heading.place >= 0) outcome = heading.place;
        if (const int at = GroupOf(heading); at >= 0) group = at;
      }
      if (outcome < 0 || group < 0) return false;
      found[i] = static_cast<size_t>(group) * kOutcomes + static_cast<size_t>(outcome);
      if (taken[found[i]]) return false;
      taken[found[i]] = true;
    }
    place = std::move(found);
    return true;
  }

  // As far as there are headings before the item, they stand in the form's order.
  bool HeadingsInOrder(const TableRow& item) const {
    int expected = 0;
    int group = -1;
    for (const ColumnHeading& heading : HeadOf(item)) {
      if (heading.place >= 0) {
        if (heading.place != expected) return false;
        expected = (expected + 1) % static_cast<int>(kOutcomes);
      }
      if (const int next = GroupOf(heading); next >= 0) {
        if (next < group) return false;
        group = next;
      }
    }
    return true;
  }

  // The headings in lines before `end`: back to a line with anything else.
  GlyphRange HeadInLines(size_t end) const {
    const size_t floor = end - std::min(end, kHeadReach);
    size_t begin = end;
    for (size_t at = document_.StretchAt(end) + 1; at-- > 0 && begin > floor;) {
      const GlyphRange line = document_.stretches[at].glyphs;
      // The values begin their line, or stand behind the headings on it.
      if (line.empty() || line.begin >= end) continue;
      if (line.end < end && !OnlyOf(document_, line, IsHeadingGlyphOfTableFour, kMaxHeadLine))
        break;
      begin = std::max(line.begin, floor);
    }
    return {begin, end};
  }

  // The same for headings in lines, which may be broken: 维 stands before 纠 in each of the three,
  // and 直接起诉 before 复议后起诉.
  bool LinesInOrder(size_t index) const {
    std::vector<ColumnHeading> head =
        HeadingsIn(document_, Table::kFour, HeadInLines(ValuesOf(list_.items[index]).begin));
    if (!list_.one_value_a_line) SortFromLeft(head);
    bool upheld = false;
    bool after_review = false;
    for (const ColumnHeading& heading : head) {
      if (heading.word == nullptr) continue;
      const absl::string_view column = heading.word->column;
      if (column == "corrected" && !upheld) return false;
      if (column == "upheld" || column == "corrected") upheld = column == "upheld";
      if (column == kDirect && after_review) return false;
      after_review |= column == kAfterReview;
    }
    return true;
  }

  void ReadWritten(size_t index) {
    const TableRow& item = list_.items[index];
    if (!LinesInOrder(index)) {
      reading_.columns_in_unknown_order.push_back({item.glyphs, {}, {}});
      return;
    }
    const std::vector<int> cells = TableCells();
    for (size_t i = 0; i < kCells; ++i) {
      reading_.findings.push_back(FindingOf(cells[i], item.values[i]));
    }
    Found(item);
  }

  void ReadRun(size_t index) {
    const TableRow& item = list_.items[index];
    size_t digits = 0;
    bool run = false;
    for (const CellValue& value : item.values) {
      digits += value.digits.size();
      run |= value.has_leading_zero() || value.digits.size() >= kCells;
    }
    if (!run || digits < kCells || !Headed(index) || !LinesInOrder(index)) return;
    const std::vector<CellKind> kinds(kCells, CellKind::kCount);
    Splits splits = SplitDigits(item.values, kinds, EachGroupAddsUp);
    bool doubtful = MayHaveBlank(item.values);
    if (splits.all.empty()) {
      splits = SplitDigits(item.values, kinds, [](const auto&) { return true; });
      doubtful = true;
    }
    if (splits.all.empty() || splits.truncated) return;
    AddSplits(TableCells(), splits.all, !doubtful, ValuesOf(item), reading_.findings);
    Found(item);
  }

  // The text right before ends with the table's last heading.
  bool Headed(size_t index) const {
    std::u32string before;
    for (size_t i = index + 1; i-- > 0 && before.size() < 60;) {
      if (i != index && !list_.items[i].values.empty()) break;
      before.insert(0, list_.items[i].label);
    }
    const size_t last = before.size() > 6 ? before.size() - 6 : 0;
    return NamesColumn(Table::kFour, std::u32string_view(before).substr(last)) &&
           Holds(before, U"维持");
  }

  const FoldedDocument& document_;
  ItemList list_;
  TableReading reading_;
};

}  // namespace

TableReading ReadTableFour(const FoldedDocument& document, GlyphRange region) {
  return Reader(document, region).Run();
}

}  // namespace ogi::reading
