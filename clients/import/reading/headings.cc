#include "clients/import/reading/headings.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "clients/import/reading/label.h"

namespace ogi::reading {
namespace {

constexpr size_t kMaxCandidates = 4000;
// Places with a numeral that are looked at.
constexpr size_t kMaxPrefixes = 50'000;
// Letters of a line that may be a heading as a whole.
constexpr size_t kMaxLine = 34;
constexpr size_t kMaxLonger = 8;

struct Candidate {
  int part = 0;
  GlyphRange glyphs;
  double score = 0;
};

const std::array<std::vector<Label>, kPartCount>& Names() {
  static const auto* const names = new std::array<std::vector<Label>, kPartCount>{{
      {Label("总体情况"), Label("总体工作情况"), Label("总体开展情况"), Label("基本情况"),
       Label("概述"), Label("政府信息公开工作总体情况")},
      {Label("主动公开政府信息情况"), Label("主动公开情况"), Label("主动公开政府信息的情况")},
      {Label("收到和处理政府信息公开申请情况"), Label("收到和处理政府信息公开申请的情况")},
      {Label("政府信息公开行政复议行政诉讼情况"),
       Label("因政府信息公开工作被申请行政复议提起行政诉讼情况"),
       Label("因政府信息公开申请行政复议提起行政诉讼的情况"), Label("行政复议行政诉讼情况")},
      {Label("存在的主要问题及改进情况"), Label("存在的主要问题及改进措施"),
       Label("存在的问题及改进措施"), Label("政府信息公开工作存在的主要问题及改进情况")},
      {Label("其他需要报告的事项"), Label("其他需要报告事项"), Label("其他报告事项"),
       Label("需要报告的其他事项")},
  }};
  return *names;
}

// 1 to 7; 0 for no numeral.
int NumeralOf(char32_t code) {
  constexpr std::u32string_view kHan = U"一二三四五六七";
  const size_t at = kHan.find(code);
  if (at != std::u32string_view::npos) return static_cast<int>(at) + 1;
  if (code >= U'1' && code <= U'7') return static_cast<int>(code - U'0');
  return 0;
}

bool IsMark(char32_t code) {
  return code == U'、' || code == U'.' || code == U',' || code == U':' || code == U'。';
}

class Finder {
 public:
  explicit Finder(const FoldedDocument& document) : document_(document) {}

  Headings Run() {
    for (const Stretch& stretch : document_.stretches) {
      if (candidates_.size() > kMaxCandidates) break;
      if (stretch.glyphs.empty() || stretch.cell >= 0) continue;
      GlyphRange line = stretch.glyphs;
      // Marks of markdown.
      while (!line.empty() && (At(line.begin) == U'#' || At(line.begin) == U'*')) ++line.begin;
      while (!line.empty() && (At(line.end - 1) == U'#' || At(line.end - 1) == U'*')) --line.end;
      if (line.empty()) continue;
      AtLineBegin(line);
      if (line.size() > kMaxLine) Inside(line);
    }
    return Choose();
  }

 private:
  char32_t At(size_t at) const { return document_.glyphs[at].code; }

  void AtLineBegin(GlyphRange line) {
    size_t at = line.begin;
    int numeral = 0;
    // 第一部分
    if (At(at) == U'第' && line.size() > 4 && At(at + 2) == U'部' && At(at + 3) == U'分') {
      numeral = NumeralOf(At(at + 1));
      at += 4;
      if (at < line.end && IsMark(At(at))) ++at;
    } else if (line.size() > 2 && NumeralOf(At(at)) > 0 && IsMark(At(at + 1))) {
      numeral = NumeralOf(At(at));
      at += 2;
    } else if (!IsHan(At(at))) {
      return;
    } else if (line.size() > 4 && NumeralOf(At(at)) > 0) {
      // 三收到和处理…
      Try(line, line.begin + 1, NumeralOf(At(at)));
    }
    Try(line, at, numeral);
  }

  // Headings in running text have a numeral with its mark.
  void Inside(GlyphRange line) {
    for (size_t at = line.begin + 1; at + 4 < line.end; ++at) {
      const int numeral = IsHan(At(at)) ? NumeralOf(At(at)) : 0;
      if (numeral == 0 || numeral > kPartCount || !IsMark(At(at + 1)) || At(at - 1) == U'(') {
        continue;
      }
      TryPrefix(at, at + 2, line.end, numeral);
      if (candidates_.size() > kMaxCandidates) return;
    }
  }

