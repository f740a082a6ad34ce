#include "import/parts/part_headings.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "domain/form/printed_form.h"
#include "import/rows/form_words.h"
#include "import/text/likeness.h"

namespace ogi::reading {
namespace {

constexpr size_t kMaxCandidates = 4000;
// Places with a numeral that are looked at.
constexpr size_t kMaxPrefixes = 50'000;
// Letters of a line that may be a heading as a whole.
constexpr size_t kMaxLine = 34;
constexpr size_t kMaxLonger = 8;
// A heading as a whole, where less would do for one that is plainer.
constexpr double kWhole = 0.9;
constexpr double kNumeral = 0.3;
// What makes one place less of a heading than another with the same words.
constexpr double kInGrid = 0.05;
constexpr double kInBrackets = 0.15;
constexpr double kOverLines = 0.02;
// What the next line must add.
constexpr double kGain = 0.05;

struct Candidate {
  int part = 0;
  GlyphRange glyphs;
  double score = 0;
};

// By part: the official heading without its numeral, and as people write it.
const std::array<std::vector<Label>, kPartCount>& Names() {
  static const auto* const names = new std::array<std::vector<Label>, kPartCount>([] {
    // `一、`
    constexpr size_t kNumeralBytes = 6;
    std::array<std::vector<Label>, kPartCount> found;
    for (size_t part = 0; part < kPartCount; ++part) {
      found[part].emplace_back(FormOf(v1::EDITION_2021).parts[part].heading.substr(kNumeralBytes));
      for (const absl::string_view other : OtherPartHeadings(static_cast<int>(part))) {
        found[part].emplace_back(other);
      }
    }
    return found;
  }());
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
    for (size_t i = 0; i < document_.stretches.size(); ++i) {
      if (candidates_.size() > kMaxCandidates) break;
      const LineOrCell& stretch = document_.stretches[i];
      if (stretch.glyphs.empty() || (stretch.cell >= 0 && !AloneInRow(i))) continue;
      // Marks of markdown.
      GlyphRange line = stretch.glyphs;
      while (!line.empty() && (At(line.begin) == U'#' || At(line.begin) == U'*')) ++line.begin;
      while (!line.empty() && (At(line.end - 1) == U'#' || At(line.end - 1) == U'*')) --line.end;
      if (line.empty()) continue;
      penalty_ = stretch.cell >= 0 ? kInGrid : 0;
      AtLineBegin(line);
      if (line.size() > kMaxLine) Inside(line);
      penalty_ = 0;
      if (stretch.cell < 0) Broken(i, line);
    }
    return Choose();
  }

 private:
  // What stands before the words of a heading.
  struct Start {
    // 0 for none.
    int numeral = 0;
    // In brackets, as numerals of sections within a part mostly are.
    bool bracketed = false;
    // The first glyph behind it.
    size_t text = 0;
  };

  char32_t At(size_t at) const { return document_.glyphs[at].code; }

  // Whether the other cells that begin in the cell's row are empty.
  bool AloneInRow(size_t stretch) const {
    const std::vector<LineOrCell>& all = document_.stretches;
    const int block = all[stretch].block;
    const Grid& grid =
        std::get<Grid>(document_.document->blocks[static_cast<size_t>(block)].content);
    const auto row_of = [&](size_t at) {
      return grid.cells[static_cast<size_t>(all[at].cell)].row;
    };
    const auto beside = [&](size_t at) {
      return at < all.size() && all[at].block == block && row_of(at) == row_of(stretch);
    };
    for (size_t at = stretch; at-- > 0 && beside(at);) {
      if (!all[at].glyphs.empty()) return false;
    }
    for (size_t at = stretch + 1; beside(at); ++at) {
      if (!all[at].glyphs.empty()) return false;
    }
    return true;
  }

