#include "domain/rules/finding_writer.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "common/limits.h"
#include "domain/form/cells.h"

namespace ogi {
namespace {

// Of a quoted stretch of text.
constexpr size_t kMaxQuoteBytes = 240;

constexpr const char* kSourceNames[] = {
    "", "last_year", "own", "subordinates", "known_subordinates", "ledger"};

bool BeginsCharacter(char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }

int Characters(absl::string_view text) {
  return static_cast<int>(std::count_if(text.begin(), text.end(), BeginsCharacter));
}

// The column's half of the cell's label.
absl::string_view ColumnLabel(const CellInfo& cell, v1::Edition edition) {
  return CellLabel(cell, edition)
      .substr(RowLabel(cell, edition).size() + absl::string_view("｜").size());
}

}  // namespace

std::string Fill(absl::string_view text, const std::vector<Filling>& fillings,
                 std::string Wording::*language) {
  std::string filled;
  while (!text.empty()) {
    const size_t open = text.find('{');
    absl::StrAppend(&filled, text.substr(0, open));
    if (open == absl::string_view::npos) break;
    text.remove_prefix(open);
    const size_t close = text.find('}');
    if (close == absl::string_view::npos) {
      absl::StrAppend(&filled, text);
      break;
    }
    const absl::string_view name = text.substr(1, close - 1);
    const auto found = std::find_if(fillings.begin(), fillings.end(),
                                    [name](const Filling& each) { return each.name == name; });
    absl::StrAppend(&filled, found == fillings.end() ? text.substr(0, close + 1)
                                                     : absl::string_view(found->text.*language));
    text.remove_prefix(close + 1);
  }
  return filled;
}

void FindingWriter::Lack(v1::Need need) {
  auto& all = *verdict_.mutable_not_assessable();
  auto found = std::find_if(all.begin(), all.end(),
                            [need](const v1::NotAssessable& each) { return each.need() == need; });
  v1::NotAssessable& lacking = found == all.end() ? *all.Add() : *found;
  lacking.set_need(need);
  lacking.add_rules(rule_.id());
  const SubordinateReports* const below = subject_.subordinates;
  if (need != v1::SUBORDINATES || below == nullptr || lacking.rules_size() > 1) return;
  const auto name = [](const std::vector<std::string>& names, auto* named) {
    const size_t count = std::min(names.size(), limits::kMaxOrgansNamed);
    named->Assign(names.begin(), names.begin() + static_cast<ptrdiff_t>(count));
    return static_cast<int>(names.size());
  };
  lacking.set_missing_count(name(below->missing, lacking.mutable_missing()));
  lacking.set_not_final_count(name(below->not_final, lacking.mutable_not_final()));
  lacking.set_roster_not_frozen(!below->roster_frozen);
}

v1::Finding& FindingWriter::Add(v1::Finding::Result result) {
  v1::Finding& finding = *verdict_.add_findings();
  finding.set_rule(rule_.id());
  finding.set_severity(severity_);
  finding.set_result(result);
  return finding;
}

v1::Finding& FindingWriter::Fail(const std::vector<Filling>& fillings,
                                 const std::vector<int>& cells) {
  v1::Finding& finding = Add(v1::Finding::FAIL);
  AddCells(cells, finding);
  finding.set_message(ogi::Fill(rule_.message(), fillings, &Wording::chinese));
  finding.set_message_en(ogi::Fill(rule_.message_en(), fillings, &Wording::english));
  return finding;
}

v1::Finding& FindingWriter::Uncertain(const Wording& message, const std::vector<int>& cells) {
  v1::Finding& finding = Add(v1::Finding::UNCERTAIN);
  AddCells(cells, finding);
  finding.set_message(message.chinese);
  finding.set_message_en(message.english);
  return finding;
}

void FindingWriter::AddCells(const std::vector<int>& cells, v1::Finding& finding) {
  for (const int cell : cells) AddTerms({{Source::kReport, cell, 1}}, finding);
}

v1::CellReference ReferenceTo(int cell, v1::Edition edition) {
  const CellInfo& info = CellAt(cell);
  v1::CellReference reference;
  reference.set_table(std::string(info.table_name));
  reference.set_row(std::string(info.row));
  reference.set_column(std::string(info.column));
  reference.set_label(std::string(CellLabel(info, edition)));
  return reference;
}

Wording CellPlace(int cell, v1::Edition edition) {
  const CellInfo& info = CellAt(cell);
  return {absl::StrCat(TableLabel(info.table), "“", CellLabel(info, edition), "”"),
          std::string(info.field)};
}

void FindingWriter::AddTerms(const std::vector<Term>& terms, v1::Finding& finding) {
  for (const Term& term : terms) {
    const CellInfo& cell = CellAt(term.cell);
    v1::CellReference& reference = *finding.add_cells();
    reference = ReferenceTo(term.cell, edition());
    reference.set_source(kSourceNames[static_cast<size_t>(term.source)]);
    if (term.source == Source::kReport) {
      reference.set_value(subject_.figures->ValueText(term.cell));
    } else if (const CellTotals& totals = ReportsOf(term.source, subject_)->totals;
               totals.has_value(term.cell)) {
      reference.set_value(ValueText(totals.value(term.cell), cell.kind == CellKind::kMoney));
    }
  }
}

void FindingWriter::AddSpan(absl::string_view part, absl::string_view text, size_t begin,
                            size_t end, v1::Finding& finding) {
  v1::TextSpan& span = *finding.add_spans();
  span.set_part(std::string(part));
  span.set_begin(Characters(text.substr(0, begin)));
  span.set_end(span.begin() + Characters(text.substr(begin, end - begin)));
  size_t cut = std::min(end - begin, kMaxQuoteBytes);
  while (begin + cut < end && !BeginsCharacter(text[begin + cut])) --cut;
  span.set_quote(std::string(text.substr(begin, cut)));
}

Wording RowPlace(const RowInfo& row, v1::Edition edition) {
  const CellInfo& first = CellAt(row.first_cell);
  return {absl::StrCat(TableLabel(row.table), "“", RowLabel(first, edition), "”行"),
          absl::StrCat(absl::StrReplaceAll(row.table_name, {{"_", " "}}), ", row ", row.name)};
}

Wording ColumnNames(const std::vector<int>& cells, v1::Edition edition) {
  Wording names;
  for (const int number : cells) {
    const CellInfo& cell = CellAt(number);
    absl::StrAppend(&names.chinese, names.chinese.empty() ? "" : "、", "“",
                    ColumnLabel(cell, edition), "”");
    absl::StrAppend(&names.english, names.english.empty() ? "" : ", ", cell.column);
  }
  return names;
}

}  // namespace ogi
