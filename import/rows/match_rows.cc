#include "import/rows/match_rows.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>

namespace ogi::reading {
namespace {

// A label may be broken over lines above and below its values, and the label of a row without
// figures stands directly before the next label:
//
//   （一）予以公开  3 0 0 0 0 0 3         an item with values: `granted`
//   （二）部分公开（区分处理的，只计这   two fragments, together one label: `partly_granted` is
//   blank 一情形，不计其他情形） 1.属于国家秘密  5 0 0 0 0 0 5         an item with values:
//   `refused.state_secret`
//
// The rows are matched by dynamic programming over the items with values, in order. A state says
// how many items are done, how many rows are used up, and how many of the fragments above the next
// item are explained. From a state, fragments are taken for a row of their own, or the next item is
// taken for a row, with fragments above and below it, or for none.

// Fragments of one row's label above its values, and below.
constexpr size_t kMaxAbove = 5;
constexpr size_t kMaxBelow = 3;
// Fragments that make up the label of a row without figures.
constexpr size_t kMaxOfBlank = 3;
// Two rows that share half their letters are still different rows.
constexpr double kMinLikeness = 0.6;
// Letters of a label that is plain by itself; no need to look at fragments.
constexpr size_t kPlainLetters = 6;
constexpr size_t kMaxText = 96;
// Fewer letters of （三）不予公开 may be letters of anything.
constexpr size_t kMinOfGroup = 4;
// Fragments between two rows that are part of neither label cost so much a letter, and at most.
constexpr double kUnusedLetter = 0.015;
constexpr double kMaxUnused = 0.35;
// A row is not this one if it is that much more like another.
constexpr double kMaxLag = 0.08;
// What a match gains: its likeness less the base, and more if it has all its values.
constexpr double kBase = 0.35;
constexpr double kCompleteBonus = 0.3;
constexpr double kSkippedRow = 0.02;
constexpr double kImpossible = -1e9;
// Less than any two different likenesses differ.
constexpr double kTie = 1e-6;

class Aligner {
 public:
  Aligner(const std::vector<TableRow>& items, const std::vector<bool>& usable,
          const std::vector<bool>& complete, const std::vector<RowLabels>& rows,
          bool one_value_a_line)
      : items_(items), complete_(complete), rows_(rows), one_value_a_line_(one_value_a_line) {
    std::vector<Fragment> pending;
    for (size_t i = 0; i < items.size(); ++i) {
      if (usable[i] && !items[i].values.empty()) {
        AddEntry(i, std::move(pending));
        pending.clear();
      } else if (items[i].values.empty() && !OfGroupAlone(items[i].label)) {
        pending.push_back({i, items[i].label, MostLike(items[i].label).row});
      }
    }
    AddEntry(items.size(), std::move(pending));
  }

  RowMatches Run() {
    best_.assign(offsets_.back(), kImpossible);
    from_.assign(best_.size(), {});
    best_[Index(0, 0, 0)] = 0;
    const size_t count = entries_.size() - 1;
    for (size_t i = 0; i < count; ++i) {
      TakeBlankRows(i);
      TakeItem(i);
    }
    TakeBlankRows(count);
    return Trace();
  }

 private:
  // An item without values.
  struct Fragment {
    size_t item;
    std::u32string text;
    // The row whose label it is, all by itself; -1 for none.
    int row;
  };
  // An item with values, and the fragments between the one before and it. The last entry has no
  // item, only the fragments behind the last one.
  struct Entry {
    size_t item;
    std::vector<Fragment> above;
  };
  struct RowLikeness {
    int row = -1;
    double likeness = 0;
  };
  // Fragments [first, first + count) above an entry are the label of a row without figures.
  struct BlankLabel {
    size_t first;
    size_t count;
    RowLikeness is;
  };
  // An item's label, with the fragments above it from one on and some of those below.
  struct Reading {
    size_t from;
    size_t below;
    int row;
    double likeness;
  };
  struct From {
    int32_t previous = -1;
    int row = -1;
    size_t item = 0;
    double likeness = 0;
    // Of a row without figures: the fragments of its label, of which `item` is the last.
    size_t blank = 0;
  };

  void AddEntry(size_t item, std::vector<Fragment> above) {
    if (offsets_.empty()) offsets_.push_back(0);
    offsets_.push_back(offsets_.back() + (rows_.size() + 1) * (above.size() + 1));
    entries_.push_back({item, std::move(above)});
  }

  size_t Index(size_t entry, size_t row, size_t taken) const {
    return offsets_[entry] + row * (entries_[entry].above.size() + 1) + taken;
  }

