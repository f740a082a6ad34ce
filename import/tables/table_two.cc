#include "import/tables/table_two.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>
#include <utility>
#include <variant>

#include "import/rows/form_labels.h"
#include "import/rows/match_rows.h"
#include "import/tables/column_headings.h"
#include "import/tables/heading_unit.h"

namespace ogi::reading {
namespace {

constexpr size_t kMinRows = 2;
constexpr int kMaxTables = 8;
constexpr double kPlainLikeness = 0.9;

// The headings above a row.
struct Headings {
  std::vector<const ColumnWord*> words;
  HeadingUnit unit;
  // They begin a block of their own: what stood before them belongs to another.
  bool block = false;
};

// The columns of a row in an edition, in the form's order; empty where it has no such row.
std::vector<absl::string_view> ColumnsOf(const RowInfo& row, v1::Edition edition) {
  std::vector<absl::string_view> columns;
  for (int i = 0; i < row.cell_count; ++i) {
    const CellInfo& cell = CellAt(row.first_cell + i);
    if (InEdition(cell, edition)) columns.push_back(cell.column);
  }
  return columns;
}

bool SameSet(std::vector<absl::string_view> a, std::vector<absl::string_view> b) {
  std::sort(a.begin(), a.end());
  std::sort(b.begin(), b.end());
  return a == b;
}

class Reader {
 public:
  Reader(const FoldedDocument& document, GlyphRange region, v1::Edition edition)
      : document_(document), region_(region), list_(Itemize(document, region)), edition_(edition) {}

  TableReading Run() {
    for (const TableRow& item : list_.items) {
      usable_.push_back(!item.before_text && !Heading(item) && !OfAnotherKind(item));
    }
    for (int table = 0; table < kMaxTables; ++table) {
      if (!ReadOne(table == 0)) break;
    }
    if (first_ < last_) FindLeftovers();
    return std::move(reading_);
  }

 private:
  // A row of headings with blanks behind.
  static bool Heading(const TableRow& item) {
    const bool blank =
        std::all_of(item.values.begin(), item.values.end(),
                    [](const CellValue& value) { return value.kind == CellValue::Kind::kBlank; });
    return blank && NamesColumn(Table::kTwo, item.label);
  }

  // A row of a longer list of what the administration does, with a label like those of the form.
  static bool OfAnotherKind(const TableRow& item) {
    constexpr std::array<std::u32string_view, 14> kKinds = {
        U"行政处理", U"行政确认", U"行政征收", U"行政征用", U"行政给付", U"行政裁决", U"行政检查",
        U"行政奖励", U"行政指导", U"行政命令", U"行政补偿", U"行政调解", U"行政备案", U"行政监督"};
    return std::any_of(kKinds.begin(), kKinds.end(), [&item](std::u32string_view kind) {
      return std::u32string_view(item.label).ends_with(kind);
    });
  }

  static bool Complete(const TableRow& item) {
    return !item.several_numbers_in_cell && item.values.size() <= 3 &&
           std::none_of(item.values.begin(), item.values.end(),
                        [](const CellValue& value) { return value.has_leading_zero(); });
  }

  bool ReadOne(bool first_table) {
    std::vector<bool> complete;
    for (const TableRow& item : list_.items) complete.push_back(Complete(item));
    const RowMatches aligned = Align(list_, usable_, complete, RowLabelsOf(Table::kTwo));
    const std::vector<RowMatch>& matches = aligned.matches;
    if (matches.size() < (first_table ? kMinRows : 1)) return false;
    // Blocks in another order than the form's, or a second table; not words of a sentence.
    const auto plain = [&](const RowMatch& match) {
      return match.likeness >= kPlainLikeness && complete[match.item] && !match.by_place;
    };
    if (!first_table && !std::all_of(matches.begin(), matches.end(), plain)) return false;
    std::vector<size_t> items;
    for (const RowMatch& match : matches) {
      items.push_back(match.item);
      usable_[match.item] = false;
    }
    ReadHeadings(matches);
    for (const RowMatch& match : matches) {
      for (const CellValue& value : list_.items[match.item].values) {
        runs_ |= list_.items[match.item].grid_row < 0 && value.has_leading_zero();
      }
    }
    for (size_t i = 0; i < matches.size(); ++i) ReadRow(matches[i], headings_[i]);

    AddTable(list_, items, aligned.blank, AreaOf(list_, items), reading_);
    first_ = std::min(first_, items.front());
    last_ = std::max(last_, items.back());
    return true;
  }

