#include "import/report/doubts.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "domain/form/cells.h"
#include "domain/form/printed_form.h"

namespace ogi::reading {
namespace {

constexpr size_t kMaxDoubts = 1000;
constexpr size_t kMaxSeenBytes = 60;

int FirstCell(int row) { return TableRowAt(row).first_cell; }

// table two
std::string EnglishTable(Table table) {
  for (const RowInfo& row : TableRows()) {
    if (row.table == table) return absl::StrReplaceAll(row.table_name, {{"_", " "}});
  }
  return "";
}

// 表三“（三）不予公开 1.属于国家秘密｜自然人”
std::string ChineseCell(int cell, v1::Edition edition) {
  return absl::StrCat(TableLabel(CellAt(cell).table), "“", CellLabel(CellAt(cell), edition), "”");
}

std::string ChineseRow(int row, v1::Edition edition) {
  const CellInfo& info = CellAt(FirstCell(row));
  return absl::StrCat(TableLabel(info.table), "“", RowLabel(info, edition), "”一行");
}

std::string EnglishCell(int cell) {
  const CellInfo& info = CellAt(cell);
  return absl::StrCat(EnglishTable(info.table), ", ", info.row, ", ", info.column);
}

std::string EnglishRow(int row) {
  const CellInfo& info = CellAt(FirstCell(row));
  return absl::StrCat("the row ", info.row, " of ", EnglishTable(info.table));
}

}  // namespace

void Doubts::Add(Doubt::Kind kind, int cell, GlyphRange glyphs, std::string chinese,
                 std::string english) {
  if (doubts_.size() >= kMaxDoubts) return;
  Doubt doubt;
  doubt.kind = kind;
  doubt.cell = cell;
  if (!glyphs.empty()) {
    doubt.span = document_.Span(glyphs);
    doubt.page = document_.PageAt(glyphs.begin);
  }
  doubt.chinese = std::move(chinese);
  doubt.english = std::move(english);
  doubts_.push_back(std::move(doubt));
}

std::string Doubts::Seen(GlyphRange glyphs, bool chinese) const {
  std::string seen;
  for (size_t i = glyphs.begin; i < glyphs.end && i < document_.glyphs.size(); ++i) {
    const Glyph& glyph = document_.glyphs[i];
    const absl::string_view bytes = document_.document->Text({glyph.begin, glyph.end()});
    if (seen.size() + bytes.size() > kMaxSeenBytes) {
      seen += "…";
      break;
    }
    if (glyph.gap != 0 && !seen.empty()) seen.push_back(' ');
    absl::StrAppend(&seen, bytes);
  }
  return chinese ? absl::StrCat("“", seen, "”") : absl::StrCat("\"", seen, "\"");
}

void Doubts::AmbiguousCell(int cell, v1::Edition edition, GlyphRange glyphs,
                           const std::vector<std::string>& candidates) {
  const std::string chinese_list = absl::StrJoin(candidates, "、");
  const std::string english_list = absl::StrJoin(candidates, ", ");
  Add(Doubt::Kind::kAmbiguousCell, cell, glyphs,
      absl::StrCat(ChineseCell(cell, edition), "不能确定：原文为", Seen(glyphs, true),
                   candidates.empty() ? "" : absl::StrCat("，可能是 ", chinese_list),
                   "。请对照原件填写。"),
      absl::StrCat("The cell ", EnglishCell(cell), " is not certain: the document has ",
                   Seen(glyphs, false),
                   candidates.empty() ? "" : absl::StrCat(", which may be ", english_list),
                   ". Fill it in from the original."));
}

void Doubts::NotANumber(int cell, v1::Edition edition, GlyphRange glyphs) {
  Add(Doubt::Kind::kNotANumber, cell, glyphs,
      absl::StrCat(ChineseCell(cell, edition), "填的是", Seen(glyphs, true),
                   "，不是可用的数字。请对照原件填写数字。"),
      absl::StrCat("The cell ", EnglishCell(cell), " holds ", Seen(glyphs, false),
                   ", which is no number it can have. Fill in the number from the original."));
}

void Doubts::Marks(size_t count, int cell, v1::Edition edition, GlyphRange glyphs) {
  Add(Doubt::Kind::kNotANumber, cell, glyphs,
      absl::StrCat("有 ", count, " 格填的是", Seen(glyphs, true), "一类符号，不是数字，从",
                   ChineseCell(cell, edition), "起。没有的请填 0。"),
      absl::StrCat(count, " cells hold a mark such as ", Seen(glyphs, false),
                   " instead of a number, the first of them ", EnglishCell(cell),
                   ". What there was none of is 0."));
}

void Doubts::MissingCell(int cell, v1::Edition edition) {
  Add(Doubt::Kind::kMissingCell, cell, {},
      absl::StrCat(ChineseCell(cell, edition), "没有找到。请对照原件填写。"),
      absl::StrCat("The cell ", EnglishCell(cell),
                   " was not found. Fill it in from the original."));
}

void Doubts::MissingRow(int row, v1::Edition edition) {
  Add(Doubt::Kind::kMissingCell, FirstCell(row), {},
      absl::StrCat(ChineseRow(row, edition), "没有找到。请对照原件填写。"),
      absl::StrCat("No figures were found for ", EnglishRow(row),
                   ". Fill them in from the original."));
}

void Doubts::BlankRow(int row, v1::Edition edition, GlyphRange glyphs) {
  Add(Doubt::Kind::kMissingCell, FirstCell(row), glyphs,
      absl::StrCat(ChineseRow(row, edition), "没有填数字。请对照原件：没有的填 0。"),
      absl::StrCat("There are no figures in ", EnglishRow(row),
                   ". Compare with the original: what there was none of is 0."));
}

void Doubts::UnreadRow(int row, v1::Edition edition, GlyphRange glyphs, size_t values) {
  const std::string count = values == 0 ? "" : absl::StrCat("（", values, " 个数）");
  const std::string english_count = values == 0 ? "" : absl::StrCat(" (", values, " of them)");
  Add(Doubt::Kind::kMissingCell, FirstCell(row), glyphs,
      absl::StrCat(ChineseRow(row, edition), "的数字", count, "分不清属于哪一列：原文为",
                   Seen(glyphs, true), "。请对照原件填写。"),
      absl::StrCat("The figures of ", EnglishRow(row), english_count,
                   " cannot be assigned to its columns: the document has ", Seen(glyphs, false),
                   ". Fill them in from the original."));
}

void Doubts::OtherColumns(Table table, size_t rows, size_t values, size_t columns,
                          GlyphRange glyphs) {
  Add(Doubt::Kind::kMissing, -1, glyphs,
      absl::StrCat(TableLabel(table), "有 ", rows, " 行每行 ", values, " 个数，格式是 ", columns,
                   " 列，从", Seen(glyphs, true), "起没有读取。请看是否",
                   values > columns ? "多了一列（如小计、备注）" : "少了一列", "，对照原件填写。"),
      absl::StrCat(rows, " rows of ", EnglishTable(table), " have ", values,
                   " figures each, where the form has ", columns, " columns; from ",
                   Seen(glyphs, false), " on they were not read. See whether a column is ",
                   values > columns ? "added, such as a subtotal," : "missing",
                   " and fill them in from the original."));
}

void Doubts::RowByPlace(int row, v1::Edition edition, GlyphRange glyphs) {
  Add(Doubt::Kind::kByPlace, FirstCell(row), glyphs,
      absl::StrCat(ChineseRow(row, edition), "的行名或列名不全，是按位置认出的：原文为",
                   Seen(glyphs, true), "。请核对。"),
      absl::StrCat("Labels are lost for ", EnglishRow(row),
                   "; it was recognised by its place: the document has ", Seen(glyphs, false),
                   ". Compare it with the original."));
}

void Doubts::RowOfOtherEdition(int row, v1::Edition edition, GlyphRange glyphs) {
  const absl::string_view basis = FormOf(edition).legal_basis;
  Add(Doubt::Kind::kOtherEdition, FirstCell(row), glyphs,
      absl::StrCat(ChineseRow(row, edition), "有不属于本年度格式（", basis,
                   "）的单元格，数值已保留。请核对所用格式。"),
      absl::StrCat("Cells of ", EnglishRow(row), " are not in this year's form (", basis,
                   "); their values are kept. Check which form was used."));
}

void Doubts::NoUnit(int cell, v1::Edition edition, GlyphRange glyphs) {
  Add(Doubt::Kind::kMissing, cell, glyphs,
      absl::StrCat(ChineseCell(cell, edition), "没有注明单位是元还是万元。请核对。"),
      absl::StrCat("The document does not say whether ", EnglishCell(cell),
                   " is in yuan or in ten thousand yuan. Check it."));
}

void Doubts::LeftOver(GlyphRange glyphs) {
  Add(Doubt::Kind::kLeftOver, -1, glyphs,
      absl::StrCat("表内数字", Seen(glyphs, true), "没有归入任何单元格。请对照原件。"),
      absl::StrCat("The figures ", Seen(glyphs, false),
                   " stand in a table but belong to no cell. Compare with the original."));
}

void Doubts::LeftOverGrid(GlyphRange glyphs) {
  Add(Doubt::Kind::kLeftOver, -1, glyphs,
      absl::StrCat("有一张表没有归入年报：", Seen(glyphs, true), "。请查看是否需要。"),
      absl::StrCat("A table has no place in the report: ", Seen(glyphs, false),
                   ". See whether it is needed."));
}

void Doubts::TwoTables(size_t cells) {
  Add(Doubt::Kind::kMissing, -1, {},
      absl::StrCat("同一张表在文件中出现了两次，有 ", cells, " 格不同。请核对以哪一份为准。"),
      absl::StrCat("A table stands in the document twice, and ", cells,
                   " of its cells differ. Check which one holds."));
}

void Doubts::MissingTable(Table table, v1::Edition edition) {
  const v1::Edition known = edition == v1::EDITION_2019 ? edition : v1::EDITION_2021;
  const absl::string_view caption = FormOf(known).tables[static_cast<size_t>(table)].caption;
  Add(Doubt::Kind::kMissing, -1, {},
      absl::StrCat("没有找到", TableLabel(table), "（", caption, "）的表格。请对照原件填写。"),
      absl::StrCat("No ", EnglishTable(table), " was found. Fill it in from the original."));
}

void Doubts::ColumnsInUnknownOrder(const OtherOrder& order) {
  std::string chinese = "表头各列的次序与格式不同";
  std::string english = "The columns are not in the form's order";
  if (!order.first.empty()) {
    absl::StrAppend(&chinese, "（", Seen(order.first, true), "排在", Seen(order.second, true),
                    "之前）");
    absl::StrAppend(&english, " (", Seen(order.first, false), " stands before ",
                    Seen(order.second, false), ")");
  }
  Add(Doubt::Kind::kMissing, -1, order.figures,
      absl::StrCat(chinese, "，", Seen(order.figures, true), "起的数字没有读取。请按表头填写。"),
      absl::StrCat(english, "; the figures from ", Seen(order.figures, false),
                   " on were not read. Fill them in by their headings."));
}

void Doubts::Missing(absl::string_view chinese, absl::string_view english, GlyphRange glyphs) {
  Add(Doubt::Kind::kMissing, -1, glyphs, std::string(chinese), std::string(english));
}

std::vector<Doubt> Doubts::Take() {
  const auto place = [](const Doubt& doubt) {
    return std::pair(doubt.span.end > doubt.span.begin, doubt.span.begin);
  };
  std::stable_sort(doubts_.begin(), doubts_.end(),
                   [place](const Doubt& a, const Doubt& b) { return place(a) < place(b); });
  return std::move(doubts_);
}

}  // namespace ogi::reading
