#include "import/rows/table_row.h"

#include <algorithm>
#include <string_view>
#include <utility>
#include <variant>

#include "import/rows/form_labels.h"
#include "import/rows/form_words.h"
#include "import/rows/label_starts.h"

namespace ogi::reading {
namespace {

// The three tables in full are some 60 rows; a page's worth of text around them is not much more.
constexpr size_t kMaxItems = 600;
constexpr size_t kMaxValuesOfItem = 200;

class Itemizer {
 public:
  explicit Itemizer(const FoldedDocument& document) : document_(document) {}

  void Run(GlyphRange range) {
    const std::vector<LineOrCell>& stretches = document_.stretches;
    size_t at = document_.StretchAt(range.begin);
    // Back to the first cell of a grid.
    while (at > 0 && at < stretches.size() && stretches[at].cell > 0) --at;
    while (at < stretches.size() && stretches[at].glyphs.begin < range.end && !list_.truncated) {
      if (stretches[at].cell >= 0) {
        at = AddGrid(at);
      } else {
        const GlyphRange& glyphs = stretches[at].glyphs;
        AddLine(at, {std::max(glyphs.begin, range.begin), std::min(glyphs.end, range.end)});
        ++at;
      }
    }
  }

  ItemList Take() {
    JoinLoneValues();
    return std::move(list_);
  }

 private:
  TableRow NewItem(size_t stretch) const {
    TableRow item;
    item.block = document_.stretches[stretch].block;
    item.page = document_.document->blocks[static_cast<size_t>(item.block)].page;
    return item;
  }

  void Push(TableRow item) {
    if (list_.items.size() >= kMaxItems) {
      list_.truncated = true;
      return;
    }
    list_.items.push_back(std::move(item));
  }

  void AddLine(size_t stretch, GlyphRange range) {
    if (range.empty() || document_.stretches[stretch].page_number) return;
    if (IsPageNumber(document_, range)) return;
    TableRow item = NewItem(stretch);
    item.glyphs = {range.begin, range.begin};
    const auto close = [&](bool text_follows) {
      if (item.label.empty() && item.values.empty()) return;
      item.before_text = text_follows && item.label.empty();
      FindTabs(item);
      Push(std::move(item));
      item = NewItem(stretch);
    };
    for (const Token& token : ReadLine(document_, range)) {
      if (list_.truncated) return;
      if (token.is_value) {
        if (item.values.size() >= kMaxValuesOfItem) list_.truncated = true;
        item.values.push_back(token.value);
      } else {
        const std::u32string letters = LettersBetweenBars(token.glyphs);
        if (letters.empty() && (item.values.empty() || Harmless(token.glyphs))) continue;
        if (!item.values.empty()) close(true);
        AddLabels(stretch, token.glyphs, item);
      }
      if (item.label.empty() && item.values.size() == 1) item.glyphs.begin = token.glyphs.begin;
      item.glyphs.end = token.glyphs.end;
    }
    close(false);
  }

  // The text before values, cut where the label of another row begins: rows without figures.
  void AddLabels(size_t stretch, GlyphRange text, TableRow& item) {
    size_t begin = text.begin;
    std::vector<size_t> ends = LabelStarts(document_, text);
    ends.push_back(text.end);
    for (const size_t end : ends) {
      if (begin > text.begin && !item.label.empty()) {
        Push(std::move(item));
        item = NewItem(stretch);
      }
      if (item.label.empty()) item.glyphs.begin = begin;
      item.glyphs.end = end;
      AddText(LettersBetweenBars({begin, end}), item);
      begin = end;
    }
  }

  // Bars part cells; a merged cell may be written out in each of its places.
  std::u32string LettersBetweenBars(GlyphRange glyphs) const {
    std::u32string letters;
    std::u32string last;
    for (size_t begin = glyphs.begin; begin < glyphs.end;) {
      size_t end = begin;
      while (end < glyphs.end && document_.glyphs[end].code != U'|') ++end;
      std::u32string cell = LettersOf(document_, {begin, end});
      if (cell != last) letters += cell;
      if (!cell.empty()) last = std::move(cell);
      begin = end + 1;
    }
    return letters;
  }

