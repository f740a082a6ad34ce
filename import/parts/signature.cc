#include "import/parts/signature.h"

#include <algorithm>

#include "import/parts/title.h"
#include "import/rows/cell_value.h"

namespace ogi::reading {
namespace {

// Lines from the end in which the signature is looked for.
constexpr size_t kMaxEndLines = 30;
// Of the end of a line, what is looked at.
constexpr size_t kMaxLineEnd = 80;

class Finder {
 public:
  Finder(const FoldedDocument& document, const Headings& headings)
      : document_(document), headings_(headings) {}

  // From the end: a line that is nothing but a date, with the organ before it.
  Signature Run() {
    const size_t floor = headings_[5].has_value()   ? headings_[5]->end
                         : headings_[4].has_value() ? headings_[4]->end
                                                    : FirstPart(document_, headings_);
    size_t seen = 0;
    for (size_t i = document_.stretches.size(); i-- > 0 && seen < kMaxEndLines;) {
      const LineOrCell& stretch = document_.stretches[i];
      if (stretch.glyphs.empty() || stretch.cell >= 0) continue;
      if (stretch.glyphs.begin < floor && stretch.glyphs.end <= floor) break;
      ++seen;
      if (TakeLine(i, {std::max(stretch.glyphs.begin, floor), stretch.glyphs.end})) break;
    }
    return std::move(signature_);
  }

 private:
  // A date at the end of the line.
  bool TakeLine(size_t stretch, GlyphRange range) {
    const size_t from = range.size() > kMaxLineEnd ? range.end - kMaxLineEnd : range.begin;
    const std::u32string text = document_.TextOf({from, range.end});
    for (size_t at = 0; at + 8 <= text.size(); ++at) {
      const auto day = DayAt(text, at);
      if (!day.has_value() || at + day->size != text.size()) continue;
      return TakeDate(stretch, range, from + at, day->day);
    }
    return false;
  }

  // The word right before the date on its line; empty if the date has the line to itself.
  GlyphRange WordBefore(GlyphRange line, size_t date) const {
    GlyphRange name = {date, date};
    const auto back = [&] {
      while (name.begin > line.begin && document_.glyphs[name.begin].gap == 0) --name.begin;
    };
    back();
    if (name.begin == date && name.begin > line.begin) {
      --name.begin;
      back();
    }
    return name;
  }

  // Page numbers are passed over.
  GlyphRange LineBefore(size_t stretch) const {
    for (size_t i = stretch; i-- > 0;) {
      const LineOrCell& before = document_.stretches[i];
      const bool skip = before.glyphs.empty() || before.cell >= 0 || before.page_number ||
                        IsPageNumber(document_, before.glyphs);
      if (!skip) return before.glyphs;
    }
    return {};
  }

  bool TakeDate(size_t stretch, GlyphRange line, size_t date, const Day& day) {
    GlyphRange name = WordBefore(line, date);
    const bool own_line = name.empty();
    if (own_line) name = LineBefore(stretch);
    const std::u32string signatory = document_.TextOf(name, kMaxOrganName + 1);
    const bool plain = !signatory.empty() && signatory.size() <= kMaxOrganName &&
                       std::all_of(signatory.begin(), signatory.end(), [](char32_t code) {
                         return IsHan(code) || code == U'(' || code == U')' || code == U'、';
                       });
    const bool heading = headings_[5].has_value() && name.begin < headings_[5]->end;
    const bool organ = plain && !heading && IsOrgan(signatory);
    // A date in a sentence is no signature.
    if (!organ && !own_line) return false;
    signature_.date = day;
    signature_.glyphs = {organ ? name.begin : date, line.end};
    if (organ) signature_.signatory = Utf8(signatory);
    return true;
  }

  const FoldedDocument& document_;
  const Headings& headings_;
  Signature signature_;
};

}  // namespace

Signature FindSignature(const FoldedDocument& document, const Headings& headings) {
  return Finder(document, headings).Run();
}

}  // namespace ogi::reading
