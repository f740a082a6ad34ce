#include "import/tables/table_three.h"

#include <algorithm>
#include <optional>
#include <set>
#include <string>
#include <utility>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "import/rows/form_labels.h"
#include "import/rows/match_rows.h"
#include "import/tables/applicant_columns.h"
#include "import/tables/sums.h"

namespace ogi::reading {
namespace {

constexpr size_t kMinRows = 3;
constexpr double kPlainLikeness = 0.85;
// Tables of the same kind in one region.
constexpr int kMaxTables = 4;

std::vector<int> CellsOf(int row) {
  std::vector<int> cells;
  const RowInfo& info = TableRowAt(row);
  for (int i = 0; i < info.cell_count; ++i) cells.push_back(info.first_cell + i);
  return cells;
}

std::vector<CellKind> Counts(size_t cells) {
  return std::vector<CellKind>(cells, CellKind::kCount);
}

bool AnySplit(const std::vector<int64_t>& /*numbers*/) { return true; }

class Reader {
 public:
  Reader(const FoldedDocument& document, GlyphRange region)
      : document_(document), list_(Itemize(document, region)) {}

  TableReading Run() {
    if (list_.one_value_a_line) DropSerials();
    usable_.assign(list_.items.size(), true);
    for (size_t i = 0; i < list_.items.size(); ++i) {
      usable_[i] = !list_.items[i].before_text;
    }
    for (int table = 0; table < kMaxTables; ++table) {
      if (!ReadOne(table == 0)) break;
    }
    if (first_ < last_) FindLeftovers();
    return std::move(reading_);
  }

 private:
  // Written one value a line, a row is followed by the serial number of the next.
  void DropSerials() {
    constexpr size_t kEnough = 3;
    const auto last = [this](size_t item) -> int64_t {
      const std::string& digits = list_.items[item].values.back().digits;
      int64_t number = 0;
      return absl::SimpleAtoi(digits, &number) ? number : -1;
    };
    std::vector<size_t> rows;
    for (size_t i = 0; i < list_.items.size(); ++i) {
      const TableRow& item = list_.items[i];
      if (item.grid_row < 0 && item.values.size() > 1) rows.push_back(i);
    }
    std::vector<bool> counts_on(rows.size(), false);
    size_t pairs = 0;
    for (size_t i = 1; i < rows.size(); ++i) {
      if (last(rows[i - 1]) < 0 || last(rows[i]) != last(rows[i - 1]) + 1) continue;
      counts_on[i - 1] = counts_on[i] = true;
      ++pairs;
    }
    if (pairs < kEnough || pairs * 2 + 1 < rows.size()) return;
    for (size_t i = 0; i < rows.size(); ++i) {
      if (counts_on[i]) list_.items[rows[i]].values.pop_back();
    }
  }

  // Seven separate values, none of which can be the digits of two cells.
  static bool Complete(const TableRow& item) {
    if (item.grid_row >= 0)
      return !item.several_numbers_in_cell && item.values.size() >= kApplicants;
    return (item.values.size() == kApplicants || item.values_with_blanks.size() == kApplicants) &&
           std::none_of(item.values.begin(), item.values.end(),
                        [](const CellValue& value) { return value.has_leading_zero(); });
  }

  bool ReadOne(bool first_table) {
    std::vector<bool> complete;
    for (const TableRow& item : list_.items) complete.push_back(Complete(item));
    RowMatches aligned = Align(list_, usable_, complete, RowLabelsOf(Table::kThree));
    std::vector<RowMatch>& matches = aligned.matches;
    DropSentences(complete, matches);
    // More of the same table's words, such as totals of groups, are no second table.
    if (!first_table) {
      std::erase_if(matches, [&](const RowMatch& match) {
        return match.by_place || match.likeness < kPlainLikeness || !complete[match.item];
      });
    }
    size_t rows_with_values = 0;
    for (const RowMatch& match : matches) {
      const TableRow& item = list_.items[match.item];
      // With a column too many or too few they are still rows of this table.
      const bool wide = item.values.size() + 1 >= kApplicants;
      rows_with_values += complete[match.item] || wide || RunTogether(item) ? 1 : 0;
    }
    if (first_table && matches.size() < kMinRows) return false;
    if (rows_with_values == 0) return false;
    if (!first_table && rows_with_values < kMinRows) {
      // A few rows within the table that stand in another order than the form's.
      std::erase_if(matches, [this](const RowMatch& match) {
        return match.item < first_ || match.item > last_ || found_.count(match.row) > 0;
      });
      if (matches.empty()) return false;
    }

    std::vector<size_t> items;
    for (const RowMatch& match : matches) {
      items.push_back(match.item);
      usable_[match.item] = false;
      found_.insert(match.row);
    }
    std::sort(items.begin(), items.end());
    const Applicants applicants(document_, list_, items);
    if (applicants.unknown_order()) {
      reading_.columns_in_unknown_order.push_back(
          applicants.OrderOf(list_.items[items.front()].glyphs));
    }
    ReadRows(matches, aligned.blank, applicants);
    FindArea(items, aligned.blank);
    return true;
  }

