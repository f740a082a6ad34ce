#include "domain/testing/reports.h"

#include "domain/form/printed_form.h"
#include "domain/rules/rule_cases.h"

namespace ogi {
namespace {

int64_t Number(const v1::AnnualReport& report, int cell) { return Figures(report).number(cell); }

// Makes the last cell of a row the sum of the others.
void SumRow(v1::AnnualReport& report, const RowInfo& row) {
  int64_t sum = 0;
  const int total = row.first_cell + row.cell_count - 1;
  for (int cell = row.first_cell; cell < total; ++cell) sum += Number(report, cell);
  SetCell(report, total, sum);
}

}  // namespace

int CellNumber(absl::string_view table, absl::string_view row, absl::string_view column) {
  return FindCell(table, row, column)->index;
}

v1::AnnualReport CleanReport(v1::Edition edition) {
  return CleanReportOf(edition == v1::EDITION_2019 ? 2020 : 2023);
}

v1::AnnualReport RandomCleanReport(v1::Edition edition, std::mt19937_64& random) {
  v1::AnnualReport report = CleanReport(edition);
  std::uniform_int_distribution<int64_t> count(1, 1000);
  const auto in_edition = [edition](const RowInfo& row) {
    return edition == v1::EDITION_2019 ? row.in_2019 : row.in_2021;
  };
  for (const int cell : FormOf(edition).cells) SetCell(report, cell, count(random));
  const char* const kApplicants[] = {"natural_person",       "commercial_enterprise",
                                     "research_institution", "social_organisation",
                                     "legal_service",        "other"};
  for (const char* column : kApplicants) {
    int64_t outcomes = 0;
    for (const RowInfo& row : TableRows()) {
      if (row.table != Table::kThree || !in_edition(row) || row.name == "received" ||
          row.name == "carried_in" || row.name == "outcome_total" || row.name == "carried_out") {
        continue;
      }
      outcomes += Number(report, CellNumber("table_three", row.name, column));
    }
    const auto set = [&](const char* row, int64_t value) {
      SetCell(report, CellNumber("table_three", row, column), value);
    };
    // The same every year, so that each year's is what the year before carried out.
    constexpr int64_t kCarried = 7;
    set("carried_in", kCarried);
    set("outcome_total", outcomes);
    set("carried_out", kCarried);
    set("received", outcomes);
  }
  for (const RowInfo& row : TableRows()) {
    if (row.table != Table::kTwo && in_edition(row)) SumRow(report, row);
  }
  // What was made or disclosed this year is among all there is.
  const char* const stock = edition == v1::EDITION_2019 ? "total_disclosed" : "in_force";
  for (const char* row : {"regulation", "normative_document"}) {
    SetCell(report, CellNumber("table_two", row, stock), 2000 + count(random));
  }
  return report;
}

}  // namespace ogi
