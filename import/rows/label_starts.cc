#include "import/rows/label_starts.h"

#include <algorithm>
#include <map>
#include <string>
#include <string_view>

#include "absl/strings/match.h"
#include "absl/strings/string_view.h"
#include "domain/form/printed_form.h"
#include "import/rows/form_words.h"
#include "import/text/likeness.h"

namespace ogi::reading {
namespace {

// Shorter words stand in other words: 规章, 其他.
constexpr size_t kMinLetters = 4;

// Labels by their first letter, the longest first.
using LabelWords = std::map<char32_t, std::vector<std::u32string>>;

// `（一）`, `1.` and `一、` are glyphs before the words of a label.
absl::string_view WithoutNumeral(absl::string_view label) {
  constexpr size_t kHanBytes = 3;
  if (absl::StartsWith(label, "（")) return label.substr(3 * kHanBytes);
  if (label[0] >= '1' && label[0] <= '9') return label.substr(2);
  if (absl::StartsWith(label.substr(kHanBytes), "、")) return label.substr(2 * kHanBytes);
  return label;
}

LabelWords BuildWords() {
  LabelWords words;
  const auto add = [&words](absl::string_view label) {
    std::u32string letters = Label(label).letters();
    if (letters.size() >= kMinLetters) words[letters[0]].push_back(std::move(letters));
  };
  for (const v1::Edition edition : {v1::EDITION_2019, v1::EDITION_2021}) {
    for (const Table table : kTables) {
      if (!TableSearchOf(table).labelled_rows) continue;
      for (const FormBlock& block : FormOf(edition).tables[static_cast<size_t>(table)].blocks) {
        for (const FormRow& row : block.rows) {
          add(row.label);
          add(WithoutNumeral(row.label));
        }
      }
    }
  }
  for (auto& [first, of_first] : words) {
    std::sort(of_first.begin(), of_first.end(),
              [](const auto& a, const auto& b) { return a.size() > b.size(); });
  }
  return words;
}

class Scanner {
 public:
  Scanner(const FoldedDocument& document, GlyphRange text) : glyphs_(document.glyphs), text_(text) {
    for (size_t i = text.begin; i < text.end; ++i) {
      if (!IsLetter(glyphs_[i].code)) continue;
      letters_.push_back(glyphs_[i].code);
      places_.push_back(i);
    }
  }

  std::vector<size_t> Run() {
    FindNumerals();
    FindWords();
    std::sort(starts_.begin(), starts_.end());
    starts_.erase(std::unique(starts_.begin(), starts_.end()), starts_.end());
    return std::move(starts_);
  }

 private:
  char32_t At(size_t at) const { return at < text_.end ? char32_t{glyphs_[at].code} : 0; }
  bool Is(size_t at, std::u32string_view any) const {
    return at < text_.end && any.find(At(at)) != std::u32string_view::npos;
  }

  bool NumeralAt(size_t at) const {
    if (At(at) == U'(') {
      return Is(at + 1, U"一二三四五六七") && At(at + 2) == U')' && !Is(at - 1, U"第");
    }
    if (IsDigit(At(at))) {
      return !IsDigit(At(at - 1)) && Is(at + 1, U".、,)") &&
             (IsHan(At(at + 2)) || Is(at + 2, U"“\"'《"));
    }
    return Is(at, U"一二三四") && At(at + 1) == U'、' && Is(at + 2, U"本上结");
  }

  void FindNumerals() {
    for (size_t at = text_.begin + 1; at < text_.end; ++at) {
      if (NumeralAt(at)) starts_.push_back(at);
    }
  }

  void FindWords() {
    static const auto* const words = new LabelWords(BuildWords());
    const std::u32string_view letters = letters_;
    for (size_t i = 0; i < letters.size();) {
      const auto found = words->find(letters[i]);
      size_t taken = 1;
      if (found != words->end()) {
        for (const std::u32string& word : found->second) {
          if (letters.substr(i, word.size()) != word) continue;
          if (places_[i] > text_.begin && !NumeralBefore(places_[i])) starts_.push_back(places_[i]);
          taken = word.size();
          break;
        }
      }
      i += taken;
    }
  }

  // Words right behind a numeral: the label begins there.
  bool NumeralBefore(size_t glyph) const {
    for (size_t back = 1; back <= 3 && glyph >= text_.begin + back; ++back) {
      if (NumeralAt(glyph - back)) return true;
    }
    return false;
  }

  const std::vector<Glyph>& glyphs_;
  GlyphRange text_;
  std::u32string letters_;
  // The glyph of each letter.
  std::vector<size_t> places_;
  std::vector<size_t> starts_;
};

}  // namespace

std::vector<size_t> LabelStarts(const FoldedDocument& document, GlyphRange text) {
  return Scanner(document, text).Run();
}

}  // namespace ogi::reading
