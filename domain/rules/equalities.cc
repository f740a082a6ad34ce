#include "domain/rules/equalities.h"

#include <algorithm>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "domain/form/form.h"

namespace ogi {
namespace {

// Sums one side may have before it counts as undecided: 16 readings each of three cells.
constexpr size_t kMaxSums = 4096;

constexpr std::array<const char*, 7> kApplicants = {"natural_person",
                                                    "commercial_enterprise",
                                                    "research_institution",
                                                    "social_organisation",
                                                    "legal_service",
                                                    "other",
                                                    "total"};

int CellNumber(absl::string_view table, absl::string_view row, absl::string_view column) {
  return FindCell(table, row, column)->index;
}

bool IsOutcome(const RowInfo& row) {
  return row.table == Table::kThree && row.name != "received" && row.name != "carried_in" &&
         row.name != "outcome_total" && row.name != "carried_out";
}

bool InEdition(const RowInfo& row, v1::Edition edition) {
  return edition == v1::EDITION_2019 ? row.in_2019 : row.in_2021;
}

Wording ColumnPlace(const char* column) {
  const CellInfo* cell = FindCell("table_three", "received", column);
  return {absl::StrCat("表三“", cell->column_label, "”列"),
          absl::StrCat("table three, column ", column)};
}

// E1: what came in is what was settled and what stays.
Equality Flow(const char* column) {
  const auto cell = [column](absl::string_view row) {
    return CellNumber("table_three", row, column);
  };
  Equality equality;
  equality.rule = "E1";
  equality.left = {cell("received"), cell("carried_in")};
  equality.right = {cell("outcome_total"), cell("carried_out")};
  equality.place = ColumnPlace(column);
  equality.left_is = {"一、本年新收与二、上年结转之和为", "received and carried in make"};
  equality.right_is = {"三、（七）总计与四、结转下年度之和为",
                       "outcome total and carried out make"};
  return equality;
}

// E2: the outcomes add up.
Equality Outcomes(const char* column, v1::Edition edition) {
  const v1::Edition other_edition =
      edition == v1::EDITION_2019 ? v1::EDITION_2021 : v1::EDITION_2019;
  Equality equality;
  equality.rule = "E2";
  for (const RowInfo& row : TableRows()) {
    if (!IsOutcome(row)) continue;
    const int cell = CellNumber("table_three", row.name, column);
    if (InEdition(row, edition)) equality.left.push_back(cell);
    if (InEdition(row, other_edition)) equality.left_of_another_edition.push_back(cell);
  }
  equality.right = {CellNumber("table_three", "outcome_total", column)};
  equality.place = ColumnPlace(column);
  equality.left_is = {"（一）至（六）各项之和为", "outcomes (1) to (6) add up to"};
  equality.right_is = {"（七）总计填", "the total (7) says"};
  return equality;
}

// E3 and E4: a row adds up to its total, which is its last cell.
Equality RowSum(const RowInfo& row, v1::Edition edition) {
  const CellInfo& first = Cells()[static_cast<size_t>(row.first_cell)];
  const int total = row.first_cell + row.cell_count - 1;
  const bool applicants = row.table == Table::kThree;
  Equality equality;
  equality.rule = applicants ? "E3" : "E4";
  for (int cell = row.first_cell; cell < total; ++cell) equality.left.push_back(cell);
  equality.right = {total};
  equality.optional = !InEdition(row, edition);
  equality.place = {absl::StrCat(TableLabel(row.table), "“", RowLabel(first, edition), "”行"),
                    absl::StrCat(applicants ? "table three" : "table four", ", row ", row.name)};
  equality.left_is = applicants
                         ? Wording{"六类申请人之和为", "the six kinds of applicant add up to"}
                         : Wording{"结果维持、结果纠正、其他结果、尚未审结之和为",
                                   "upheld, corrected, other and pending add up to"};
  equality.right_is = {"总计填", "the total says"};
  return equality;
}

std::vector<Equality> MakeEqualities(v1::Edition edition) {
  std::vector<Equality> equalities;
  for (const char* column : kApplicants) equalities.push_back(Flow(column));
  for (const char* column : kApplicants) equalities.push_back(Outcomes(column, edition));
  for (const RowInfo& row : TableRows()) {
    if (row.table != Table::kTwo) equalities.push_back(RowSum(row, edition));
  }
  return equalities;
}

// The numbers a cell may mean; none where it is missing.
std::vector<int64_t> Readings(int cell, const Figures& figures) {
  if (figures.has_value(cell)) return {figures.number(cell)};
  std::vector<int64_t> readings;
  if (figures.note_kind(cell) == v1::CellNote::AMBIGUOUS) {
    for (const std::string& candidate : figures.note(cell)->candidates()) {
      int64_t number = 0;
      if (absl::SimpleAtoi(candidate, &number)) readings.push_back(number);
    }
  }
  return readings;
}

// The sums the cells may have, in order, each once; more than kMaxSums are cut short. Cells that
// are missing are added to `missing`.
std::vector<int64_t> Sums(const std::vector<int>& cells, const Figures& figures,
                          std::vector<int>& missing) {
  std::vector<int64_t> sums = {0};
  for (const int cell : cells) {
    const std::vector<int64_t> readings = Readings(cell, figures);
    if (readings.empty()) {
      missing.push_back(cell);
      continue;
    }
    if (sums.size() > kMaxSums) continue;
    std::vector<int64_t> next;
    for (const int64_t sum : sums) {
      for (const int64_t reading : readings) next.push_back(sum + reading);
    }
    std::sort(next.begin(), next.end());
    next.erase(std::unique(next.begin(), next.end()), next.end());
    sums = std::move(next);
  }
  return sums;
}

bool Meet(const std::vector<int64_t>& a, const std::vector<int64_t>& b) {
  return std::any_of(a.begin(), a.end(),
                     [&b](int64_t sum) { return std::binary_search(b.begin(), b.end(), sum); });
}

// Whether every cell that `own` has and `other` has not is blank, and `other` has them all.
bool UsesOtherEdition(const std::vector<int>& own, const std::vector<int>& other,
                      const Figures& figures) {
  if (other.empty()) return false;
  std::vector<int> replaced;
  std::set_difference(own.begin(), own.end(), other.begin(), other.end(),
                      std::back_inserter(replaced));
  std::vector<int> replacing;
  std::set_difference(other.begin(), other.end(), own.begin(), own.end(),
                      std::back_inserter(replacing));
  return std::all_of(replaced.begin(), replaced.end(),
                     [&figures](int cell) { return figures.blank(cell); }) &&
         std::none_of(replacing.begin(), replacing.end(),
                      [&figures](int cell) { return figures.blank(cell); });
}

// The usual case, without a detour: every cell has a number and the sums are equal.
bool HoldsPlainly(const Equality& equality, const Figures& figures) {
  int64_t difference = 0;
  for (const int cell : equality.left) {
    if (!figures.has_value(cell)) return false;
    difference += figures.number(cell);
  }
  for (const int cell : equality.right) {
    if (!figures.has_value(cell)) return false;
    difference -= figures.number(cell);
  }
  return difference == 0;
}

}  // namespace

const std::vector<Equality>& EqualitiesOf(v1::Edition edition) {
  static const auto* const of_2019 = new std::vector<Equality>(MakeEqualities(v1::EDITION_2019));
  static const auto* const of_2021 = new std::vector<Equality>(MakeEqualities(v1::EDITION_2021));
  return edition == v1::EDITION_2019 ? *of_2019 : *of_2021;
}

Assessment Assess(const Equality& equality, const Figures& figures) {
  Assessment assessment;
  if (HoldsPlainly(equality, figures)) return assessment;

  const std::vector<int>& left =
      UsesOtherEdition(equality.left, equality.left_of_another_edition, figures)
          ? equality.left_of_another_edition
          : equality.left;
  assessment.cells = left;
  assessment.cells.insert(assessment.cells.end(), equality.right.begin(), equality.right.end());
  std::sort(assessment.cells.begin(), assessment.cells.end());
  if (equality.optional && std::all_of(assessment.cells.begin(), assessment.cells.end(),
                                       [&figures](int cell) { return figures.blank(cell); })) {
    return {};
  }

  const std::vector<int64_t> left_sums = Sums(left, figures, assessment.missing);
  const std::vector<int64_t> right_sums = Sums(equality.right, figures, assessment.missing);
  if (!assessment.missing.empty()) {
    assessment.result = Assessment::Result::kNotAssessable;
    return assessment;
  }
  if (left_sums.size() == 1) assessment.left = left_sums[0];
  if (right_sums.size() == 1) assessment.right = right_sums[0];
  const bool cut_short = left_sums.size() > kMaxSums || right_sums.size() > kMaxSums;
  const bool single = assessment.left.has_value() && assessment.right.has_value();
  if (!cut_short && !Meet(left_sums, right_sums)) {
    assessment.result = Assessment::Result::kFails;
  } else if (!single) {
    assessment.result = Assessment::Result::kUncertain;
  } else {
    return {};
  }
  return assessment;
}

}  // namespace ogi