  // The headings above each matched row: those between it and the row before, if there are any.
  void ReadHeadings(const std::vector<RowMatch>& matches) {
    headings_.assign(matches.size(), {});
    std::vector<size_t> order;
    for (size_t i = 0; i < matches.size(); ++i) order.push_back(i);
    std::sort(order.begin(), order.end(),
              [&matches](size_t a, size_t b) { return matches[a].item < matches[b].item; });
    Headings now;
    size_t from = region_.begin;
    for (const size_t m : order) {
      const TableRow& item = list_.items[matches[m].item];
      const size_t begin = item.grid_row >= 0 ? item.glyphs.begin : ValuesOf(item).begin;
      Headings here = ReadHead({from, begin});
      if (here.block || !here.words.empty()) now = std::move(here);
      headings_[m] = now;
      from = item.glyphs.end;
    }
  }

  // From left to right, as far as places are known.
  Headings ReadHead(GlyphRange range) const {
    constexpr std::u32string_view kArticle = U"第二十条";
    Headings head;
    for (size_t at = range.begin; at < range.end; ++at) {
      const bool article = document_.HasAt(at, range.end, kArticle);
      if (article) range.begin = at;
      head.block |= article || document_.HasAt(at, range.end, U"信息内容");
    }
    std::vector<ColumnHeading> found = HeadingsIn(document_, Table::kTwo, range);
    if (!list_.one_value_a_line) SortFromLeft(found);
    for (const ColumnHeading& each : found) {
      // A merged cell may be written out in each of its places.
      const bool again = !head.words.empty() && head.words.back() == each.word;
      if (each.word != nullptr && !again) head.words.push_back(each.word);
    }
    head.unit = UnitOfHeadings(document_.TextOf(range, range.size()));
    return head;
  }

  // The columns a row has here. `certain` is false where no heading says so.
  std::vector<absl::string_view> Columns(const RowInfo& row, const Headings& headings,
                                         size_t values, bool* certain) const {
    *certain = true;
    std::vector<absl::string_view> named;
    bool of_2019 = false;
    bool of_2021 = false;
    for (const ColumnWord* word : headings.words) {
      named.push_back(word->column);
      of_2019 |= word->edition == 2019;
      of_2021 |= word->edition == 2021;
    }
    std::vector<absl::string_view> in_2019 = ColumnsOf(row, v1::EDITION_2019);
    std::vector<absl::string_view> in_2021 = ColumnsOf(row, v1::EDITION_2021);
    if (!in_2021.empty() && !of_2019 && SameSet(named, in_2021)) return named;
    if (!in_2019.empty() && !of_2021 && SameSet(named, in_2019)) return named;
    // Headings are lost, or some of them.
    *certain = false;
    if (of_2019 && of_2021) return {};
    if (of_2019) return InOrder(named, in_2019) ? in_2019 : std::vector<absl::string_view>();
    if (of_2021) return InOrder(named, in_2021) ? in_2021 : std::vector<absl::string_view>();
    // A row of one edition only, or with another number of cells in each.
    if (in_2021.empty()) return in_2019;
    if (in_2019.size() == values && in_2021.size() != values) return in_2019;
    if (in_2021.size() == values && in_2019.size() != values) return in_2021;
    return edition_ == v1::EDITION_2019 ? in_2019 : in_2021;
  }

  // Values up to the last that is not blank.
  static size_t CountUpToLastNonBlank(const std::vector<CellValue>& values) {
    size_t said = values.size();
    while (said > 0 && values[said - 1].kind == CellValue::Kind::kBlank) --said;
    return said;
  }

  static bool InOrder(const std::vector<absl::string_view>& some,
                      const std::vector<absl::string_view>& all) {
    size_t at = 0;
    for (const absl::string_view each : some) {
      while (at < all.size() && all[at] != each) ++at;
      if (at++ == all.size()) return false;
    }
    return true;
  }

