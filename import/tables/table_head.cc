#include "import/tables/table_head.h"

#include <algorithm>

#include "import/rows/cell_value.h"

namespace ogi::reading {
namespace {

constexpr size_t kMaxHeadLine = 150;
// Where the text runs on: so far back from the table.
constexpr size_t kReach = 170;

constexpr std::u32string_view kOfHeads =
    U"行政复议诉讼未经直接起后结果维持纠正其他它尚审总计合"
    U"第二十条项信息内容本年制发件数废止现有效处理决定量收费金额单位万元上一增减采购新作公开对外"
    U"列据的勾稽关系为加之和等于三四申请人情况自然法或组织商业企科研机构社会益律服务"
    U"收量目府规章范性文强许可罚管理事"
    U"(),、:;/.一五六八九";

constexpr std::u32string_view kFirstWords[] = {U"第二十条", U"信息内容",   U"本列数据",
                                               U"勾稽关系", U"申请人情况", U"自然人",
                                               U"行政复议", U"结果维持",   U"结果"};

bool StartsAt(const FoldedDocument& document, size_t at, size_t end, std::u32string_view word) {
  if (end - at < word.size()) return false;
  for (size_t i = 0; i < word.size(); ++i) {
    if (document.glyphs[at + i].code != word[i]) return false;
  }
  return true;
}

size_t HeadInText(const FoldedDocument& document, size_t table, size_t floor) {
  const size_t from = std::max(floor, table - std::min(table, kReach));
  for (size_t at = from; at < table; ++at) {
    for (const std::u32string_view word : kFirstWords) {
      if (!StartsAt(document, at, table, word)) continue;
      const bool bracket = at > from && document.glyphs[at - 1].code == U'(';
      return bracket ? at - 1 : at;
    }
  }
  return table;
}

}  // namespace

bool OnlyOf(const FoldedDocument& document, GlyphRange line, std::u32string_view glyphs,
            size_t most) {
  if (line.size() > most) return false;
  for (size_t i = line.begin; i < line.end; ++i) {
    if (glyphs.find(document.glyphs[i].code) == std::u32string_view::npos) return false;
  }
  return true;
}

size_t TableHead(const FoldedDocument& document, GlyphRange table, size_t floor) {
  const size_t first = document.StretchAt(table.begin);
  if (first >= document.stretches.size()) return table.begin;
  const LineOrCell& row = document.stretches[first];
  if (row.glyphs.size() > kMaxHeadLine) return HeadInText(document, table.begin, floor);
  size_t begin = std::max(floor, row.glyphs.begin);
  for (size_t i = first; i-- > 0;) {
    const LineOrCell& stretch = document.stretches[i];
    if (stretch.glyphs.begin < floor) break;
    // A page may end between the headings and the rows.
    if (stretch.page_number || IsPageNumber(document, stretch.glyphs)) continue;
    if (!stretch.glyphs.empty() && !OnlyOf(document, stretch.glyphs, kOfHeads, kMaxHeadLine)) break;
    begin = std::min(begin, stretch.glyphs.begin);
  }
  return begin;
}

}  // namespace ogi::reading
