#include "import/parts/page_top.h"

#include <string_view>

#include "common/limits.h"

namespace ogi::reading {
namespace {

constexpr size_t kMaxTopLines = 200;
constexpr size_t kMaxLine = 400;
// Glyphs before an address on its line.
constexpr size_t kMaxBeforeUri = 24;

std::optional<Day> PublicationIn(std::u32string_view line) {
  for (const std::u32string_view word :
       {U"发布时间", U"发布日期", U"发文日期", U"公开日期", U"公开时间", U"发文时间"}) {
    size_t at = line.find(word);
    if (at == line.npos) continue;
    for (at += word.size(); at < line.size() && !IsDigit(line[at]); ++at) {
      if (IsHan(line[at])) break;
    }
    if (const auto day = DayAt(line, at); day.has_value()) return day->day;
  }
  return std::nullopt;
}

// Where an address that the line speaks of begins; npos for none.
size_t AddressIn(std::u32string_view line) {
  const bool link = Holds(line, U"链接") || Holds(line, U"网址") || Holds(line, U"来源");
  const size_t http = line.find(U"http");
  return link && http < kMaxBeforeUri ? http : line.npos;
}

std::string UriAt(std::u32string_view line, size_t at) {
  size_t end = at;
  while (end < line.size() && line[end] > 0x20 && line[end] < 0x7F) ++end;
  const std::string uri = Utf8(line.substr(at, end - at));
  return uri.size() <= limits::kMaxUriBytes ? uri : "";
}

}  // namespace

std::vector<GlyphRange> TopLines(const FoldedDocument& document, const Headings& headings) {
  const size_t end = FirstPart(document, headings);
  std::vector<GlyphRange> lines;
  for (const LineOrCell& stretch : document.stretches) {
    if (lines.size() >= kMaxTopLines) break;
    if (stretch.glyphs.empty() || stretch.cell >= 0) continue;
    if (stretch.glyphs.begin >= end) break;
    lines.push_back(stretch.glyphs);
  }
  return lines;
}

PageTop ReadPageTop(const FoldedDocument& document, const std::vector<GlyphRange>& top) {
  PageTop page;
  for (size_t i = 0; i < top.size(); ++i) {
    if (top[i].size() > kMaxLine) continue;
    const std::u32string line = document.TextOf(top[i]);
    if (const std::optional<Day> day = PublicationIn(line);
        day.has_value() && !page.published.has_value()) {
      page.published = day;
      page.lines = i + 1;
    }
    const size_t address = AddressIn(line);
    if (address != line.npos && page.uri.empty()) {
      page.uri = UriAt(line, address);
      page.lines = i + 1;
    }
    if (Holds(line, U"正文") && Holds(line, U"====")) page.lines = i + 1;
  }
  return page;
}

}  // namespace ogi::reading
