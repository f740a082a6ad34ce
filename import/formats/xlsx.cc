#include "import/formats/xlsx.h"

#include <cmath>
#include <map>
#include <pugixml.hpp>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "common/errors.h"
#include "common/limits.h"
#include "common/status_macros.h"
#include "import/formats/docx_xml.h"
#include "import/formats/zip_file.h"

namespace ogi {
namespace {

constexpr char kWorkbook[] = "xl/workbook.xml";
constexpr char kRelations[] = "xl/_rels/workbook.xml.rels";
constexpr char kSharedStrings[] = "xl/sharedStrings.xml";

absl::Status Damaged(absl::string_view part) {
  return errors::DocumentNotReadable(
      absl::StrCat("Excel 文件已损坏（", part,
                   " 无法解析）。请用 Excel 打开后另存为 .xlsx 后重试。"),
      absl::StrCat("The Excel file is damaged (", part,
                   " cannot be parsed). Open it in Excel, save it as .xlsx, and try again."));
}

absl::Status TooMuch() {
  return errors::DocumentBeyondLimit(
      absl::StrCat("表格超过 ", limits::kMaxGridColumns, " 列或 ", limits::kMaxDocumentPieces,
                   " 个单元格"),
      absl::StrCat("The sheet has more than ", limits::kMaxGridColumns, " columns, or ",
                   limits::kMaxDocumentPieces, " cells"));
}

// A part of the archive; nothing of one that is not there.
class Part {
 public:
  absl::Status Read(const ZipFile& zip, const std::string& name) {
    if (!zip.Has(name)) return absl::OkStatus();
    OGI_ASSIGN_OR_RETURN(content_, zip.Read(name));
    // Entities that a file declares itself are never looked at.
    const auto parsed = tree_.load_buffer_inplace(content_.data(), content_.size());
    return parsed ? absl::OkStatus() : Damaged(name);
  }
  pugi::xml_node root() const { return tree_.document_element(); }

 private:
  // The tree points into it.
  std::string content_;
  pugi::xml_document tree_;
};

// Of <si> and <is>: runs one after another, without the readings beside them (rPh).
std::string TextOf(pugi::xml_node item) {
  std::string text;
  for (const pugi::xml_node node : item.children()) {
    if (NameOf(node) == "t") absl::StrAppend(&text, node.child_value());
    if (NameOf(node) == "r") absl::StrAppend(&text, ChildOf(node, "t").child_value());
  }
  return text;
}

// 540424 of 540424, 540424.0 and 5.40424E5; others as they are.
std::string NumberText(absl::string_view stored) {
  constexpr double kExact = 9'007'199'254'740'992;  // 2^53
  double number = 0;
  const bool plain = stored.find_first_not_of("0123456789-") == absl::string_view::npos;
  if (plain || !absl::SimpleAtod(stored, &number) || std::abs(number) >= kExact ||
      number != std::floor(number)) {
    return std::string(stored);
  }
  return absl::StrCat(static_cast<int64_t>(number));
}

// 0 of A1, 27 of AB7; -1 of what is no reference.
int ColumnOf(absl::string_view reference) {
  int column = 0;
  for (const char c : reference) {
    if (!absl::ascii_isupper(static_cast<unsigned char>(c))) break;
    column = column * 26 + (c - 'A' + 1);
    if (column > limits::kMaxGridColumns) return limits::kMaxGridColumns;
  }
  return column - 1;
}

class SheetReader {
 public:
  explicit SheetReader(pugi::xml_node shared) {
    for (const pugi::xml_node item : shared.children()) {
      if (NameOf(item) == "si") shared_.push_back(TextOf(item));
    }
  }

  absl::StatusOr<std::vector<SheetRow>> Read(pugi::xml_node sheet) {
    std::vector<SheetRow> rows;
    int number = 0;
    for (const pugi::xml_node node : ChildOf(sheet, "sheetData").children()) {
      if (NameOf(node) != "row") continue;
      number = IntegerOf(node, "r", number + 1);
      SheetRow row;
      row.number = number;
      OGI_RETURN_IF_ERROR(ReadRow(node, row.cells));
      while (!row.cells.empty() && row.cells.back().empty()) row.cells.pop_back();
      if (!row.cells.empty()) rows.push_back(std::move(row));
    }
    return rows;
  }

 private:
  absl::Status ReadRow(pugi::xml_node row, std::vector<std::string>& cells) {
    for (const pugi::xml_node node : row.children()) {
      if (NameOf(node) != "c") continue;
      const std::string reference = AttributeOf(node, "r");
      const int column = reference.empty() ? static_cast<int>(cells.size()) : ColumnOf(reference);
      if (column >= limits::kMaxGridColumns || ++cells_ > limits::kMaxDocumentPieces) {
        return TooMuch();
      }
      // One that stands before its neighbour is none that a program wrote.
      if (column < static_cast<int>(cells.size())) return Damaged("sheetData");
      cells.resize(static_cast<size_t>(column) + 1);
      OGI_ASSIGN_OR_RETURN(cells.back(), CellText(node));
    }
    return absl::OkStatus();
  }

  absl::StatusOr<std::string> CellText(pugi::xml_node cell) const {
    const std::string type = AttributeOf(cell, "t");
    if (type == "inlineStr") return TextOf(ChildOf(cell, "is"));
    const std::string value = ChildOf(cell, "v").child_value();
    if (type == "s") {
      size_t index = 0;
      if (!absl::SimpleAtoi(value, &index) || index >= shared_.size()) {
        return Damaged(kSharedStrings);
      }
      return shared_[index];
    }
    return type.empty() || type == "n" ? NumberText(value) : value;
  }

  std::vector<std::string> shared_;
  size_t cells_ = 0;
};

// The part of the sheet that the workbook shows first.
std::string FirstSheet(pugi::xml_node workbook, pugi::xml_node relations) {
  for (const pugi::xml_node sheet : ChildOf(workbook, "sheets").children()) {
    const std::string id = AttributeOf(sheet, "id");
    for (const pugi::xml_node relation : relations.children()) {
      if (AttributeOf(relation, "Id") != id) continue;
      const std::string target = AttributeOf(relation, "Target");
      return absl::StartsWith(target, "/") ? target.substr(1) : absl::StrCat("xl/", target);
    }
  }
  return "";
}

}  // namespace

bool LooksLikeZip(absl::string_view bytes) {
  return absl::StartsWith(bytes, absl::string_view("PK\x03\x04", 4));
}

absl::StatusOr<std::vector<SheetRow>> ReadFirstSheet(absl::string_view bytes) {
  OGI_ASSIGN_OR_RETURN(const ZipFile zip, ZipFile::Open(bytes));
  Part workbook;
  Part relations;
  Part shared;
  Part sheet;
  OGI_RETURN_IF_ERROR(workbook.Read(zip, kWorkbook));
  OGI_RETURN_IF_ERROR(relations.Read(zip, kRelations));
  const std::string name = FirstSheet(workbook.root(), relations.root());
  if (name.empty() || !zip.Has(name)) {
    return errors::DocumentNotReadable(
        "这不是 Excel 工作簿（.xlsx），或其中没有工作表。请用 Excel 另存为 .xlsx 后重试。",
        "This is no Excel workbook (.xlsx), or it has no sheet. Save it as .xlsx in Excel, and try "
        "again.");
  }
  OGI_RETURN_IF_ERROR(shared.Read(zip, kSharedStrings));
  OGI_RETURN_IF_ERROR(sheet.Read(zip, name));
  return SheetReader(shared.root()).Read(sheet.root());
}

}  // namespace ogi
