#include "clients/cli/text/imported_text.h"

#include <algorithm>
#include <array>
#include <set>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "clients/cli/text/cells.h"
#include "clients/cli/text/document_places.h"
#include "clients/cli/text/labels.h"
#include "clients/cli/text/report_text.h"
#include "clients/cli/text/text_width.h"
#include "domain/calendar/china_time.h"
#include "domain/form/cells.h"
#include "domain/form/figures.h"
#include "domain/form/printed_form.h"

namespace ogi::cli {
namespace {

// In columns; what is longer is cut.
constexpr int kQuoteWidth = 60;

std::string DateText(const google::type::Date& date) {
  const auto day = ParseDate(date);
  return day.has_value() ? absl::FormatCivilTime(*day) : "";
}

std::string ContactText(const v1::Contact& contact) {
  std::string text;
  for (const std::string& part : {contact.office(), contact.telephone(), contact.email(),
                                  contact.address(), contact.postal_code()}) {
    if (!part.empty()) absl::StrAppend(&text, text.empty() ? "" : "  ", Printable(part));
  }
  return text;
}

std::string HeadText(const v1::AnnualReport& report, Language language) {
  std::string text;
  const auto add = [&](absl::string_view chinese, absl::string_view english,
                       absl::string_view value) {
    absl::StrAppend(&text, PadRight(Pick(language, chinese, english), 12),
                    value.empty() ? Pick(language, "（没有读到）", "(not found)")
                                  : absl::string_view(Printable(value)),
                    "\n");
  };
  add("标题", "Title", report.title());
  add("机关", "Agency",
      absl::StrCat(report.agency_name(), report.agency().empty() ? "" : "  ", report.agency()));
  add("年度", "Year", report.year() == 0 ? "" : absl::StrCat(report.year()));
  add("格式", "Form", EditionText(report.edition(), language));
  add("口径", "Scope", ScopeText(report.scope(), language));
  add("落款", "Signed",
      absl::StrCat(report.signatory(), report.signatory().empty() ? "" : "  ",
                   DateText(report.signed_date())));
  if (report.has_publication()) {
    add("公布", "Published",
        absl::StrCat(DateText(report.publication().date()), " ", report.publication().uri()));
  }
  add("联系", "Contact", ContactText(report.contact()));
  return text + "\n";
}

// A parts' texts are long; what matters is that they are there.
std::string PartsText(const v1::AnnualReport& report, const std::set<int>& doubtful,
                      Language language) {
  std::string text;
  for (int part = 0; part < kPartCount; ++part) {
    const v1::Part& content = PartOf(report, part);
    const std::string heading =
        content.heading().empty()
            ? std::string(Pick(language, "（没有读到标题）", "(no heading found)"))
            : Printable(content.heading());
    const int characters =
        static_cast<int>(std::count_if(content.text().begin(), content.text().end(), [](char c) {
          return (static_cast<unsigned char>(c) & 0xC0) != 0x80 && c != ' ' && c != '\n';
        }));
    absl::StrAppend(&text, heading, Pick(language, "（文字 ", " (text of "), characters,
                    Pick(language, " 字）\n", " characters)\n"));
    // Parts two to four hold tables two to four.
    if (part >= 1 && part <= 3) text += TableText(report, part - 1, doubtful);
  }
  return text;
}

// A doubt about a row is about the row's first cell.
std::set<int> DoubtfulCells(const Imported& imported) {
  std::set<int> read;
  for (const CellReading& reading : imported.cells) read.insert(reading.cell);
  std::set<int> doubtful;
  for (const Doubt& doubt : imported.doubts) {
    if (doubt.cell < 0) continue;
    doubtful.insert(doubt.cell);
    const bool missing = doubt.kind == Doubt::Kind::kMissingCell;
    if (!missing && doubt.kind != Doubt::Kind::kByPlace) continue;
    for (const RowInfo& row : TableRows()) {
      if (row.first_cell != doubt.cell) continue;
      for (int cell = row.first_cell; cell < row.first_cell + row.cell_count; ++cell) {
        if ((read.count(cell) == 0) == missing) doubtful.insert(cell);
      }
    }
  }
  return doubtful;
}

// Of the usual, all as written, in few words.
std::string CountsText(const Imported& imported, Language language) {
  std::array<int, 4> counts = {};
  for (const CellReading& cell : imported.cells) ++counts[static_cast<size_t>(cell.basis)];
  std::string text =
      absl::StrCat(Pick(language, "单元格：读到 ", "Cells: "), imported.cells.size(),
                   Pick(language, " 格（本格式 ", " found, of the form's "),
                   FormOf(imported.report.edition()).cells.size(), Pick(language, " 格）", ""));
  absl::string_view before = Pick(language, "：", ": ");
  const auto add = [&](CellBasis basis, absl::string_view chinese, absl::string_view english) {
    const int count = counts[static_cast<size_t>(basis)];
    if (count == 0) return;
    absl::StrAppend(&text, before, count, Pick(language, chinese, english));
    before = Pick(language, "，", ", ");
  };
  add(CellBasis::kAsWritten, " 个照录", " as written");
  add(CellBasis::kBySums, " 个在原文中连写、已按合计拆开（请抽查）",
      " parted by the sums where digits ran together (check some)");
  add(CellBasis::kNoNumber, " 个没有数字", " without a number");
  add(CellBasis::kAmbiguous, " 个有多种读法", " ambiguous");
  absl::StrAppend(&text, Pick(language, "。\n", ".\n"));
  return text;
}

// The document's own characters, on one line.
std::string Quote(const Document& document, TextSpan span) {
  if (span.end <= span.begin || span.end > document.text.size()) return "";
  const std::string text = Printable(document.Text(span));
  const std::vector<std::string> lines = Wrap(text, kQuoteWidth);
  return lines.size() > 1 ? lines.front() + "…" : text;
}

}  // namespace

std::string ImportedText(const DocumentImport& document, Language language) {
  const v1::AnnualReport& report = document.imported.report;
  return absl::StrCat(HeadText(report, language),
                      PartsText(report, DoubtfulCells(document.imported), language), "\n",
                      CountsText(document.imported, language), DoubtsText(document, language));
}

std::string DoubtsText(const DocumentImport& document, Language language) {
  const Imported& imported = document.imported;
  if (imported.doubts.empty()) {
    return std::string(Pick(language, "没有存疑之处。\n", "Nothing is doubtful.\n"));
  }
  const DocumentPlaces places(document.document);
  std::string text = language == Language::kChinese
                         ? absl::StrCat("存疑 ", imported.doubts.size(), " 处，请对照原件核对：\n")
                         : absl::StrCat("Doubtful: ", imported.doubts.size(),
                                        "; please compare with the document:\n");
  int number = 0;
  for (const Doubt& doubt : imported.doubts) {
    absl::StrAppend(&text, "  ", ++number, ". ");
    if (doubt.span.end > doubt.span.begin) {
      absl::StrAppend(&text, places.Text(doubt.span, doubt.page, language),
                      Pick(language, "：", ": "));
    }
    absl::StrAppend(&text, Printable(Pick(language, doubt.chinese, doubt.english)), "\n");
  }
  return text;
}

std::string SourcesText(const DocumentImport& document, Language language) {
  const Imported& imported = document.imported;
  const DocumentPlaces places(document.document);
  const Figures figures(imported.report);
  std::string text(Pick(language, "出处\n", "Sources\n"));
  for (const CellReading& reading : imported.cells) {
    const CellInfo& cell = CellAt(reading.cell);
    absl::StrAppend(
        &text, "  ", TableLabel(cell.table), " ", CellLabel(cell, imported.report.edition()), " = ",
        figures.ListingText(reading.cell), "  ", places.Text(reading.span, reading.page, language),
        " “", Quote(document.document, reading.span), "”\n");
  }
  return text;
}

std::string SourceLines(const DocumentImport& document) {
  const DocumentPlaces places(document.document);
  std::vector<std::string> sources(kCellCount, "\t\t");
  for (const CellReading& reading : document.imported.cells) {
    sources[static_cast<size_t>(reading.cell)] =
        absl::StrCat(reading.page, "\t", places.LineNumber(reading.span, reading.page), "\t",
                     Quote(document.document, reading.span));
  }
  std::string text;
  size_t cell = 0;
  const std::string lines = CellLines(document.imported.report);
  for (absl::string_view line : absl::StrSplit(lines, '\n', absl::SkipEmpty())) {
    absl::StrAppend(&text, line, "\t", sources[cell++], "\n");
  }
  return text;
}

}  // namespace ogi::cli