  // Where the table is drawn, sentences about its figures stand before and behind it.
  void DropSentences(const std::vector<bool>& complete, std::vector<RowMatch>& matches) const {
    size_t first = SIZE_MAX;
    size_t last = 0;
    for (const RowMatch& match : matches) {
      if (list_.items[match.item].grid_row < 0 || !complete[match.item]) continue;
      first = std::min(first, match.item);
      last = std::max(last, match.item);
    }
    if (first > last) return;
    std::erase_if(matches, [&](const RowMatch& match) {
      return list_.items[match.item].grid_row < 0 && !complete[match.item] &&
             (match.item < first || match.item > last);
    });
  }

  static bool RunTogether(const TableRow& item) {
    return item.grid_row < 0 || item.values.size() == 1
               ? std::any_of(item.values.begin(), item.values.end(),
                             [](const CellValue& value) { return value.digits.size() > 1; })
               : false;
  }

  // Digits ran together somewhere among the rows: a number that starts with a zero shows it.
  bool AnyRun(const std::vector<RowMatch>& matches) const {
    return std::any_of(matches.begin(), matches.end(), [this](const RowMatch& match) {
      const TableRow& item = list_.items[match.item];
      return item.grid_row < 0 &&
             std::any_of(item.values.begin(), item.values.end(),
                         [](const CellValue& value) { return value.has_leading_zero(); });
    });
  }

  // Serial numbers between rows that are written one value a line: with a blank cell, a row and
  // the number of the next are seven.
  bool SerialsBetween(const std::vector<RowMatch>& matches) const {
    constexpr std::ptrdiff_t kEnough = 3;
    return list_.one_value_a_line &&
           std::count_if(matches.begin(), matches.end(), [this](const RowMatch& match) {
             return list_.items[match.item].values.size() == kApplicants + 1;
           }) >= kEnough;
  }

  void ReadRows(const std::vector<RowMatch>& matches, const std::vector<BlankRow>& blank,
                const Applicants& applicants) {
    const bool runs = AnyRun(matches);
    const bool serials = SerialsBetween(matches);
    std::vector<RowReadings> readings;
    std::vector<size_t> items_of_readings;
    for (const RowMatch& match : matches) {
      const TableRow& item = list_.items[match.item];
      const RowAt note = {match.row, item.glyphs, item.values.size()};
      if (serials && item.grid_row < 0) {
        reading_.unread.push_back(note);
        continue;
      }
      std::optional<ApplicantValues> values;
      bool by_place = match.by_place;
      if (item.grid_row >= 0 || Complete(item)) values = applicants.Assign(item);
      if (!values.has_value() && !runs) {
        values = applicants.AssignByPlace(item);
        by_place |= values.has_value();
      }
      if (values.has_value()) {
        AddValues(match.row, *values);
        if (by_place) reading_.by_place.push_back(note);
        AddWritten(match.row, *values, readings);
      } else if (!runs || applicants.unknown_order() || item.grid_row >= 0 || match.by_place) {
        reading_.unread.push_back(note);
      } else {
        const Splits splits = SplitDigits(item.values, Counts(kApplicants), AnySplit);
        readings.push_back({match.row, splits.all, false, splits.truncated});
      }
      if (readings.size() > items_of_readings.size()) items_of_readings.push_back(match.item);
    }
    for (const BlankRow& row : blank) {
      readings.push_back({row.row, {Split(kApplicants, "0")}, true, false});
      items_of_readings.push_back(row.last_item);
    }
    AddRuns(readings, items_of_readings);
  }

