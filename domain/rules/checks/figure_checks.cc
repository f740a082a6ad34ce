// What numbers of one report make unlikely.
#include <algorithm>
#include <optional>

#include "absl/strings/str_cat.h"
#include "common/status_macros.h"
#include "domain/form/cells.h"
#include "domain/form/decimal.h"
#include "domain/form/printed_form.h"
#include "domain/rules/check.h"

namespace ogi {
namespace {

// Nullopt where a cell of the edition has no number.
std::optional<int64_t> SumOf(const std::vector<int>& cells, const Figures& figures) {
  int64_t sum = 0;
  for (const int cell : cells) {
    if (!figures.has_value(cell)) return std::nullopt;
    sum += figures.number(cell);
  }
  return sum;
}

// A part is too large a share of a whole.
class ShareAtMost : public Check {
 public:
  static absl::StatusOr<std::unique_ptr<Check>> Make(const CheckParameters& parameters) {
    auto check = std::make_unique<ShareAtMost>();
    OGI_ASSIGN_OR_RETURN(check->part_, parameters.CellNumbers("part"));
    OGI_ASSIGN_OR_RETURN(check->whole_, parameters.CellNumbers("whole"));
    OGI_ASSIGN_OR_RETURN(check->percent_, parameters.Number("percent"));
    OGI_ASSIGN_OR_RETURN(check->part_at_least_, parameters.Number("part_at_least"));
    return check;
  }

  void Run(const Subject& subject, FindingWriter& writer) const override {
    const std::optional<int64_t> part = SumOf(part_, *subject.figures);
    const std::optional<int64_t> whole = SumOf(whole_, *subject.figures);
    if (!part.has_value() || !whole.has_value() || *part < part_at_least_ || *whole <= 0 ||
        *part * 100 <= *whole * percent_) {
      return;
    }
    // In tenths of a percent, rounded.
    const int64_t share = (*part * 1000 + *whole / 2) / *whole;
    std::vector<int> cells = part_;
    cells.insert(cells.end(), whole_.begin(), whole_.end());
    std::sort(cells.begin(), cells.end());
    cells.erase(std::unique(cells.begin(), cells.end()), cells.end());
    writer.Fail({{"part", Both(absl::StrCat(*part))},
                 {"whole", Both(absl::StrCat(*whole))},
                 {"share", Both(absl::StrCat(share / 10, ".", share % 10, "%"))}},
                cells);
  }

 private:
  std::vector<int> part_;
  std::vector<int> whole_;
  int64_t percent_ = 0;
  int64_t part_at_least_ = 0;
};

// Numbers that have nothing to do with each other are all the same.
class SameThroughout : public Check {
 public:
  static absl::StatusOr<std::unique_ptr<Check>> Make(const CheckParameters& parameters) {
    auto check = std::make_unique<SameThroughout>();
    OGI_ASSIGN_OR_RETURN(check->cells_, parameters.CellNumbers("cells"));
    OGI_ASSIGN_OR_RETURN(check->at_least_, parameters.Number("at_least"));
    return check;
  }

  void Run(const Subject& subject, FindingWriter& writer) const override {
    const Figures& figures = *subject.figures;
    const int64_t number = figures.number(cells_.front());
    if (number < at_least_) return;
    for (const int cell : cells_) {
      if (!figures.has_value(cell) || figures.number(cell) != number) return;
    }
    writer.Fail({{"number", Both(absl::StrCat(number))}}, cells_);
  }

 private:
  std::vector<int> cells_;
  int64_t at_least_ = 0;
};

// Not one number of the report is other than zero.
class AllZero : public Check {
 public:
  static absl::StatusOr<std::unique_ptr<Check>> Make(const CheckParameters& /*parameters*/) {
    return std::make_unique<AllZero>();
  }

