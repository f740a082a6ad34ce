#include "domain/testing/reports.h"

#include <vector>

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
  v1::AnnualReport report;
  report.set_agency("agencies/54-0424204");
  report.set_year(edition == v1::EDITION_2019 ? 2020 : 2023);
  report.set_scope(v1::OWN);
  report.set_edition(edition);
  report.set_agency_name("样本乡人民政府");
  report.mutable_overview()->set_heading("一、总体情况");
  report.mutable_overview()->set_text("这一年的情况。");
  report.mutable_proactive_disclosure()->set_heading("二、主动公开政府信息情况");
  report.mutable_requests()->set_heading("三、收到和处理政府信息公开申请情况");
  report.mutable_review_and_litigation()->set_heading("四、政府信息公开行政复议、行政诉讼情况");
  report.mutable_problems()->set_heading("五、存在的主要问题及改进情况");
  report.mutable_problems()->set_text("问题和改进。");
  report.mutable_other_matters()->set_heading("六、其他需要报告的事项");
  report.mutable_other_matters()->set_text("收取信息处理费0元。");
  for (const int cell : FormOf(edition).cells) SetCell(report, cell, 0);
  return report;
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
    const int64_t carried_in = Number(report, CellNumber("table_three", "carried_in", column));
    const int64_t carried_out = carried_in + 7;
    set("outcome_total", outcomes);
    set("carried_out", carried_out);
    set("received", outcomes + carried_out - carried_in);
  }
  for (const RowInfo& row : TableRows()) {
    if (row.table != Table::kTwo && in_edition(row)) SumRow(report, row);
  }
  return report;
}

}  // namespace ogi
