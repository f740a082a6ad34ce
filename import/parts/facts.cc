#include "import/parts/facts.h"

#include <algorithm>
#include <string_view>
#include <vector>

#include "absl/strings/str_cat.h"
#include "common/limits.h"
#include "import/parts/contact.h"
#include "import/parts/title.h"
#include "import/rows/cell_value.h"

namespace ogi::reading {
namespace {

// Lines from the top in which titles, and what crawlers write above them, are looked for.
constexpr size_t kMaxTopLines = 200;
constexpr size_t kMaxTitleLines = 3;
constexpr size_t kMaxTitleLine = 60;
constexpr size_t kMaxBehindTitle = 12;
// Of a line that runs on behind the title, what is looked at.
constexpr size_t kMaxRunningTitle = 80;
// Lines from the end in which the signature is looked for.
constexpr size_t kMaxEndLines = 30;
constexpr size_t kMaxSignatory = 40;
constexpr size_t kMaxPreamble = 6000;

using Text = std::u32string;
using View = std::u32string_view;

class Finder {
 public:
  Finder(const FoldedDocument& document, const Headings& headings)
      : document_(document), headings_(headings) {
    for (size_t i = 0; i < document.stretches.size(); ++i) {
      if (!document.stretches[i].glyphs.empty() && document.stretches[i].cell < 0) {
        if (top_.size() < kMaxTopLines) top_.push_back(i);
      }
      if (top_.size() >= kMaxTopLines) break;
    }
    first_part_ = document.glyphs.size();
    for (const auto& heading : headings) {
      if (heading.has_value()) first_part_ = std::min(first_part_, heading->begin);
    }
  }

  Facts Run() {
    FindTop();
    FindPeriodAndScope();
    FindTitle();
    FindPreamble();
    FindContact();
    FindSignature();
    if (facts_.agency_name.empty()) facts_.agency_name = facts_.signatory;
    facts_.agency_doubtful =
        !facts_.signatory.empty() &&
        !MayBeOneOrgan(FoldText(facts_.agency_name), FoldText(facts_.signatory));
    if (facts_.year == 0) facts_.year = facts_.period_year;
    return std::move(facts_);
  }

 private:
  Text TextOf(GlyphRange range, size_t most = 4096) const {
    Text text;
    for (size_t i = range.begin; i < range.end && text.size() < most; ++i) {
      text.push_back(document_.glyphs[i].code);
    }
    return text;
  }
  GlyphRange LineOf(size_t top) const { return document_.stretches[top_[top]].glyphs; }

  // `发布时间: 2023-02-20 15:07`, as pages and crawlers have it above the report.
  void FindTop() {
    for (size_t i = 0; i < top_.size(); ++i) {
      const GlyphRange range = LineOf(i);
      if (range.begin >= first_part_) break;
      if (range.size() > 400) continue;
      const Text line = TextOf(range);
      for (const View word : {View(U"发布时间"), View(U"发布日期"), View(U"发文日期"),
                              View(U"公开日期"), View(U"公开时间"), View(U"发文时间")}) {
        size_t at = line.find(word);
        if (at == Text::npos || facts_.published.has_value()) continue;
        for (at += word.size(); at < line.size() && !IsDigit(line[at]); ++at) {
          if (IsHan(line[at])) break;
        }
        if (const auto day = DayAt(line, at); day.has_value()) {
          facts_.published = day->day;
          after_top_ = i + 1;
        }
      }
      const bool link = Holds(line, U"链接") || Holds(line, U"网址") || Holds(line, U"来源");
      const size_t http = line.find(U"http");
      if (link && http != Text::npos && facts_.uri.empty() && http < 24) {
        size_t end = http;
        while (end < line.size() && line[end] > 0x20 && line[end] < 0x7F) ++end;
        const std::string uri = Utf8(View(line).substr(http, end - http));
        if (uri.size() <= limits::kMaxUriBytes) facts_.uri = uri;
        after_top_ = i + 1;
      }
      if (Holds(line, U"正文") && Holds(line, U"====")) after_top_ = i + 1;
    }
  }

