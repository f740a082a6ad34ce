#include "clients/import/reading/sums.h"

#include <functional>
#include <optional>
#include <string>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "domain/form/form.h"

namespace ogi::reading {
namespace {

// Ways of all rows together that are tried out.
constexpr size_t kMaxCombinations = 20'000;

using Numbers = std::array<int64_t, kApplicants>;

Numbers NumbersOf(const Split& split) {
  Numbers numbers = {};
  for (size_t i = 0; i < kApplicants; ++i) {
    if (!absl::SimpleAtoi(split[i], &numbers[i])) numbers[i] = 0;
  }
  return numbers;
}

// Terms with their signs that add up to zero in each column.
struct Identity {
  std::vector<std::pair<size_t, int>> terms;
  bool all_rows = false;
};

absl::string_view NameOf(const RowReadings& row) {
  return TableRows()[static_cast<size_t>(row.row)].name;
}

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

// The number of a column in all ways of a row; nullopt where they differ.
std::optional<int64_t> Certain(const RowReadings& row, size_t column) {
  if (row.cut || row.ways.empty()) return std::nullopt;
  const int64_t first = NumbersOf(row.ways[0])[column];
  for (const Split& way : row.ways) {
    if (NumbersOf(way)[column] != first) return std::nullopt;
  }
  return first;
}

bool Broken(const std::vector<RowReadings>& rows, const Identity& identity) {
  for (size_t column = 0; column < kApplicants; ++column) {
    int64_t sum = 0;
    bool known = true;
    for (const auto& [row, sign] : identity.terms) {
      const std::optional<int64_t> number = Certain(rows[row], column);
      known &= number.has_value();
      sum += sign * number.value_or(0);
    }
    if (known && sum != 0) return true;
  }
  return false;
}

void Strike(std::vector<RowReadings>& rows, const Identity& identity) {
  if (!identity.all_rows || Broken(rows, identity)) return;
  size_t combinations = 1;
  Numbers fixed = {};
  std::vector<std::pair<size_t, int>> open;
  for (const auto& [row, sign] : identity.terms) {
    const RowReadings& at = rows[row];
    if (at.cut || at.ways.empty()) return;
    if (at.ways.size() > 1) {
      open.emplace_back(row, sign);
      combinations *= at.ways.size();
      if (combinations > kMaxCombinations) return;
      continue;
    }
    const Numbers numbers = NumbersOf(at.ways[0]);
    for (size_t i = 0; i < kApplicants; ++i) fixed[i] += sign * numbers[i];
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
      for (const int64_t column : sum) {
        if (column != 0) return;
      }
      any = true;
      for (size_t i = 0; i < open.size(); ++i) possible[i][chosen[i]] = true;
      return;
    }
    for (size_t way = 0; way < numbers[at].size(); ++way) {
      Numbers next = sum;
      for (size_t i = 0; i < kApplicants; ++i) next[i] += open[at].second * numbers[at][way][i];
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
  int64_t sum = 0;
  for (size_t i = 0; i + 1 < kApplicants; ++i) sum += numbers[i];
  return sum == numbers[kApplicants - 1];
}

bool SplitAddsUp(const Split& split) {
  const Numbers numbers = NumbersOf(split);
  return RowAddsUp({numbers.begin(), numbers.end()});
}

bool RowSumsHold(const std::vector<RowReadings>& rows) {
  for (const RowReadings& row : rows) {
    const bool certain = row.ways.size() == 1 && !row.cut;
    if (certain && !SplitAddsUp(row.ways[0])) return false;
  }
  return true;
}

void StrikeBySums(std::vector<RowReadings>& rows) {
  if (RowSumsHold(rows)) {
    for (RowReadings& row : rows) {
      if (row.cut || row.ways.size() < 2) continue;
      std::vector<Split> left;
      for (const Split& way : row.ways) {
        if (SplitAddsUp(way)) left.push_back(way);
      }
      if (!left.empty()) row.ways = std::move(left);
    }
  }
  Strike(rows, Balance(rows));
  Strike(rows, Outcomes(rows));
  // What the second settled may settle more in the first.
  Strike(rows, Balance(rows));
}

}  // namespace ogi::reading
