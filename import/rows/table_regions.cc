#include "import/rows/table_regions.h"

#include <algorithm>
#include <array>
#include <bitset>
#include <map>
#include <string_view>
#include <utility>

#include "import/rows/form_words.h"

namespace ogi::reading {
namespace {

constexpr size_t kMaxRegions = 6;
// The three tables together are some 2,000 glyphs; long procurement lists do not come into it.
constexpr size_t kMaxRegion = 20'000;

// How the hits of a table's words make a region.
struct Search {
  std::vector<TableWord> keys;
  // Glyphs between two hits of one table.
  size_t reach;
  // Different words that make a table.
  size_t min_keys;
  size_t before;
  size_t behind;
  // The region begins with a heading.
  bool from_heading;
};

const Search& TableTwo() {
  static const auto* const search =
      new Search{TableWordsOf(Table::kTwo), 300, 4, 0, 160, /*from_heading=*/true};
  return *search;
}

const Search& TableThree() {
  static const auto* const search =
      new Search{TableWordsOf(Table::kThree), 800, 6, 400, 400, /*from_heading=*/false};
  return *search;
}

const Search& TableFour() {
  static const auto* const search =
      new Search{TableWordsOf(Table::kFour), 300, 4, 60, 500, /*from_heading=*/false};
  return *search;
}

class Finder {
 public:
  explicit Finder(const FoldedDocument& document) : document_(document) {}

  TableRegions Run() {
    const std::array<const Search*, 3> searches = {&TableTwo(), &TableThree(), &TableFour()};
    for (size_t s = 0; s < searches.size(); ++s) {
      for (size_t k = 0; k < searches[s]->keys.size(); ++k) {
        by_first_[searches[s]->keys[k].word[0]].push_back({s, k});
      }
    }
    std::array<Cluster, 3> open;
    const std::vector<Glyph>& glyphs = document_.glyphs;
    for (size_t at = 0; at < glyphs.size(); ++at) {
      if (!IsHan(glyphs[at].code)) continue;
      const auto found = by_first_.find(glyphs[at].code);
      if (found == by_first_.end()) continue;
      for (const auto& [s, k] : found->second) {
        const TableWord& key = searches[s]->keys[k];
        if (Matches(key.word, at)) Hit(*searches[s], s, k, at, open[s]);
      }
    }
    for (size_t s = 0; s < searches.size(); ++s) Close(*searches[s], s, open[s]);
    return {std::move(regions_[0]), std::move(regions_[1]), std::move(regions_[2])};
  }

 private:
  struct Cluster {
    bool any = false;
    size_t first = 0;
    size_t last = 0;
    std::bitset<64> keys;
    bool heading = false;
  };

  bool Matches(std::u32string_view word, size_t at) const {
    if (at + word.size() > document_.glyphs.size()) return false;
    for (size_t i = 0; i < word.size(); ++i) {
      if (document_.glyphs[at + i].code != word[i]) return false;
    }
    return true;
  }

  void Hit(const Search& search, size_t s, size_t k, size_t at, Cluster& cluster) {
    if (cluster.any && (at > cluster.last + search.reach || at > cluster.first + kMaxRegion)) {
      Close(search, s, cluster);
    }
    const bool heading = search.keys[k].heading;
    if (!cluster.any && search.from_heading && !heading) return;
    if (!cluster.any) cluster.first = at;
    cluster.any = true;
    cluster.last = at;
    cluster.keys.set(k);
    cluster.heading |= heading;
  }

  void Close(const Search& search, size_t s, Cluster& cluster) {
    if (cluster.any && cluster.keys.count() >= search.min_keys &&
        regions_[s].size() < kMaxRegions) {
      const size_t begin = cluster.first - std::min(cluster.first, search.before);
      const size_t floor = regions_[s].empty() ? 0 : regions_[s].back().end;
      regions_[s].push_back({std::max(begin, floor),
                             std::min(document_.glyphs.size(), cluster.last + search.behind)});
    }
    cluster = {};
  }

  const FoldedDocument& document_;
  std::map<char32_t, std::vector<std::pair<size_t, size_t>>> by_first_;
  std::array<std::vector<GlyphRange>, 3> regions_;
};

}  // namespace

TableRegions FindRegions(const FoldedDocument& document) { return Finder(document).Run(); }

}  // namespace ogi::reading
