#include "import/formats/pdf_layout.h"

#include <utf8proc.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "common/errors.h"
#include "import/formats/clean_text.h"
#include "import/formats/document_builder.h"

namespace ogi {
namespace {

// All in heights of the smaller of two words, which is about the width of a Chinese character.
// Middles of words of one line differ by less: a digit's box is lower than a Chinese character's.
constexpr double kLevel = 0.48;
// Characters of a word are nearer. A space is a quarter, but Word sets as much between Chinese
// characters and digits, where nothing depends on it.
constexpr double kTouch = 0.2;
// Digits of one number are nearer still: two numbers must never become one.
constexpr double kTouchOfDigits = 0.12;
// Text from top to bottom: at least this far from what is right of it, its characters at most so
// far apart.
constexpr double kColumnGap = 0.25;
constexpr double kColumnStep = 6;
constexpr size_t kColumnLength = 3;

struct Box {
  double left;
  double top;
  double right;
  double bottom;
  std::string text;

  double height() const { return bottom - top; }
  double middle() const { return (top + bottom) / 2; }
};

struct LevelLine {
  std::vector<Box> words;
  double middle;
  double height;
  double top;
  double bottom;
};

// Where the box is once the page is turned so that text of `rotation` runs to the right.
Box Turn(Box box, int rotation) {
  switch (rotation) {
    case 1:
      return {box.top, -box.right, box.bottom, -box.left, std::move(box.text)};
    case 2:
      return {-box.right, -box.bottom, -box.left, -box.top, std::move(box.text)};
    case 3:
      return {-box.bottom, box.left, -box.top, box.right, std::move(box.text)};
    default:
      return box;
  }
}

// How most of the page's text is turned.
int RotationOf(const PdfPage& page) {
  size_t bytes[4] = {};
  for (const PdfWord& word : page.words) bytes[word.rotation] += word.text.size();
  return static_cast<int>(std::max_element(std::begin(bytes), std::end(bytes)) - std::begin(bytes));
}

bool IsDigit(char each) { return absl::ascii_isdigit(static_cast<unsigned char>(each)); }

bool Touch(const Box& left, const Box& right) {
  const double limit =
      IsDigit(left.text.back()) && IsDigit(right.text.front()) ? kTouchOfDigits : kTouch;
  return right.left - left.right < limit * std::min(left.height(), right.height());
}

// One or two characters, all Chinese but for a mark beside one.
bool IsGlyph(absl::string_view text) {
  int ideographs = 0;
  int marks = 0;
  if (text == "无") return false;
  while (!text.empty()) {
    utf8proc_int32_t code = 0;
    const utf8proc_ssize_t size =
        utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(text.data()),
                         static_cast<utf8proc_ssize_t>(text.size()), &code);
    if (size <= 0) return false;
    if (code >= 0x4E00 && code <= 0x9FFF) {
      ++ideographs;
    } else if (code == U'、' || code == U'，' || code == U'．' || code == U'.') {
      ++marks;
    } else {
      return false;
    }
    if (ideographs + marks > 2) return false;
    text.remove_prefix(static_cast<size_t>(size));
  }
  return ideographs > 0;
}

// Makes one word of each column of single characters, and takes them out of `words`.
class Columns {
 public:
  explicit Columns(std::vector<Box>& words) : words_(words) {
    std::sort(words.begin(), words.end(), [](const Box& a, const Box& b) { return a.top < b.top; });
    tops_.reserve(words.size());
    for (const Box& word : words) {
      tops_.push_back(word.top);
      tallest_ = std::max(tallest_, word.height());
    }
    taken_.resize(words.size());
  }

  std::vector<Box> Take() {
    std::vector<Box> columns;
    for (size_t i = 0; i < words_.size(); ++i) {
      if (!taken_[i] && CanBegin(i)) TakeFrom(i, columns);
    }
    size_t at = 0;
    words_.erase(
        std::remove_if(words_.begin(), words_.end(), [&](const Box&) { return taken_[at++]; }),
        words_.end());
    return columns;
  }

 private:
  // The words that may share some of the heights [top, bottom).
  std::pair<size_t, size_t> Between(double top, double bottom) const {
    const auto first = std::lower_bound(tops_.begin(), tops_.end(), top - tallest_);
    const auto last = std::lower_bound(tops_.begin(), tops_.end(), bottom);
    return {static_cast<size_t>(first - tops_.begin()), static_cast<size_t>(last - tops_.begin())};
  }

  bool CanBegin(size_t i) const { return IsGlyph(words_[i].text) && StandsAlone(i); }

  // First in its line, with a gap after it.
  bool StandsAlone(size_t i) const {
    const Box& glyph = words_[i];
    const auto [first, last] = Between(glyph.top, glyph.bottom);
    for (size_t j = first; j < last; ++j) {
      const Box& other = words_[j];
      // The characters above and below reach a little into its height.
      const double shared = std::min(other.bottom, glyph.bottom) - std::max(other.top, glyph.top);
      if (j == i || shared < kLevel * std::min(other.height(), glyph.height())) continue;
      if (other.left < glyph.right + kColumnGap * (glyph.right - glyph.left)) return false;
    }
    return true;
  }

