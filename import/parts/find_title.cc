#include "import/parts/find_title.h"

#include <algorithm>
#include <optional>
#include <string_view>
#include <utility>

#include "absl/strings/str_cat.h"
#include "common/limits.h"
#include "import/parts/title.h"

namespace ogi::reading {
namespace {

constexpr size_t kMaxTitleLines = 3;
constexpr size_t kMaxTitleLine = 60;
constexpr size_t kMaxBehindTitle = 12;
// Of a line that runs on behind the title, what is looked at.
constexpr size_t kMaxRunningTitle = 80;

using Text = std::u32string;
using View = std::u32string_view;

struct Candidate {
  Title title;
  std::string printed;
  // Lines that end with it.
  size_t end;
};

// Behind 年度报告 or 情况的报告 from `from` on, and a bracket after it; 0 for none.
size_t EndOfTitle(View line, size_t from) {
  size_t end = View::npos;
  for (const View words : {View(U"年度报告"), View(U"情况的报告")}) {
    const size_t at = line.find(words, from);
    if (at != View::npos) end = std::min(end, at + words.size());
  }
  if (end == View::npos) return 0;
  if (end >= line.size() || line[end] != U'(') return end;
  const size_t close = line.find(U')', end);
  return close == View::npos || close - end > kMaxBehindTitle ? end : close + 1;
}

// Ends with 报告 or 年报, but for a bracket.
bool IsWhole(View text) {
  const size_t last_word = std::max(text.rfind(U"报告") + 1, text.rfind(U"年报") + 1);
  return last_word > 0 && text.size() - last_word <= kMaxBehindTitle;
}

class Finder {
 public:
  Finder(const FoldedDocument& document, const std::vector<GlyphRange>& top, int period_year)
      : document_(document), top_(top), period_year_(period_year) {}

  FoundTitle Run() {
    for (size_t first = 0; first < top_.size(); ++first) AddCandidate(first);
    if (const Candidate* best = Best(); best != nullptr) {
      found_.doubtful = HasRival(*best);
      found_.lines = best->end;
      Take(best->title, best->printed);
      if (found_.agency_name.empty()) TakeOrganBeside();
    } else if (!TakeRunning()) {
      TakeOfFile();
    }
    return std::move(found_);
  }

 private:
  // The first `skipped` characters are left out.
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
    found_.printed = printed;
    found_.agency_name = Utf8(title.agency);
    found_.year = title.year;
    if (found_.printed.size() > limits::kMaxLineBytes) found_.printed.clear();
    if (found_.agency_name.size() > limits::kMaxLineBytes) found_.agency_name.clear();
  }

  // What of a line may be of a title, without marks at its head; nullopt if none of it.
  std::optional<Text> PieceOf(GlyphRange& line, bool first) const {
    if (line.size() > kMaxTitleLine) return std::nullopt;
    Text text = document_.TextOf(line);
    const auto skip = [&](size_t glyphs) {
      text.erase(0, glyphs);
      line.begin = std::min(line.end, line.begin + glyphs);
    };
    skip(std::min(text.find_first_not_of(U"#*"), text.size()));
    if (text.empty() || text.back() == U'。' || text.back() == U';') return std::nullopt;
    if (first && text.starts_with(U"标题:")) skip(3);
    // Lines of the page about the report.
    if (Holds(text, U":") || Holds(text, U"当前位置") || Holds(text, U">")) return std::nullopt;
    if (text.find_first_of(U",。;《") != Text::npos) return std::nullopt;
    if (first && IsPageLine(text)) return std::nullopt;
    return text;
  }

  // A line, or up to three that are one title when put together.
  void AddCandidate(size_t first) {
    Text text;
    std::vector<GlyphRange> lines;
    for (size_t last = first; last < std::min(top_.size(), first + kMaxTitleLines); ++last) {
      GlyphRange line = top_[last];
      const std::optional<Text> piece = PieceOf(line, last == first);
      if (!piece.has_value()) return;
      text += *piece;
      lines.push_back(line);
      if (!IsWhole(text)) continue;
      std::optional<Title> title = ParseTitle(text);
      if (!title.has_value() || title->agency.size() > kMaxOrganName) continue;
      const size_t skipped = text.size() - title->text.size();
      candidates_.push_back({*std::move(title), PrintedText(lines, skipped), last + 1});
      return;
    }
  }

  const Candidate* Best() const {
    const auto rank = [this](const Candidate& each) {
      return (each.title.year == period_year_ ? 2 : 0) + (each.title.agency.empty() ? 0 : 1);
    };
    const Candidate* best = nullptr;
    for (const Candidate& candidate : candidates_) {
      // The end of a title that is broken over lines is no title of its own.
      const bool part = best != nullptr && candidate.end == best->end;
      if (!part && (best == nullptr || rank(candidate) >= rank(*best))) best = &candidate;
    }
    return best;
  }

  bool HasRival(const Candidate& best) const {
    return std::any_of(candidates_.begin(), candidates_.end(), [&](const Candidate& candidate) {
      const bool other_organ = candidate.title.agency != best.title.agency &&
                               !candidate.title.agency.empty() && candidate.end != best.end;
      const bool same_year = candidate.title.year == best.title.year;
      return (other_organ && same_year) || (period_year_ == 0 && !same_year);
    });
  }

  // A title that names no organ has it on the line below, or on the one above.
  void TakeOrganBeside() {
    for (const size_t line : {found_.lines, found_.lines - 2}) {
      if (line >= top_.size()) continue;
      Text name = document_.TextOf(top_[line], kMaxOrganName + 2);
      if (name.size() > 2 && name.front() == U'(' && name.back() == U')') {
        name = name.substr(1, name.size() - 2);
      }
      const bool plain = name.size() <= kMaxOrganName &&
                         std::all_of(name.begin(), name.end(), [](char32_t c) { return IsHan(c); });
      if (!plain || IsPageLine(name) || !IsOrgan(name)) continue;
      found_.agency_name = Utf8(name);
      return;
    }
  }

  // The text runs on behind the title.
  bool TakeRunning() {
    for (const GlyphRange& top : top_) {
      const Text line = document_.TextOf(top, kMaxRunningTitle);
      for (size_t end = EndOfTitle(line, 0); end > 0; end = EndOfTitle(line, end)) {
        const std::optional<Title> title =
            ParseTitle(Text(WithoutPageWords(View(line).substr(0, end))));
        if (!title.has_value()) continue;
        const size_t last = top.begin + end;
        Take(*title, PrintedText({{last - title->text.size(), last}}, 0));
        return true;
      }
    }
    return false;
  }

  // What the file says of itself.
  void TakeOfFile() {
    Text own = FoldText(document_.document->title);
    const size_t report = own.find(U"年度报告");
    if (report != Text::npos) own.resize(report + 4);
    if (const auto title = ParseTitle(own); title.has_value()) Take(*title, Utf8(title->text));
  }

  const FoldedDocument& document_;
  const std::vector<GlyphRange>& top_;
  const int period_year_;
  std::vector<Candidate> candidates_;
  FoundTitle found_;
};

}  // namespace

FoundTitle FindTitle(const FoldedDocument& document, const std::vector<GlyphRange>& top,
                     int period_year) {
  return Finder(document, top, period_year).Run();
}

}  // namespace ogi::reading