  void ReadRow(const RowMatch& match, const Headings& headings) {
    const TableRow& item = list_.items[match.item];
    const RowInfo& row = TableRowAt(match.row);
    const RowAt note = {match.row, item.glyphs, item.values.size()};
    bool certain = false;
    std::vector<CellValue> values = item.values;
    std::vector<absl::string_view> columns =
        Columns(row, headings, CountUpToLastNonBlank(values), &certain);
    if (item.grid_row >= 0) Trim(columns.size(), values);
    if (columns.empty() || item.several_numbers_in_cell || values.size() > columns.size()) {
      reading_.unread.push_back(note);
      return;
    }
    std::vector<int> cells;
    std::vector<CellKind> kinds;
    for (const absl::string_view column : columns) {
      const CellInfo* cell = FindCell("table_two", row.name, column);
      cells.push_back(cell->index);
      kinds.push_back(cell->kind);
    }
    const bool run =
        item.grid_row < 0 && std::any_of(values.begin(), values.end(),
                                         [](const CellValue& v) { return v.has_leading_zero(); });
    const size_t before = reading_.findings.size();
    if (values.size() == cells.size() && !(run && cells.size() > 1)) {
      for (size_t i = 0; i < cells.size(); ++i) {
        reading_.findings.push_back(FindingOf(cells[i], values[i]));
      }
    } else if ((!runs_ && !BesideLabel(item)) || item.grid_row >= 0 ||
               !ReadRun(values, cells, kinds)) {
      reading_.unread.push_back(note);
      return;
    }
    for (size_t i = before; i < reading_.findings.size(); ++i) {
      Finding& finding = reading_.findings[i];
      if (CellAt(finding.cell).kind != CellKind::kMoney) continue;
      if (finding.unit == CellValue::Unit::kNone && !item.values.empty()) {
        finding.unit = item.values.back().unit;
      }
      if (finding.unit == CellValue::Unit::kNone && headings.unit.unknown &&
          finding.kind == Finding::Kind::kNumber) {
        finding.kind = Finding::Kind::kNotANumber;
        finding.basis = CellBasis::kNoNumber;
      }
      if (finding.unit == CellValue::Unit::kNone) finding.unit = headings.unit.unit;
    }
    if (!certain || match.by_place) reading_.by_place.push_back(note);
  }

  // Remarks and blank cells beyond the columns there are.
  static void Trim(size_t columns, std::vector<CellValue>& values) {
    while (columns > 0 && values.size() > columns && values.back().kind == CellValue::Kind::kText) {
      values.pop_back();
    }
    if (columns == 0 || values.size() <= columns) return;
    const auto blank = [](const CellValue& value) { return value.kind == CellValue::Kind::kBlank; };
    if (!blank(values.front())) {
      while (values.size() > columns && blank(values.back())) values.pop_back();
    } else if (!blank(values.back())) {
      while (values.size() > columns && blank(values.front())) values.erase(values.begin());
    }
  }

  // One number right behind the letters of its label, as where cells run together.
  bool BesideLabel(const TableRow& item) const {
    if (item.values.size() != 1) return false;
    const size_t at = item.values[0].glyphs.begin;
    return at > 0 && document_.glyphs[at].gap == 0 && IsHan(document_.glyphs[at - 1].code);
  }

  // Digits of several cells. No sums tie the cells of this table, so they are certain only if each
  // digit must be a cell.
  bool ReadRun(const std::vector<CellValue>& values, const std::vector<int>& cells,
               const std::vector<CellKind>& kinds) {
    const Splits splits = SplitDigits(values, kinds, [](const auto&) { return true; });
    if (splits.all.empty()) return false;
    const bool trusted = !splits.truncated && !CanBeFewer(values);
    AddSplits(cells, splits.all, trusted, {values.front().glyphs.begin, values.back().glyphs.end},
              reading_.findings);
    return true;
  }

  void FindLeftovers() {
    for (size_t i = first_; i < last_; ++i) {
      const TableRow& item = list_.items[i];
      if (usable_[i] || item.before_text) AddLeftover(item, reading_);
    }
  }

  const FoldedDocument& document_;
  GlyphRange region_;
  ItemList list_;
  v1::Edition edition_;
  std::vector<bool> usable_;
  // Of each match.
  std::vector<Headings> headings_;
  // Digits of several cells run together somewhere in the table.
  bool runs_ = false;
  size_t first_ = SIZE_MAX;
  size_t last_ = 0;
  TableReading reading_;
};

}  // namespace

TableReading ReadTableTwo(const FoldedDocument& document, GlyphRange region, v1::Edition edition) {
  return Reader(document, region, edition).Run();
}

}  // namespace ogi::reading