  // The document's own characters, without white space; the first `skipped` are left out.
  std::string PrintedText(const std::vector<GlyphRange>& lines, size_t skipped) const {
    std::string text;
    for (const GlyphRange& line : lines) {
      for (size_t i = line.begin; i < line.end; ++i) {
        if (skipped > 0) {
          --skipped;
          continue;
        }
        const Glyph& glyph = document_.glyphs[i];
        // Several may be one character of the document.
        if (i > line.begin && document_.glyphs[i - 1].begin == glyph.begin) continue;
        absl::StrAppend(&text, document_.document->Text({glyph.begin, glyph.end()}));
      }
    }
    return text;
  }

  void Take(const Title& title, const std::string& printed) {
    facts_.title = printed;
    facts_.agency_name = Utf8(title.agency);
    facts_.year = title.year;
    if (facts_.title.size() > limits::kMaxLineBytes) facts_.title.clear();
    if (facts_.agency_name.size() > limits::kMaxLineBytes) facts_.agency_name.clear();
  }

  // Behind 年度报告 or 情况的报告, and a bracket after it; 0 for none.
  static size_t EndOfTitle(View line) {
    size_t end = 0;
    for (const View words : {View(U"年度报告"), View(U"情况的报告")}) {
      const size_t at = line.find(words);
      if (end == 0 && at != View::npos) end = at + words.size();
    }
    if (end == 0 || end >= line.size() || line[end] != U'(') return end;
    const size_t close = line.find(U')', end);
    return close == View::npos || close - end > kMaxBehindTitle ? end : close + 1;
  }

  // A line, or up to three that are one title when put together. Web pages list other reports too:
  // of several, the last of the year the figures are of.
  void FindTitle() {
    struct Candidate {
      Title title;
      std::string printed;
      size_t end;
    };
    std::vector<Candidate> candidates;
    for (size_t first = 0; first < top_.size(); ++first) {
      if (LineOf(first).begin >= first_part_) break;
      Text text;
      std::vector<GlyphRange> lines;
      for (size_t last = first; last < std::min(top_.size(), first + kMaxTitleLines); ++last) {
        GlyphRange range = LineOf(last);
        if (range.begin >= first_part_ || range.size() > kMaxTitleLine) break;
        Text line = TextOf(range);
        const auto skip = [&](size_t glyphs) {
          line.erase(0, glyphs);
          range.begin = std::min(range.end, range.begin + glyphs);
        };
        skip(std::min(line.find_first_not_of(U"#*"), line.size()));
        if (line.empty() || line.back() == U'。' || line.back() == U';') break;
        if (first == last && line.starts_with(U"标题:")) skip(3);
        // Not a line of the page about the report.
        if (Holds(line, U":") || Holds(line, U"当前位置") || Holds(line, U">")) break;
        if (line.find_first_of(U",。;《") != Text::npos) break;
        if (first == last && IsPageLine(line)) break;
        text += line;
        lines.push_back(range);
        // It ends with 报告 or 年报, but for a bracket.
        const size_t last_word = std::max(text.rfind(U"报告") + 1, text.rfind(U"年报") + 1);
        if (last_word == 0 || text.size() - last_word > kMaxBehindTitle) continue;
        std::optional<Title> title = ParseTitle(text);
        if (!title.has_value() || title->agency.size() > kMaxSignatory) continue;
        const size_t skipped = text.size() - title->text.size();
        candidates.push_back({*std::move(title), PrintedText(lines, skipped), last + 1});
        break;
      }
    }
    const Candidate* best = nullptr;
    for (const Candidate& candidate : candidates) {
      const auto rank = [this](const Candidate& each) {
        return (each.title.year == facts_.period_year ? 2 : 0) +
               (each.title.agency.empty() ? 0 : 1);
      };
      // The end of a title that is broken over lines is no title of its own.
      const bool part = best != nullptr && candidate.end == best->end;
      if (!part && (best == nullptr || rank(candidate) >= rank(*best))) best = &candidate;
    }
    if (best != nullptr) {
      for (const Candidate& candidate : candidates) {
        const bool other = candidate.title.agency != best->title.agency &&
                           !candidate.title.agency.empty() && candidate.end != best->end;
        facts_.title_doubtful |= other && candidate.title.year == best->title.year;
        facts_.title_doubtful |=
            facts_.period_year == 0 && candidate.title.year != best->title.year;
      }
      title_end_ = best->end;
      Take(best->title, best->printed);
      if (facts_.agency_name.empty()) TakeOrganBesideTitle();
      return;
    }
    // The text runs on behind the title.
    for (size_t i = 0; i < top_.size() && LineOf(i).begin < first_part_; ++i) {
      const Text line = TextOf(LineOf(i), kMaxRunningTitle);
      const size_t end = EndOfTitle(line);
      if (end == 0) continue;
      if (const auto title = ParseTitle(line.substr(0, end)); title.has_value()) {
        const size_t last = LineOf(i).begin + end;
        Take(*title, PrintedText({{last - title->text.size(), last}}, 0));
        return;
      }
    }
    Text own = FoldText(document_.document->title);
    const size_t report = own.find(U"年度报告");
    if (report != Text::npos) own.resize(report + 4);
    if (const auto title = ParseTitle(own); title.has_value()) Take(*title, Utf8(title->text));
  }

