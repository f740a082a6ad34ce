#include "import/formats/docx.h"

#include <algorithm>
#include <map>
#include <pugixml.hpp>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "common/errors.h"
#include "common/limits.h"
#include "common/status_macros.h"
#include "import/formats/clean_text.h"
#include "import/formats/document_builder.h"
#include "import/formats/docx_numbering.h"
#include "import/formats/docx_xml.h"
#include "import/formats/flow.h"
#include "import/formats/zip_file.h"

namespace ogi {
namespace {

constexpr char kMainPart[] = "word/document.xml";
constexpr absl::string_view kMediaType =
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

bool IsOneOf(absl::string_view name, std::initializer_list<absl::string_view> names) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

// Wraps rows, cells or paragraphs without a meaning for the text.
bool IsWrapper(absl::string_view name) {
  return IsOneOf(name, {"sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo"});
}

class DocxReader {
 public:
  explicit DocxReader(DocxNumbering numbering) : numbering_(std::move(numbering)) {}

  absl::StatusOr<Document> Read(pugi::xml_node body) && {
    Flow flow;
    ReadBlocks(body, 0, flow);
    if (too_deep_) {
      return errors::DocumentBeyondLimit(
          absl::StrCat("文件中的内容嵌套超过 ", limits::kMaxElementDepth, " 层"),
          absl::StrCat("What is in the file is nested more than ", limits::kMaxElementDepth,
                       " deep"));
    }
    DocumentBuilder builder(ContainerKind::kDocx, kMediaType);
    AddFlow(flow, builder);
    return std::move(builder).Finish();
  }

 private:
  struct Cell {
    PlacedCell place;
    Flow content;
  };

  bool TooDeep(int depth) { return too_deep_ = too_deep_ || depth > limits::kMaxElementDepth; }

  // Paragraphs and tables.
  void ReadBlocks(pugi::xml_node parent, int depth, Flow& flow) {
    if (TooDeep(depth)) return;
    for (const pugi::xml_node node : parent.children()) {
      const absl::string_view name = NameOf(node);
      if (name == "p") {
        ReadParagraph(node, depth, flow);
      } else if (name == "tbl") {
        ReadTable(node, depth, flow);
      } else if (name == "AlternateContent") {
        ReadBlocks(Alternative(node), depth + 1, flow);
      } else if (IsWrapper(name)) {
        ReadBlocks(node, depth + 1, flow);
      }
    }
  }

  void ReadParagraph(pugi::xml_node paragraph, int depth, Flow& flow) {
    std::string text;
    Flow boxes;
    ReadInline(paragraph, depth + 1, text, boxes);
    // Word counts paragraphs without text too, but shows no reader what to do with their numerals.
    const std::string numeral = numbering_.Next(ChildOf(paragraph, "pPr"));
    if (!text.empty()) flow.emplace_back(absl::StrCat(numeral, text));
    flow.splice(flow.end(), std::move(boxes));
  }

  // Of two ways to write the same, one.
  static pugi::xml_node Alternative(pugi::xml_node node) {
    const pugi::xml_node choice = ChildOf(node, "Choice");
    return choice ? choice : ChildOf(node, "Fallback");
  }

  void ReadInline(pugi::xml_node parent, int depth, std::string& text, Flow& boxes) {
    if (TooDeep(depth)) return;
    for (const pugi::xml_node node : parent.children()) {
      const absl::string_view name = NameOf(node);
      if (name == "t") {
        absl::StrAppend(&text, node.child_value());
      } else if (name == "tab" || name == "ptab") {
        text += '\t';
      } else if (name == "br" || name == "cr") {
        text += '\n';
      } else if (name == "noBreakHyphen") {
        text += '-';
      } else if (name == "txbxContent") {
        ReadBlocks(node, depth + 1, boxes);
      } else if (name == "AlternateContent") {
        ReadInline(Alternative(node), depth + 1, text, boxes);
      } else if (name == "r") {
        ReadRun(node, depth, text, boxes);
      } else if (!IsOneOf(name, {"pPr", "rPr", "sdtPr", "del", "moveFrom", "delText", "instrText",
                                 "delInstrText", "rt", "rubyPr", "fldData", "ffData"})) {
        ReadInline(node, depth + 1, text, boxes);
      }
    }
  }

