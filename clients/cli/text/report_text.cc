#include "clients/cli/text/report_text.h"

#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "clients/cli/text/grid.h"
#include "clients/cli/text/labels.h"
#include "clients/cli/text/text_width.h"
#include "domain/calendar/china_time.h"
#include "domain/form/cells.h"
#include "domain/form/figures.h"
#include "domain/form/printed_form.h"

namespace ogi::cli {
namespace {

// Table three, the widest, then fits a terminal of 80 columns: 26 for labels, 4 for each number.
constexpr int kLabelWidth = 26;
constexpr int kTextWidth = 80;
constexpr int kHeaderWidth = 4;

// Few columns may be wider.
int HeaderWidth(size_t columns) { return columns > 5 ? kHeaderWidth : columns > 3 ? 8 : 14; }

// What the cells of a table say.
struct TableCells {
  const Figures& figures;
  const std::set<int>& doubtful;
};

std::string CellText(const TableCells& cells, int cell) {
  const Figures& figures = cells.figures;
  const bool doubtful = cells.doubtful.count(cell) > 0;
  if (figures.has_value(cell)) return absl::StrCat(figures.ValueText(cell), doubtful ? "?" : "");
  if (doubtful) return "?";
  const v1::CellNote* note = figures.note(cell);
  if (note == nullptr) return "";
  if (!note->raw_text().empty()) return Printable(note->raw_text());
  return note->kind() == v1::CellNote::NOT_APPLICABLE ? "/" : "?";
}

void AddHeader(const FormBlock& block, Grid& grid) {
  const int columns = static_cast<int>(block.columns.size());
  if (!block.caption.empty()) {
    grid.AddRow({{std::string(block.caption), Align::kCentre, columns + 1}});
    grid.AddRule();
  }
  std::string corner(block.corner);
  if (!block.columns_caption.empty()) {
    grid.AddRow(
        {{corner, Align::kLeft}, {std::string(block.columns_caption), Align::kCentre, columns}});
    grid.AddRule();
    corner.clear();
  }
  std::vector<GridCell> groups = {{""}};
  std::vector<GridCell> labels = {{corner, Align::kCentre}};
  bool grouped = false;
  for (size_t i = 0; i < block.columns.size(); ++i) {
    const FormColumn& column = block.columns[i];
    labels.push_back({std::string(column.label), Align::kCentre});
    grouped |= !column.group.empty();
    if (i > 0 && !column.group.empty() && column.group == block.columns[i - 1].group) {
      ++groups.back().span;
    } else {
      groups.push_back({std::string(column.group), Align::kCentre});
    }
  }
  if (grouped) {
    grid.AddRow(std::move(groups));
    grid.AddRule();
  }
  grid.AddRow(std::move(labels));
  grid.AddRule();
}

std::string BlockText(const FormBlock& block, const TableCells& table) {
  std::vector<int> caps(block.columns.size() + 1, HeaderWidth(block.columns.size()));
  caps[0] = kLabelWidth;
  // Numbers are never broken.
  for (const FormRow& row : block.rows) {
    for (size_t i = 0; i < row.cells.size(); ++i) {
      caps[i + 1] = std::max(caps[i + 1], DisplayWidth(CellText(table, row.cells[i])));
    }
  }
  const int all = static_cast<int>(caps.size());
  Grid grid(std::move(caps));
  AddHeader(block, grid);
  absl::string_view group;
  absl::string_view subgroup;
  for (const FormRow& row : block.rows) {
    if (row.group != group || row.subgroup != subgroup) grid.AddRule();
    if (row.group != group && !row.group.empty()) {
      grid.AddRow({{std::string(row.group), Align::kLeft, all}});
    }
    if (row.subgroup != subgroup && !row.subgroup.empty()) {
      grid.AddRow({{std::string(row.subgroup), Align::kLeft, all}});
    }
    group = row.group;
    subgroup = row.subgroup;
    std::vector<GridCell> cells = {{std::string(row.label)}};
    for (const int cell : row.cells) cells.push_back({CellText(table, cell), Align::kRight});
    grid.AddRow(std::move(cells));
  }
  return grid.Draw();
}

std::string DrawTable(const v1::AnnualReport& report, const TableCells& cells, size_t table) {
  std::string text;
  for (const FormBlock& block : FormOf(report.edition()).tables[table].blocks) {
    text += BlockText(block, cells);
  }
  return text;
}

std::string NotesText(const v1::AnnualReport& report, const Figures& figures, Language language) {
  std::string text;
  for (const v1::CellNote& note : report.cell_notes()) {
    const CellInfo* cell = FindCell(note.table(), note.row(), note.column());
    if (cell == nullptr) continue;
    absl::StrAppend(&text, "  ", TableLabel(cell->table), " ", CellLabel(*cell, report.edition()),
                    Pick(language, "：", ": "), NoteText(note.kind(), language));
    if (figures.has_value(cell->index)) absl::StrAppend(&text, " ", figures.ValueText(cell->index));
    if (!note.raw_text().empty()) absl::StrAppend(&text, " “", Printable(note.raw_text()), "”");
    for (const std::string& reading : note.candidates()) {
      absl::StrAppend(&text, " ", Printable(reading));
    }
    text += "\n";
  }
  return text.empty() ? text : absl::StrCat(Pick(language, "单元格说明\n", "Cell notes\n"), text);
}

std::string SignatureText(const v1::AnnualReport& report) {
  std::string text;
  if (!report.signatory().empty()) absl::StrAppend(&text, Printable(report.signatory()), "\n");
  if (const auto day = ParseDate(report.signed_date()); day.has_value()) {
    absl::StrAppend(&text, day->year(), "年", day->month(), "月", day->day(), "日\n");
  }
  return text;
}

}  // namespace

std::string Paragraphs(absl::string_view text) {
  std::string lines;
  for (const std::string& line : Wrap(PrintableLines(text), kTextWidth)) {
    absl::StrAppend(&lines, line, "\n");
  }
  return lines;
}

std::string TableText(const v1::AnnualReport& report, int table) {
  return TableText(report, table, {});
}

std::string TableText(const v1::AnnualReport& report, int table, const std::set<int>& doubtful) {
  return DrawTable(report, {Figures(report), doubtful}, static_cast<size_t>(table));
}

std::string ReportText(const v1::AnnualReport& report, Language language) {
  const Figures figures(report);
  const Form& form = FormOf(report.edition());
  std::string text;
  if (!report.title().empty()) absl::StrAppend(&text, Printable(report.title()), "\n");
  absl::StrAppend(&text, Printable(report.agency_name()), " ", report.agency(), " ", report.year(),
                  " ", ScopeText(report.scope(), language), " ",
                  EditionText(report.edition(), language), "\n\n");
  if (!report.preamble().empty()) absl::StrAppend(&text, Paragraphs(report.preamble()), "\n");
  for (int part = 0; part < kPartCount; ++part) {
    const v1::Part& content = PartOf(report, part);
    absl::StrAppend(&text,
                    content.heading().empty()
                        ? std::string(form.parts[static_cast<size_t>(part)].heading)
                        : Printable(content.heading()),
                    "\n");
    if (!content.text().empty()) text += Paragraphs(content.text());
    // Parts two to four hold tables two to four.
    if (part >= 1 && part <= 3)
      text += DrawTable(report, {figures, {}}, static_cast<size_t>(part - 1));
    text += "\n";
  }
  return absl::StrCat(text, NotesText(report, figures, language), SignatureText(report));
}

}  // namespace ogi::cli
