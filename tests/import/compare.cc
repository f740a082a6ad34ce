#include "tests/import/compare.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/string_view.h"
#include "domain/form/cells.h"
#include "domain/form/figures.h"
#include "domain/form/printed_form.h"

namespace ogi::import_test {
namespace {

// All kinds of white space taken out.
std::string Squeezed(absl::string_view text) {
  std::string squeezed =
      absl::StrReplaceAll(text, {{"　", ""}, {"\xC2\xA0", ""}, {"\xE2\x80\x8B", ""}});
  squeezed.erase(
      std::remove_if(squeezed.begin(), squeezed.end(),
                     [](char c) { return absl::ascii_isspace(static_cast<unsigned char>(c)); }),
      squeezed.end());
  return squeezed;
}

std::string Say(const Figures& figures, int cell) {
  const v1::CellNote* note = figures.note(cell);
  return note == nullptr || note->kind() == v1::CellNote::AMBIGUOUS
             ? figures.ListingText(cell)
             : absl::StrCat(figures.ListingText(cell), " “", note->raw_text(), "”");
}

int FirstOfRow(int cell) { return TableRowAt(CellAt(cell).row_index).first_cell; }

// Whether a doubt tells of the cell, its row (by the row's first cell), or a whole table.
bool Doubted(const Imported& imported, int cell) {
  return std::any_of(imported.doubts.begin(), imported.doubts.end(), [&](const Doubt& doubt) {
    return doubt.cell == cell ||
           (doubt.kind == Doubt::Kind::kMissingCell && doubt.cell == FirstOfRow(cell)) ||
           (doubt.kind == Doubt::Kind::kMissing && doubt.cell < 0);
  });
}

bool MayBe(const v1::CellNote& note, const std::string& value) {
  // No list says nothing, and a full one may have left some out.
  return note.candidates().empty() || note.candidates().size() >= 16 ||
         std::find(note.candidates().begin(), note.candidates().end(), value) !=
             note.candidates().end();
}

void CompareCell(const Figures& printed, const Figures& read, const Imported& imported, int cell,
                 Comparison& result) {
  const CellInfo& info = CellAt(cell);
  const std::string expected = Say(printed, cell);
  const std::string found = Say(read, cell);
  if (expected == found) return;
  const std::string line = absl::StrCat(info.table_name, " ", info.row, " ", info.column,
                                        ": printed ", expected, ", read ", found);
  if (read.note_kind(cell) == v1::CellNote::AMBIGUOUS) {
    const bool possible =
        !printed.has_value(cell) || MayBe(*read.note(cell), printed.ValueText(cell));
    (possible ? result.unsure : result.wrong)
        .push_back(possible ? line : line + ", and it is not among the candidates");
  } else if (read.blank(cell) && Doubted(imported, cell)) {
    result.unsure.push_back(line);
  } else {
    result.wrong.push_back(line);
  }
}

void CompareText(absl::string_view what, absl::string_view printed, absl::string_view read,
                 Comparison& result) {
  if (Squeezed(printed) == Squeezed(read)) return;
  result.text.push_back(absl::StrCat(what, ": printed “", printed, "”, read “", read, "”"));
}

// The source span of a cell must hold the cell's digits.
void CompareSpans(const Imported& imported, const Document& document, Comparison& result) {
  for (const CellReading& reading : imported.cells) {
    if (reading.span.end > document.text.size() || reading.span.begin > reading.span.end) {
      result.wrong.push_back(absl::StrCat("cell ", reading.cell, ": span outside the text"));
    }
  }
}

}  // namespace

Comparison Compare(const v1::AnnualReport& printed, const Imported& imported,
                   const Document& document) {
  Comparison result;
  const v1::AnnualReport& read = imported.report;
  if (read.year() != printed.year()) {
    result.wrong.push_back(absl::StrCat("year: printed ", printed.year(), ", read ", read.year()));
  }
  if (read.edition() != printed.edition()) {
    result.wrong.push_back(absl::StrCat("edition: printed ", printed.edition(), ", read ",
                                        static_cast<int>(read.edition())));
  }
  const Figures printed_figures(printed);
  const Figures read_figures(read);
  for (int cell = 0; cell < kCellCount; ++cell) {
    CompareCell(printed_figures, read_figures, imported, cell, result);
  }
  CompareSpans(imported, document, result);

  CompareText("title", printed.title(), read.title(), result);
  CompareText("agency", printed.agency_name(), read.agency_name(), result);
  CompareText("preamble", printed.preamble(), read.preamble(), result);
  CompareText("signatory", printed.signatory(), read.signatory(), result);
  CompareText("signed", printed.signed_date().ShortDebugString(),
              read.signed_date().ShortDebugString(), result);
  CompareText("telephone", printed.contact().telephone(), read.contact().telephone(), result);
  CompareText("email", printed.contact().email(), read.contact().email(), result);
  for (int part = 0; part < kPartCount; ++part) {
    CompareText(absl::StrCat("heading ", part + 1), PartOf(printed, part).heading(),
                PartOf(read, part).heading(), result);
    CompareText(absl::StrCat("text ", part + 1), PartOf(printed, part).text(),
                PartOf(read, part).text(), result);
  }
  return result;
}

}  // namespace ogi::import_test
