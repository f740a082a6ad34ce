#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "tests/import/layouts.h"

namespace ogi::import_test {
namespace {

class HtmlWriter {
 public:
  explicit HtmlWriter(Dice& dice)
      : dice_(dice),
        padding_(dice.Of<absl::string_view>({"", "", " ", "&nbsp;", "\n      ", "　"})),
        wrapper_(dice.Of<absl::string_view>({"", "", "p", "span", "div", "b"})),
        lost_head_(dice.Chance(30)),
        split_(dice.Chance(25)),
        entities_(dice.Chance(20)),
        broken_(dice.Chance(25)) {}

  std::string Write(const PrintedItems& items) {
    std::string body;
    for (const PrintedItem& item : items) {
      if (const auto* text = std::get_if<PrintedText>(&item)) {
        body += Text(*text);
      } else {
        body += Table(std::get<PrintedTable>(item));
      }
    }
    if (dice_.Chance(30)) {
      body = absl::StrCat("<table width=\"100%\"><tr><td><table><tr><td>", body,
                          "</td></tr></table></td></tr></table>");
    }
    return absl::StrCat(
        "<!DOCTYPE html>\n<html><head><meta charset=\"utf-8\"><title>", Title(items),
        "</title><style>td{width:12px;padding:3px 4px}</style>"
        "<script>var pages = [1, 2, 30]; if (pages[0] < 5) { document.write(\"7\"); }</script>"
        "</head><body>\n<!-- 2020 9 9 9 -->\n<div class=\"nav\"><a href=\"/\">首页</a> &gt; "
        "<a href=\"/xxgk\">政府信息公开年报</a></div>\n",
        body, Foot(items), "</body></html>\n");
  }

 private:
  std::string Title(const PrintedItems& items) const {
    for (const PrintedItem& item : items) {
      const auto* text = std::get_if<PrintedText>(&item);
      if (text != nullptr && text->kind == PrintedText::Kind::kTitle) return text->text;
    }
    return "";
  }

  // Without a signature nobody could tell it from the last part's text.
  static std::string Foot(const PrintedItems& items) {
    const auto* last = std::get_if<PrintedText>(&items.back());
    return last != nullptr && last->kind == PrintedText::Kind::kSignature
               ? "<div class=\"foot\">主办单位：县政府办公室 备案号：备09012345号</div>"
               : "";
  }

  std::string Escape(absl::string_view text) const {
    std::string escaped = absl::StrReplaceAll(text, {{"&", "&amp;"}, {"<", "&lt;"}, {">", "&gt;"}});
    if (entities_) {
      absl::StrReplaceAll({{"“", "&ldquo;"}, {"”", "&rdquo;"}, {"（", "&#65288;"}, {"1", "&#49;"}},
                          &escaped);
    }
    return escaped;
  }

  std::string Text(const PrintedText& text) const {
    switch (text.kind) {
      case PrintedText::Kind::kTitle:
        return absl::StrCat("<h1>", Escape(text.text), "</h1>\n");
      case PrintedText::Kind::kHeading:
        return absl::StrCat("<p><strong>", Escape(text.text), "</strong></p>\n");
      default:
        return absl::StrCat("<p style=\"text-indent:2em\">", Escape(text.text), "</p>\n");
    }
  }

  std::string Content(const PrintedCell& cell) const {
    if (!broken_ || cell.text.size() < 6) return Escape(cell.text);
    size_t middle = cell.text.size() / 2;
    while ((static_cast<unsigned char>(cell.text[middle]) & 0xC0) == 0x80) --middle;
    const absl::string_view text = cell.text;
    return absl::StrCat(Escape(text.substr(0, middle)), cell.value ? "<span lang=EN-US>" : "<br/>",
                        Escape(text.substr(middle)), cell.value ? "</span>" : "");
  }

  std::string Cell(const PrintedCell& cell, bool header) const {
    std::string html = absl::StrCat("<", header ? "th" : "td");
    if (cell.row_span > 1) absl::StrAppend(&html, " rowspan=\"", cell.row_span, "\"");
    if (cell.column_span > 1) absl::StrAppend(&html, " colspan=", cell.column_span);
    html += ">";
    const std::string text = absl::StrCat(padding_, Content(cell), padding_);
    absl::StrAppend(&html, wrapper_.empty()
                               ? text
                               : absl::StrCat("<", wrapper_, ">", text, "</", wrapper_, ">"));
    return absl::StrCat(html, "</", header ? "th" : "td", ">");
  }

  std::string Rows(const PrintedTable& table, int first, int end) const {
    std::string html;
    for (int row = first; row < end; ++row) {
      html += "<tr>";
      for (const PrintedCell& cell : table.cells) {
        if (cell.row == row) html += Cell(cell, !lost_head_ && row < table.header_rows);
      }
      html += "</tr>\n";
    }
    return html;
  }

  // A row that no merged cell crosses into; 0 where the table is not to be split.
  int SplitRow(const PrintedTable& table) {
    if (!split_ || table.rows < 12) return 0;
    const int row = static_cast<int>(dice_.Number(table.header_rows + 1, table.rows - 1));
    for (const PrintedCell& cell : table.cells) {
      if (cell.row < row && cell.row + cell.row_span > row) return 0;
    }
    return row;
  }

  std::string Table(const PrintedTable& table) {
    const int split = SplitRow(table);
    if (split == 0)
      return absl::StrCat("<table border=1>\n", Body(table, 0, table.rows), "</table>\n");
    return absl::StrCat("<table border=1>\n", Body(table, 0, split), "</table>\n<p></p>\n<table>\n",
                        Body(table, split, table.rows), "</table>\n");
  }

  std::string Body(const PrintedTable& table, int first, int end) const {
    if (lost_head_ || first > 0) {
      return absl::StrCat("<tbody>", Rows(table, first, end), "</tbody>");
    }
    return absl::StrCat("<thead>", Rows(table, 0, table.header_rows), "</thead><tbody>",
                        Rows(table, table.header_rows, end), "</tbody>");
  }

  Dice& dice_;
  const absl::string_view padding_;
  const absl::string_view wrapper_;
  const bool lost_head_;
  const bool split_;
  const bool entities_;
  // Labels by <br>, numbers by <span>, as Word saves them.
  const bool broken_;
};

}  // namespace

std::string RenderHtml(const PrintedItems& items, Dice& dice) {
  return HtmlWriter(dice).Write(items);
}

}  // namespace ogi::import_test
