#include "tests/import/page.h"

#include <algorithm>
#include <map>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"

namespace ogi::import_test {
namespace {

bool IsAscii(char c) { return static_cast<unsigned char>(c) < 0x80; }

// A character, or a run of ASCII without spaces.
std::string TakePiece(absl::string_view& text) {
  size_t end = 1;
  if (IsAscii(text[0]) && text[0] != ' ') {
    while (end < text.size() && IsAscii(text[end]) && text[end] != ' ') ++end;
  } else {
    while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) ++end;
  }
  std::string piece(text.substr(0, end));
  text.remove_prefix(end);
  return piece;
}

std::vector<std::string> WrapText(absl::string_view text, double width, double indent) {
  std::vector<std::string> lines = {""};
  double room = width - indent;
  while (!text.empty()) {
    std::string piece = TakePiece(text);
    const double size = TextWidth(piece);
    if (size > room && !lines.back().empty()) {
      lines.emplace_back();
      room = width;
    }
    if (piece == " " && lines.back().empty()) continue;
    room -= size;
    lines.back() += piece;
  }
  return lines;
}

enum class Side { kLeft, kCentre, kRight };

constexpr double kPadding = 6;
constexpr double kMargin = 72;

class Setter {
 public:
  explicit Setter(Dice& dice) : dice_(dice) {
    body_width_ = static_cast<double>(dice.Number(30, 44)) * kFontSize;
    lines_a_page_ = static_cast<int>(dice.Number(24, 50));
    number_style_ = static_cast<int>(dice.Number(0, 4));
    number_side_ = static_cast<int>(dice.Number(0, 2));
    value_side_ = dice.Of({Side::kCentre, Side::kCentre, Side::kRight, Side::kLeft});
    label_side_ = dice.Of({Side::kLeft, Side::kLeft, Side::kCentre});
    airy_ = dice.Chance(40);
    raised_ = dice.Chance(50) ? 0 : static_cast<double>(dice.Number(-5, 5));
  }

  Pages Set(const std::vector<PrintedItem>& items) {
    NewPage();
    for (const PrintedItem& item : items) {
      if (const auto* text = std::get_if<PrintedText>(&item)) {
        SetText(*text);
      } else {
        SetTable(std::get<PrintedTable>(item));
      }
    }
    Number();
    double width = body_width_;
    for (const Page& page : pages_.pages) {
      for (const PlacedText& text : page.texts) {
        width = std::max(width, text.left + TextWidth(text.text) - kMargin);
      }
    }
    pages_.width = width + 2 * kMargin;
    pages_.height = PageBottom() + kMargin + 3 * kLineHeight;
    return std::move(pages_);
  }

 private:
  double PageBottom() const { return kMargin + lines_a_page_ * kLineHeight; }
  bool Fits(double height) const { return top_ + height <= PageBottom(); }
  Page& page() { return pages_.pages.back(); }
  // Mirrored pages are bound on the other side.
  double left() const { return pages_.pages.size() % 2 == 0 ? kMargin - 12 : kMargin; }

  void Number() {
    const size_t number = pages_.pages.size();
    std::string text;
    switch (number_style_) {
      case 0:
        text = absl::StrCat("-", number, "-");
        break;
      case 1:
        text = absl::StrCat("- ", number, " -");
        break;
      case 2:
        text = absl::StrCat(number);
        break;
      case 3:
        text = absl::StrCat("— ", number, " —");
        break;
      default:
        text = absl::StrCat("第 ", number, " 页");
    }
    const double room = body_width_ - TextWidth(text);
    const double shift = number_side_ == 0   ? room / 2
                         : number_side_ == 1 ? (number % 2 == 0 ? 0 : room)
                                             : room;
    page().texts.push_back({left() + shift, PageBottom() + 2 * kLineHeight, text});
  }

  void NewPage() {
    if (!pages_.pages.empty()) Number();
    pages_.pages.emplace_back();
    top_ = kMargin;
  }

