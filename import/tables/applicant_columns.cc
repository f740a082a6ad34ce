#include "import/tables/applicant_columns.h"

#include <algorithm>
#include <cstdint>
#include <string_view>
#include <utility>
#include <variant>

#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "import/rows/form_words.h"

namespace ogi::reading {
namespace {

// Digits of space that part columns, and rows that show where they stand.
constexpr double kApart = 1.5;
constexpr size_t kEnoughRows = 3;

}  // namespace

void Applicants::Gaps::Add(const FoldedDocument& document, const TableRow& item) {
  ++rows;
  for (size_t i = 1; i < item.values.size(); ++i) {
    const double gap = item.values[i].left - item.values[i - 1].right;
    narrowest = std::min(narrowest, gap);
    widest = std::max(widest, gap);
    const size_t begin = document.glyphs[item.values[i - 1].glyphs.end - 1].end();
    const size_t end = document.glyphs[item.values[i].glyphs.begin].begin;
    tabs |= absl::StrContains(document.document->Text({begin, std::max(begin, end)}), '\t');
  }
}

Applicants::Applicants(const FoldedDocument& document, const ItemList& list,
                       const std::vector<size_t>& rows)
    : document_(document) {
  if (rows.empty()) return;
  int last_block = -1;
  for (const size_t row : rows) {
    const TableRow& item = list.items[row];
    if (item.grid_row < 0 || item.block == last_block) continue;
    last_block = item.block;
    if (headings_.count(item.block) == 0) ReadGridHeadings(item.block);
  }
  if (!headings_.empty()) ReadHeadingsBefore(headings_.begin()->first);
  // A table that goes on in another grid of as many columns has the headings of the first.
  const auto columns_of = [this](int block) {
    return std::get<Grid>(document_.document->blocks[static_cast<size_t>(block)].content).columns;
  };
  const std::vector<Heading>* known = nullptr;
  int known_columns = 0;
  for (auto& [block, headings] : headings_) {
    if (!headings.empty()) {
      known = &headings;
      known_columns = columns_of(block);
    } else if (known != nullptr && known_columns == columns_of(block)) {
      headings = *known;
    }
  }
  for (const auto& [block, headings] : headings_) {
    if (headings.empty() && SumsDeny(list, rows, block)) denied_.insert(block);
    if (!headings.empty() && SumsDenyHeadings(list, rows, block, headings)) {
      denied_.insert(block);
      unknown_order_ = true;
    }
  }
  CheckLineHeadings(list, rows.front());
  if (some_headings_lost_ && SumsDeny(list, rows, -1)) unknown_order_ = true;
  LearnPlaces(list, rows);
}

void Applicants::RowSums::Add(const std::vector<CellValue>& values) {
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
                                  const std::vector<Heading>& headings) const {
  RowSums sums;
  for (const size_t row : rows) {
    const TableRow& item = list.items[row];
    if (item.grid_row < 0 || item.block != block) continue;
    const std::optional<ApplicantValues> values = ByHeading(item, headings);
    if (values.has_value()) sums.Add({values->begin(), values->end()});
  }
  return sums.Deny() && !SumsDeny(list, rows, block);
}

// A table may be parted right below its headings.
void Applicants::ReadHeadingsBefore(int block) {
  constexpr int kReach = 4;
  const bool unknown = unknown_order_;
  for (int before = block - 1; before >= std::max(0, block - kReach); --before) {
    const auto& content = document_.document->blocks[static_cast<size_t>(before)].content;
    if (!std::holds_alternative<Grid>(content)) continue;
    ReadGridHeadings(before);
    if (!headings_[before].empty()) return;
    headings_.erase(before);
    partly_.erase(before);
    unknown_order_ = unknown;
  }
}

void Applicants::ReadGridHeadings(int block) {
  std::vector<Heading>& headings = headings_[block];
  const Grid& grid = std::get<Grid>(document_.document->blocks[static_cast<size_t>(block)].content);
  std::vector<Heading> found;
  const auto first =
      std::partition_point(document_.stretches.begin(), document_.stretches.end(),
                           [block](const LineOrCell& stretch) { return stretch.block < block; });
  for (auto at = first; at != document_.stretches.end() && at->block == block; ++at) {
    const LineOrCell& stretch = *at;
    const GridCell& cell = grid.cells[static_cast<size_t>(stretch.cell)];
    const std::vector<CellValue> values = ReadCell(document_, stretch.glyphs);
    // The first number ends the headings.
    if (std::any_of(values.begin(), values.end(), [](const CellValue& v) { return v.number(); }))
      break;
    const std::u32string letters = LettersOf(document_, stretch.glyphs);
    if (letters.empty()) continue;
    found.push_back({cell.column, cell.column_span, ColumnOf(Table::kThree, letters)});
  }
  std::stable_sort(found.begin(), found.end(), [](const Heading& a, const Heading& b) {
    return std::pair(a.column, -a.applicant) < std::pair(b.column, -b.applicant);
  });
  // One heading a column: that of an applicant, where there is one among those over it.
  std::vector<Heading> each;
  for (const Heading& heading : found) {
    const bool again = !each.empty() && each.back().column == heading.column &&
                       (heading.applicant < 0 || heading.applicant == each.back().applicant);
    if (!again) each.push_back(heading);
  }
  std::array<int, kApplicants> times = {};
  int last = -1;
  bool ordered = true;
  for (const Heading& heading : each) {
    if (heading.applicant < 0) continue;
    ++times[static_cast<size_t>(heading.applicant)];
    ordered &= heading.applicant > last;
    last = heading.applicant;
  }
  const bool whole = std::all_of(times.begin(), times.end(), [](int n) { return n == 1; });
  if (whole) {
    headings = std::move(each);
    return;
  }
  unknown_order_ |= !ordered;
  partly_[block] = std::move(each);
}

bool Applicants::MatchesAt(std::u32string_view word, size_t glyph) const {
  if (glyph + word.size() > document_.glyphs.size()) return false;
  for (size_t i = 0; i < word.size(); ++i) {
    if (document_.glyphs[glyph + i].code != word[i]) return false;
  }
  return true;
}

void Applicants::CheckLineHeadings(const ItemList& list, size_t first_row) {
  constexpr size_t kReach = 400;
  const TableRow& row = list.items[first_row];
  if (row.grid_row >= 0 || row.values.empty()) return;
  struct Mark {
    double left = 0;
    size_t glyph = 0;
    int applicant = 0;
  };
  // The last of each before the first row: sentences before the table may have the words too.
  std::map<int, Mark> found;
  size_t group = SIZE_MAX;
  const size_t end = row.values.front().glyphs.begin;
  for (size_t at = end - std::min(end, kReach); at < end; ++at) {
    if (MatchesAt(U"法人", at)) group = at;
    for (const ColumnWord& word : ColumnWordsOf(Table::kThree)) {
      if (!MatchesAt(word.word, at)) continue;
      const int applicant = ColumnOf(Table::kThree, word.word);
      const LineOrCell& stretch = document_.stretches[document_.StretchAt(at)];
      if (stretch.cell < 0) found[applicant] = {document_.LeftOf(stretch, at), at, applicant};
    }
  }
  // 其他 is no word to look for.
  some_headings_lost_ = found.size() + 1 < kApplicants;
  std::vector<Mark> marks;
  for (const auto& [applicant, mark] : found) marks.push_back(mark);
  const auto ordered = [](const std::vector<Mark>& each, bool total_anywhere) {
    int last = -1;
    for (const Mark& mark : each) {
      if (mark.applicant == 6 && total_anywhere && last >= 0) continue;
      if (mark.applicant < last) return false;
      last = mark.applicant;
    }
    return true;
  };
  std::sort(marks.begin(), marks.end(),
            [](const Mark& a, const Mark& b) { return a.glyph < b.glyph; });
  // Where headings follow each other as text, those of the upper row come first: 自然人,
  // 法人或其他组织, 总计; so the total may stand before the kinds of organisations.
  const bool total_after_group = found.count(6) == 0 || group < found[6].glyph;
  const bool in_text = ordered(marks, total_after_group);
  if (list.one_value_a_line) {
    unknown_order_ |= !in_text;
    return;
  }
  // Where all kinds stand to the right of 自然人, they are printed in columns.
  const bool columns =
      found.count(0) > 0 && std::all_of(marks.begin(), marks.end(), [&found](const Mark& mark) {
        return mark.applicant == 0 || mark.left > found[0].left;
      });
  // All on one line, the group among them: two rows of headings that became one.
  const bool flattened = in_text && group != SIZE_MAX &&
                         std::all_of(marks.begin(), marks.end(), [&](const Mark& mark) {
                           return document_.StretchAt(mark.glyph) == document_.StretchAt(group);
                         });
  if (flattened) return;
  std::sort(marks.begin(), marks.end(),
            [](const Mark& a, const Mark& b) { return a.left < b.left; });
  const bool one_line =
      document_.StretchAt(end) == document_.StretchAt(marks.empty() ? end : marks[0].glyph);
  unknown_order_ |=
      columns && !one_line ? !ordered(marks, false) : !in_text && !ordered(marks, false);
}

void Applicants::LearnPlaces(const ItemList& list, const std::vector<size_t>& rows) {
  std::map<int, bool> seen;
  for (const size_t row : rows) {
    const TableRow& item = list.items[row];
    if (item.grid_row >= 0 || item.values.size() != kApplicants) continue;
    if (item.values[0].right <= item.values[0].left) continue;
    std::array<Place, kApplicants>& places = places_[item.page];
    for (size_t i = 0; i < kApplicants; ++i) {
      const CellValue& value = item.values[i];
      if (!seen[item.page]) {
        places[i] = {value.left, value.right};
      } else {
        places[i] = {std::min(places[i].left, value.left), std::max(places[i].right, value.right)};
      }
    }
    seen[item.page] = true;
    gaps_[item.page].Add(document_, item);
  }
}

std::optional<ApplicantValues> Applicants::ByHeading(const TableRow& item,
                                                     const std::vector<Heading>& headings) const {
  ApplicantValues assigned;
  std::array<int, kApplicants> times = {};
  const auto first = std::find_if(headings.begin(), headings.end(),
                                  [](const Heading& each) { return each.applicant >= 0; });
  for (const CellValue& value : item.cells) {
    // Labels, and numbers before them.
    if (value.column + value.column_span <= first->column) continue;
    // A mark in a merged cell is one for each.
    const bool for_each =
        value.kind == CellValue::Kind::kMark || value.kind == CellValue::Kind::kBlank;
    std::vector<size_t> applicants;
    bool headed = false;
    for (const Heading& heading : headings) {
      const bool over = heading.column < value.column + value.column_span &&
                        value.column < heading.column + heading.column_span;
      if (!over) continue;
      if (heading.applicant >= 0) applicants.push_back(static_cast<size_t>(heading.applicant));
      // A column of its own that is none of the form's; not one of those over several columns.
      headed |= heading.applicant < 0 && heading.column_span == 1;
    }
    if (!for_each && (applicants.size() > 1 || (!applicants.empty() && value.column_span > 1))) {
      return std::nullopt;
    }
    if (applicants.empty()) {
      const bool label = value.kind == CellValue::Kind::kText && value.column < first->column;
      if (value.kind != CellValue::Kind::kBlank && !headed && !label) return std::nullopt;
    }
    for (const size_t applicant : applicants) {
      assigned[applicant] = value;
      ++times[applicant];
    }
  }
  if (!std::all_of(times.begin(), times.end(), [](int n) { return n == 1; })) return std::nullopt;
  return assigned;
}

std::optional<ApplicantValues> Applicants::InOrder(const TableRow& item, size_t first) const {
  ApplicantValues assigned;
  const auto partly = partly_.find(item.grid_row >= 0 ? item.block : -1);
  for (size_t i = 0; i < kApplicants; ++i) {
    assigned[i] = item.values[first + i];
    if (partly == partly_.end()) continue;
    // The headings that are there must say the same.
    for (const Heading& heading : partly->second) {
      const bool over = assigned[i].column >= heading.column &&
                        assigned[i].column < heading.column + heading.column_span;
      if (over && heading.applicant >= 0 && heading.applicant != static_cast<int>(i)) {
        return std::nullopt;
      }
    }
  }
  return assigned;
}

std::optional<ApplicantValues> Applicants::Assign(const TableRow& item) const {
  if (item.grid_row < 0) {
    if (unknown_order_) return std::nullopt;
    if (item.values_with_blanks.size() == kApplicants) {
      ApplicantValues assigned;
      std::copy_n(item.values_with_blanks.begin(), kApplicants, assigned.begin());
      return assigned;
    }
    if (item.values.size() != kApplicants) return std::nullopt;
    return InOrder(item, 0);
  }
  if (denied_.count(item.block) > 0) return std::nullopt;
  const auto found = headings_.find(item.block);
  const bool headed = found != headings_.end() && !found->second.empty();
  if (headed) {
    std::optional<ApplicantValues> assigned = ByHeading(item, found->second);
    if (assigned.has_value()) return assigned;
  }
  if (item.several_numbers_in_cell) return std::nullopt;
  if (headed) {
    // Cells of this row stand shifted against the headings: the order is left to go by, if the
    // headings have the form's order and no column besides.
    int last = -1;
    for (const Heading& heading : found->second) {
      if (heading.applicant >= 0) {
        if (heading.applicant < last) return std::nullopt;
        last = heading.applicant;
      } else if (last >= 0 && heading.column_span == 1) {
        return std::nullopt;
      }
    }
  } else if (unknown_order_) {
    return std::nullopt;
  }
  const std::vector<CellValue>& values = item.values;
  if (values.size() == kApplicants) return InOrder(item, 0);
  if (values.size() < kApplicants) return std::nullopt;
  const size_t extra = values.size() - kApplicants;
  const auto blank = [&values](size_t i) { return values[i].kind == CellValue::Kind::kBlank; };
  size_t leading = 0;
  while (leading < values.size() && blank(leading)) ++leading;
  size_t trailing = 0;
  while (trailing < values.size() && blank(values.size() - 1 - trailing)) ++trailing;
  if (leading == 0 && trailing == extra) return InOrder(item, 0);
  if (trailing == 0 && leading == extra) return InOrder(item, extra);
  return std::nullopt;
}

std::optional<ApplicantValues> Applicants::AssignByPlace(const TableRow& item) const {
  if (unknown_order_ || item.grid_row >= 0 || item.values.size() >= kApplicants)
    return std::nullopt;
  const auto found = places_.find(item.page);
  if (found == places_.end()) return std::nullopt;
  const std::array<Place, kApplicants>& places = found->second;
  double apart = places[1].left - places[0].right;
  for (size_t i = 0; i + 1 < kApplicants; ++i) {
    // Columns that the rows of the page do not keep apart.
    if (places[i].right >= places[i + 1].left) return std::nullopt;
    apart = std::min(apart, places[i + 1].left - places[i].right);
  }
  ApplicantValues assigned;
  for (CellValue& value : assigned) {
    value.kind = CellValue::Kind::kBlank;
    value.glyphs = {item.glyphs.end, item.glyphs.end};
  }
  std::array<bool, kApplicants> taken = {};
  for (const CellValue& value : item.values) {
    if (value.right <= value.left) return std::nullopt;
    size_t at = kApplicants;
    for (size_t i = 0; i < kApplicants; ++i) {
      if (value.left < places[i].right && places[i].left < value.right) {
        if (at != kApplicants) return std::nullopt;
        at = i;
      }
    }
    if (at == kApplicants || taken[at]) return std::nullopt;
    taken[at] = true;
    assigned[at] = value;
  }
  // Where blank cells left no space, the numbers are as far apart in every row, and stand below
  // others only by chance.
  const CellValue& first = item.values.front();
  const double digit = (first.right - first.left) / static_cast<double>(first.glyphs.size());
  Gaps gaps = gaps_.at(item.page);
  gaps.Add(document_, item);
  if (apart <= kApart * digit || gaps.rows <= kEnoughRows || gaps.tabs ||
      gaps.widest - gaps.narrowest < digit) {
    return std::nullopt;
  }
  return assigned;
}

}  // namespace ogi::reading
