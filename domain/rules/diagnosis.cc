#include "domain/rules/diagnosis.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "common/limits.h"
#include "domain/form/cells.h"
#include "domain/form/printed_form.h"
#include "domain/rules/finding_writer.h"

namespace ogi {
namespace {

// More than these help nobody: the figures of one group of table four are five.
constexpr int kMaxHints = 5;

// A check sum as an equation: the factors of its cells, and what it comes to without the cells
// that have no number. It holds where there are none and it comes to zero.
struct Equation {
  std::map<int, int64_t> factors;
  CellValue rest = 0;
  std::vector<int> missing;

  bool holds() const { return missing.empty() && rest == 0; }
};

// Nullopt where a cell can be read more than one way, or too much is missing to tell.
std::optional<Equation> EquationOf(const Comparison& comparison, const Figures& figures) {
  Equation equation;
  const auto add = [&equation](const std::vector<Term>& terms, int64_t sign) {
    for (const Term& term : terms) {
      if (term.cell < 0) {
        equation.rest += sign * term.factor;
      } else {
        equation.factors[term.cell] += sign * term.factor;
      }
    }
  };
  add(comparison.left.terms, 1);
  add(comparison.right.terms, -1);
  for (const auto& [cell, factor] : equation.factors) {
    if (figures.has_value(cell)) {
      equation.rest += CellValue(factor) * figures.number(cell);
    } else if (figures.note_kind(cell) == v1::CellNote::AMBIGUOUS) {
      return std::nullopt;
    } else if (factor != 0) {
      equation.missing.push_back(cell);
    }
  }
  if (equation.missing.size() > 1) return std::nullopt;
  return equation;
}

// Rows of the other edition are another matter: nothing is said of a sum that they stand in for.
bool StandsForAnotherEdition(const Side& side, const Figures& figures) {
  return std::any_of(
      side.of_another_edition.begin(), side.of_another_edition.end(), [&](const Term& term) {
        const bool own = std::any_of(side.terms.begin(), side.terms.end(),
                                     [&term](const Term& each) { return each.cell == term.cell; });
        return !own && term.cell >= 0 && !figures.blank(term.cell);
      });
}

std::vector<Equation> EquationsOf(const std::vector<const Comparison*>& check_sums,
                                  const Figures& figures) {
  std::vector<Equation> equations;
  for (const Comparison* comparison : check_sums) {
    if (StandsForAnotherEdition(comparison->left, figures) ||
        StandsForAnotherEdition(comparison->right, figures)) {
      continue;
    }
    std::optional<Equation> equation = EquationOf(*comparison, figures);
    if (equation.has_value()) equations.push_back(*std::move(equation));
  }
  return equations;
}

// The number that makes every equation hold if the cell has it; nullopt for none. Equations that
// lack another cell say nothing, whatever this one is.
std::optional<int64_t> CorrectionOf(int cell, const std::vector<Equation>& equations,
                                    const Figures& figures) {
  std::optional<CellValue> wanted;
  const CellValue now = figures.has_value(cell) ? figures.number(cell) : 0;
  for (const Equation& equation : equations) {
    if (!equation.missing.empty() && equation.missing.front() != cell) continue;
    const auto found = equation.factors.find(cell);
    const CellValue factor = found == equation.factors.end() ? 0 : found->second;
    if (factor == 0) {
      if (equation.rest != 0) return std::nullopt;
      continue;
    }
    const CellValue others = equation.rest - (equation.missing.empty() ? factor * now : 0);
    if (others % factor != 0) return std::nullopt;
    const CellValue value = -others / factor;
    if (value < 0 || value > limits::kMaxCount || (wanted.has_value() && *wanted != value)) {
      return std::nullopt;
    }
    wanted = value;
  }
  if (!wanted.has_value() || (figures.has_value(cell) && *wanted == now)) return std::nullopt;
  return static_cast<int64_t>(*wanted);
}

bool AreDigitsSwapped(const std::string& a, const std::string& b) {
  if (a.size() != b.size()) return false;
  const auto first = std::mismatch(a.begin(), a.end(), b.begin());
  if (a.end() - first.first < 2) return false;
  const auto at = static_cast<size_t>(first.first - a.begin());
  return a[at] == b[at + 1] && a[at + 1] == b[at] && a.substr(at + 2) == b.substr(at + 2);
}

bool IsOneDigit(const std::string& a, const std::string& b) {
  if (a.size() != b.size()) return false;
  int differ = 0;
  for (size_t i = 0; i < a.size(); ++i) differ += a[i] != b[i] ? 1 : 0;
  return differ == 1;
}

bool IsFactorOfTen(int64_t a, int64_t b) {
  return (a != 0 && a % 10 == 0 && a / 10 == b) || (b != 0 && b % 10 == 0 && b / 10 == a);
}

// Whether a cell of the same row or column has the number: a figure written in the wrong place.
bool StandsBeside(int cell, int64_t value, v1::Edition edition, const Figures& figures) {
  const CellInfo& info = CellAt(cell);
  for (const int other : FormOf(edition).cells) {
    const CellInfo& beside = CellAt(other);
    const bool near =
        beside.table == info.table && (beside.row == info.row) != (beside.column == info.column);
    if (near && figures.has_value(other) && figures.number(other) == value) return true;
  }
  return false;
}

// What was kept beside its parts: the sum of the rows of （六）, counted once more in the total.
bool HasOthersTwice(int cell, int64_t excess, const Figures& figures) {
  const CellInfo& info = CellAt(cell);
  if (info.row != "outcome_total" || excess <= 0) return false;
  int64_t others = 0;
  for (size_t i = 0; i < Cells().size(); ++i) {
    const CellInfo& each = Cells()[i];
    const bool other =
        each.table == info.table && each.column == info.column && each.row.substr(0, 6) == "other.";
    if (other && figures.has_value(static_cast<int>(i)))
      others += figures.number(static_cast<int>(i));
  }
  return others == excess;
}

v1::Hint::Slip SlipOf(int cell, int64_t wanted, v1::Edition edition, const Figures& figures) {
  if (!figures.has_value(cell) || (figures.number(cell) == 0 && wanted != 0)) {
    return v1::Hint::LEFT_OUT;
  }
  const int64_t now = figures.number(cell);
  if (now == -wanted) return v1::Hint::WRONG_SIGN;
  const std::string before = absl::StrCat(now);
  const std::string after = absl::StrCat(wanted);
  if (AreDigitsSwapped(before, after)) return v1::Hint::DIGITS_SWAPPED;
  if (IsFactorOfTen(now, wanted)) return v1::Hint::FACTOR_OF_TEN;
  if (HasOthersTwice(cell, now - wanted, figures)) return v1::Hint::OTHERS_COUNTED_TWICE;
  if (now != 0 && StandsBeside(cell, now, edition, figures))
    return v1::Hint::FIGURE_OF_ANOTHER_CELL;
  if (IsOneDigit(before, after)) return v1::Hint::ONE_DIGIT;
  return v1::Hint::SLIP_UNSPECIFIED;
}

// The likelier, the lower.
int RankOf(v1::Hint::Slip slip) {
  return slip == v1::Hint::SLIP_UNSPECIFIED ? v1::Hint::Slip_MAX + 1 : static_cast<int>(slip);
}

Wording SlipText(v1::Hint::Slip slip) {
  switch (slip) {
    case v1::Hint::LEFT_OUT:
      return {"（像是漏填）", " (it looks left out)"};
    case v1::Hint::WRONG_SIGN:
      return {"（像是正负号写反）", " (the sign looks wrong)"};
    case v1::Hint::DIGITS_SWAPPED:
      return {"（像是两位数字写反）", " (two digits look swapped)"};
    case v1::Hint::FACTOR_OF_TEN:
      return {"（像是多写或少写一位）", " (it looks off by a factor of ten)"};
    case v1::Hint::OTHERS_COUNTED_TWICE:
      return {"（像是把（六）各项重复计入）", " (the rows of (6) look counted twice)"};
    case v1::Hint::FIGURE_OF_ANOTHER_CELL:
      return {"（像是填了同行或同列另一格的数）", " (it is the figure of a cell beside it)"};
    case v1::Hint::ONE_DIGIT:
      return {"（像是写错一位）", " (one digit looks wrong)"};
    default:
      return {"", ""};
  }
}

v1::Hint HintOf(int cell, int64_t wanted, v1::Edition edition, const Figures& figures) {
  const CellInfo& info = CellAt(cell);
  v1::Hint hint;
  v1::CellReference& reference = *hint.mutable_cell();
  reference = ReferenceTo(cell, edition);
  reference.set_value(figures.ValueText(cell));
  hint.set_value(absl::StrCat(wanted));
  hint.set_slip(SlipOf(cell, wanted, edition, figures));
  const Wording slip = SlipText(hint.slip());
  const std::string& value = reference.value();
  const std::string place = absl::StrCat(TableLabel(info.table), "“", reference.label(), "”");
  hint.set_message(absl::StrCat(place, value.empty() ? "没有数" : absl::StrCat("填的是 ", value),
                                "；若为 ", wanted, "，表内各项勾稽全部成立", slip.chinese,
                                "。请对照原件核对，不要照抄。"));
  hint.set_message_en(absl::StrCat(info.table_name, ".", info.row, ".", info.column,
                                   value.empty() ? " has no number" : absl::StrCat(" is ", value),
                                   "; with ", wanted, " every sum of the tables would hold",
                                   slip.english,
                                   ". Check it against the document; do not just copy it."));
  return hint;
}

}  // namespace

bool IsCheckSum(const Comparison& comparison) {
  const auto of_report = [](const std::vector<Term>& terms) {
    return std::all_of(terms.begin(), terms.end(),
                       [](const Term& term) { return term.source == Source::kReport; });
  };
  return comparison.relation == v1::Sums::EQUAL && !comparison.money &&
         comparison.where_positive.empty() && comparison.where_zero.empty() &&
         of_report(comparison.left.terms) && of_report(comparison.right.terms);
}

v1::Diagnosis Diagnose(const std::vector<const Comparison*>& check_sums, v1::Edition edition,
                       const Figures& figures) {
  v1::Diagnosis diagnosis;
  const std::vector<Equation> equations = EquationsOf(check_sums, figures);
  std::set<int> suspects;
  bool fails = false;
  for (const Equation& equation : equations) {
    if (equation.holds()) continue;
    fails |= equation.missing.empty();
    for (const auto& [cell, factor] : equation.factors) suspects.insert(cell);
  }
  std::vector<v1::Hint> hints;
  for (const int cell : suspects) {
    const std::optional<int64_t> wanted = CorrectionOf(cell, equations, figures);
    if (wanted.has_value()) hints.push_back(HintOf(cell, *wanted, edition, figures));
  }
  std::stable_sort(hints.begin(), hints.end(), [](const v1::Hint& a, const v1::Hint& b) {
    return RankOf(a.slip()) < RankOf(b.slip());
  });
  if (hints.size() > kMaxHints) hints.resize(kMaxHints);
  diagnosis.set_no_single_change(fails && hints.empty());
  for (v1::Hint& hint : hints) *diagnosis.add_hints() = std::move(hint);
  return diagnosis;
}

}  // namespace ogi