  // Marks between numbers that change nothing; an arrow or a bracket may turn a sign.
  bool Harmless(GlyphRange glyphs) const {
    constexpr std::u32string_view kHarmless = U"|,.、:;。│┃┆┊丨";
    for (size_t i = glyphs.begin; i < glyphs.end; ++i) {
      if (kHarmless.find(document_.glyphs[i].code) == std::u32string_view::npos) return false;
    }
    return true;
  }

  // Two tabs with nothing between them are a cell with nothing in it.
  void FindTabs(TableRow& item) const {
    std::vector<CellValue> values_with_blanks;
    for (size_t i = 0; i < item.values.size(); ++i) {
      if (i > 0) {
        const size_t begin = document_.glyphs[item.values[i - 1].glyphs.end - 1].end();
        const size_t end = document_.glyphs[item.values[i].glyphs.begin].begin;
        const absl::string_view between = document_.document->Text({begin, end});
        const auto tabs = std::count(between.begin(), between.end(), '\t');
        if (tabs == 0) return;
        CellValue blank;
        blank.kind = CellValue::Kind::kBlank;
        blank.glyphs = {item.values[i].glyphs.begin, item.values[i].glyphs.begin};
        values_with_blanks.insert(values_with_blanks.end(), static_cast<size_t>(tabs - 1), blank);
      }
      values_with_blanks.push_back(item.values[i]);
    }
    if (values_with_blanks.size() > item.values.size() &&
        values_with_blanks.size() < kMaxValuesOfItem) {
      item.values_with_blanks = std::move(values_with_blanks);
    }
  }

  // Cuts after each word of a column heading.
  void AddText(const std::u32string& text, TableRow& item) {
    std::u32string_view letters = text;
    while (!list_.truncated) {
      size_t cut = 0;
      size_t found = std::u32string_view::npos;
      for (const std::u32string_view word : HeadingEnds()) {
        const size_t at = letters.find(word);
        if (at != std::u32string_view::npos && (found == std::u32string_view::npos || at < found)) {
          found = at;
          cut = at + word.size();
        }
      }
      if (found == std::u32string_view::npos) break;
      TableRow header = item;
      header.label.append(letters.substr(0, cut));
      header.glyphs.end = header.glyphs.begin;
      Push(std::move(header));
      item.label.clear();
      letters.remove_prefix(cut);
    }
    item.label.append(letters);
  }

  // Several numbers in a cell are a text.
  static CellValue OneValue(const std::vector<CellValue>& values) {
    CellValue value = values.front();
    if (values.size() == 1) return value;
    value.kind = CellValue::Kind::kText;
    value.glyphs.end = values.back().glyphs.end;
    return value;
  }

  // Returns the stretch after the grid.
  size_t AddGrid(size_t first) {
    const std::vector<LineOrCell>& stretches = document_.stretches;
    const int block = stretches[first].block;
    const Grid& grid =
        std::get<Grid>(document_.document->blocks[static_cast<size_t>(block)].content);
    size_t at = first;
    while (at < stretches.size() && stretches[at].block == block) {
      const int row = grid.cells[static_cast<size_t>(stretches[at].cell)].row;
      size_t end = at;
      while (end < stretches.size() && stretches[end].block == block &&
             grid.cells[static_cast<size_t>(stretches[end].cell)].row == row) {
        ++end;
      }
      AddRow(grid, at, end, row);
      at = end;
    }
    return at;
  }

  // A cell of a row of a grid, with what it holds.
  struct GridValues {
    size_t stretch;
    std::vector<CellValue> values;
    bool text;
  };

  std::vector<GridValues> ReadCells(const Grid& grid, size_t first, size_t last) const {
    std::vector<GridValues> cells;
    for (size_t i = first; i < last; ++i) {
      const LineOrCell& stretch = document_.stretches[i];
      const GridCell& cell = grid.cells[static_cast<size_t>(stretch.cell)];
      GridValues read = {i, ReadCell(document_, stretch.glyphs), false};
      for (CellValue& value : read.values) {
        value.column = cell.column;
        value.column_span = cell.column_span;
        read.text |= value.kind == CellValue::Kind::kText;
      }
      cells.push_back(std::move(read));
    }
    return cells;
  }

  // The cells behind the label of a row of few cells are its values, whatever they hold; 0 if there
  // is no such label.
  size_t BehindLabel(const std::vector<GridValues>& cells) const {
    constexpr size_t kMostCells = 6;
    if (cells.size() < 2 || cells.size() > kMostCells || !cells[0].text) return 0;
    const std::u32string letters =
        LettersOf(document_, document_.stretches[cells[0].stretch].glyphs);
    for (const Table table : kTables) {
      if (!TableSearchOf(table).few_columns) continue;
      for (const RowLabels& row : RowLabelsOf(table)) {
        if (row.Likeness(letters, kPlainLabel) > 0) return 1;
      }
    }
    return 0;
  }

