#include "domain/form/canonical.h"

#include <charconv>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/strip.h"
#include "common/digest.h"
#include "domain/form/printed_form.h"

namespace ogi {
namespace {

void AppendNumber(std::string& out, int64_t number) {
  char buffer[20];
  const std::to_chars_result end = std::to_chars(buffer, buffer + sizeof buffer, number);
  out.append(buffer, static_cast<size_t>(end.ptr - buffer));
}

void AppendRecord(std::string& out, absl::string_view name, absl::string_view value) {
  out.append(name.data(), name.size());
  out.push_back(' ');
  AppendNumber(out, static_cast<int64_t>(value.size()));
  out.push_back(':');
  out.append(value.data(), value.size());
  out.push_back('\n');
}

char LetterOf(v1::CellNote::Kind kind) {
  switch (kind) {
    case v1::CellNote::NOT_APPLICABLE:
      return 'N';
    case v1::CellNote::AMBIGUOUS:
      return 'A';
    case v1::CellNote::NOT_A_NUMBER:
      return 'X';
    case v1::CellNote::ROW_OF_ANOTHER_EDITION:
      return 'R';
    default:
      return '?';
  }
}

void AppendCell(std::string& out, const Figures& figures, int cell) {
  if (figures.has_value(cell)) {
    if (const v1::Money* money = figures.money(cell); money != nullptr) {
      out += money->amount();
      out.push_back(money->unit() == v1::Money::YUAN ? 'y' : 'w');
    } else {
      AppendNumber(out, figures.number(cell));
    }
  }
  if (figures.note(cell) != nullptr) {
    out.push_back('!');
    out.push_back(LetterOf(figures.note_kind(cell)));
  }
}

// `table_three.refused.state_secret` and so on, in the order of the catalogue.
const std::array<std::string, kTableRowCount>& RecordNames() {
  static const auto* const names = [] {
    auto* made = new std::array<std::string, kTableRowCount>;
    for (size_t i = 0; i < made->size(); ++i) {
      const RowInfo& row = TableRows()[i];
      (*made)[i] = absl::StrCat(row.table_name, ".", row.name);
    }
    return made;
  }();
  return *names;
}

void AppendTables(std::string& out, const Figures& figures) {
  std::string cells;
  for (size_t i = 0; i < TableRows().size(); ++i) {
    const RowInfo& row = TableRows()[i];
    cells.clear();
    for (int cell = row.first_cell; cell < row.first_cell + row.cell_count; ++cell) {
      if (cell > row.first_cell) cells.push_back(',');
      AppendCell(cells, figures, cell);
    }
    AppendRecord(out, RecordNames()[i], cells);
  }
}

void AppendNotes(std::string& out, const Figures& figures) {
  for (const CellInfo& cell : Cells()) {
    const v1::CellNote* note = figures.note(cell.index);
    if (note == nullptr) continue;
    AppendRecord(out, "note", absl::StrCat(cell.table_name, ",", cell.row, ",", cell.column));
    AppendRecord(out, "note.raw_text", note->raw_text());
    std::string candidates;
    for (const std::string& candidate : note->candidates()) {
      absl::StrAppend(&candidates, candidates.empty() ? "" : ",", candidate);
    }
    AppendRecord(out, "note.candidates", candidates);
  }
}

std::string DateText(bool given, const google::type::Date& date) {
  if (!given) return "";
  return absl::StrFormat("%04d-%02d-%02d", date.year(), date.month(), date.day());
}

std::string DigestText(bool given, const v1::Digest& digest) {
  if (!given) return "";
  return absl::StrCat(digest.algorithm() == v1::Digest::SHA256 ? "sha256:" : "sm3:",
                      absl::BytesToHexString(digest.value()));
}

void AppendParts(std::string& out, const v1::AnnualReport& report) {
  struct Names {
    absl::string_view heading;
    absl::string_view text;
  };
  static constexpr std::array<Names, kPartCount> kNames = {{
      {"overview.heading", "overview.text"},
      {"proactive_disclosure.heading", "proactive_disclosure.text"},
      {"requests.heading", "requests.text"},
      {"review_and_litigation.heading", "review_and_litigation.text"},
      {"problems.heading", "problems.text"},
      {"other_matters.heading", "other_matters.text"},
  }};
  for (int i = 0; i < kPartCount; ++i) {
    const v1::Part& part = PartOf(report, i);
    AppendRecord(out, kNames[static_cast<size_t>(i)].heading, part.heading());
    AppendRecord(out, kNames[static_cast<size_t>(i)].text, part.text());
  }
}

// Enough for the records' names and the figures of nearly every report.
constexpr size_t kUsualTables = 4096;

size_t TextBytes(const v1::AnnualReport& report) {
  size_t bytes = report.title().size() + report.preamble().size();
  for (int i = 0; i < kPartCount; ++i) bytes += PartOf(report, i).text().size();
  return bytes;
}

}  // namespace

std::string CanonicalForm(const v1::AnnualReport& report) {
  return CanonicalForm(report, Figures(report));
}

std::string CanonicalForm(const v1::AnnualReport& report, const Figures& figures) {
  std::string out;
  out.reserve(kUsualTables + TextBytes(report));
  out += "ogi-canonical 1\n";
  AppendRecord(out, "agency", absl::StripPrefix(report.agency(), "agencies/"));
  AppendRecord(out, "year", absl::StrCat(report.year()));
  AppendRecord(out, "scope", report.scope() == v1::AGGREGATE ? "AGGREGATE" : "OWN");
  AppendRecord(out, "edition", report.edition() == v1::EDITION_2019 ? "2019" : "2021");
  AppendRecord(out, "agency_name", report.agency_name());
  AppendRecord(out, "title", report.title());
  AppendRecord(out, "preamble", report.preamble());
  AppendParts(out, report);
  AppendTables(out, figures);
  AppendNotes(out, figures);
  AppendRecord(out, "signed_date", DateText(report.has_signed_date(), report.signed_date()));
  AppendRecord(out, "signatory", report.signatory());
  const v1::Contact& contact = report.contact();
  AppendRecord(out, "contact.office", contact.office());
  AppendRecord(out, "contact.telephone", contact.telephone());
  AppendRecord(out, "contact.email", contact.email());
  AppendRecord(out, "contact.address", contact.address());
  AppendRecord(out, "contact.postal_code", contact.postal_code());
  const v1::Publication& publication = report.publication();
  AppendRecord(out, "publication.date", DateText(publication.has_date(), publication.date()));
  AppendRecord(out, "publication.uri", publication.uri());
  const v1::SourceDocument& source = report.source_document();
  AppendRecord(out, "source_document.digest", DigestText(source.has_digest(), source.digest()));
  return out;
}

v1::Digest DigestOf(const v1::AnnualReport& report) { return DigestOf(report, Figures(report)); }

v1::Digest DigestOf(const v1::AnnualReport& report, const Figures& figures) {
  v1::Digest digest;
  digest.set_algorithm(v1::Digest::SHA256);
  digest.set_value(Sha256(CanonicalForm(report, figures)));
  return digest;
}

}  // namespace ogi
