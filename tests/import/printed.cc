#include "tests/import/printed.h"

#include <algorithm>
#include <set>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/string_view.h"
#include "domain/form/cells.h"
#include "domain/form/figures.h"
#include "domain/form/printed_form.h"

namespace ogi::import_test {
namespace {

// How one office writes numbers and labels.
struct Hand {
  bool thousands = false;
  bool full_width = false;
  absl::string_view minus = "-";
  bool units = false;
  // After the number of a label: `1.属于国家秘密`.
  absl::string_view point = ".";
  bool ascii_parentheses = false;
  // Cells with a note in brackets, and with the number of a footnote.
  std::set<int> noted;
  std::set<int> footnoted;
};

Hand MakeHand(const Form& form, const PrintOptions& options, Dice& dice) {
  Hand hand;
  if (options.remarks && dice.Chance(20)) {
    for (int64_t i = dice.Number(1, 4); i > 0; --i) hand.noted.insert(dice.Of(form.cells));
    for (int64_t i = dice.Number(0, 2); i > 0; --i) hand.footnoted.insert(dice.Of(form.cells));
  }
  if (options.dressed_numbers) {
    hand.thousands = dice.Chance(15);
    hand.full_width = dice.Chance(10);
    hand.minus = dice.Of<absl::string_view>({"-", "-", "－", "−"});
    hand.units = dice.Chance(15);
  }
  if (options.free_labels) {
    hand.point = dice.Of<absl::string_view>({".", ".", ".", "．", "、", ". "});
    hand.ascii_parentheses = dice.Chance(10);
  }
  return hand;
}

std::string WithThousands(absl::string_view digits) {
  std::string text;
  for (size_t i = 0; i < digits.size(); ++i) {
    if (i > 0 && (digits.size() - i) % 3 == 0) text += ",";
    text += digits[i];
  }
  return text;
}

std::string FullWidth(absl::string_view text) {
  std::string wide;
  for (const char c : text) {
    // U+FF01 to U+FF5E are ASCII made wide.
    const int code = 0xFF00 + (c - 0x20);
    if (absl::ascii_isdigit(static_cast<unsigned char>(c)) || c == ',' || c == '.') {
      wide += static_cast<char>(0xE0 | (code >> 12));
      wide += static_cast<char>(0x80 | ((code >> 6) & 0x3F));
      wide += static_cast<char>(0x80 | (code & 0x3F));
    } else {
      wide += c;
    }
  }
  return wide;
}

std::string WriteValue(const Figures& figures, int cell, const Hand& hand) {
  if (!figures.has_value(cell)) {
    return figures.note(cell) == nullptr ? "" : figures.note(cell)->raw_text();
  }
  std::string text = figures.ValueText(cell);
  const bool negative = absl::StartsWith(text, "-");
  if (negative) text.erase(0, 1);
  const size_t point = std::min(text.find('.'), text.size());
  if (hand.thousands) text = WithThousands(text.substr(0, point)) + text.substr(point);
  if (hand.full_width) text = FullWidth(text);
  if (negative) text = absl::StrCat(hand.minus, text);
  if (hand.units && figures.money(cell) != nullptr) {
    text += figures.money(cell)->unit() == v1::Money::TEN_THOUSAND_YUAN ? "万元" : "元";
  }
  if (hand.noted.count(cell) > 0) text += "（其中联合办理3件）";
  if (hand.footnoted.count(cell) > 0) text += "²";
  return text;
}

std::string WriteLabel(absl::string_view label, const Hand& hand) {
  std::string text(label);
  if (text.size() > 2 && absl::ascii_isdigit(static_cast<unsigned char>(text[0])) &&
      text[1] == '.') {
    text = absl::StrCat(text.substr(0, 1), hand.point, text.substr(2));
  }
  if (hand.ascii_parentheses) {
    absl::StrReplaceAll({{"（", "("}, {"）", ")"}}, &text);
  }
  return text;
}

// Builds a table row by row.
class TableMaker {
 public:
  explicit TableMaker(int columns) { table_.columns = columns; }

  void Add(int row, int column, int row_span, int column_span, std::string text,
           bool value = false) {
    table_.cells.push_back({row, column, row_span, column_span, std::move(text), value});
    table_.rows = std::max(table_.rows, row + row_span);
  }
  int rows() const { return table_.rows; }
  PrintedTable Take(int header_rows) {
    table_.header_rows = header_rows;
    std::sort(table_.cells.begin(), table_.cells.end(),
              [](const PrintedCell& a, const PrintedCell& b) {
                return std::pair(a.row, a.column) < std::pair(b.row, b.column);
              });
    return std::move(table_);
  }