  void SetText(const PrintedText& text) {
    const bool body = text.kind == PrintedText::Kind::kBody;
    const double indent = body || text.kind == PrintedText::Kind::kHeading ? 2 * kFontSize : 0;
    if (text.kind == PrintedText::Kind::kHeading && dice_.Chance(30)) top_ += kLineHeight;
    bool first = true;
    for (const std::string& line : WrapText(text.text, body_width_, indent)) {
      if (!Fits(kLineHeight)) NewPage();
      double x = left() + (first ? indent : 0);
      if (text.kind == PrintedText::Kind::kTitle) x += (body_width_ - TextWidth(line)) / 2;
      if (text.kind == PrintedText::Kind::kSignature) x += body_width_ - TextWidth(line) - 48;
      page().texts.push_back({x, top_, line});
      top_ += kLineHeight;
      first = false;
    }
    if (text.kind == PrintedText::Kind::kTitle && dice_.Chance(50)) top_ += kLineHeight;
  }

  // Numbers are never broken.
  std::vector<double> ColumnWidths(const PrintedTable& table) {
    std::vector<double> widths(static_cast<size_t>(table.columns), 2 * kFontSize + 2 * kPadding);
    std::vector<bool> has_values(widths.size());
    for (const PrintedCell& cell : table.cells) {
      if (!cell.value || cell.column_span > 1) continue;
      const size_t column = static_cast<size_t>(cell.column);
      has_values[column] = true;
      widths[column] = std::max(widths[column], TextWidth(cell.text) + 2 * kPadding);
    }
    for (size_t i = 0; i < widths.size(); ++i) {
      if (has_values[i]) {
        widths[i] += static_cast<double>(dice_.Number(0, table.columns > 12 ? 2 : 6)) * 6;
      } else if (i == 0 && table.columns == 10) {
        // 三、本年度办理结果 often stands upright.
        widths[i] = dice_.Chance(60) ? kFontSize + 2 * kPadding : 6 * kFontSize;
      } else if (table.columns == 10) {
        widths[i] =
            static_cast<double>(i == 1 ? dice_.Number(4, 8) : dice_.Number(9, 18)) * kFontSize;
      } else {
        widths[i] = static_cast<double>(dice_.Number(8, 14)) * kFontSize;
      }
    }
    if (table.columns == 4) {
      for (size_t i = 1; i < 4; ++i) {
        widths[i] = std::max(widths[i], static_cast<double>(dice_.Number(6, 9)) * kFontSize);
      }
    }
    return widths;
  }

  static double Sum(const std::vector<double>& sizes, int first, int count) {
    double sum = 0;
    for (int i = first; i < first + count; ++i) sum += sizes[static_cast<size_t>(i)];
    return sum;
  }

  std::vector<std::string> CellLines(const PrintedCell& cell, const std::vector<double>& widths) {
    if (cell.value) return {cell.text};
    return WrapText(cell.text, Sum(widths, cell.column, cell.column_span) - 2 * kPadding + 1, 0);
  }

  // Whole lines each, so that what is in the middle stands at a half line.
  std::vector<double> RowHeights(const PrintedTable& table, const std::vector<double>& widths) {
    std::vector<double> heights(static_cast<size_t>(table.rows), kLineHeight);
    for (int spans = 1; spans <= table.rows; ++spans) {
      for (const PrintedCell& cell : table.cells) {
        if (cell.row_span != spans) continue;
        const double needed = static_cast<double>(CellLines(cell, widths).size()) * kLineHeight;
        const double missing = needed - Sum(heights, cell.row, cell.row_span);
        if (missing > 0) heights[static_cast<size_t>(cell.row + cell.row_span - 1)] += missing;
      }
    }
    if (airy_) {
      for (double& height : heights) height += kLineHeight;
    }
    return heights;
  }

