#include "import/tables/applicant_headings.h"

#include <algorithm>
#include <array>
#include <optional>
#include <tuple>
#include <utility>
#include <variant>

namespace ogi::reading {
namespace {

// Where the total stands among the kinds.
constexpr int kTotalPlace = static_cast<int>(kApplicants) - 1;
// A table may be parted right below its headings: so many blocks before its first row.
constexpr int kBlockReach = 4;
// Glyphs of the headings before the first value, in lines.
constexpr size_t kLineReach = 400;

const Grid* GridOf(const FoldedDocument& document, int block) {
  return std::get_if<Grid>(&document.document->blocks[static_cast<size_t>(block)].content);
}

// The first number of a grid ends its headings.
size_t FirstNumberOf(const FoldedDocument& document, int block) {
  const GlyphRange all = PartOfBlock(document, block, SIZE_MAX);
  for (size_t at = document.StretchAt(all.begin);
       at < document.stretches.size() && document.stretches[at].block <= block; ++at) {
    const GlyphRange cell = document.stretches[at].glyphs;
    for (const CellValue& value : ReadCell(document, cell)) {
      if (value.number()) return cell.begin;
    }
  }
  return all.end;
}

// One heading a column: that of an applicant if there is one among those over it.
std::vector<ColumnHeading> OneOfEachColumn(std::vector<ColumnHeading> headings) {
  std::stable_sort(headings.begin(), headings.end(),
                   [](const ColumnHeading& a, const ColumnHeading& b) {
                     return std::pair(a.column, -a.place) < std::pair(b.column, -b.place);
                   });
  std::vector<ColumnHeading> each;
  for (const ColumnHeading& heading : headings) {
    const bool again = !each.empty() && each.back().column == heading.column &&
                       (heading.place < 0 || heading.place == each.back().place);
    if (!again) each.push_back(heading);
  }
  return each;
}

// The first two kinds of which the second stands before the first in the form; empty for none.
// `total_anywhere`: the total may stand behind any kind.
std::vector<ColumnHeading> Exchanged(const std::vector<ColumnHeading>& headings,
                                     bool total_anywhere) {
  const ColumnHeading* last = nullptr;
  for (const ColumnHeading& heading : headings) {
    if (heading.place < 0) continue;
    if (heading.place == kTotalPlace && total_anywhere && last != nullptr) continue;
    if (last != nullptr && heading.place < last->place) return {*last, heading};
    last = &heading;
  }
  return {};
}

bool OneForEachKind(const std::vector<ColumnHeading>& headings) {
  std::array<int, kApplicants> times = {};
  for (const ColumnHeading& heading : headings) {
    if (heading.place >= 0) ++times[static_cast<size_t>(heading.place)];
  }
  return std::all_of(times.begin(), times.end(), [](int n) { return n == 1; });
}

// Headings in lines.
struct LineHeadings {
  // The last of each kind before the first row: sentences before the table may have the words too.
  std::vector<ColumnHeading> kinds;
  // The glyph of the last 法人, of the heading over five kinds.
  std::optional<size_t> group;