  void AddRuns(std::vector<RowReadings>& readings, const std::vector<size_t>& items) {
    const bool rows_add_up = RowSumsHold(readings);
    for (size_t i = 0; i < readings.size(); ++i) {
      // Too many ways to list them all: those that add up may be few.
      if (!readings[i].truncated || !rows_add_up) continue;
      const Splits splits =
          SplitDigits(list_.items[items[i]].values, Counts(kApplicants), RowAddsUp);
      if (splits.truncated || splits.all.empty()) continue;
      readings[i].ways = splits.all;
      readings[i].truncated = false;
    }
    StrikeBySums(readings);
    for (size_t i = 0; i < readings.size(); ++i) {
      if (readings[i].written || readings[i].all_confirmed()) continue;
      readings[i].with_blank =
          SplitDigits(list_.items[items[i]].values, Counts(kApplicants - 1), AnySplit).all;
    }
    FindBlanks(readings);
    for (size_t i = 0; i < readings.size(); ++i) {
      const RowReadings& row = readings[i];
      if (row.written) continue;
      const GlyphRange glyphs = ValuesOf(list_.items[items[i]]);
      if (row.ways.empty() || row.truncated) {
        reading_.unread.push_back({row.row, list_.items[items[i]].glyphs});
        continue;
      }
      // If a way does not add up, or the columns do not, a cell may be blank instead.
      const bool blank = row.blank_explains || MayHaveBlank(row);
      const bool adds_up = std::all_of(row.ways.begin(), row.ways.end(), SplitAddsUp);
      AddSplits(CellsOf(row.row), row.ways, adds_up && (row.all_confirmed() || !blank), glyphs,
                reading_.findings);
    }
  }

  void AddValues(int row, const ApplicantValues& values) {
    const std::vector<int> cells = CellsOf(row);
    for (size_t i = 0; i < kApplicants; ++i) {
      reading_.findings.push_back(FindingOf(cells[i], values[i]));
    }
  }

  // So that sums know the rows that are certain.
  static void AddWritten(int row, const ApplicantValues& values,
                         std::vector<RowReadings>& readings) {
    Split split;
    for (const CellValue& value : values) {
      if (!value.number() || value.negative || !value.fraction.empty()) return;
      if (value.digits.size() > 12 || value.has_leading_zero()) return;
      split.push_back(value.digits);
    }
    readings.push_back({row, {split}, true, false});
  }

  void FindArea(const std::vector<size_t>& items, const std::vector<BlankRow>& blank) {
    GlyphRange area = AreaOf(list_, items);
    // A piece of the last label may stand below its values.
    const size_t below = items.back() + 1;
    if (below < list_.items.size() && list_.items[below].values.empty() &&
        list_.items[below].label.size() <= 4 && list_.items[below].grid_row < 0) {
      area.end = std::max(area.end, list_.items[below].glyphs.end);
    }
    AddTable(list_, items, blank, area, reading_);
    first_ = std::min(first_, items.front());
    last_ = std::max(last_, items.back());
  }

  void FindLeftovers() {
    // Serial numbers count on by one.
    int64_t serial = 0;
    for (size_t i = first_; i < last_; ++i) {
      const TableRow& item = list_.items[i];
      if (item.values.empty() || (!usable_[i] && !item.before_text)) continue;
      if (item.before_text && item.values.size() == 1 &&
          item.values[0].digits == absl::StrCat(serial + 1)) {
        ++serial;
        continue;
      }
      AddLeftover(item, reading_);
    }
  }

  const FoldedDocument& document_;
  ItemList list_;
  std::vector<bool> usable_;
  // Rows that have an item.
  std::set<int> found_;
  // The first and last item that is a row.
  size_t first_ = SIZE_MAX;
  size_t last_ = 0;
  TableReading reading_;
};

}  // namespace

TableReading ReadTableThree(const FoldedDocument& document, GlyphRange region) {
  return Reader(document, region).Run();
}

}  // namespace ogi::reading
