#include <algorithm>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "tests/import/layouts.h"

namespace ogi::import_test {
namespace {

// One line a paragraph, and `table` for a table.
template <typename WriteTable>
std::string Write(const PrintedItems& items, absl::string_view indent, absl::string_view between,
                  WriteTable table) {
  std::string text;
  for (const PrintedItem& item : items) {
    if (const auto* paragraph = std::get_if<PrintedText>(&item)) {
      absl::StrAppend(&text, indent, paragraph->text, between);
    } else {
      absl::StrAppend(&text, table(std::get<PrintedTable>(item)), between);
    }
  }
  return text;
}

std::string TabRow(const PrintedTable& table, int row, bool gaps) {
  std::string line;
  bool first = true;
  for (int column = 0; column < table.columns; ++column) {
    const PrintedCell& cell = PrintedCellAt(table, row, column);
    const bool corner = cell.row == row && cell.column == column;
    // A browser leaves merged places out; a spreadsheet leaves them empty.
    if (!corner && !gaps) continue;
    if (!first) line += "\t";
    first = false;
    if (corner) line += cell.text;
  }
  return line + "\n";
}

std::string MarkdownRow(const PrintedTable& table, int row, bool repeat) {
  std::string line = "|";
  for (int column = 0; column < table.columns; ++column) {
    const PrintedCell& cell = PrintedCellAt(table, row, column);
    const bool corner = cell.row == row && cell.column == column;
    // Repeating figures would say them of other columns.
    absl::StrAppend(&line, " ", corner || (repeat && !cell.value) ? cell.text : "", " |");
  }
  return line + "\n";
}

}  // namespace

std::string RenderTabs(const PrintedItems& items, Dice& dice) {
  const bool gaps = dice.Chance(50);
  return Write(items, dice.Of<absl::string_view>({"", "    ", "　　"}), "\n",
               [&](const PrintedTable& table) {
                 std::string text;
                 for (int row = 0; row < table.rows; ++row) text += TabRow(table, row, gaps);
                 return text;
               });
}

std::string RenderCellALine(const PrintedItems& items, Dice& dice) {
  const absl::string_view indent = dice.Of<absl::string_view>({"", "\t", "  "});
  const bool blank_between_rows = dice.Chance(50);
  return Write(items, "", dice.Of<absl::string_view>({"\n", "\n\n"}),
               [&](const PrintedTable& table) {
                 std::string text;
                 int row = 0;
                 for (const PrintedCell& cell : table.cells) {
                   if (blank_between_rows && cell.row != row) text += "\n";
                   row = cell.row;
                   if (!cell.text.empty()) absl::StrAppend(&text, indent, cell.text, "\n");
                 }
                 return text;
               });
}

std::string RenderMarkdown(const PrintedItems& items, Dice& dice) {
  const bool repeat = dice.Chance(30);
  const bool marked = dice.Chance(60);
  std::string text;
  for (const PrintedItem& item : items) {
    if (const auto* paragraph = std::get_if<PrintedText>(&item)) {
      const bool heading = paragraph->kind == PrintedText::Kind::kHeading;
      const bool title = paragraph->kind == PrintedText::Kind::kTitle;
      absl::StrAppend(&text,
                      !marked   ? ""
                      : title   ? "# "
                      : heading ? "## "
                                : "",
                      paragraph->text, "\n\n");
      continue;
    }
    const auto& table = std::get<PrintedTable>(item);
    for (int row = 0; row < table.rows; ++row) {
      text += MarkdownRow(table, row, repeat);
      if (row > 0) continue;
      text += "|";
      for (int column = 0; column < table.columns; ++column) {
        absl::StrAppend(&text, dice.Of<absl::string_view>({" --- |", ":---:|", "---|"}));
      }
      text += "\n";
    }
    text += "\n";
  }
  return text;
}

std::string RenderRunTogether(const PrintedItems& items, Dice& dice) {
  const bool spaced_labels = dice.Chance(40);
  return Write(items, "", dice.Of<absl::string_view>({"", " "}), [&](const PrintedTable& table) {
    std::string text;
    for (const PrintedCell& cell : table.cells) {
      const bool space = cell.value ? dice.Chance(3) : spaced_labels;
      absl::StrAppend(&text, space ? " " : "", cell.text);
    }
    return text;
  });
}

}  // namespace ogi::import_test