  void SetTable(const PrintedTable& table) {
    const std::vector<double> widths = ColumnWidths(table);
    const std::vector<double> heights = RowHeights(table, widths);
    if (dice_.Chance(50)) top_ += kLineHeight;
    // A stretch of rows on one page after another. Headings stay together.
    int first = 0;
    while (first < table.rows) {
      int end = first;
      double height = 0;
      while (end < table.rows && Fits(height + heights[static_cast<size_t>(end)])) {
        height += heights[static_cast<size_t>(end)];
        ++end;
      }
      if (end == table.rows || end > first + (first == 0 ? table.header_rows : 0) ||
          (top_ == kMargin && end > first)) {
        SetRows(table, widths, heights, first, end);
        top_ += height;
        first = end;
      } else if (top_ == kMargin) {
        // Taller than a page.
        lines_a_page_ += 4;
        continue;
      }
      if (first < table.rows) NewPage();
    }
    if (dice_.Chance(50)) top_ += kLineHeight;
  }

  void SetRows(const PrintedTable& table, const std::vector<double>& widths,
               const std::vector<double>& heights, int first, int end) {
    for (const PrintedCell& cell : table.cells) {
      const int begin_row = std::max(cell.row, first);
      const int end_row = std::min(cell.row + cell.row_span, end);
      if (begin_row >= end_row) continue;
      const double left_edge = left() + Sum(widths, 0, cell.column);
      const double width = Sum(widths, cell.column, cell.column_span);
      const double top = top_ + Sum(heights, first, begin_row - first);
      const double height = Sum(heights, begin_row, end_row - begin_row);
      page().frames.push_back({left_edge, top, width, height});
      SetCellLines(cell, LinesHere(cell, widths, end_row, height), left_edge, width, top, height);
    }
  }

  // What of a merged cell stands on this page: as much as there is room for, then the rest.
  std::vector<std::string> LinesHere(const PrintedCell& cell, const std::vector<double>& widths,
                                     int end_row, double height) {
    std::vector<std::string> lines = CellLines(cell, widths);
    size_t& shown = shown_[&cell];
    lines.erase(lines.begin(), lines.begin() + static_cast<long>(std::min(shown, lines.size())));
    const size_t room = static_cast<size_t>(height / kLineHeight);
    if (end_row < cell.row + cell.row_span && lines.size() > room) lines.resize(room);
    shown += lines.size();
    return lines;
  }

  void SetCellLines(const PrintedCell& cell, const std::vector<std::string>& lines,
                    double left_edge, double width, double top, double height) {
    double y = top + (height - static_cast<double>(lines.size()) * kLineHeight) / 2;
    const Side side = cell.value                                      ? value_side_
                      : cell.text.size() < 13 || cell.column_span > 3 ? Side::kCentre
                                                                      : label_side_;
    for (const std::string& line : lines) {
      const double room = width - 2 * kPadding - TextWidth(line);
      const double shift = side == Side::kLeft ? 0 : side == Side::kCentre ? room / 2 : room;
      if (!line.empty()) {
        page().texts.push_back(
            {left_edge + kPadding + std::max(0.0, shift), y, line, cell.value ? raised_ : 0});
      }
      y += kLineHeight;
    }
  }

  Dice& dice_;
  double body_width_ = 0;
  int lines_a_page_ = 0;
  int number_style_ = 0;
  int number_side_ = 0;
  Side value_side_ = Side::kCentre;
  Side label_side_ = Side::kLeft;
  bool airy_ = false;
  double raised_ = 0;
  double top_ = 0;
  // How many lines of a merged cell earlier pages have.
  std::map<const PrintedCell*, size_t> shown_;
  Pages pages_;
};

}  // namespace

double TextWidth(const std::string& text) {
  double width = 0;
  for (const char c : text) {
    if (IsAscii(c)) {
      width += kFontSize / 2;
    } else if ((static_cast<unsigned char>(c) & 0xC0) != 0x80) {
      width += kFontSize;
    }
  }
  return width;
}

Pages LayOut(const std::vector<PrintedItem>& items, Dice& dice) { return Setter(dice).Set(items); }

}  // namespace ogi::import_test