  // The values of a row: [first, second) of its cells.
  std::pair<size_t, size_t> ValueCells(const std::vector<GridValues>& cells) const {
    if (const size_t begin = BehindLabel(cells); begin > 0) return {begin, cells.size()};
    // The longest run of cells that are no text, from the first that says something.
    size_t begin = 0;
    size_t end = 0;
    for (size_t i = 0; i < cells.size();) {
      if (cells[i].text) {
        ++i;
        continue;
      }
      size_t run_end = i;
      while (run_end < cells.size() && !cells[run_end].text) ++run_end;
      // On a tie the later: a serial number stands before the label.
      if (run_end - i >= end - begin) {
        begin = i;
        end = run_end;
      }
      i = run_end;
    }
    return {begin, end};
  }

  void AddRow(const Grid& grid, size_t first, size_t last, int row) {
    const std::vector<GridValues> cells = ReadCells(grid, first, last);
    const auto [begin, end] = ValueCells(cells);
    TableRow item = NewItem(first);
    item.grid_row = row;
    item.glyphs = {document_.stretches[first].glyphs.begin,
                   document_.stretches[last - 1].glyphs.end};
    bool said = false;
    std::u32string last_text;
    for (size_t i = 0; i < cells.size(); ++i) {
      item.cells.push_back(OneValue(cells[i].values));
      if (i >= begin && i < end) {
        size_t numbers = 0;
        for (const CellValue& value : cells[i].values) {
          said |= value.kind != CellValue::Kind::kBlank;
          numbers += value.number() ? 1 : 0;
          if (item.values.size() >= kMaxValuesOfItem) list_.truncated = true;
          item.values.push_back(value);
        }
        const GridCell& cell =
            grid.cells[static_cast<size_t>(document_.stretches[cells[i].stretch].cell)];
        item.several_numbers_in_cell |= numbers > 1 && static_cast<int>(numbers) > cell.column_span;
      } else if (i < begin) {
        // A merged cell may be written out in each of its places.
        const std::u32string text =
            LettersOf(document_, document_.stretches[cells[i].stretch].glyphs);
        if (text != last_text) item.label += text;
        last_text = text;
      } else if (cells[i].text) {
        item.more_text = true;
      }
    }
    // Text with blanks about it is a heading, but for a label with nothing but blanks behind.
    if (!said && (item.more_text || begin == 0)) {
      item.label.clear();
      for (size_t i = first; i < last; ++i) {
        item.label += LettersOf(document_, document_.stretches[i].glyphs);
      }
      item.values.clear();
      item.more_text = false;
    }
    if (item.label.empty() && item.values.empty()) return;
    Push(std::move(item));
  }

  // One value a line: the lines after a label are its values.
  void JoinLoneValues() {
    const auto lone = [](const TableRow& item) {
      return item.grid_row < 0 && item.label.empty() && item.values.size() == 1 &&
             !item.before_text;
    };
    size_t lone_items = 0;
    size_t wide_items = 0;
    for (const TableRow& item : list_.items) {
      lone_items += lone(item) ? 1 : 0;
      wide_items += item.values.size() > 2 ? 1 : 0;
    }
    list_.one_value_a_line = lone_items > 5 && lone_items > 2 * wide_items;
    if (!list_.one_value_a_line) return;
    std::vector<TableRow> joined;
    for (TableRow& item : list_.items) {
      if (lone(item) && !joined.empty() && !joined.back().values.empty() &&
          joined.back().grid_row < 0 && joined.back().values.size() < kMaxValuesOfItem) {
        joined.back().values.push_back(item.values[0]);
        joined.back().glyphs.end = item.glyphs.end;
      } else {
        joined.push_back(std::move(item));
      }
    }
    list_.items = std::move(joined);
  }

  const FoldedDocument& document_;
  ItemList list_;
};

}  // namespace

ItemList Itemize(const FoldedDocument& document, GlyphRange range) {
  Itemizer itemizer(document);
  itemizer.Run(range);
  return itemizer.Take();
}

}  // namespace ogi::reading