  // A title that names no organ has it on the line below, or on the one above.
  void TakeOrganBesideTitle() {
    for (const size_t line : {title_end_, title_end_ - 2}) {
      if (line >= top_.size() || LineOf(line).begin >= first_part_) continue;
      Text name = TextOf(LineOf(line), kMaxSignatory + 2);
      if (name.size() > 2 && name.front() == U'(' && name.back() == U')') {
        name = name.substr(1, name.size() - 2);
      }
      const bool plain = name.size() <= kMaxSignatory &&
                         std::all_of(name.begin(), name.end(), [](char32_t c) { return IsHan(c); });
      if (!plain || IsPageLine(name) || !IsOrgan(name)) continue;
      facts_.agency_name = Utf8(name);
      return;
    }
  }

  void FindPreamble() {
    const size_t line = std::max(title_end_, after_top_);
    size_t begin = line < top_.size() ? LineOf(line).begin : document_.glyphs.size();
    if (line == 0) begin = 0;
    // Without the title at its head.
    const Text title = FoldText(facts_.title);
    if (!title.empty() && TextOf({begin, document_.glyphs.size()}, title.size()) == title) {
      begin += title.size();
    }
    bool any_heading = false;
    for (const auto& heading : headings_) any_heading |= heading.has_value();
    if (any_heading && begin < first_part_) facts_.preamble = {begin, first_part_};
  }

  void FindPeriodAndScope() {
    const size_t end = first_part_ < document_.glyphs.size() ? first_part_ : size_t{3000};
    const Text text = TextOf({0, std::min(end, document_.glyphs.size())}, kMaxPreamble);
    for (size_t at = 0; at < text.size() && facts_.period_year == 0; ++at) {
      const auto first = DayAt(text, at);
      if (!first.has_value() || first->day.month != 1 || first->day.day != 1) continue;
      for (size_t next = at + first->size; next < std::min(text.size(), at + first->size + 6);
           ++next) {
        const auto last = DayAt(text, next);
        if (last.has_value() && last->day.month == 12 && last->day.year == first->day.year) {
          facts_.period_year = first->day.year;
        }
      }
    }
    const bool aggregate = Holds(text, U"汇总");
    const bool own = Holds(text, U"本级");
    facts_.scope = aggregate && !own ? v1::AGGREGATE : v1::OWN;
    facts_.scope_doubtful = aggregate && own;
    if (facts_.scope == v1::AGGREGATE) return;
    // 全市共受理政府信息公开申请… in a report that does not say whose figures it has.
    const size_t overview = headings_[0].has_value() ? headings_[0]->end : size_t{0};
    const size_t behind = headings_[1].has_value() ? headings_[1]->begin : overview;
    const Text story = TextOf({overview, behind}, kMaxPreamble);
    for (const View place : {View(U"全市"), View(U"全县"), View(U"全区"), View(U"全省"),
                             View(U"全州"), View(U"全旗"), View(U"全镇"), View(U"全乡")}) {
      for (size_t at = story.find(place); at != Text::npos; at = story.find(place, at + 2)) {
        const View near = View(story).substr(at + 2, 12);
        const bool requests = Holds(near, U"受理") || Holds(near, U"收到") || Holds(near, U"新收");
        if (requests && place != U"全镇" && place != U"全乡") facts_.scope_doubtful = true;
      }
    }
  }