  Start StartOf(GlyphRange line) const {
    const size_t at = line.begin;
    // 第一部分
    if (At(at) == U'第' && line.size() > 4 && At(at + 2) == U'部' && At(at + 3) == U'分') {
      const size_t mark = at + 4 < line.end && IsMark(At(at + 4)) ? 1 : 0;
      return {NumeralOf(At(at + 1)), false, at + 4 + mark};
    }
    if (line.size() > 2 && NumeralOf(At(at)) > 0 && IsMark(At(at + 1))) {
      return {NumeralOf(At(at)), false, at + 2};
    }
    if (line.size() > 4 && At(at) == U'(' && NumeralOf(At(at + 1)) > 0 && At(at + 2) == U')') {
      return {NumeralOf(At(at + 1)), true, at + 3};
    }
    return {0, false, at};
  }

  void AtLineBegin(GlyphRange line) {
    const Start start = StartOf(line);
    if (start.bracketed) return TryBracketed(line, start);
    if (start.numeral == 0 && start.text == line.begin) {
      if (!IsHan(At(line.begin))) return;
      // 三收到和处理…
      if (line.size() > 4 && NumeralOf(At(line.begin)) > 0) {
        Try(line, line.begin + 1, NumeralOf(At(line.begin)));
      }
    }
    Try(line, start.text, start.numeral);
  }

  void TryBracketed(GlyphRange line, const Start& start) {
    const std::u32string letters = LettersOf({start.text, line.end});
    if (start.numeral > kPartCount || letters.size() > kMaxLine) return;
    const double likeness = LikenessOf(start.numeral - 1, letters);
    if (likeness >= kWhole) Add(start.numeral - 1, line, likeness - kInBrackets);
  }

  // A heading that goes on in the next lines.
  void Broken(size_t first, GlyphRange line) {
    constexpr size_t kMostLines = 3;
    const GlyphRange alone = line;
    for (size_t at = first + 1; at < document_.stretches.size() && at < first + kMostLines; ++at) {
      const LineOrCell& next = document_.stretches[at];
      if (next.cell >= 0 || next.page_number || next.glyphs.empty()) return;
      line.end = next.glyphs.end;
      if (line.size() > kMaxLine) return;
      const Start start = StartOf(line);
      if (start.bracketed || start.text >= line.end) return;
      const std::u32string letters = LettersOf({start.text, line.end});
      const std::u32string before = LettersOf({std::min(start.text, alone.end), alone.end});
      for (int part = 0; part < kPartCount; ++part) {
        if (start.numeral != 0 && start.numeral != part + 1) continue;
        const double likeness = LikenessOf(part, letters);
        if (likeness < kWhole || likeness < LikenessOf(part, before) + kGain) continue;
        Add(part, line, likeness + (start.numeral != 0 ? kNumeral : 0) - kOverLines);
      }
    }
  }

  static double LikenessOf(int part, std::u32string_view letters) {
    double likeness = 0;
    for (const Label& name : Names()[static_cast<size_t>(part)]) {
      likeness = std::max(likeness, name.Likeness(letters));
    }
    return likeness;
  }

  void Add(int part, GlyphRange glyphs, double score) {
    candidates_.push_back({part, glyphs, score - penalty_});
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
        const double likeness = LikenessOf(part, letters);
        const double least = numeral == part + 1 ? 0.6 : numeral == 0 ? 0.8 : 0.85;
        if (likeness < least) continue;
        Add(part, line, likeness + (numeral == part + 1 ? kNumeral : 0));
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
    Add(part, {begin, best_end}, best + 0.2);
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
  // Of the place that is looked at.
  double penalty_ = 0;
};

}  // namespace

Headings FindHeadings(const FoldedDocument& document) { return Finder(document).Run(); }

size_t FirstPart(const FoldedDocument& document, const Headings& headings) {
  size_t first = document.glyphs.size();
  for (const auto& heading : headings) {
    if (heading.has_value()) first = std::min(first, heading->begin);
  }
  return first;
}

}  // namespace ogi::reading