  void Run(const Subject& subject, FindingWriter& writer) const override {
    for (const int cell : FormOf(writer.edition()).cells) {
      if (!subject.figures->has_value(cell) || subject.figures->number(cell) != 0) return;
      const v1::Money* const money = subject.figures->money(cell);
      if (money != nullptr && AmountInYuan(*money) != "0") return;
    }
    writer.Fail({});
  }
};

// An amount in 万元 that is whole and large: perhaps it was meant in yuan.
class PerhapsInYuan : public Check {
 public:
  static absl::StatusOr<std::unique_ptr<Check>> Make(const CheckParameters& parameters) {
    auto check = std::make_unique<PerhapsInYuan>();
    OGI_ASSIGN_OR_RETURN(const std::vector<int> cells, parameters.CellNumbers("cell"));
    OGI_ASSIGN_OR_RETURN(check->at_least_, parameters.Number("at_least"));
    if (cells.size() != 1 || CellAt(cells[0]).kind != CellKind::kMoney) {
      return parameters.Wrong("cell", "须是一个金额单元格", "takes one cell of an amount");
    }
    check->cell_ = cells[0];
    return check;
  }

  void Run(const Subject& subject, FindingWriter& writer) const override {
    constexpr int64_t kUnits = 100'000'000;
    const v1::Money* const money = subject.figures->money(cell_);
    if (money == nullptr || money->unit() != v1::Money::TEN_THOUSAND_YUAN) return;
    const std::optional<Decimal> amount = Decimal::Parse(money->amount());
    if (!amount.has_value() || amount->units() % kUnits != 0 ||
        amount->units() / kUnits < static_cast<uint64_t>(at_least_)) {
      return;
    }
    writer.Fail({{"amount", Both(amount->ToString())}}, {cell_});
  }

 private:
  int cell_ = 0;
  int64_t at_least_ = 0;
};

// Each of the cells is zero, for departments of governments of the levels.
class ZeroForDepartments : public Check {
 public:
  static absl::StatusOr<std::unique_ptr<Check>> Make(const CheckParameters& parameters) {
    auto check = std::make_unique<ZeroForDepartments>();
    OGI_ASSIGN_OR_RETURN(check->cells_, parameters.CellNumbers("cells"));
    OGI_ASSIGN_OR_RETURN(check->superiors_, parameters.Levels("superiors"));
    return check;
  }

  void Run(const Subject& subject, FindingWriter& writer) const override {
    if (subject.agency->level != v1::Agency::DEPARTMENT ||
        std::find(superiors_.begin(), superiors_.end(), subject.agency->superior_level) ==
            superiors_.end()) {
      return;
    }
    for (const int cell : cells_) {
      if (!InEdition(CellAt(cell), writer.edition()) || !subject.figures->has_value(cell) ||
          subject.figures->number(cell) == 0) {
        continue;
      }
      writer.Fail({{"column", ColumnNames({cell}, writer.edition())},
                   {"number", Both(absl::StrCat(subject.figures->number(cell)))}},
                  {cell});
    }
  }

 private:
  std::vector<int> cells_;
  std::vector<v1::Agency::Level> superiors_;
};

}  // namespace

std::vector<CheckKind> FigureChecks() {
  return {
      {"share_at_most",
       "The part, as large as said, is at most so many percent of the whole.",
       {"part", "whole", "percent", "part_at_least"},
       {"part", "whole", "share"},
       {},
       ShareAtMost::Make},
      {"not_the_same_throughout",
       "The cells, as large as said, do not all hold the same number.",
       {"cells", "at_least"},
       {"number"},
       {},
       SameThroughout::Make},
      {"not_all_zero", "Some number of the report is not zero.", {}, {}, {}, AllZero::Make},
      {"not_in_yuan",
       "An amount that the form wants in 万元 is not both whole and as large as said.",
       {"cell", "at_least"},
       {"amount"},
       {},
       PerhapsInYuan::Make},
      {"zero_for_departments",
       "Each of the cells is zero, for departments whose superiors are of the levels.",
       {"cells", "superiors"},
       {"column", "number"},
       {v1::REGISTRY},
       ZeroForDepartments::Make},
  };
}

}  // namespace ogi
