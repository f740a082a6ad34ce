#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "tests/import/layouts.h"
#include "tests/import/zip_file.h"

namespace ogi::import_test {
namespace {

constexpr absl::string_view kHead =
    R"(<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>)";
constexpr absl::string_view kTail =
    R"(<w:sectPr><w:pgSz w:w="11906" w:h="16838"/></w:sectPr></w:body></w:document>)";
constexpr absl::string_view kTypes =
    R"(<?xml version="1.0" encoding="UTF-8"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>)";
constexpr absl::string_view kRelations =
    R"(<?xml version="1.0" encoding="UTF-8"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>)";

size_t CharacterEnd(absl::string_view text, size_t begin) {
  size_t end = begin + 1;
  while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) ++end;
  return end;
}

class DocxWriter {
 public:
  explicit DocxWriter(Dice& dice)
      : dice_(dice), split_runs_(dice.Chance(60)), tracked_(dice.Chance(25)) {}

  std::string Write(const PrintedItems& items) {
    std::string body;
    for (const PrintedItem& item : items) {
      if (const auto* text = std::get_if<PrintedText>(&item)) {
        body += Paragraph(text->text);
      } else {
        body += Table(std::get<PrintedTable>(item));
      }
    }
    return ZipFile({{"[Content_Types].xml", std::string(kTypes)},
                    {"_rels/.rels", std::string(kRelations)},
                    {"word/document.xml", absl::StrCat(kHead, body, kTail)}});
  }

 private:
  static std::string Escape(absl::string_view text) {
    return absl::StrReplaceAll(text, {{"&", "&amp;"}, {"<", "&lt;"}, {">", "&gt;"}});
  }

  std::string Run(absl::string_view text) const {
    return absl::StrCat("<w:r><w:rPr><w:sz w:val=\"21\"/></w:rPr><w:t xml:space=\"preserve\">",
                        Escape(text), "</w:t></w:r>");
  }

  // Word breaks runs anywhere, in numbers too.
  std::string Runs(absl::string_view text) {
    std::string runs;
    size_t begin = 0;
    while (begin < text.size()) {
      size_t end = text.size();
      if (split_runs_) {
        end = CharacterEnd(text, begin);
        while (end < text.size() && !dice_.Chance(30)) end = CharacterEnd(text, end);
      }
      runs += Run(text.substr(begin, end - begin));
      if (split_runs_ && dice_.Chance(20)) runs += "<w:proofErr w:type=\"spellStart\"/>";
      begin = end;
    }
    if (!tracked_ || !dice_.Chance(20) || text.empty()) return runs;
    // What was deleted is not in the document; what was inserted is.
    return absl::StrCat("<w:del w:id=\"1\" w:author=\"x\"><w:r><w:delText>", dice_.Number(0, 999),
                        "</w:delText></w:r></w:del><w:ins w:id=\"2\" "
                        "w:author=\"x\">",
                        runs, "</w:ins>");
  }

  std::string Paragraph(absl::string_view text) {
    return absl::StrCat("<w:p><w:pPr><w:jc w:val=\"center\"/></w:pPr>", Runs(text), "</w:p>");
  }

  std::string Cell(const PrintedCell& cell, int row) {
    std::string properties = "<w:tcPr><w:tcW w:w=\"900\" w:type=\"dxa\"/>";
    if (cell.column_span > 1) {
      absl::StrAppend(&properties, "<w:gridSpan w:val=\"", cell.column_span, "\"/>");
    }
    const bool first = cell.row == row;
    if (cell.row_span > 1) properties += first ? "<w:vMerge w:val=\"restart\"/>" : "<w:vMerge/>";
    return absl::StrCat("<w:tc>", properties, "</w:tcPr>",
                        first && !cell.text.empty() ? Paragraph(cell.text) : "<w:p/>", "</w:tc>");
  }

  std::string Table(const PrintedTable& table) {
    std::string xml = "<w:tbl><w:tblPr/><w:tblGrid>";
    for (int i = 0; i < table.columns; ++i) xml += "<w:gridCol w:w=\"900\"/>";
    xml += "</w:tblGrid>";
    for (int row = 0; row < table.rows; ++row) {
      xml += "<w:tr>";
      for (int column = 0; column < table.columns;) {
        const PrintedCell& cell = PrintedCellAt(table, row, column);
        xml += Cell(cell, row);
        column += cell.column_span;
      }
      xml += "</w:tr>";
    }
    return xml + "</w:tbl><w:p/>";
  }

  Dice& dice_;
  const bool split_runs_;
  const bool tracked_;
};

}  // namespace

std::string RenderDocx(const PrintedItems& items, Dice& dice) {
  return DocxWriter(dice).Write(items);
}

}  // namespace ogi::import_test
