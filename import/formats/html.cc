#include "import/formats/html.h"

#include <libxml/HTMLparser.h>
#include <libxml/parserInternals.h>

#include <algorithm>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "common/errors.h"
#include "common/limits.h"
#include "import/formats/clean_text.h"
#include "import/formats/document_builder.h"
#include "import/formats/flow.h"
#include "import/formats/html_table.h"
#include "import/formats/html_tags.h"

namespace ogi {
namespace {

// The flow that text is being added to.
class OpenFlow {
 public:
  void AddText(absl::string_view text, bool preformatted) {
    for (const char each : text) {
      if (preformatted && each == '\n') {
        Break();
      } else if (!preformatted && absl::ascii_isspace(static_cast<unsigned char>(each))) {
        space_ = !open_.empty();
      } else {
        if (std::exchange(space_, false)) open_ += ' ';
        open_ += each;
      }
    }
  }

  // Ends the paragraph.
  void Break() {
    space_ = false;
    if (!IsBlank(open_)) items_.emplace_back(std::move(open_));
    open_.clear();
  }

  void AddTable(PlacedCells cells) {
    Break();
    items_.emplace_back(std::move(cells));
  }

  void AddAll(Flow&& items) {
    Break();
    items_.splice(items_.end(), std::move(items));
  }

  Flow Take() {
    Break();
    return std::exchange(items_, {});
  }

 private:
  Flow items_;
  std::string open_;
  bool space_ = false;
};

struct Cell {
  int row_span = 1;
  int column_span = 1;
  Flow items;
};

// A table whose end was not seen yet.
struct OpenTable {
  int id;
  std::vector<std::vector<Cell>> rows;
  bool in_row = false;
  bool in_cell = false;
  // Of the row and the cell that began last.
  int row_serial = 0;
  int cell_serial = 0;
  OpenFlow cell;
  // Captions, and text that stands in the table but in no cell: browsers show it before the table.
  OpenFlow before;
};

// What is within the table where it draws no grid: in a cell of it is another table, or it is a
// single cell.
bool IsLayout(const OpenTable& table) {
  if (table.rows.size() == 1 && table.rows[0].size() == 1) return true;
  return std::any_of(table.rows.begin(), table.rows.end(), [](const std::vector<Cell>& row) {
    return std::any_of(row.begin(), row.end(),
                       [](const Cell& cell) { return HasTable(cell.items); });
  });
}

class HtmlReader {
 public:
  explicit HtmlReader(bool line_feeds_count)
      : builder_(ContainerKind::kHtml, "text/html"), line_feeds_count_(line_feeds_count) {}

  absl::StatusOr<Document> Read(absl::string_view text) &&;

 private:
  // An element whose end was not seen yet.
  struct Open {
    HtmlTag tag;
    // Of the table it opened or stands in; 0 outside of tables.
    int table;
    // Of the cell or row it opened.
    int serial;
  };

  static HtmlReader& Self(void* context) { return *static_cast<HtmlReader*>(context); }
  static absl::string_view View(const xmlChar* text) {
    return text == nullptr ? "" : reinterpret_cast<const char*>(text);
  }

  void Start(absl::string_view name, const xmlChar** attributes);
  void End();
  void Text(absl::string_view text);

  OpenFlow& Current() {
    if (tables_.empty()) return page_;
    OpenTable& table = *tables_.back();
    return table.in_cell ? table.cell : table.before;
  }

  int InnermostTable() const { return tables_.empty() ? 0 : tables_.back()->id; }
  void StartTable();
  void StartRow();
  void StartCell(const xmlChar** attributes);
  void EndCell();
  void EndRow();
  // Ends the innermost table.
  void EndTable();

