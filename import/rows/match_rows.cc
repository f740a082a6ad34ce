#include "import/rows/match_rows.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace ogi::reading {
namespace {

// Fragments of one row's label above its values, and below.
constexpr size_t kMaxAbove = 5;
constexpr size_t kMaxBelow = 3;
// Two rows that share half their letters are still different rows.
constexpr double kMinLikeness = 0.6;
// Its own label says so; no need to look at fragments.
constexpr double kPlainLikeness = 0.92;
constexpr size_t kPlainLetters = 6;
constexpr size_t kMaxText = 96;
// Fragments between two rows that are part of neither label.
constexpr double kUnusedLetter = 0.015;
constexpr double kMaxUnused = 0.35;
// A row is not this one if it is that much more like another.
constexpr double kMaxLag = 0.08;
constexpr double kBase = 0.35;
constexpr double kCompleteBonus = 0.3;
constexpr double kSkippedRow = 0.02;
constexpr double kImpossible = -1e9;

class Aligner {
 public:
  Aligner(const std::vector<TableRow>& items, const std::vector<bool>& usable,
          const std::vector<bool>& complete, const std::vector<RowLabels>& rows,
          bool one_value_a_line)
      : items_(items), complete_(complete), rows_(rows), one_value_a_line_(one_value_a_line) {
    Fragments pending;
    for (size_t i = 0; i < items.size(); ++i) {
      if (usable[i] && !items[i].values.empty()) {
        entries_.push_back({i, std::move(pending)});
        pending.clear();
      } else if (items[i].values.empty()) {
        pending.push_back(items[i].label);
      }
    }
    entries_.push_back({items.size(), std::move(pending)});
  }

  std::vector<RowMatch> Run() {
    const size_t count = entries_.size() - 1;
    if (count == 0) return {};
    const size_t states = rows_.size() + 1;
    // best[i][r][k]: entries before i done, rows before r used up, k fragments above i taken.
    best_.assign((count + 1) * states * kTaken, kImpossible);
    from_.assign(best_.size(), {});
    best_[Index(0, 0, 0)] = 0;
    for (size_t i = 0; i < count; ++i) Step(i);
    return Trace(count);
  }

 private:
  using Fragments = std::vector<std::u32string>;
  static constexpr size_t kTaken = kMaxBelow + 1;

  struct Entry {
    size_t item;
    // Between the entry before and this one.
    Fragments above;
  };
  struct From {
    int32_t previous = -1;
    int16_t row = -1;
    double likeness = 0;
  };

  struct Likeness {
    double likeness = 0;
    // Less what is left unexplained.
    double score = -1;
  };

  // What it costs to leave fragments [from, to) unexplained.
  static double Unused(const Fragments& fragments, size_t from, size_t to) {
    size_t letters = 0;
    for (size_t i = from; i < to; ++i) letters += fragments[i].size();
    return std::min(kMaxUnused, kUnusedLetter * static_cast<double>(letters));
  }

  size_t Index(size_t entry, size_t row, size_t taken) const {
    return (entry * (rows_.size() + 1) + row) * kTaken + taken;
  }

  void Reach(size_t to, double score, size_t from, int row, double likeness) {
    if (score <= best_[to]) return;
    best_[to] = score;
    from_[to] = {static_cast<int32_t>(from), static_cast<int16_t>(row), likeness};
  }

