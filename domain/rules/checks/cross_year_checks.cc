// A report against last year's: what no sum of cells can say.
#include <algorithm>
#include <optional>

#include "absl/strings/str_cat.h"
#include "common/status_macros.h"
#include "domain/form/cells.h"
#include "domain/rules/check.h"

namespace ogi {
namespace {

bool IsMoney(int cell) { return CellAt(cell).kind == CellKind::kMoney; }

// Nullopt where there is none, or more than one reading.
std::optional<CellValue> ValueOf(const Figures& figures, int cell) {
  if (!IsMoney(cell)) {
    if (!figures.has_value(cell)) return std::nullopt;
    return figures.number(cell);
  }
  const std::vector<CellValue> readings = ReadingsOf(figures, cell);
  if (readings.size() != 1) return std::nullopt;
  return readings[0];
}

// What is compared with a cell: a count, or as many yuan.
CellValue Scaled(int64_t number, int cell) {
  constexpr int64_t kUnitsOfAYuan = 100'000'000;
  return CellValue(number) * (IsMoney(cell) ? kUnitsOfAYuan : 1);
}

std::vector<Term> ThisYearAndLast(int cell) {
  return {{Source::kReport, cell, 1}, {Source::kLastYear, cell, 1}};
}

// A number is many times last year's, or a small part of it.
class Jump : public Check {
 public:
  static absl::StatusOr<std::unique_ptr<Check>> Make(const CheckParameters& parameters) {
    auto check = std::make_unique<Jump>();
    OGI_ASSIGN_OR_RETURN(check->cells_, parameters.CellNumbers("cells"));
    OGI_ASSIGN_OR_RETURN(check->times_, parameters.Number("times"));
    OGI_ASSIGN_OR_RETURN(check->larger_at_least_, parameters.Number("larger_at_least"));
    OGI_ASSIGN_OR_RETURN(check->smaller_at_least_, parameters.Number("smaller_at_least"));
    if (check->times_ < 2) return parameters.Wrong("times", "至少须是 2", "must be 2 at least");
    return check;
  }

  void Run(const Subject& subject, FindingWriter& writer) const override {
    const CellTotals& last_year = subject.last_year->totals;
    std::vector<Term> missing;
    for (const int cell : cells_) {
      const std::optional<CellValue> now = ValueOf(*subject.figures, cell);
      // Its own blank is told by the rule on blanks.
      if (!now.has_value()) continue;
      if (!last_year.has_value(cell)) {
        missing.push_back({Source::kLastYear, cell, 1});
        continue;
      }
      const CellValue before = last_year.value(cell);
      const CellValue larger = std::max(*now, before);
      const CellValue smaller = std::min(*now, before);
      if (larger <= smaller * times_ || larger < Scaled(larger_at_least_, cell) ||
          smaller < Scaled(smaller_at_least_, cell)) {
        continue;
      }
      v1::Finding& finding = writer.Fail({{"place", CellPlace(cell, writer.edition())},
                                          {"now", Both(ValueText(*now, IsMoney(cell)))},
                                          {"before", Both(ValueText(before, IsMoney(cell)))}});
      writer.AddTerms(ThisYearAndLast(cell), finding);
    }
    if (missing.empty()) return;
    v1::Finding& finding = writer.Add(v1::Finding::NOT_ASSESSABLE);
    writer.AddTerms(missing, finding);
    finding.set_message("上年报告的相应单元格空白，或不止一种读法，无法比较。");
    finding.set_message_en(
        "Last year's cells are blank, or can be read more than one way: there is nothing to "
        "compare with.");
  }

 private:
  std::vector<int> cells_;
  int64_t times_ = 0;
  int64_t larger_at_least_ = 0;
  int64_t smaller_at_least_ = 0;
};

// A table has every number that last year's has. Few numbers are alike by chance.
class TableUnchanged : public Check {
 public:
  static absl::StatusOr<std::unique_ptr<Check>> Make(const CheckParameters& parameters) {
    auto check = std::make_unique<TableUnchanged>();
    OGI_ASSIGN_OR_RETURN(const std::string table, parameters.String("table"));
    OGI_ASSIGN_OR_RETURN(check->numbers_at_least_, parameters.Number("numbers_at_least"));
    for (const CellInfo& cell : Cells()) {
      if (cell.table_name == table) check->cells_.push_back(cell.index);
    }
    if (check->cells_.empty()) return parameters.Wrong("table", "不是表", "names no table");
    return check;
  }

  void Run(const Subject& subject, FindingWriter& writer) const override {
    const CellTotals& last_year = subject.last_year->totals;
    int64_t numbers = 0;
    for (const int cell : cells_) {
      if (!InEdition(CellAt(cell), writer.edition())) continue;
      const std::optional<CellValue> now = ValueOf(*subject.figures, cell);
      if (!now.has_value() || !last_year.has_value(cell) || *now != last_year.value(cell)) return;
      if (*now != 0) ++numbers;
    }
    if (numbers < numbers_at_least_) return;
    const CellInfo& first = CellAt(cells_.front());
    writer.Fail({{"table", {std::string(TableLabel(first.table)), std::string(first.table_name)}},
                 {"numbers", Both(absl::StrCat(numbers))}});
  }

 private:
  std::vector<int> cells_;
  int64_t numbers_at_least_ = 0;
};

// An organ founded this year, from no other, has nothing from last year.
class NothingFromBeforeItsFounding : public Check {
 public:
  static absl::StatusOr<std::unique_ptr<Check>> Make(const CheckParameters& parameters) {
    auto check = std::make_unique<NothingFromBeforeItsFounding>();
    OGI_ASSIGN_OR_RETURN(check->cells_, parameters.CellNumbers("cells"));
    return check;
  }

  void Run(const Subject& subject, FindingWriter& writer) const override {
    if (subject.agency->existed_last_year) return;
    for (const int cell : cells_) {
      const std::optional<CellValue> value = ValueOf(*subject.figures, cell);
      if (!value.has_value() || *value == 0) continue;
      writer.Fail({{"place", CellPlace(cell, writer.edition())},
                   {"now", Both(ValueText(*value, IsMoney(cell)))}},
                  {cell});
    }
  }

 private:
  std::vector<int> cells_;
};

}  // namespace

std::vector<CheckKind> CrossYearChecks() {
  return {
      {"jump",
       "Each of the cells: the larger of this year's number and last year's is more than so many "
       "times the smaller, and both are as large as said (amounts in yuan).",
       {"cells", "times", "larger_at_least", "smaller_at_least"},
       {"place", "now", "before"},
       {v1::LAST_YEAR},
       Jump::Make},
      {"table_unchanged",
       "Every number of a table is that of last year, and as many as said are not zero.",
       {"table", "numbers_at_least"},
       {"table", "numbers"},
       {v1::LAST_YEAR},
       TableUnchanged::Make},
      {"nothing_from_before_its_founding",
       "Each of the cells is zero where the organ, and those it came from, did not exist last "
       "year.",
       {"cells"},
       {"place", "now"},
       {v1::REGISTRY},
       NothingFromBeforeItsFounding::Make},
  };
}

}  // namespace ogi
