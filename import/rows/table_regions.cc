#include "import/rows/table_regions.h"

#include <algorithm>
#include <array>
#include <bitset>
#include <map>
#include <string_view>

namespace ogi::reading {
namespace {

constexpr size_t kMaxRegions = 6;
// The three tables together are some 2,000 glyphs; long procurement lists do not come into it.
constexpr size_t kMaxRegion = 20'000;

struct Key {
  std::u32string_view word;
  // A heading of a column or a caption, which running text seldom has.
  bool heading = false;
};

// How the hits of a table's words make a region.
struct Search {
  std::vector<Key> keys;
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
  static const auto* const search = new Search{{{U"第二十条第", true}, {U"信息内容", true},
                                                {U"制发件数", true},   {U"废止件数", true},
                                                {U"现行有效件", true}, {U"新制作数", true},
                                                {U"新公开数", true},   {U"公开总数", true},
                                                {U"上一年项目", true}, {U"处理决定数", true},
                                                {U"收费金额", true},   {U"采购总金", true},
                                                {U"采购项目数", true}, {U"规章"},
                                                {U"规范性文件"},       {U"行政许可"},
                                                {U"对外管理服务"},     {U"行政处罚"},
                                                {U"行政强制"},         {U"事业性收费"},
                                                {U"集中采购"}},
                                               300,
                                               4,
                                               0,
                                               160,
                                               true};
  return *search;
}

const Search& TableThree() {
  static const auto* const search = new Search{
      {{U"本年新收"},   {U"上年结转"},   {U"予以公开"},     {U"部分公开"},   {U"国家秘密"},
       {U"法律行政"},   {U"安全一稳定"}, {U"第三方合法"},   {U"内部事务"},   {U"过程性信息"},
       {U"执法案卷"},   {U"行政查询"},   {U"不掌握相关"},   {U"没有现成"},   {U"补正后申请"},
       {U"信访举报"},   {U"重复申请"},   {U"公开出版物"},   {U"大量反复"},   {U"重新出具"},
       {U"逾期不补正"}, {U"收费通知"},   {U"结转下年度"},   {U"其他处理"},   {U"不予处理"},
       {U"无法提供"},   {U"新收政府"},   {U"行政机关确认"}, {U"下年度继续"}, {U"无正当理由"}},
      800,
      6,
      400,
      400,
      false};
  return *search;
}

const Search& TableFour() {
  static const auto* const search = new Search{{{U"直接起诉"},
                                                {U"复议后起诉"},
                                                {U"维持"},
                                                {U"纠正"},
                                                {U"其他结果"},
                                                {U"审结"},
                                                {U"行政诉讼"},
                                                {U"行政复议"}},
                                               300,
                                               4,
                                               60,
                                               500,
                                               false};
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
        const Key& key = searches[s]->keys[k];
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
