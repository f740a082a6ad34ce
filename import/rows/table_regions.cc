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

class Finder {
 public:
  explicit Finder(const FoldedDocument& document) : document_(document) {}

  TableRegions Run() {
    std::array<const TableSearch*, kTables.size()> searches = {};
    for (size_t s = 0; s < searches.size(); ++s) {
      searches[s] = &TableSearchOf(kTables[s]);
      for (size_t k = 0; k < searches[s]->words.size(); ++k) {
        by_first_[searches[s]->words[k].word[0]].push_back({s, k});
      }
    }
    std::array<Cluster, kTables.size()> open;
    const std::vector<Glyph>& glyphs = document_.glyphs;
    for (size_t at = 0; at < glyphs.size(); ++at) {
      if (!IsHan(glyphs[at].code)) continue;
      const auto found = by_first_.find(glyphs[at].code);
      if (found == by_first_.end()) continue;
      for (const auto& [s, k] : found->second) {
        const std::u32string_view word = searches[s]->words[k].word;
        if (document_.HasAt(at, glyphs.size(), word)) Hit(*searches[s], s, k, at, open[s]);
      }
    }
    for (size_t s = 0; s < searches.size(); ++s) Close(*searches[s], s, open[s]);
    return std::move(regions_);
  }

 private:
  struct Cluster {
    bool any = false;
    size_t first = 0;
    size_t last = 0;
    std::bitset<64> words;
    bool heading = false;
  };

  void Hit(const TableSearch& search, size_t s, size_t k, size_t at, Cluster& cluster) {
    if (cluster.any && (at > cluster.last + search.reach || at > cluster.first + kMaxRegion)) {
      Close(search, s, cluster);
    }
    const bool heading = search.words[k].heading;
    if (!cluster.any && search.from_heading && !heading) return;
    if (!cluster.any) cluster.first = at;
    cluster.any = true;
    cluster.last = at;
    cluster.words.set(k);
    cluster.heading |= heading;
  }

  void Close(const TableSearch& search, size_t s, Cluster& cluster) {
    if (cluster.any && cluster.words.count() >= search.min_words &&
        regions_.each[s].size() < kMaxRegions) {
      const size_t begin = cluster.first - std::min(cluster.first, search.before);
      const size_t floor = regions_.each[s].empty() ? 0 : regions_.each[s].back().end;
      regions_.each[s].push_back({std::max(begin, floor),
                                  std::min(document_.glyphs.size(), cluster.last + search.behind)});
    }
    cluster = {};
  }

  const FoldedDocument& document_;
  std::map<char32_t, std::vector<std::pair<size_t, size_t>>> by_first_;
  TableRegions regions_;
};

}  // namespace

TableRegions FindRegions(const FoldedDocument& document) { return Finder(document).Run(); }

}  // namespace ogi::reading
