#include "import/tables/sums.h"

#include <algorithm>
#include <functional>
#include <optional>
#include <string>
#include <utility>

#include "absl/container/flat_hash_set.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "domain/form/cells.h"

namespace ogi::reading {
namespace {

// Ways of all rows together that are tried out.
constexpr size_t kMaxCombinations = 20'000;
// Different sums of one column that are kept.
constexpr size_t kMaxSums = 2'000;

// nullopt for what does not fit: it equals no number, and nothing adds up with it.
using Number = std::optional<int64_t>;
using Numbers = std::array<Number, kApplicants>;

constexpr Numbers kZeros = {0, 0, 0, 0, 0, 0, 0};

Number Plus(Number a, int sign, Number b) {
  int64_t sum = 0;
  if (!a.has_value() || !b.has_value()) return std::nullopt;
  const bool beyond =
      sign < 0 ? __builtin_sub_overflow(*a, *b, &sum) : __builtin_add_overflow(*a, *b, &sum);
  return beyond ? std::nullopt : Number(sum);
}

void Add(int sign, const Numbers& numbers, Numbers& sum) {
  for (size_t i = 0; i < kApplicants; ++i) sum[i] = Plus(sum[i], sign, numbers[i]);
}

Number NumberOf(const std::string& digits) {
  int64_t number = 0;
  return absl::SimpleAtoi(digits, &number) ? Number(number) : std::nullopt;
}

Numbers NumbersOf(const Split& split) {
  Numbers numbers;
  for (size_t i = 0; i < kApplicants; ++i) numbers[i] = NumberOf(split[i]);
  return numbers;
}

// Terms with their signs that add up to zero in each column.
struct Identity {
  std::vector<std::pair<size_t, int>> terms;
  bool all_rows = false;
};

absl::string_view NameOf(const RowReadings& row) { return TableRowAt(row.row).name; }

Identity Balance(const std::vector<RowReadings>& rows) {
  Identity identity;
  for (size_t i = 0; i < rows.size(); ++i) {
    const absl::string_view name = NameOf(rows[i]);
    if (name == "received" || name == "carried_in") identity.terms.emplace_back(i, 1);
    if (name == "outcome_total" || name == "carried_out") identity.terms.emplace_back(i, -1);
  }
  identity.all_rows = identity.terms.size() == 4;
  return identity;
}

Identity Outcomes(const std::vector<RowReadings>& rows) {
  Identity identity;
  size_t undivided = 0;
  size_t divided = 0;
  bool total = false;
  for (size_t i = 0; i < rows.size(); ++i) {
    const absl::string_view name = NameOf(rows[i]);
    if (name == "received" || name == "carried_in" || name == "carried_out") continue;
    total |= name == "outcome_total";
    undivided += name == "other" ? 1 : 0;
    divided += absl::StartsWith(name, "other.") ? 1 : 0;
    identity.terms.emplace_back(i, name == "outcome_total" ? -1 : 1);
  }
  // Two, eight, three and five outcomes, those of （六）, and their total.
  const size_t others = undivided + divided;
  const bool one_edition = others == 1 ? undivided == 1 : others == 3 && divided == 3;
  identity.all_rows = total && one_edition && identity.terms.size() == 19 + others;
  return identity;
}

// Whether a column has the same number in all ways of a row.
bool Certain(const RowReadings& row, size_t column) {
  if (row.truncated || row.ways.empty()) return false;
  return std::all_of(row.ways.begin(), row.ways.end(),
                     [&](const Split& way) { return way[column] == row.ways[0][column]; });
}

constexpr size_t kNoRow = SIZE_MAX;

// What the terms come to in a column, but for row `without`; nullopt if they are not all certain.
Number ColumnSum(const std::vector<RowReadings>& rows, const Identity& identity, size_t column,
                 size_t without) {
  Number sum = 0;
  for (const auto& [row, sign] : identity.terms) {
    if (row == without) continue;
    if (!Certain(rows[row], column)) return std::nullopt;
    sum = Plus(sum, sign, NumberOf(rows[row].ways[0][column]));
  }
  return sum;
}

bool Broken(const std::vector<RowReadings>& rows, const Identity& identity) {
  for (size_t column = 0; column < kApplicants; ++column) {
    if (ColumnSum(rows, identity, column, kNoRow).value_or(0) != 0) return true;
  }
  return false;
}

void Confirm(std::vector<RowReadings>& rows, const Identity& identity, size_t column) {
  for (const auto& term : identity.terms) rows[term.first].confirmed[column] = true;
}

// Columns that hold whatever is chosen where rows have several ways.
void ConfirmCertain(std::vector<RowReadings>& rows, const Identity& identity) {
  if (!identity.all_rows) return;
  for (size_t column = 0; column < kApplicants; ++column) {
    if (ColumnSum(rows, identity, column, kNoRow) == Number(0)) Confirm(rows, identity, column);
  }
}

// A row of an identity that has several ways.
struct OpenRow {
  size_t row;
  int sign;
  std::vector<Numbers> numbers;
  std::vector<bool> possible;
};

using Reachable = absl::flat_hash_set<int64_t>;

// Sums of one number of each set.
Reachable Sums(const Reachable& sums, const OpenRow& row, size_t column) {
  Reachable next;
  for (const int64_t sum : sums) {
    for (size_t way = 0; way < row.numbers.size(); ++way) {
      const Number with =
          row.possible[way] ? Plus(sum, row.sign, row.numbers[way][column]) : std::nullopt;
      if (with.has_value() && next.size() < kMaxSums) next.insert(*with);
    }
  }
  return next;
}

// Drops ways that no ways of the other rows complete to zero in `column`. Returns whether any.
bool PruneColumn(std::vector<OpenRow>& open, Number fixed, size_t column) {
  if (!fixed.has_value()) return false;
  // before[i]: what the rows before i come to, `fixed` with them; after[i]: those behind.
  std::vector<Reachable> before = {{*fixed}};
  for (const OpenRow& row : open) before.push_back(Sums(before.back(), row, column));
  std::vector<Reachable> after(open.size() + 1);
  after[open.size()] = {0};
  for (size_t i = open.size(); i-- > 0;) after[i] = Sums(after[i + 1], open[i], column);
  bool dropped = false;
  for (size_t i = 0; i < open.size(); ++i) {
    // Too many to know them all.
    if (before[i].size() >= kMaxSums || after[i + 1].size() >= kMaxSums) continue;
    for (size_t way = 0; way < open[i].numbers.size(); ++way) {
      if (!open[i].possible[way]) continue;
      const Number own = Plus(0, open[i].sign, open[i].numbers[way][column]);
      const bool completes = std::any_of(before[i].begin(), before[i].end(), [&](int64_t sum) {
        const Number rest = Plus(0, -1, Plus(sum, 1, own));
        return rest.has_value() && after[i + 1].count(*rest) > 0;
      });
      open[i].possible[way] = completes;
      dropped |= !completes;
    }
  }
  return dropped;
}

// What is left fits in every column, each by itself.
void Prune(std::vector<OpenRow>& open, const Numbers& fixed) {
  bool dropped = true;
  while (dropped) {
    dropped = false;
    for (size_t column = 0; column < kApplicants; ++column) {
      dropped |= PruneColumn(open, fixed[column], column);
    }
  }
}

// Leaves the ways that are part of a choice that adds up in all columns. False if there is none, or
// if there are too many choices to try.
bool TryAll(std::vector<OpenRow>& open, const Numbers& fixed) {
  size_t combinations = 1;
  for (const OpenRow& row : open) {
    combinations *= static_cast<size_t>(std::count(row.possible.begin(), row.possible.end(), true));
    if (combinations == 0 || combinations > kMaxCombinations) return false;
  }
  std::vector<std::vector<bool>> fits;
  for (const OpenRow& row : open) fits.emplace_back(row.numbers.size(), false);
  std::vector<size_t> chosen(open.size(), 0);
  bool any = false;
  const std::function<void(size_t, const Numbers&)> choose = [&](size_t at, const Numbers& sum) {
    if (at == open.size()) {
      if (sum != kZeros) return;
      any = true;
      for (size_t i = 0; i < open.size(); ++i) fits[i][chosen[i]] = true;
      return;
    }
    for (size_t way = 0; way < open[at].numbers.size(); ++way) {
      if (!open[at].possible[way]) continue;
      Numbers next = sum;
      Add(open[at].sign, open[at].numbers[way], next);
      chosen[at] = way;
      choose(at + 1, next);
    }
  };
  choose(0, fixed);
  for (size_t i = 0; i < open.size(); ++i) open[i].possible = std::move(fits[i]);
  return any;
}

// Whether the numbers of `split`, with cell `blank` left out, complete `sums` to zero. The blank
// stands for what is missing there, if that is not negative.
bool Completes(const Split& split, size_t blank, int sign, const Numbers& sums) {
  for (size_t column = 0; column < kApplicants; ++column) {
    if (column == blank) {
      if (sign * *sums[column] > 0) return false;
      continue;
    }
    const Number number = NumberOf(split[column < blank ? column : column - 1]);
    if (Plus(sums[column], sign, number) != Number(0)) return false;
  }
  return true;
}

void FindBlanksOf(std::vector<RowReadings>& rows, const Identity& identity) {
  if (!identity.all_rows) return;
  for (const auto& [row, sign] : identity.terms) {
    RowReadings& at = rows[row];
    if (at.with_blank.empty()) continue;
    Numbers sums;
    for (size_t column = 0; column < kApplicants; ++column) {
      sums[column] = ColumnSum(rows, identity, column, row);
    }
    if (std::find(sums.begin(), sums.end(), std::nullopt) != sums.end()) continue;
    for (const Split& split : at.with_blank) {
      for (size_t blank = 0; blank < kApplicants && !at.blank_explains; ++blank) {
        at.blank_explains = Completes(split, blank, sign, sums);
      }
    }
  }
}

void DropImpossible(std::vector<RowReadings>& rows, const Identity& identity) {
  if (!identity.all_rows || Broken(rows, identity)) return;
  Numbers fixed = kZeros;
  std::vector<OpenRow> open;
  for (const auto& [row, sign] : identity.terms) {
    const RowReadings& at = rows[row];
    if (at.truncated || at.ways.empty()) return;
    if (at.ways.size() == 1) {
      Add(sign, NumbersOf(at.ways[0]), fixed);
      continue;
    }
    open.push_back({row, sign, {}, std::vector<bool>(at.ways.size(), true)});
    for (const Split& way : at.ways) open.back().numbers.push_back(NumbersOf(way));
  }
  if (open.empty()) return;
  Prune(open, fixed);
  if (!TryAll(open, fixed)) return;
  for (size_t column = 0; column < kApplicants; ++column) Confirm(rows, identity, column);
  for (const OpenRow& row : open) {
    std::vector<Split> left;
    for (size_t way = 0; way < row.possible.size(); ++way) {
      if (row.possible[way]) left.push_back(rows[row.row].ways[way]);
    }
    rows[row.row].ways = std::move(left);
  }
}

}  // namespace

bool RowAddsUp(const std::vector<int64_t>& numbers) {
  if (numbers.size() < kApplicants) return true;
  Number sum = 0;
  for (size_t i = 0; i + 1 < kApplicants; ++i) sum = Plus(sum, 1, numbers[i]);
  return sum == Number(numbers[kApplicants - 1]);
}

bool SplitAddsUp(const Split& split) {
  std::vector<int64_t> numbers;
  for (const Number& number : NumbersOf(split)) {
    if (!number.has_value()) return false;
    numbers.push_back(*number);
  }
  return RowAddsUp(numbers);
}

bool MayHaveBlank(const RowReadings& row) {
  return std::any_of(row.with_blank.begin(), row.with_blank.end(), [](const Split& split) {
    Number sum = 0;
    for (size_t i = 0; i + 1 < split.size(); ++i) sum = Plus(sum, 1, NumberOf(split[i]));
    const Number total = NumberOf(split.back());
    return sum.has_value() && total.has_value() && *sum <= *total;
  });
}

bool RowSumsHold(const std::vector<RowReadings>& rows) {
  for (const RowReadings& row : rows) {
    const bool certain = row.ways.size() == 1 && !row.truncated;
    if (certain && !SplitAddsUp(row.ways[0])) return false;
  }
  return true;
}

void StrikeBySums(std::vector<RowReadings>& rows) {
  if (RowSumsHold(rows)) {
    for (RowReadings& row : rows) {
      if (row.truncated || row.ways.size() < 2) continue;
      std::vector<Split> left;
      for (const Split& way : row.ways) {
        if (SplitAddsUp(way)) left.push_back(way);
      }
      if (!left.empty()) row.ways = std::move(left);
    }
  }
  const Identity balance = Balance(rows);
  const Identity outcomes = Outcomes(rows);
  DropImpossible(rows, balance);
  DropImpossible(rows, outcomes);
  // What the second settled may settle more in the first.
  DropImpossible(rows, balance);
  ConfirmCertain(rows, balance);
  ConfirmCertain(rows, outcomes);
}

void FindBlanks(std::vector<RowReadings>& rows) {
  FindBlanksOf(rows, Balance(rows));
  FindBlanksOf(rows, Outcomes(rows));
}

}  // namespace ogi::reading
