#include "import/parts/period.h"

#include <algorithm>
#include <string>
#include <string_view>

#include "import/text/dates.h"

namespace ogi::reading {
namespace {

// Glyphs in which the period is looked for; fewer if no part is found to end the preamble.
constexpr size_t kMaxPreamble = 6000;
constexpr size_t kMaxWithoutParts = 3000;
// Between the two dates: 起至.
constexpr size_t kMaxBetween = 6;

// From the first of January to the last of December.
int YearOf(std::u32string_view text) {
  for (size_t at = 0; at < text.size(); ++at) {
    const auto first = DayAt(text, at);
    if (!first.has_value() || first->day.month != 1 || first->day.day != 1) continue;
    const size_t end = std::min(text.size(), at + first->size + kMaxBetween);
    for (size_t next = at + first->size; next < end; ++next) {
      const auto last = DayAt(text, next);
      if (last.has_value() && last->day.month == 12 && last->day.year == first->day.year) {
        return first->day.year;
      }
    }
  }
  return 0;
}

// 全市共受理政府信息公开申请… in a report that does not say whose figures it has.
bool SpeaksOfAll(std::u32string_view story) {
  for (const std::u32string_view place : {U"全市", U"全县", U"全区", U"全省", U"全州", U"全旗"}) {
    for (size_t at = story.find(place); at != story.npos; at = story.find(place, at + 2)) {
      const std::u32string_view near = story.substr(at + 2, 12);
      if (Holds(near, U"受理") || Holds(near, U"收到") || Holds(near, U"新收")) return true;
    }
  }
  return false;
}

}  // namespace

Period FindPeriod(const FoldedDocument& document, const Headings& headings) {
  Period period;
  const size_t first_part = FirstPart(document, headings);
  const size_t size = document.glyphs.size();
  const size_t end = first_part < size ? first_part : std::min(size, kMaxWithoutParts);
  const std::u32string text = document.TextOf({0, end}, kMaxPreamble);
  period.year = YearOf(text);
  const bool aggregate = Holds(text, U"汇总");
  const bool own = Holds(text, U"本级");
  period.scope = aggregate && !own ? v1::AGGREGATE : v1::OWN;
  period.scope_doubtful = aggregate && own;
  if (period.scope == v1::AGGREGATE) return period;
  const size_t overview = headings[0].has_value() ? headings[0]->end : size_t{0};
  const size_t behind = headings[1].has_value() ? headings[1]->begin : overview;
  period.scope_doubtful |= SpeaksOfAll(document.TextOf({overview, behind}, kMaxPreamble));
  return period;
}

}  // namespace ogi::reading