  void ReadRun(pugi::xml_node run, int depth, std::string& text, Flow& boxes) {
    const pugi::xml_node properties = ChildOf(run, "rPr");
    for (const char* const unseen : {"vanish", "strike", "dstrike"}) {
      if (IsOn(ChildOf(properties, unseen))) return;
    }
    const size_t before = text.size();
    ReadInline(run, depth + 1, text, boxes);
    const std::string align = ValueOf(ChildOf(properties, "vertAlign"));
    const std::string added = text.substr(before);
    if (align == "superscript") text.replace(before, std::string::npos, RaiseDigits(added));
    if (align == "subscript") text.replace(before, std::string::npos, LowerDigits(added));
  }

  // The children of this name, through wrappers.
  void Collect(pugi::xml_node parent, absl::string_view name, int depth,
               std::vector<pugi::xml_node>& found) {
    if (TooDeep(depth)) return;
    for (const pugi::xml_node node : parent.children()) {
      if (NameOf(node) == name) {
        found.push_back(node);
      } else if (IsWrapper(NameOf(node))) {
        Collect(node, name, depth + 1, found);
      }
    }
  }

  void ReadTable(pugi::xml_node table, int depth, Flow& flow) {
    std::vector<pugi::xml_node> rows;
    Collect(table, "tr", depth + 1, rows);
    std::vector<Cell> cells;
    // By column: where in `cells` the cell stands whose rows may go on. The first row is 0.
    std::map<int, size_t> above;
    int row = 0;
    for (const pugi::xml_node node : rows) {
      if (ChildOf(ChildOf(node, "trPr"), "del")) continue;
      ReadRow(node, row++, depth, above, cells);
    }
    int columns = 0;
    bool layout = cells.size() == 1;
    for (const Cell& cell : cells) {
      columns = std::max(columns, cell.place.column + cell.place.column_span);
      layout = layout || HasTable(cell.content);
    }
    if (layout || columns > limits::kMaxGridColumns) {
      for (Cell& cell : cells) flow.splice(flow.end(), std::move(cell.content));
      return;
    }
    PlacedCells placed;
    for (Cell& cell : cells) {
      placed.push_back(std::move(cell.place));
      placed.back().text = JoinParagraphs(cell.content);
    }
    if (!placed.empty()) flow.emplace_back(std::move(placed));
  }

  void ReadRow(pugi::xml_node node, int row, int depth, std::map<int, size_t>& above,
               std::vector<Cell>& cells) {
    std::vector<pugi::xml_node> found;
    Collect(node, "tc", depth + 1, found);
    const int before = IntegerOf(ChildOf(ChildOf(node, "trPr"), "gridBefore"), "val", 0);
    int column = std::clamp(before, 0, limits::kMaxGridColumns);
    const size_t first = cells.size();
    std::map<int, size_t> current;
    for (const pugi::xml_node cell : found) {
      const pugi::xml_node properties = ChildOf(cell, "tcPr");
      const int span = std::clamp(IntegerOf(ChildOf(properties, "gridSpan"), "val", 1), 1,
                                  limits::kMaxGridColumns);
      if (const pugi::xml_node merge = ChildOf(properties, "hMerge");
          merge && ValueOf(merge) != "restart" && cells.size() > first) {
        cells.back().place.column_span += span;
        column += span;
        continue;
      }
      const pugi::xml_node merge = ChildOf(properties, "vMerge");
      const auto upper = above.find(column);
      if (merge && ValueOf(merge) != "restart" && upper != above.end() &&
          cells[upper->second].place.column_span == span) {
        ++cells[upper->second].place.row_span;
        current[column] = upper->second;
      } else {
        Cell made{{row, column, 1, span, ""}, {}};
        ReadBlocks(cell, depth + 1, made.content);
        if (merge) current[column] = cells.size();
        cells.push_back(std::move(made));
      }
      column += span;
    }
    above = std::move(current);
  }

