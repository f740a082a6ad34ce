#include "domain/rules/sums.h"

#include <algorithm>

namespace ogi {
namespace {

// Sums one side may have before it counts as undecided: a few cells of a row whose digits ran
// together. More would tell a clerk nothing that the document does not.
constexpr size_t kMaxSums = 64;

struct Readings {
  std::vector<CellValue> values;
  // Of other reports, whose readings are not told apart.
  bool ambiguous = false;
};

Readings ReadingsOfTerm(const Term& term, const Subject& subject) {
  if (term.cell < 0) return {{term.factor}};
  Readings readings;
  if (term.source == Source::kReport) {
    readings.values = ReadingsOf(*subject.figures, term.cell);
    for (CellValue& value : readings.values) value *= term.factor;
    return readings;
  }
  const CellTotals& totals = ReportsOf(term.source, subject)->totals;
  if (totals.has_value(term.cell)) {
    readings.values = {totals.value(term.cell) * term.factor};
  } else {
    readings.ambiguous = totals.ambiguous(term.cell);
  }
  return readings;
}

// What one side may come to.
struct Sums {
  // In order, each once.
  std::vector<CellValue> values = {0};
  std::vector<Term> missing;
  // Nobody worked out all there are.
  bool undecided = false;
  bool single() const { return values.size() == 1 && !undecided; }
};

Sums SumsOf(const std::vector<Term>& terms, const Subject& subject, SumBudget& budget) {
  Sums sums;
  for (const Term& term : terms) {
    const Readings readings = ReadingsOfTerm(term, subject);
    if (readings.ambiguous) {
      sums.undecided = true;
      continue;
    }
    if (readings.values.empty()) {
      sums.missing.push_back(term);
      continue;
    }
    if (sums.undecided) continue;
    const size_t count = sums.values.size() * readings.values.size();
    // The usual case, one number after another, is free: the form bounds it.
    if (count > kMaxSums || (count > 1 && !budget.Take(count))) {
      sums.undecided = true;
      continue;
    }
    std::vector<CellValue> next;
    for (const CellValue& sum : sums.values) {
      for (const CellValue& reading : readings.values) next.push_back(sum + reading);
    }
    std::sort(next.begin(), next.end());
    next.erase(std::unique(next.begin(), next.end()), next.end());
    sums.values = std::move(next);
  }
  return sums;
}

// Whether any pair of readings satisfies the relation.
bool MayHold(const Sums& left, v1::Sums::Relation relation, const Sums& right) {
  switch (relation) {
    case v1::Sums::AT_MOST:
      return left.values.front() <= right.values.back();
    case v1::Sums::AT_LEAST:
      return left.values.back() >= right.values.front();
    default:
      return std::any_of(left.values.begin(), left.values.end(), [&right](const CellValue& sum) {
        return std::binary_search(right.values.begin(), right.values.end(), sum);
      });
  }
}

// Whether every pair does.
bool MustHold(const Sums& left, v1::Sums::Relation relation, const Sums& right) {
  switch (relation) {
    case v1::Sums::AT_MOST:
      return left.values.back() <= right.values.front();
    case v1::Sums::AT_LEAST:
      return left.values.front() >= right.values.back();
    default:
      return left.values.size() == 1 && right.values.size() == 1 &&
             left.values[0] == right.values[0];
  }
}

bool SameCell(const Term& a, const Term& b) { return a.source == b.source && a.cell == b.cell; }

bool Contains(const std::vector<Term>& terms, const Term& term) {
  return std::any_of(terms.begin(), terms.end(),
                     [&term](const Term& each) { return SameCell(each, term); });
}

// Whether every cell that `own` has and `other` has not is blank, and `other` has them all.
bool UsesOtherEdition(const Side& side, const Figures& figures) {
  if (side.of_another_edition.empty()) return false;
  const auto blank = [&figures](const Term& term) {
    return term.source == Source::kReport && term.cell >= 0 && figures.blank(term.cell);
  };
  return std::all_of(side.terms.begin(), side.terms.end(),
                     [&](const Term& term) {
                       return Contains(side.of_another_edition, term) || blank(term);
                     }) &&
         std::none_of(side.of_another_edition.begin(), side.of_another_edition.end(),
                      [&](const Term& term) { return !Contains(side.terms, term) && blank(term); });
}

// Adds up where every cell has one number; false elsewhere.
bool PlainSum(const std::vector<Term>& terms, const Subject& subject, CellValue& sum) {
  for (const Term& term : terms) {
    if (term.cell < 0) {
      sum += term.factor;
    } else if (term.source == Source::kReport) {
      if (!subject.figures->has_value(term.cell)) return false;
      // At most a thousand times a count: far inside 64 bits.
      sum += term.factor * subject.figures->number(term.cell);
    } else {
      const CellTotals& totals = ReportsOf(term.source, subject)->totals;
      if (!totals.has_value(term.cell)) return false;
      sum += CellValue(term.factor) * totals.value(term.cell);
    }
  }
  return true;
}

bool Holds(const CellValue& left, v1::Sums::Relation relation, const CellValue& right) {
  switch (relation) {
    case v1::Sums::AT_MOST:
      return left <= right;
    case v1::Sums::AT_LEAST:
      return left >= right;
    default:
      return left == right;
  }
}

// The usual case, without a detour: counts only, every cell has a number, and it holds.
bool HoldsPlainly(const Comparison& comparison, const Subject& subject) {
  if (comparison.money) return false;
  CellValue left = 0;
  CellValue right = 0;
  return PlainSum(comparison.left.terms, subject, left) &&
         PlainSum(comparison.right.terms, subject, right) &&
         Holds(left, comparison.relation, right);
}

// Whether the comparison is to be made; not where that cannot be known.
bool ConditionsHold(const Comparison& comparison, const Subject& subject) {
  const auto single = [&subject](const Term& term) -> std::optional<CellValue> {
    const Readings readings = ReadingsOfTerm(term, subject);
    if (readings.values.size() != 1) return std::nullopt;
    return readings.values[0];
  };
  for (const Term& term : comparison.where_positive) {
    const std::optional<CellValue> value = single(term);
    if (!value.has_value() || *value <= 0) return false;
  }
  for (const Term& term : comparison.where_zero) {
    const std::optional<CellValue> value = single(term);
    if (!value.has_value() || *value != 0) return false;
  }
  return true;
}

// In form order, the report's own first; a cell that stands on both sides once.
std::vector<Term> CellsOf(const std::vector<Term>& left, const std::vector<Term>& right) {
  std::vector<Term> cells;
  for (const std::vector<Term>* side : {&left, &right}) {
    for (const Term& term : *side) {
      if (term.cell >= 0 && !Contains(cells, term)) cells.push_back(term);
    }
  }
  std::stable_sort(cells.begin(), cells.end(), [](const Term& a, const Term& b) {
    return std::pair(a.source, a.cell) < std::pair(b.source, b.cell);
  });
  return cells;
}

}  // namespace

const OtherReports* ReportsOf(Source source, const Subject& subject) {
  switch (source) {
    case Source::kLastYear:
      return subject.last_year;
    case Source::kOwn:
      return subject.own;
    case Source::kSubordinates:
    case Source::kKnownSubordinates:
      return subject.subordinates == nullptr ? nullptr : &subject.subordinates->final_reports;
    case Source::kLedger:
      return subject.ledger;
    case Source::kReport:
      break;
  }
  return nullptr;
}

Assessment Assess(const Comparison& comparison, const Subject& subject, SumBudget& budget) {
  Assessment assessment;
  if (HoldsPlainly(comparison, subject) || !ConditionsHold(comparison, subject)) return assessment;

  // Rows that the form lacks are E6's business, whatever they say instead of a number.
  const auto no_number_here = [&subject](const Term& term) {
    return term.cell < 0 || term.source != Source::kReport ||
           ReadingsOf(*subject.figures, term.cell).empty();
  };
  const auto empty = [&no_number_here](const Side& side) {
    return std::all_of(side.terms.begin(), side.terms.end(), no_number_here);
  };
  if (comparison.optional && empty(comparison.left) && empty(comparison.right)) return {};

  const auto terms_of = [&subject](const Side& side) -> const std::vector<Term>& {
    return UsesOtherEdition(side, *subject.figures) ? side.of_another_edition : side.terms;
  };
  const std::vector<Term>& left_terms = terms_of(comparison.left);
  const std::vector<Term>& right_terms = terms_of(comparison.right);
  assessment.terms = CellsOf(left_terms, right_terms);
  const Sums left = SumsOf(left_terms, subject, budget);
  const Sums right = SumsOf(right_terms, subject, budget);
  assessment.missing = CellsOf(left.missing, right.missing);
  if (!assessment.missing.empty()) {
    assessment.result = Assessment::Result::kNotAssessable;
    return assessment;
  }
  if (left.single()) assessment.left = left.values[0];
  if (right.single()) assessment.right = right.values[0];
  const bool decided = !left.undecided && !right.undecided;
  if (decided && MustHold(left, comparison.relation, right)) return {};
  assessment.result = decided && !MayHold(left, comparison.relation, right)
                          ? Assessment::Result::kFails
                          : Assessment::Result::kUncertain;
  return assessment;
}

}  // namespace ogi