  // The row whose label a text is, if it is plainly one.
  RowLikeness MostLike(const std::u32string& text) const {
    RowLikeness best;
    // （六）其他处理 is a row in one form and stands left of rows in the other.
    if (text.size() > kMaxText || IsGroupLabel(text)) return best;
    for (size_t r = 0; r < rows_.size(); ++r) {
      const double like = rows_[r].Likeness(text, std::max(kPlainLabel, best.likeness));
      if (like > best.likeness) best = {static_cast<int>(r), like};
    }
    return best;
  }

  // What stands left of several rows is no piece of their labels.
  bool OfGroupAlone(const std::u32string& text) const {
    return text.size() >= kMinOfGroup && IsPieceOfGroupLabel(text) &&
           std::none_of(rows_.begin(), rows_.end(), [&text](const RowLabels& row) {
             return row.Likeness(text, kPlainLabel) > 0;
           });
  }

  // What it costs to leave fragments [from, to) unexplained.
  static double Unused(const std::vector<Fragment>& fragments, size_t from, size_t to) {
    size_t letters = 0;
    for (size_t i = from; i < to; ++i) letters += fragments[i].text.size();
    return std::min(kMaxUnused, kUnusedLetter * static_cast<double>(letters));
  }

  void Reach(size_t to, double score, const From& from) {
    if (score <= best_[to]) return;
    best_[to] = score;
    from_[to] = from;
  }

  std::vector<BlankLabel> BlankLabels(const std::vector<Fragment>& above) const {
    std::vector<BlankLabel> labels;
    for (size_t first = 0; first < above.size(); ++first) {
      std::u32string text;
      for (size_t end = first; end < std::min(above.size(), first + kMaxOfBlank); ++end) {
        text += above[end].text;
        const RowLikeness is = MostLike(text);
        if (is.row >= 0) labels.push_back({first, end + 1 - first, is});
      }
    }
    return labels;
  }

  void TakeBlankRows(size_t i) {
    const std::vector<Fragment>& above = entries_[i].above;
    const std::vector<BlankLabel> labels = BlankLabels(above);
    if (labels.empty()) return;
    for (size_t r = 0; r < rows_.size(); ++r) {
      for (size_t k = 0; k < above.size(); ++k) {
        const size_t at = Index(i, r, k);
        if (best_[at] <= kImpossible) continue;
        for (const BlankLabel& label : labels) {
          const size_t row = static_cast<size_t>(label.is.row);
          if (label.first < k || row < r) continue;
          const double gain = label.is.likeness - kBase -
                              (r == 0 ? 0 : Unused(above, k, label.first)) -
                              kSkippedRow * static_cast<double>(row - r);
          const size_t end = label.first + label.count;
          Reach(Index(i, row + 1, end), best_[at] + gain,
                {static_cast<int32_t>(at), label.is.row, above[end - 1].item, label.is.likeness,
                 label.count});
        }
      }
    }
  }

  // Labels stand above their values if those stand one a line.
  size_t MostBelow(size_t i) const {
    return one_value_a_line_ ? 0 : std::min(kMaxBelow, entries_[i + 1].above.size());
  }

  // All that the label of entry `i` may be read as; `most` is the likeness of the likeliest.
  std::vector<Reading> ReadingsOf(size_t i, double* most) const {
    const Entry& entry = entries_[i];
    const TableRow& item = items_[entry.item];
    std::vector<Reading> readings;
    bool plain = false;
    for (size_t r = 0; r < rows_.size() && !item.label.empty(); ++r) {
      const double like = rows_[r].Likeness(item.label, kMinLikeness - kTie);
      if (like == 0) continue;
      readings.push_back({entry.above.size(), 0, static_cast<int>(r), like});
      *most = std::max(*most, like);
      plain |= like >= kPlainLabel && item.label.size() >= kPlainLetters;
    }
    if (plain || item.grid_row >= 0) return readings;
    // A piece of what stands left of several rows, （三）不予公, is no label.
    const bool of_group = *most < kPlainLabel && IsPieceOfGroupLabel(item.label);
    const std::u32string own = of_group ? std::u32string() : item.label;
    for (size_t below = 0; below <= MostBelow(i); ++below) {
      AddJoined(i, below, own, readings, most);
    }
    return readings;
  }