  void FindContact() {
    Text text = TextOf(facts_.preamble.empty()
                           ? GlyphRange{0, std::min(first_part_, document_.glyphs.size())}
                           : facts_.preamble,
                       kMaxPreamble);
    if (!ReadContact(text, facts_.contact) && headings_[5].has_value()) {
      text = TextOf({headings_[5]->end, document_.glyphs.size()}, kMaxPreamble);
      ReadContact(text, facts_.contact);
    }
  }

  // From the end: a line that is nothing but a date, with the organ before it.
  void FindSignature() {
    const size_t floor = headings_[5].has_value()   ? headings_[5]->end
                         : headings_[4].has_value() ? headings_[4]->end
                                                    : first_part_;
    size_t seen = 0;
    for (size_t i = document_.stretches.size(); i-- > 0 && seen < kMaxEndLines;) {
      const LineOrCell& stretch = document_.stretches[i];
      if (stretch.glyphs.empty() || stretch.cell >= 0) continue;
      if (stretch.glyphs.begin < floor && stretch.glyphs.end <= floor) return;
      ++seen;
      const GlyphRange range = {std::max(stretch.glyphs.begin, floor), stretch.glyphs.end};
      if (TakeSignature(i, range)) return;
    }
  }

  bool TakeSignature(size_t stretch, GlyphRange range) {
    // A date at the end of the line.
    const size_t from = range.size() > 80 ? range.end - 80 : range.begin;
    const Text text = TextOf({from, range.end});
    for (size_t at = 0; at + 8 <= text.size(); ++at) {
      const auto day = DayAt(text, at);
      if (!day.has_value() || at + day->size != text.size()) continue;
      const size_t date_begin = from + at;
      GlyphRange name = {date_begin, date_begin};
      // The word before it on the line, or the line before.
      while (name.begin > range.begin && document_.glyphs[name.begin].gap == 0) --name.begin;
      if (name.begin == date_begin && name.begin > range.begin) {
        --name.begin;
        while (name.begin > range.begin && document_.glyphs[name.begin].gap == 0) --name.begin;
      }
      bool own_line = name.empty();
      if (own_line) {
        for (size_t i = stretch; i-- > 0;) {
          const LineOrCell& before = document_.stretches[i];
          if (before.glyphs.empty() || before.cell >= 0 || before.page_number ||
              IsPageNumber(document_, before.glyphs)) {
            continue;
          }
          name = before.glyphs;
          break;
        }
      }
      const Text signatory = TextOf(name, kMaxSignatory + 1);
      const bool plain = !signatory.empty() && signatory.size() <= kMaxSignatory &&
                         std::all_of(signatory.begin(), signatory.end(), [](char32_t code) {
                           return IsHan(code) || code == U'(' || code == U')' || code == U'、';
                         });
      const bool heading = headings_[5].has_value() && name.begin < headings_[5]->end;
      // A date in a sentence is no signature.
      if (!plain && !own_line) return false;
      facts_.signed_date = day->day;
      facts_.signature = {date_begin, range.end};
      if (plain && !heading && IsOrgan(signatory)) {
        facts_.signatory = Utf8(signatory);
        facts_.signature.begin = name.begin;
      } else if (!own_line) {
        facts_.signed_date.reset();
        facts_.signature = {};
        return false;
      }
      return true;
    }
    return false;
  }

  const FoldedDocument& document_;
  const Headings& headings_;
  // Stretches of the first lines that are not empty.
  std::vector<size_t> top_;
  size_t first_part_ = 0;
  // Index into `top_` after the last line of the title, and of what stands above the report.
  size_t title_end_ = 0;
  size_t after_top_ = 0;
  Facts facts_;
};

}  // namespace

Facts FindFacts(const FoldedDocument& document, const Headings& headings) {
  return Finder(document, headings).Run();
}

}  // namespace ogi::reading