  void Step(size_t i) {
    const Entry& entry = entries_[i];
    const TableRow& item = items_[entry.item];
    const size_t takes = std::min(kMaxBelow, entry.above.size());
    const bool line = item.grid_row < 0;

    // found[r][k][b]: with the fragments above from k on, and b of those below.
    std::vector<std::array<std::array<Likeness, kTaken>, kTaken>> found(rows_.size());
    double most = 0;
    bool plain = false;
    std::array<double, kTaken> all_above = {};
    for (size_t k = 0; k <= takes; ++k) all_above[k] = Unused(entry.above, k, entry.above.size());
    for (size_t r = 0; r < rows_.size(); ++r) {
      const double own = item.label.empty() ? 0 : rows_[r].Likeness(item.label);
      for (size_t k = 0; k <= takes; ++k) found[r][k][0] = {own, own - all_above[k]};
      most = std::max(most, own);
      plain |= own >= kPlainLikeness && item.label.size() >= kPlainLetters;
    }
    const size_t below_count =
        one_value_a_line_ ? 0 : std::min(kMaxBelow, entries_[i + 1].above.size());
    const bool fragments = line && (!entry.above.empty() || below_count > 0);
    if (!plain && fragments) {
      const size_t first = entry.above.size() - std::min(entry.above.size(), kMaxAbove);
      for (size_t b = 0; b <= below_count; ++b) {
        std::u32string text = item.label;
        for (size_t j = 0; j < b; ++j) text += entries_[i + 1].above[j];
        for (size_t j = entry.above.size() + 1; j-- > first;) {
          if (j < entry.above.size()) text.insert(0, entry.above[j]);
          if (text.size() > kMaxText) break;
          // What stands below only ends a label.
          if (b > 0 && item.label.empty() && j == entry.above.size()) continue;
          for (size_t r = 0; r < rows_.size(); ++r) {
            const double like = rows_[r].Likeness(text);
            // More of what stands below may be the label of the next row.
            if (b <= 1) most = std::max(most, like);
            for (size_t k = 0; k <= std::min(takes, j); ++k) {
              const double score = like - Unused(entry.above, k, j);
              if (score > found[r][k][b].score) found[r][k][b] = {like, score};
            }
          }
        }
      }
    }

    for (size_t r = 0; r <= rows_.size(); ++r) {
      for (size_t k = 0; k <= takes; ++k) {
        const size_t at = Index(i, r, k);
        const double score = best_[at];
        if (score <= kImpossible) continue;
        Reach(Index(i + 1, r, 0), score, at, -1, 0);
        for (size_t next = r; next < rows_.size(); ++next) {
          for (size_t b = 0; b <= below_count; ++b) {
            const auto& [like, fit] = found[next][k][b];
            if (like < kMinLikeness || like < most - kMaxLag) continue;
            // Before the first row there are headings.
            const double gain = (r == 0 ? like : fit) - kBase +
                                (complete_[entry.item] ? kCompleteBonus : 0) -
                                kSkippedRow * static_cast<double>(next - r);
            Reach(Index(i + 1, next + 1, b), score + gain, at, static_cast<int>(next), like);
          }
        }
      }
    }
  }

  std::vector<RowMatch> Trace(size_t count) const {
    size_t at = 0;
    double best = kImpossible;
    for (size_t r = 0; r <= rows_.size(); ++r) {
      for (size_t k = 0; k < kTaken; ++k) {
        const size_t index = Index(count, r, k);
        if (best_[index] > best) {
          best = best_[index];
          at = index;
        }
      }
    }
    std::vector<RowMatch> matches;
    for (size_t i = count; i-- > 0;) {
      const From& from = from_[at];
      if (from.row >= 0) {
        matches.push_back(
            {rows_[static_cast<size_t>(from.row)].row, entries_[i].item, from.likeness, false});
      }
      at = static_cast<size_t>(from.previous);
    }
    std::reverse(matches.begin(), matches.end());
    return matches;
  }

  const std::vector<TableRow>& items_;
  const std::vector<bool>& complete_;
  const std::vector<RowLabels>& rows_;
  // Labels stand above their values then.
  const bool one_value_a_line_;
  // The last has no item, only the fragments behind the last row.
  std::vector<Entry> entries_;
  std::vector<double> best_;
  std::vector<From> from_;
};

// Rows without a label between two neighbours that are known, where as many rows are missing.
void FillByPlace(const std::vector<TableRow>& items, const std::vector<bool>& usable,
                 const std::vector<bool>& complete, const std::vector<RowLabels>& rows,
                 std::vector<RowMatch>& matches) {
  const auto place_of = [&rows](int row) {
    for (size_t i = 0; i < rows.size(); ++i) {
      if (rows[i].row == row) return i;
    }
    return rows.size();
  };
  std::vector<RowMatch> filled;
  for (size_t m = 0; m + 1 < matches.size(); ++m) {
    std::vector<size_t> between;
    bool clear = true;
    for (size_t i = matches[m].item + 1; i < matches[m + 1].item; ++i) {
      if (!usable[i] || items[i].values.empty()) continue;
      between.push_back(i);
      // A label that says something else is not one that was lost.
      clear &= complete[i] && items[i].label.size() <= 1;
    }
    const size_t first = place_of(matches[m].row) + 1;
    const size_t missing = place_of(matches[m + 1].row) - first;
    if (!clear || between.empty() || between.size() != missing) continue;
    for (size_t i = 0; i < missing; ++i) {
      filled.push_back({rows[first + i].row, between[i], 0, true});
    }
  }
  matches.insert(matches.end(), filled.begin(), filled.end());
  std::sort(matches.begin(), matches.end(),
            [](const RowMatch& a, const RowMatch& b) { return a.row < b.row; });
}

}  // namespace

std::vector<RowMatch> Align(const ItemList& list, const std::vector<bool>& usable,
                            const std::vector<bool>& complete, const std::vector<RowLabels>& rows) {
  std::vector<RowMatch> matches =
      Aligner(list.items, usable, complete, rows, list.one_value_a_line).Run();
  FillByPlace(list.items, usable, complete, rows, matches);
  return matches;
}

}  // namespace ogi::reading