  // With `below` of the fragments below, and more and more of those above.
  void AddJoined(size_t i, size_t below, const std::u32string& own, std::vector<Reading>& readings,
                 double* most) const {
    const std::vector<Fragment>& above = entries_[i].above;
    std::u32string text = own;
    // The only row a text can be that holds the whole label of one; -1 for any.
    int only = own.empty() ? -1 : MostLike(own).row;
    const auto join = [&only](int row) {
      if (row < 0) return true;
      if (only >= 0 && only != row) return false;
      only = row;
      return true;
    };
    std::u32string end;
    for (size_t j = 0; j < below; ++j) {
      const Fragment& fragment = entries_[i + 1].above[j];
      if (!join(fragment.row)) return;
      end += fragment.text;
    }
    text += end;
    const size_t first = above.size() - std::min(above.size(), kMaxAbove);
    for (size_t j = above.size() + 1; j-- > first;) {
      if (j < above.size()) {
        if (!join(above[j].row)) return;
        text.insert(0, above[j].text);
      }
      if (text.size() > kMaxText) return;
      if (below == 0 && j == above.size()) continue;
      for (size_t r = 0; r < rows_.size(); ++r) {
        if (only >= 0 && only != static_cast<int>(r)) continue;
        const double like = rows_[r].Likeness(text, std::max(kMinLikeness, *most) - kMaxLag);
        // What stands below only ends a label: it is none by itself.
        if (like == 0 || (below > 0 && rows_[r].Likeness(end, like - kTie) > 0)) continue;
        // More of what stands below may be the label of the next row.
        if (below <= 1) *most = std::max(*most, like);
        readings.push_back({j, below, static_cast<int>(r), like});
      }
    }
  }

  // A label above values without one, with more such values behind: labels in a heap.
  bool InHeap(size_t i) const {
    if (one_value_a_line_ || !items_[entries_[i].item].label.empty()) return false;
    const Entry& next = entries_[i + 1];
    return next.item < items_.size() && next.above.empty() && items_[next.item].label.empty() &&
           complete_[next.item] && items_[next.item].grid_row < 0;
  }

  void TakeItem(size_t i) {
    const Entry& entry = entries_[i];
    double most = 0;
    std::vector<Reading> readings = ReadingsOf(i, &most);
    std::erase_if(readings, [&](const Reading& reading) {
      return reading.likeness < kMinLikeness || reading.likeness < most - kMaxLag;
    });
    if (InHeap(i)) readings.clear();
    for (size_t r = 0; r <= rows_.size(); ++r) {
      for (size_t k = 0; k <= entry.above.size(); ++k) {
        const size_t at = Index(i, r, k);
        const double score = best_[at];
        if (score <= kImpossible) continue;
        const auto previous = static_cast<int32_t>(at);
        Reach(Index(i + 1, r, 0), score, {previous, -1, entry.item, 0, 0});
        for (const Reading& reading : readings) {
          const auto row = static_cast<size_t>(reading.row);
          if (row < r || reading.from < k) continue;
          // Before the first row there are headings.
          const double unused = r == 0 ? 0 : Unused(entry.above, k, reading.from);
          const double gain = reading.likeness - unused - kBase +
                              (complete_[entry.item] ? kCompleteBonus : 0) -
                              kSkippedRow * static_cast<double>(row - r);
          Reach(Index(i + 1, row + 1, reading.below), score + gain,
                {previous, reading.row, entry.item, reading.likeness, 0});
        }
      }
    }
  }

  RowMatches Trace() const {
    const auto last = best_.begin() + static_cast<std::ptrdiff_t>(offsets_[entries_.size() - 1]);
    auto at = std::max_element(last, best_.end()) - best_.begin();
    RowMatches found;
    while (at >= 0) {
      const From& from = from_[static_cast<size_t>(at)];
      if (from.row >= 0) {
        const int row = rows_[static_cast<size_t>(from.row)].row;
        if (from.blank > 0) {
          found.blank.push_back({row, from.item + 1 - from.blank, from.item});
        } else {
          found.matches.push_back({row, from.item, from.likeness, false});
        }
      }
      at = from.previous;
    }
    std::reverse(found.matches.begin(), found.matches.end());
    std::reverse(found.blank.begin(), found.blank.end());
    return found;
  }

  const std::vector<TableRow>& items_;
  const std::vector<bool>& complete_;
  const std::vector<RowLabels>& rows_;
  const bool one_value_a_line_;
  std::vector<Entry> entries_;
  // Where the states of each entry begin, and where the last ends.
  std::vector<size_t> offsets_;
  std::vector<double> best_;
  std::vector<From> from_;
};

// Rows without a label between two neighbours that are known, where as many rows are missing.
void FillByPlace(const std::vector<TableRow>& items, const std::vector<bool>& usable,
                 const std::vector<bool>& complete, const std::vector<RowLabels>& rows,
                 const std::vector<BlankRow>& blank, std::vector<RowMatch>& matches) {
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
    clear &= std::none_of(blank.begin(), blank.end(), [&](const BlankRow& row) {
      return row.row > matches[m].row && row.row < matches[m + 1].row;
    });
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

RowMatches Align(const ItemList& list, const std::vector<bool>& usable,
                 const std::vector<bool>& complete, const std::vector<RowLabels>& rows) {
  RowMatches found = Aligner(list.items, usable, complete, rows, list.one_value_a_line).Run();
  FillByPlace(list.items, usable, complete, rows, found.blank, found.matches);
  return found;
}

}  // namespace ogi::reading