 private:
  PrintedTable table_;
};

// Spreads `count` cells over columns 1 to `columns` - 1: the last takes what is left.
void AddSpread(TableMaker& maker, int columns, const std::vector<std::string>& texts, bool value) {
  const int row = maker.rows() - 1;
  for (size_t i = 0; i < texts.size(); ++i) {
    const int column = 1 + static_cast<int>(i);
    const int span = i + 1 == texts.size() ? columns - column : 1;
    maker.Add(row, column, 1, span, texts[i], value);
  }
}

void AddBlock(const FormBlock& block, const Figures& figures, const Hand& hand, int columns,
              TableMaker& maker) {
  maker.Add(maker.rows(), 0, 1, columns, WriteLabel(block.caption, hand));
  maker.Add(maker.rows(), 0, 1, 1, std::string(block.corner));
  std::vector<std::string> labels;
  for (const FormColumn& column : block.columns) labels.emplace_back(column.label);
  AddSpread(maker, columns, labels, false);
  for (const FormRow& row : block.rows) {
    maker.Add(maker.rows(), 0, 1, 1, std::string(row.label));
    std::vector<std::string> values;
    for (const int cell : row.cells) values.push_back(WriteValue(figures, cell, hand));
    AddSpread(maker, columns, values, true);
  }
}

std::vector<PrintedTable> TableTwo(const Form& form, const Figures& figures, const Hand& hand,
                                   Dice& dice) {
  std::vector<FormBlock> blocks = form.tables[0].blocks;
  if (dice.Chance(10)) dice.Shuffle(blocks);
  std::vector<PrintedTable> tables;
  if (dice.Chance(70)) {
    TableMaker maker(4);
    for (const FormBlock& block : blocks) AddBlock(block, figures, hand, 4, maker);
    tables.push_back(maker.Take(2));
    return tables;
  }
  for (const FormBlock& block : blocks) {
    const int columns = 1 + static_cast<int>(block.columns.size());
    TableMaker maker(columns);
    AddBlock(block, figures, hand, columns, maker);
    tables.push_back(maker.Take(2));
  }
  return tables;
}

// Group, subgroup, label, then the numbers.
constexpr int kLabels = 3;

void AddTableThreeHeader(const FormBlock& block, const std::vector<size_t>& order,
                         TableMaker& maker) {
  const int columns = static_cast<int>(block.columns.size());
  maker.Add(0, 0, 3, kLabels, std::string(block.corner));
  maker.Add(0, kLabels, 1, columns, std::string(block.columns_caption));
  for (int i = 0; i < columns;) {
    const FormColumn& column = block.columns[order[static_cast<size_t>(i)]];
    if (column.group.empty()) {
      maker.Add(1, kLabels + i, 2, 1, std::string(column.label));
      ++i;
      continue;
    }
    int end = i;
    while (end < columns && block.columns[order[static_cast<size_t>(end)]].group == column.group) {
      maker.Add(2, kLabels + end, 1, 1,
                std::string(block.columns[order[static_cast<size_t>(end)]].label));
      ++end;
    }
    maker.Add(1, kLabels + i, 1, end - i, std::string(column.group));
    i = end;
  }
}

PrintedTable TableThree(const Form& form, const Figures& figures, const Hand& hand,
                        const PrintOptions& options) {
  const FormBlock& block = form.tables[1].blocks[0];
  std::vector<size_t> order;
  for (size_t i = 0; i < block.columns.size(); ++i) order.push_back(i);
  if (options.other_column_order) std::rotate(order.begin(), order.begin() + 6, order.end());
  TableMaker maker(kLabels + static_cast<int>(block.columns.size()));
  AddTableThreeHeader(block, order, maker);
  for (size_t i = 0; i < block.rows.size(); ++i) {
    const FormRow& row = block.rows[i];
    const int at = 3 + static_cast<int>(i);
    const auto span = [&](auto same) {
      size_t end = i;
      while (end < block.rows.size() && same(block.rows[end])) ++end;
      return static_cast<int>(end - i);
    };
    const bool grouped = !row.group.empty();
    const bool subgrouped = !row.subgroup.empty();
    if (grouped && (i == 0 || block.rows[i - 1].group != row.group)) {
      maker.Add(at, 0, span([&](const FormRow& r) { return r.group == row.group; }), 1,
                std::string(row.group));
    }
    if (subgrouped && (i == 0 || block.rows[i - 1].subgroup != row.subgroup)) {
      maker.Add(at, 1, span([&](const FormRow& r) { return r.subgroup == row.subgroup; }), 1,
                WriteLabel(row.subgroup, hand));
    }
    const int label = (grouped ? 1 : 0) + (subgrouped ? 1 : 0);
    maker.Add(at, label, 1, kLabels - label, WriteLabel(row.label, hand));
    for (size_t c = 0; c < order.size(); ++c) {
      maker.Add(at, kLabels + static_cast<int>(c), 1, 1,
                WriteValue(figures, row.cells[order[c]], hand), true);
    }
  }
  return maker.Take(3);
}

// The columns of table four as they are printed.
std::vector<size_t> OutcomeOrder(const FormBlock& block, const PrintOptions& options) {
  std::vector<size_t> order;
  for (size_t i = 0; i < block.columns.size(); ++i) order.push_back(i);
  if (options.other_outcome_order) std::swap(order[0], order[1]);
  return order;
}

PrintedTable TableFourInOneRow(const Form& form, const Figures& figures, const Hand& hand,
                               const PrintOptions& options) {
  const FormBlock& block = form.tables[2].blocks[0];
  const std::vector<size_t> order = OutcomeOrder(block, options);
  TableMaker maker(15);
  maker.Add(0, 0, 2, 5, "行政复议");
  maker.Add(0, 5, 1, 10, "行政诉讼");
  maker.Add(1, 5, 1, 5, "未经复议直接起诉");
  maker.Add(1, 10, 1, 5, "复议后起诉");
  int column = 0;
  for (const FormRow& row : block.rows) {
    for (const size_t i : order) {
      maker.Add(2, column, 1, 1, std::string(block.columns[i].label));
      maker.Add(3, column, 1, 1, WriteValue(figures, row.cells[i], hand), true);
      ++column;
    }
  }
  return maker.Take(3);
}

PrintedTable TableFourByRows(const Form& form, const Figures& figures, const Hand& hand,
                             const PrintOptions& options) {
  const FormBlock& block = form.tables[2].blocks[0];
  const std::vector<size_t> order = OutcomeOrder(block, options);
  TableMaker maker(7);
  maker.Add(0, 0, 1, 2, "");
  for (size_t i = 0; i < block.columns.size(); ++i) {
    maker.Add(0, 2 + static_cast<int>(i), 1, 1, std::string(block.columns[order[i]].label));
  }
  maker.Add(1, 0, 1, 2, "行政复议");
  maker.Add(2, 0, 2, 1, "行政诉讼");
  maker.Add(2, 1, 1, 1, "未经复议直接起诉");
  maker.Add(3, 1, 1, 1, "复议后起诉");
  for (size_t r = 0; r < block.rows.size(); ++r) {
    for (size_t i = 0; i < block.columns.size(); ++i) {
      maker.Add(1 + static_cast<int>(r), 2 + static_cast<int>(i), 1, 1,
                WriteValue(figures, block.rows[r].cells[order[i]], hand), true);
    }
  }
  return maker.Take(1);
}

void AddText(PrintedText::Kind kind, std::string text, std::vector<PrintedItem>& items) {
  items.emplace_back(PrintedText{kind, std::move(text)});
}

// What pages have above the title.
void AddFurniture(std::vector<PrintedItem>& items, Dice& dice) {
  if (!dice.Chance(25)) return;
  for (int64_t i = dice.Number(1, 2); i > 0; --i) {
    AddText(PrintedText::Kind::kBody,
            dice.Of<std::string>({"附件1", "附件：", "首页 > 政务公开 > 年度报告",
                                  "当前位置：首页 > 政府信息公开年报", "通知公告", "正文",
                                  "索引号：014-2024-00031"}),
            items);
  }
}

}  // namespace

const PrintedCell& PrintedCellAt(const PrintedTable& table, int row, int column) {
  return *std::find_if(table.cells.begin(), table.cells.end(), [&](const PrintedCell& cell) {
    return row >= cell.row && row < cell.row + cell.row_span && column >= cell.column &&
           column < cell.column + cell.column_span;
  });
}

std::vector<PrintedItem> Print(const Sample& sample, const PrintOptions& options, Dice& dice) {
  const v1::AnnualReport& report = sample.report;
  const Figures figures(report);
  const Form& form = FormOf(report.edition());
  const Hand hand = MakeHand(form, options, dice);
  std::vector<PrintedItem> items;
  AddFurniture(items, dice);
  // Broken behind the organ's name, wherever that stands.
  const size_t end = report.title().find(report.agency_name()) + report.agency_name().size();
  if (dice.Chance(30)) {
    AddText(PrintedText::Kind::kTitle, report.title().substr(0, end), items);
    AddText(PrintedText::Kind::kTitle, report.title().substr(end), items);
  } else {
    AddText(PrintedText::Kind::kTitle, report.title(), items);
  }
  if (!report.preamble().empty()) {
    AddText(PrintedText::Kind::kBody, report.preamble(), items);
  }
  for (size_t part = 0; part < kPartCount; ++part) {
    AddText(PrintedText::Kind::kHeading, PartOf(report, static_cast<int>(part)).heading(), items);
    const std::vector<std::string>& paragraphs = sample.paragraphs[part];
    for (size_t i = 0; i <= paragraphs.size(); ++i) {
      if (part >= 1 && part <= 3 && i == sample.before_table[part]) {
        if (part == 1) {
          for (PrintedTable& table : TableTwo(form, figures, hand, dice)) {
            items.emplace_back(std::move(table));
          }
        } else if (part == 2) {
          items.emplace_back(TableThree(form, figures, hand, options));
        } else {
          items.emplace_back(options.table_four_by_rows
                                 ? TableFourByRows(form, figures, hand, options)
                                 : TableFourInOneRow(form, figures, hand, options));
        }
      }
      if (i < paragraphs.size()) AddText(PrintedText::Kind::kBody, paragraphs[i], items);
    }
  }
  if (report.has_signed_date()) {
    const google::type::Date& date = report.signed_date();
    AddText(PrintedText::Kind::kSignature, report.signatory(), items);
    AddText(PrintedText::Kind::kSignature,
            absl::StrCat(date.year(), "年", date.month(), "月", date.day(), "日"), items);
  }
  return items;
}

}  // namespace ogi::import_test