  void Try(GlyphRange line, size_t text, int numeral) {
    if (text >= line.end) return;
    const std::u32string letters = LettersOf({text, line.end});
    if (letters.size() <= kMaxLine) {
      const bool sentence = At(line.end - 1) == U'。' && letters.size() > 20;
      for (int part = 0; part < kPartCount && !sentence; ++part) {
        double likeness = 0;
        for (const Label& name : Names()[static_cast<size_t>(part)]) {
          likeness = std::max(likeness, name.Likeness(letters));
        }
        const double least = numeral == part + 1 ? 0.6 : numeral == 0 ? 0.8 : 0.85;
        if (likeness < least) continue;
        candidates_.push_back({part, line, likeness + (numeral == part + 1 ? 0.3 : 0)});
      }
    }
    if (numeral > 0) TryPrefix(line.begin, text, line.end, numeral);
  }

  // A heading with text right behind it.
  void TryPrefix(size_t begin, size_t text, size_t end, int numeral) {
    if (numeral > kPartCount || ++prefixes_ > kMaxPrefixes) return;
    const int part = numeral - 1;
    double best = 0;
    size_t best_end = text;
    for (const Label& name : Names()[static_cast<size_t>(part)]) {
      std::u32string letters;
      const size_t longest = name.letters().size() + kMaxLonger;
      for (size_t at = text; at < end && letters.size() < longest; ++at) {
        if (At(at) == U'。') break;
        if (!IsLetter(At(at))) continue;
        if (IsDigit(At(at))) break;
        letters.push_back(At(at));
        if (letters.size() + 3 < name.letters().size()) continue;
        const double likeness = name.Likeness(letters);
        if (likeness <= best) continue;
        best = likeness;
        best_end = at + 1;
      }
    }
    if (best < 0.8) return;
    candidates_.push_back({part, {begin, best_end}, best + 0.2});
  }

  std::u32string LettersOf(GlyphRange range) const {
    std::u32string letters;
    for (size_t i = range.begin; i < range.end && letters.size() <= kMaxLine; ++i) {
      if (IsLetter(At(i))) letters.push_back(At(i));
    }
    return letters;
  }

  // The best series in the form's order; of equals the later, so that a table of contents loses.
  Headings Choose() {
    std::stable_sort(
        candidates_.begin(), candidates_.end(),
        [](const Candidate& a, const Candidate& b) { return a.glyphs.begin < b.glyphs.begin; });
    struct Series {
      double score = 0;
      int last = -1;
    };
    // By the last part in it, plus one.
    std::array<Series, kPartCount + 1> best;
    std::vector<int> previous(candidates_.size(), -1);
    for (size_t c = 0; c < candidates_.size(); ++c) {
      const Candidate& candidate = candidates_[c];
      const auto part = static_cast<size_t>(candidate.part) + 1;
      const Series* before = &best[0];
      for (size_t p = 1; p < part; ++p) {
        const size_t end =
            best[p].last < 0 ? 0 : candidates_[static_cast<size_t>(best[p].last)].glyphs.end;
        if (best[p].score > before->score && end <= candidate.glyphs.begin) before = &best[p];
      }
      const double score = before->score + candidate.score;
      if (score < best[part].score) continue;
      previous[c] = before->last;
      best[part] = {score, static_cast<int>(c)};
    }
    const Series* winner = &best[0];
    for (const Series& series : best) {
      if (series.score > winner->score) winner = &series;
    }
    Headings headings;
    for (int c = winner->last; c >= 0; c = previous[static_cast<size_t>(c)]) {
      const Candidate& candidate = candidates_[static_cast<size_t>(c)];
      headings[static_cast<size_t>(candidate.part)] = candidate.glyphs;
    }
    return headings;
  }

  const FoldedDocument& document_;
  std::vector<Candidate> candidates_;
  size_t prefixes_ = 0;
};

}  // namespace

Headings FindHeadings(const FoldedDocument& document) { return Finder(document).Run(); }

}  // namespace ogi::reading