  DocumentBuilder builder_;
  const bool line_feeds_count_;
  htmlParserCtxtPtr parser_ = nullptr;
  bool too_deep_ = false;
  std::vector<Open> open_;
  // Tables within each other. A pointer each: flows do not move.
  std::vector<std::unique_ptr<OpenTable>> tables_;
  int serial_ = 0;
  // Elements within each other of the kind.
  int unseen_ = 0;
  int preformatted_ = 0;
  int titles_ = 0;
  int raised_ = 0;
  int lowered_ = 0;
  size_t cells_ = 0;
  std::string title_;
  OpenFlow page_;
};

void HtmlReader::StartTable() {
  // Between cells no table can stand: a browser takes it for the end of the open one.
  if (!tables_.empty() && !tables_.back()->in_cell) EndTable();
  Current().Break();
  tables_.push_back(std::make_unique<OpenTable>());
  tables_.back()->id = ++serial_;
}

void HtmlReader::StartRow() {
  if (tables_.empty()) return Current().Break();
  EndRow();
  OpenTable& table = *tables_.back();
  table.rows.emplace_back();
  table.in_row = true;
  table.row_serial = ++serial_;
}

void HtmlReader::StartCell(const xmlChar** attributes) {
  if (tables_.empty()) return Current().Break();
  EndCell();
  if (!tables_.back()->in_row) StartRow();
  OpenTable& table = *tables_.back();
  if (++cells_ > limits::kMaxDocumentPieces) return xmlStopParser(parser_);
  table.rows.back().push_back({SpanAttribute(attributes, "rowspan"),
                               std::max(1, SpanAttribute(attributes, "colspan")),
                               {}});
  table.in_cell = true;
  table.cell_serial = ++serial_;
}

void HtmlReader::EndCell() {
  OpenTable& table = *tables_.back();
  if (!std::exchange(table.in_cell, false)) return;
  table.rows.back().back().items = table.cell.Take();
}

void HtmlReader::EndRow() {
  EndCell();
  tables_.back()->in_row = false;
}

void HtmlReader::EndTable() {
  EndRow();
  const std::unique_ptr<OpenTable> table = std::move(tables_.back());
  tables_.pop_back();
  OpenFlow& outer = Current();
  outer.AddAll(table->before.Take());
  if (IsLayout(*table)) {
    for (std::vector<Cell>& row : table->rows) {
      for (Cell& cell : row) outer.AddAll(std::move(cell.items));
    }
    return;
  }
  std::vector<std::vector<HtmlCell>> rows;
  for (const std::vector<Cell>& row : table->rows) {
    rows.emplace_back();
    for (const Cell& cell : row) {
      rows.back().push_back({cell.row_span, cell.column_span, JoinParagraphs(cell.items)});
    }
  }
  std::optional<PlacedCells> placed = PlaceCells(std::move(rows));
  if (placed.has_value()) return outer.AddTable(*std::move(placed));
  for (std::vector<Cell>& row : table->rows) {
    for (Cell& cell : row) outer.AddAll(std::move(cell.items));
  }
}

void HtmlReader::Start(absl::string_view name, const xmlChar** attributes) {
  if (open_.size() >= limits::kMaxElementDepth) {
    too_deep_ = true;
    return xmlStopParser(parser_);
  }
  HtmlTag tag = TagOf(name);
  if (tag != HtmlTag::kUnseen && IsHidden(attributes)) tag = HtmlTag::kUnseen;
  open_.push_back({tag, InnermostTable(), 0});
  if (tag == HtmlTag::kUnseen) ++unseen_;
  if (unseen_ > 0) return;
  switch (tag) {
    case HtmlTag::kTable:
      StartTable();
      open_.back().table = InnermostTable();
      break;
    case HtmlTag::kRow:
      StartRow();
      open_.back().serial = serial_;
      open_.back().table = InnermostTable();
      break;
    case HtmlTag::kCell:
      StartCell(attributes);
      open_.back().serial = serial_;
      open_.back().table = InnermostTable();
      break;
    case HtmlTag::kPreformatted:
      ++preformatted_;
      Current().Break();
      break;
    case HtmlTag::kTitle:
      ++titles_;
      break;
    case HtmlTag::kRaised:
      ++raised_;
      break;
    case HtmlTag::kLowered:
      ++lowered_;
      break;
    case HtmlTag::kInput:
      // A form that shows the figures in its fields.
      if (!tables_.empty() && tables_.back()->in_cell && IsTextInput(attributes)) {
        Text(AttributeOf(attributes, "value"));
      }
      break;
    case HtmlTag::kBlock:
    case HtmlTag::kBreak:
      Current().Break();
      break;
    case HtmlTag::kInline:
    case HtmlTag::kUnseen:
      break;
  }
}

void HtmlReader::End() {
  if (open_.empty()) return;
  const Open ended = open_.back();
  open_.pop_back();
  if (ended.tag == HtmlTag::kUnseen) {
    --unseen_;
    return;
  }
  if (unseen_ > 0) return;
  switch (ended.tag) {
    case HtmlTag::kTable:
      // It may have ended before, and those within it may have not.
      if (std::none_of(tables_.begin(), tables_.end(),
                       [&](const auto& table) { return table->id == ended.table; })) {
        break;
      }
      while (InnermostTable() != ended.table) EndTable();
      EndTable();
      break;
    case HtmlTag::kRow:
      if (ended.table != 0 && InnermostTable() == ended.table &&
          tables_.back()->row_serial == ended.serial) {
        EndRow();
      }
      break;
    case HtmlTag::kCell:
      if (ended.table != 0 && InnermostTable() == ended.table &&
          tables_.back()->cell_serial == ended.serial) {
        EndCell();
      }
      break;
    case HtmlTag::kPreformatted:
      --preformatted_;
      Current().Break();
      break;
    case HtmlTag::kTitle:
      --titles_;
      break;
    case HtmlTag::kRaised:
      --raised_;
      break;
    case HtmlTag::kLowered:
      --lowered_;
      break;
    case HtmlTag::kBlock:
      Current().Break();
      break;
    default:
      break;
  }
}

void HtmlReader::Text(absl::string_view text) {
  if (unseen_ > 0) return;
  if (titles_ > 0) {
    absl::StrAppend(&title_, text);
    return;
  }
  std::string small;
  if (raised_ > 0) text = small = RaiseDigits(text);
  if (lowered_ > 0) text = small = LowerDigits(text);
  Current().AddText(text, preformatted_ > 0 || (line_feeds_count_ && tables_.empty()));
}

absl::StatusOr<Document> HtmlReader::Read(absl::string_view text) && {
  const std::string clean = CleanText(text);
  if (HasOverlongTag(clean)) {
    return errors::DocumentBeyondLimit(
        absl::StrCat("网页中有元素的属性超过 ", limits::kMaxElementAttributes, " 个"),
        absl::StrCat("An element of the page has more than ", limits::kMaxElementAttributes,
                     " attributes"));
  }
  if (HasTooManyEntities(clean)) {
    return errors::DocumentBeyondLimit(
        absl::StrCat("网页中的字符实体（&…;）超过 ", limits::kMaxEntities, " 个"),
        absl::StrCat("The page has more than ", limits::kMaxEntities, " entities (&...;)"));
  }
  htmlSAXHandler handler{};
  handler.startElement = [](void* context, const xmlChar* name, const xmlChar** attributes) {
    Self(context).Start(View(name), attributes);
  };
  handler.endElement = [](void* context, const xmlChar*) { Self(context).End(); };
  handler.characters = [](void* context, const xmlChar* characters, int size) {
    Self(context).Text(View(characters).substr(0, static_cast<size_t>(size)));
  };
  handler.ignorableWhitespace = handler.characters;

  xmlInitParser();
  parser_ = htmlCreateMemoryParserCtxt(clean.data(), static_cast<int>(clean.size()));
  if (parser_ == nullptr) return errors::InternalFault("no HTML parser");
  htmlCtxtUseOptions(parser_, HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING |
                                  HTML_PARSE_NONET | HTML_PARSE_IGNORE_ENC);
  xmlSwitchEncoding(parser_, XML_CHAR_ENCODING_UTF8);
  htmlSAXHandler* const theirs = parser_->sax;
  parser_->sax = &handler;
  parser_->userData = this;
  htmlParseDocument(parser_);
  parser_->sax = theirs;
  htmlFreeParserCtxt(parser_);

  if (too_deep_) {
    return errors::DocumentBeyondLimit(
        absl::StrCat("网页中的元素嵌套超过 ", limits::kMaxElementDepth, " 层"),
        absl::StrCat("Elements of the page are nested more than ", limits::kMaxElementDepth,
                     " deep"));
  }
  if (cells_ > limits::kMaxDocumentPieces) {
    return errors::DocumentBeyondLimit(
        absl::StrCat("网页中的单元格超过 ", limits::kMaxDocumentPieces, " 个"),
        absl::StrCat("The page has more than ", limits::kMaxDocumentPieces, " cells"));
  }
  while (!tables_.empty()) EndTable();
  builder_.set_title(title_);
  AddFlow(page_.Take(), builder_);
  return std::move(builder_).Finish();
}

}  // namespace

absl::StatusOr<Document> ReadHtml(absl::string_view text, bool line_feeds_count) {
  return HtmlReader(line_feeds_count).Read(text);
}

absl::Status CheckCharset(absl::string_view bytes) {
  static constexpr size_t kWithin = 4096;
  static constexpr absl::string_view kOthers[] = {"big5",   "shift_jis", "shift-jis", "sjis",
                                                  "euc-jp", "euc-kr",    "euc-tw",    "iso-2022"};
  const std::string start = absl::AsciiStrToLower(bytes.substr(0, kWithin));
  const size_t at = start.find("charset=");
  if (at == std::string::npos) return absl::OkStatus();
  absl::string_view name = absl::string_view(start).substr(at + 8);
  name.remove_prefix(std::min(name.size(), name.find_first_not_of(" \"'")));
  for (absl::string_view other : kOthers) {
    if (!absl::StartsWith(name, other)) continue;
    return errors::DocumentNotReadable(
        absl::StrCat("网页的编码是 ", other, "，不能读取。请另存为 UTF-8 后重试。"),
        absl::StrCat("The page is in ", other,
                     ", which is not read here; save it as UTF-8 and try again."));
  }
  return absl::OkStatus();
}

}  // namespace ogi