  const ColumnHeading* Of(int place) const {
    const auto found = std::find_if(kinds.begin(), kinds.end(), [place](const ColumnHeading& each) {
      return each.place == place;
    });
    return found == kinds.end() ? nullptr : &*found;
  }
};

LineHeadings LineHeadingsBefore(const FoldedDocument& document, size_t end) {
  LineHeadings lines;
  std::map<int, ColumnHeading> last;
  for (const ColumnHeading& heading :
       HeadingsIn(document, Table::kThree, {end - std::min(end, kLineReach), end})) {
    if (heading.column >= 0 || heading.word == nullptr) continue;
    if (heading.place >= 0) {
      last[heading.place] = heading;
    } else {
      lines.group = heading.glyphs.begin;
    }
  }
  for (const auto& [place, heading] : last) lines.kinds.push_back(heading);
  std::sort(lines.kinds.begin(), lines.kinds.end(),
            [](const ColumnHeading& a, const ColumnHeading& b) {
              return a.glyphs.begin < b.glyphs.begin;
            });
  return lines;
}

}  // namespace

ApplicantHeadings::ApplicantHeadings(const FoldedDocument& document, const ItemList& list,
                                     const std::vector<size_t>& rows)
    : document_(document) {
  if (rows.empty()) return;
  for (const size_t row : rows) {
    const TableRow& item = list.items[row];
    if (item.grid_row >= 0 && whole_.count(item.block) == 0) ReadGrid(item.block);
  }
  if (!whole_.empty()) {
    ReadGridsBefore(whole_.begin()->first);
    ShareAmongGrids();
  }
  ReadLines(list, rows.front());
}

const std::vector<ColumnHeading>& ApplicantHeadings::PartOf(int block) const {
  static const auto* const none = new std::vector<ColumnHeading>();
  const auto found = part_.find(block);
  return found == part_.end() ? *none : found->second;
}

void ApplicantHeadings::ReadGrid(int block) {
  const GlyphRange head = PartOfBlock(document_, block, FirstNumberOf(document_, block));
  std::vector<ColumnHeading> each = OneOfEachColumn(HeadingsIn(document_, Table::kThree, head));
  std::vector<ColumnHeading>& whole = whole_[block];
  if (OneForEachKind(each)) {
    whole = std::move(each);
    return;
  }
  NoteOrder(Exchanged(each, false));
  part_[block] = std::move(each);
}

void ApplicantHeadings::NoteOrder(std::vector<ColumnHeading> exchanged) {
  if (exchanged.empty()) return;
  unknown_order_ = true;
  exchanged_ = std::move(exchanged);
}

void ApplicantHeadings::ReadGridsBefore(int block) {
  const auto before_them = std::pair(unknown_order_, exchanged_);
  for (int before = block - 1; before >= std::max(0, block - kBlockReach); --before) {
    if (GridOf(document_, before) == nullptr) continue;
    ReadGrid(before);
    if (!whole_[before].empty()) return;
    whole_.erase(before);
    part_.erase(before);
    std::tie(unknown_order_, exchanged_) = before_them;
  }
}

// A table that goes on in another grid of as many columns has the headings of the first.
void ApplicantHeadings::ShareAmongGrids() {
  const std::vector<ColumnHeading>* known = nullptr;
  int known_columns = 0;
  for (auto& [block, headings] : whole_) {
    const int columns = GridOf(document_, block)->columns;
    if (!headings.empty()) {
      known = &headings;
      known_columns = columns;
    } else if (known != nullptr && known_columns == columns) {
      headings = *known;
    }
  }
}

void ApplicantHeadings::ReadLines(const ItemList& list, size_t first_row) {
  const TableRow& row = list.items[first_row];
  if (row.grid_row >= 0 || row.values.empty()) return;
  const size_t end = row.values.front().glyphs.begin;
  LineHeadings lines = LineHeadingsBefore(document_, end);
  // 其他 is no word to look for.
  some_lost_ = lines.kinds.size() + 1 < kApplicants;
  // Where headings follow each other as text, those of the upper row come first: 自然人,
  // 法人或其他组织, 总计; so the total may stand before the kinds of organisations.
  const ColumnHeading* const total = lines.Of(kTotalPlace);
  const bool total_after_group =
      total == nullptr || (lines.group.has_value() && *lines.group < total->glyphs.begin);
  const std::vector<ColumnHeading> in_text = Exchanged(lines.kinds, total_after_group);
  if (list.one_value_a_line) return NoteOrder(in_text);
  const auto line_of = [this](size_t glyph) { return document_.StretchAt(glyph); };
  // All on one line, the group among them: two rows of headings that became one.
  const bool flattened = in_text.empty() && lines.group.has_value() &&
                         std::all_of(lines.kinds.begin(), lines.kinds.end(), [&](const auto& kind) {
                           return line_of(kind.glyphs.begin) == line_of(*lines.group);
                         });
  if (flattened) return;
  const ColumnHeading* const person = lines.Of(0);
  // Where all kinds stand to the right of 自然人, they are printed in columns.
  const bool columns = person != nullptr &&
                       std::all_of(lines.kinds.begin(), lines.kinds.end(), [&](const auto& kind) {
                         return kind.place == 0 || kind.left > person->left;
                       });
  SortFromLeft(lines.kinds);
  const std::vector<ColumnHeading> in_columns = Exchanged(lines.kinds, false);
  const size_t leftmost = lines.kinds.empty() ? end : lines.kinds[0].glyphs.begin;
  const bool one_line = line_of(end) == line_of(leftmost);
  if ((columns && !one_line) || !in_text.empty()) NoteOrder(in_columns);
}

}  // namespace ogi::reading
