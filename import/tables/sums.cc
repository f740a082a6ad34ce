#include "import/tables/sums.h"

#include <algorithm>
#include <functional>
#include <optional>
#include <string>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "domain/form/cells.h"

namespace ogi::reading {
namespace {

// Ways of all rows together that are tried out.
constexpr size_t kMaxCombinations = 20'000;

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

Numbers NumbersOf(const Split& split) {
  Numbers numbers;
  for (size_t i = 0; i < kApplicants; ++i) {
    int64_t number = 0;
    if (absl::SimpleAtoi(split[i], &number)) numbers[i] = number;
  }
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

bool Broken(const std::vector<RowReadings>& rows, const Identity& identity) {
  for (size_t column = 0; column < kApplicants; ++column) {
    Number sum = 0;
    bool known = true;
    for (const auto& [row, sign] : identity.terms) {
      known = Certain(rows[row], column);
      if (!known) break;
      sum = Plus(sum, sign, NumbersOf(rows[row].ways[0])[column]);
    }
    if (known && sum != Number(0)) return true;
  }
  return false;
}

void DropImpossible(std::vector<RowReadings>& rows, const Identity& identity) {
  if (!identity.all_rows || Broken(rows, identity)) return;
  size_t combinations = 1;
  Numbers fixed = kZeros;
  std::vector<std::pair<size_t, int>> open;
  for (const auto& [row, sign] : identity.terms) {
    const RowReadings& at = rows[row];
    if (at.truncated || at.ways.empty()) return;
    if (at.ways.size() > 1) {
      open.emplace_back(row, sign);
      combinations *= at.ways.size();
      if (combinations > kMaxCombinations) return;
      continue;
    }
    Add(sign, NumbersOf(at.ways[0]), fixed);
  }
  if (open.empty()) return;

  std::vector<std::vector<Numbers>> numbers;
  std::vector<std::vector<bool>> possible;
  for (const auto& [row, sign] : open) {
    numbers.emplace_back();
    for (const Split& way : rows[row].ways) numbers.back().push_back(NumbersOf(way));
    possible.emplace_back(rows[row].ways.size(), false);
  }
  bool any = false;
  std::vector<size_t> chosen(open.size(), 0);
  const std::function<void(size_t, const Numbers&)> choose = [&](size_t at, const Numbers& sum) {
    if (at == open.size()) {
      if (sum != kZeros) return;
      any = true;
      for (size_t i = 0; i < open.size(); ++i) possible[i][chosen[i]] = true;
      return;
    }
    for (size_t way = 0; way < numbers[at].size(); ++way) {
      Numbers next = sum;
      Add(open[at].second, numbers[at][way], next);
      chosen[at] = way;
      choose(at + 1, next);
    }
  };
  choose(0, fixed);
  if (!any) return;
  for (size_t i = 0; i < open.size(); ++i) {
    std::vector<Split> left;
    for (size_t way = 0; way < possible[i].size(); ++way) {
      if (possible[i][way]) left.push_back(rows[open[i].first].ways[way]);
    }
    rows[open[i].first].ways = std::move(left);
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
  DropImpossible(rows, Balance(rows));
  DropImpossible(rows, Outcomes(rows));
  // What the second settled may settle more in the first.
  DropImpossible(rows, Balance(rows));
}

}  // namespace ogi::reading