  DocxNumbering numbering_;
  bool too_deep_ = false;
};

// Empty where the archive has no such part.
absl::Status ReadPart(const ZipFile& zip, const std::string& name, std::string& content,
                      pugi::xml_document& document) {
  if (!zip.Has(name)) return absl::OkStatus();
  OGI_ASSIGN_OR_RETURN(content, zip.Read(name));
  const pugi::xml_parse_result result = document.load_buffer_inplace(
      content.data(), content.size(), pugi::parse_default | pugi::parse_ws_pcdata_single);
  if (result) return absl::OkStatus();
  return errors::DocumentNotReadable(
      absl::StrCat("Word 文件已损坏（", name, " 无法解析）。请用 Word 打开后另存为 .docx 后重试。"),
      absl::StrCat("The Word file is damaged (", name,
                   " cannot be parsed). Open it in Word, save it as .docx, and try again."));
}

// The part with the text. Word in a browser gives it other names than the usual one.
absl::StatusOr<std::string> FindMainPart(const ZipFile& zip) {
  if (zip.Has(kMainPart)) return kMainPart;
  std::string content;
  pugi::xml_document relations;
  OGI_RETURN_IF_ERROR(ReadPart(zip, "_rels/.rels", content, relations));
  for (const pugi::xml_node node : relations.document_element().children()) {
    if (!absl::EndsWith(AttributeOf(node, "Type"), "/officeDocument")) continue;
    const std::string target = AttributeOf(node, "Target");
    const absl::string_view name = absl::StripPrefix(target, "/");
    if (absl::StartsWith(name, "word/")) return std::string(name);
  }
  return "";
}

absl::Status NoDocument(const ZipFile& zip) {
  const bool is_document = zip.Has("OFD.xml") || zip.Has("xl/workbook.xml") ||
                           zip.Has("content.xml") || zip.Has("ppt/presentation.xml");
  if (is_document) {
    return errors::DocumentNotReadable(
        "这种格式（OFD、WPS、Excel 等）不能读取。请另存为 .docx 或 PDF 后重试。",
        "This format (OFD, ODF, Excel and the like) cannot be read. Save it as .docx or PDF and "
        "try "
        "again.");
  }
  return errors::DocumentNotReadable("这是压缩包，其中没有 Word 文档。请先解压，再导入其中的报告。",
                                     "This is an archive without a Word document. Unpack it, then "
                                     "import the report that is in it.");
}

}  // namespace

absl::StatusOr<Document> ReadDocx(absl::string_view bytes) {
  OGI_ASSIGN_OR_RETURN(const ZipFile zip, ZipFile::Open(bytes));
  OGI_ASSIGN_OR_RETURN(const std::string main_part, FindMainPart(zip));
  if (main_part.empty() || !zip.Has(main_part)) return NoDocument(zip);
  // The trees point into them.
  std::string main, numbering, styles;
  pugi::xml_document main_tree, numbering_tree, styles_tree;
  OGI_RETURN_IF_ERROR(ReadPart(zip, main_part, main, main_tree));
  OGI_RETURN_IF_ERROR(ReadPart(zip, "word/numbering.xml", numbering, numbering_tree));
  OGI_RETURN_IF_ERROR(ReadPart(zip, "word/styles.xml", styles, styles_tree));
  return DocxReader(DocxNumbering(numbering_tree, styles_tree))
      .Read(ChildOf(main_tree.document_element(), "body"));
}

}  // namespace ogi