  void TakeFrom(size_t first, std::vector<Box>& columns) {
    std::vector<size_t> glyphs = {first};
    Box column = words_[first];
    const double height = column.height();
    for (size_t i = first + 1; i < words_.size(); ++i) {
      const Box& word = words_[i];
      if (word.top - column.bottom > kColumnStep * height) break;
      if (word.top < column.bottom - 0.3 * height) continue;
      // Something at the left, or below it in the same place, ends the column.
      if (word.left >= column.right) continue;
      if (taken_[i] || std::abs(word.left - column.left) > kTouch * height || !CanBegin(i)) break;
      column.bottom = word.bottom;
      column.right = std::max(column.right, word.right);
      absl::StrAppend(&column.text, word.text);
      glyphs.push_back(i);
    }
    if (glyphs.size() < kColumnLength) return;
    for (const size_t i : glyphs) taken_[i] = true;
    columns.push_back(std::move(column));
  }

  std::vector<Box>& words_;
  std::vector<double> tops_;
  double tallest_ = 0;
  std::vector<bool> taken_;
};

std::vector<LevelLine> LevelLines(std::vector<Box> words) {
  std::sort(words.begin(), words.end(), [](const Box& a, const Box& b) {
    return a.middle() != b.middle() ? a.middle() < b.middle() : a.left < b.left;
  });
  std::vector<LevelLine> lines;
  for (Box& word : words) {
    if (!lines.empty()) {
      LevelLine& line = lines.back();
      if (word.middle() - line.middle <= kLevel * std::min(word.height(), line.height)) {
        const double count = static_cast<double>(line.words.size());
        line.middle = (line.middle * count + word.middle()) / (count + 1);
        line.height = std::max(line.height, word.height());
        line.top = std::min(line.top, word.top);
        line.bottom = std::max(line.bottom, word.bottom);
        line.words.push_back(std::move(word));
        continue;
      }
    }
    LevelLine line{{}, word.middle(), word.height(), word.top, word.bottom};
    line.words.push_back(std::move(word));
    lines.push_back(std::move(line));
  }
  return lines;
}

std::vector<PlacedWord> Join(std::vector<Box> words) {
  std::sort(words.begin(), words.end(), [](const Box& a, const Box& b) { return a.left < b.left; });
  std::vector<PlacedWord> joined;
  const Box* last = nullptr;
  for (const Box& word : words) {
    if (last != nullptr && Touch(*last, word)) {
      joined.back().text += word.text;
      joined.back().right = std::max(joined.back().right, word.right);
    } else {
      joined.push_back({word.text, word.left, word.right});
    }
    last = &word;
  }
  return joined;
}

LevelLine LineOf(Box box, double middle) {
  LevelLine line{{}, middle, box.height(), box.top, box.bottom};
  line.words.push_back(std::move(box));
  return line;
}

// Words that run in another direction than the page's, as those of a font for text from top to
// bottom do: each run of them is a line of its own. `rotation` is theirs against the page's.
void AddTurned(std::vector<Box> words, int rotation, std::vector<LevelLine>& lines) {
  for (Box& word : words) word = Turn(std::move(word), rotation);
  for (LevelLine& line : LevelLines(std::move(words))) {
    for (PlacedWord& word : Join(std::move(line.words))) {
      Box box = Turn({word.left, line.top, word.right, line.bottom, std::move(word.text)},
                     (4 - rotation) % 4);
      const double top = box.top;
      lines.push_back(LineOf(std::move(box), top));
    }
  }
}

std::vector<LevelLine> LinesOf(const PdfPage& page) {
  const int rotation = RotationOf(page);
  // By their direction against the page's.
  std::vector<Box> words[4];
  for (const PdfWord& word : page.words) {
    std::string text(StripSpace(CleanText(word.text)));
    if (text.empty()) continue;
    words[(word.rotation - rotation) & 3].push_back(
        Turn({word.left, word.top, word.right, word.bottom, std::move(text)}, rotation));
  }
  std::vector<LevelLine> lines;
  for (int turned = 1; turned < 4; ++turned) AddTurned(std::move(words[turned]), turned, lines);
  for (Box& column : Columns(words[0]).Take()) {
    const double top = column.top;
    lines.push_back(LineOf(std::move(column), top));
  }
  std::vector<LevelLine> level = LevelLines(std::move(words[0]));
  lines.insert(lines.end(), std::make_move_iterator(level.begin()),
               std::make_move_iterator(level.end()));
  std::stable_sort(lines.begin(), lines.end(),
                   [](const LevelLine& a, const LevelLine& b) { return a.middle < b.middle; });
  return lines;
}

void LayOutPage(const PdfPage& page, DocumentBuilder& builder) {
  std::vector<LevelLine> lines = LinesOf(page);
  // Turned pages, and words off the page, would have places below 0.
  double left = 0;
  double top = 0;
  for (const LevelLine& line : lines) {
    top = std::min(top, line.top);
    for (const Box& word : line.words) left = std::min(left, word.left);
  }
  for (LevelLine& line : lines) {
    std::vector<PlacedWord> words = Join(std::move(line.words));
    for (PlacedWord& word : words) {
      word.left -= left;
      word.right -= left;
    }
    builder.AddPlacedLine(words, line.top - top, line.bottom - top);
  }
}

}  // namespace

absl::StatusOr<Document> LayOutPdf(const PdfText& text) {
  DocumentBuilder builder(ContainerKind::kPdf, "application/pdf");
  builder.set_title(text.title);
  int number = 0;
  for (const PdfPage& page : text.pages) {
    builder.set_page(++number);
    LayOutPage(page, builder);
  }
  if (builder.empty() && !builder.full()) {
    return errors::DocumentNotReadable(
        "PDF 文件中没有文字，多半是扫描件。请取得报告的原始文件（网页、Word，或由 Word 导出的 "
        "PDF）后重试。",
        "There is no text in the PDF; it is probably scanned. Get the report's original (web page, "
        "Word, or a PDF exported from Word) and try again.");
  }
  return std::move(builder).Finish();
}

}  // namespace ogi
