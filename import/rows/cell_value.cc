#include "import/rows/cell_value.h"

#include <algorithm>
#include <cstddef>
#include <string_view>
#include <variant>

namespace ogi::reading {
namespace {

constexpr size_t kMaxCellGlyphs = 64;
constexpr size_t kLongestDash = 4;

// Reads a range of glyphs from left to right.
class Reader {
 public:
  Reader(const FoldedDocument& document, GlyphRange range)
      : glyphs_(document.glyphs), end_(range.end) {}

  char32_t At(size_t at) const { return at < end_ ? char32_t{glyphs_[at].code} : 0; }
  bool Gap(size_t at) const { return at >= end_ || glyphs_[at].gap != 0; }
  bool Digit(size_t at) const { return IsDigit(At(at)); }
  // A digit right after the one before.
  bool NextDigit(size_t at) const { return Digit(at) && !Gap(at); }
  size_t end() const { return end_; }

  // `at` is a digit. Moves past the number and fills `value`.
  size_t Number(size_t at, CellValue& value) const {
    while (true) {
      value.digits.push_back(static_cast<char>(At(at++)));
      if (NextDigit(at)) continue;
      if (!Separator(at, value)) break;
      value.separated = true;
      ++at;
    }
    if (At(at) == U'.' && !Gap(at) && NextDigit(at + 1)) {
      for (++at; NextDigit(at); ++at) value.fraction.push_back(static_cast<char>(At(at)));
    }
    return at;
  }

  // Moves past `件`, `元` and the like.
  size_t Unit(size_t at, CellValue& value) const {
    const bool bracket = At(at) == U'(' || At(at) == U'[';
    const size_t first = bracket ? at + 1 : at;
    size_t last = first;
    if (At(first) == U'万' && At(first + 1) == U'元') {
      value.unit = CellValue::Unit::kTenThousandYuan;
      last = first + 2;
    } else if (At(first) == U'元') {
      value.unit = CellValue::Unit::kYuan;
      last = first + 1;
    } else if (IsCounter(At(first))) {
      last = first + (At(first + 1) == U'次' ? 2 : 1);
      value.unit = CellValue::Unit::kCount;
    }
    if (last == first) return at;
    if (bracket && At(last) != U')' && At(last) != U']') {
      value.unit = CellValue::Unit::kNone;
      return at;
    }
    return bracket ? last + 1 : last;
  }

  static bool IsCounter(char32_t code) {
    constexpr char32_t kCounters[] = U"件项个条宗起份例笔人次";
    for (const char32_t counter : kCounters) {
      if (counter != 0 && counter == code) return true;
    }
    return false;
  }

  // Glyphs from `at` that are a mark; 0 for none.
  size_t Mark(size_t at) const {
    if (At(at) == U'/' || At(at) == U'\\') return 1;
    if (At(at) == U'-') {
      size_t last = at + 1;
      while (At(last) == U'-' && !Gap(last)) ++last;
      // More than that rules a line.
      return last - at <= kLongestDash ? last - at : 0;
    }
    if (At(at) == U'无') return 1;
    if (At(at) == U'不' && At(at + 1) == U'适' && At(at + 2) == U'用') return 3;
    return 0;
  }

  // Digits [first, last) with 年 behind end with a year of prose: 2000002 2025年. Where that
  // begins, or `last`.
  size_t YearAhead(size_t first, size_t last) const {
    if (At(last) != U'年' || last - first < 4) return last;
    return At(last - 4) == U'2' && At(last - 3) == U'0' ? last - 4 : last;
  }

  // A number of a date: 2025年, 1月, 20日.
  bool OfDate(size_t first, size_t last) const {
    if (At(last) == U'年') return last - first == 4;
    return (At(last) == U'月' || At(last) == U'日') && last - first <= 2;
  }

  // Moves past what stands beside a number: (其中修订16件), the raised number of a footnote.
  size_t Note(size_t at) const {
    constexpr size_t kMaxNote = 40;
    constexpr std::u32string_view kRaised = U"⁰¹²³⁴⁵⁶⁷⁸⁹";
    const auto raised = [&] {
      while (at < end_ && kRaised.find(At(at)) != std::u32string_view::npos) ++at;
      return at;
    };
    raised();
    if (At(at) != U'(' || At(at + 1) != U'其' || At(at + 2) != U'中') return at;
    for (size_t last = at + 3; last < end_ && last < at + kMaxNote; ++last) {
      if (At(last) != U')') continue;
      at = last + 1;
      return raised();
    }
    return at;
  }

  // Whether a number, with its unit, may end before `at`: not so in 1,234,56, 1e9, 0x10, 3/5.
  bool MayEndBefore(size_t at) const {
    if (Gap(at)) return true;
    const char32_t code = At(at);
    if (code == U'-') return NextDigit(at + 1);
    if (IsPunctuation(code)) return !NextDigit(at + 1);
    return Digit(at) || Parts(code);
  }

  // Whether a number, with its sign, may begin at `at`: not so in --5, .5, e9.
  bool MayBeginAt(size_t at, size_t line_begin) const {
    if (at == line_begin || Gap(at)) return true;
    const char32_t before = At(at - 1);
    if (before == U'-' || before == U'+') {
      return MayBeginAt(at - 1, line_begin) && At(at) != U'-';
    }
    return IsDigit(before) || Parts(before) || (IsPunctuation(before) && before != U'.');
  }

  // The end of the run that stands at `at` and is no number.
  size_t RunEnd(size_t at) const {
    while (!Gap(at) && !IsHan(At(at)) && !IsBar(At(at))) ++at;
    return at;
  }

 private:
  static bool IsBar(char32_t code) {
    constexpr std::u32string_view kBars = U"|│┃┆┊丨";
    return kBars.find(code) != std::u32string_view::npos;
  }

  static bool IsPunctuation(char32_t code) {
    constexpr std::u32string_view kPunctuation = U",.、:;。!?\"'“”‘’";
    return kPunctuation.find(code) != std::u32string_view::npos;
  }

  // What parts a number from its neighbours.
  static bool Parts(char32_t code) {
    constexpr std::u32string_view kBrackets = U"()[]{}〔〕【】《》〈〉「」『』";
    return IsHan(code) || IsBar(code) || kBrackets.find(code) != std::u32string_view::npos;
  }

  // A comma with exactly three digits behind, in a number with one to three before it.
  bool Separator(size_t at, const CellValue& value) const {
    if (At(at) != U',' || Gap(at)) return false;
    if (!value.separated && (value.digits.size() > 3 || value.digits[0] == '0')) return false;
    return NextDigit(at + 1) && NextDigit(at + 2) && NextDigit(at + 3) && !NextDigit(at + 4);
  }

  const std::vector<Glyph>& glyphs_;
  size_t end_;
};

CellValue Plain(CellValue::Kind kind, GlyphRange glyphs) {
  CellValue value;
  value.kind = kind;
  value.glyphs = glyphs;
  return value;
}

// `1.` before a label: the last digit of a chunk is the label's numeral.
bool NumeralAhead(const Reader& reader, size_t after) {
  const char32_t code = reader.At(after);
  if (code != U'.' && code != U'、' && code != U')' && code != U',') return false;
  const char32_t next = reader.At(after + 1);
  return IsHan(next) || next == U'“' || next == U'"' || next == U'\'' || next == U'《';
}

// Digits of a line, from `at`. Pushes what they are; returns where reading goes on.
size_t ReadDigits(const Reader& reader, size_t at, size_t line_begin, std::vector<Token>& tokens,
                  bool negative) {
  const size_t begin = negative ? at - 1 : at;
  CellValue value = Plain(CellValue::Kind::kNumber, {begin, at});
  value.negative = negative;
  size_t end = reader.Number(at, value);
  if (value.fraction.empty() && !value.separated) {
    if (reader.OfDate(at, end)) return end;
    if (const size_t year = reader.YearAhead(at, end); year < end) {
      value.digits.resize(year - at);
      value.glyphs.end = year;
      tokens.push_back({true, value.glyphs, value});
      // The year itself is text.
      return end;
    }
  }
  const bool bracketed = at > line_begin && reader.At(at - 1) == U'(' && reader.At(end) == U')';
  if (bracketed && value.digits.size() == 1) {
    return end;
  }
  if (value.fraction.empty() && !value.separated && NumeralAhead(reader, end)) {
    --end;
    value.digits.pop_back();
    if (value.digits.empty()) return end + 1;
    value.glyphs.end = end;
    tokens.push_back({true, value.glyphs, value});
    // The numeral itself is text.
    return end + 1;
  }
  const size_t after_unit = reader.Note(reader.Unit(end, value));
  const bool unit_stands_alone = reader.Gap(after_unit) || reader.Digit(after_unit) ||
                                 value.unit == CellValue::Unit::kYuan ||
                                 value.unit == CellValue::Unit::kTenThousandYuan;
  if (after_unit > end && unit_stands_alone) {
    end = after_unit;
  } else {
    value.unit = CellValue::Unit::kNone;
    // 1.2亿元, 3万件, 20余条, 50%: not the number it begins with.
    constexpr std::u32string_view kMore = U"亿万千百十多余几%‰";
    if (!reader.Gap(end) && kMore.find(reader.At(end)) != std::u32string_view::npos) {
      value.kind = CellValue::Kind::kText;
    }
  }
  // 近300, 约20: about that number.
  constexpr std::u32string_view kAbout = U"近约逾超";
  if (begin > line_begin && !reader.Gap(begin) &&
      kAbout.find(reader.At(begin - 1)) != std::u32string_view::npos) {
    value = Plain(CellValue::Kind::kText, {begin - 1, end});
  }
  if (!reader.MayBeginAt(begin, line_begin) || !reader.MayEndBefore(end)) {
    end = reader.RunEnd(end);
    value = Plain(CellValue::Kind::kText, {begin, end});
  }
  value.glyphs.end = end;
  tokens.push_back({true, value.glyphs, value});
  return end;
}

// Both ends of a number's word, in parts of the word where it is more than the number.
void Place(const FoldedDocument& document, const std::vector<Word>& words, size_t& word,
           CellValue& value) {
  const TextSpan span = document.Span(value.glyphs);
  while (word < words.size() && words[word].span.end <= span.begin) ++word;
  if (word >= words.size()) return;
  const Word& at = words[word];
  const double bytes = static_cast<double>(at.span.end - at.span.begin);
  if (bytes <= 0 || span.begin < at.span.begin) return;
  const double width = at.right - at.left;
  value.left = at.left + width * static_cast<double>(span.begin - at.span.begin) / bytes;
  const double end = static_cast<double>(std::min(span.end, at.span.end) - at.span.begin);
  value.right = at.left + width * end / bytes;
}

}  // namespace

std::vector<Token> ReadLine(const FoldedDocument& document, GlyphRange glyphs) {
  const Reader reader(document, glyphs);
  std::vector<Token> tokens;
  size_t text_begin = glyphs.begin;
  const auto close_text = [&](size_t end) {
    if (end > text_begin) tokens.push_back({false, {text_begin, end}, {}});
  };
  for (size_t at = glyphs.begin; at < glyphs.end;) {
    const bool minus = reader.At(at) == U'-' && reader.NextDigit(at + 1) &&
                       (at == glyphs.begin || reader.Gap(at) || reader.At(at - 1) != U'-');
    if (minus || reader.Digit(at)) {
      std::vector<Token> read;
      const size_t first = minus ? at + 1 : at;
      const size_t end = ReadDigits(reader, first, glyphs.begin, read, minus);
      if (!read.empty()) {
        close_text(at);
        text_begin = read.back().glyphs.end;
        tokens.insert(tokens.end(), read.begin(), read.end());
      }
      at = end;
      continue;
    }
    const size_t mark = reader.Gap(at) ? reader.Mark(at) : 0;
    if (mark > 0 && reader.Gap(at + mark)) {
      close_text(at);
      const GlyphRange range = {at, at + mark};
      tokens.push_back({true, range, Plain(CellValue::Kind::kMark, range)});
      at += mark;
      text_begin = at;
      continue;
    }
    ++at;
  }
  close_text(glyphs.end);

  const size_t stretch = document.StretchAt(glyphs.begin);
  if (stretch < document.stretches.size()) {
    const auto& block =
        document.document->blocks[static_cast<size_t>(document.stretches[stretch].block)];
    if (const Line* line = std::get_if<Line>(&block.content)) {
      size_t word = 0;
      for (Token& token : tokens) {
        if (token.is_value) Place(document, line->words, word, token.value);
      }
    }
  }
  return tokens;
}

std::vector<CellValue> ReadCell(const FoldedDocument& document, GlyphRange glyphs) {
  if (glyphs.empty()) return {Plain(CellValue::Kind::kBlank, glyphs)};
  if (glyphs.size() > kMaxCellGlyphs) return {Plain(CellValue::Kind::kText, glyphs)};
  const Reader reader(document, glyphs);
  if (reader.Mark(glyphs.begin) == glyphs.size()) return {Plain(CellValue::Kind::kMark, glyphs)};

  CellValue value = Plain(CellValue::Kind::kNumber, glyphs);
  size_t at = glyphs.begin;
  const char32_t sign = reader.At(at);
  if (sign == U'-' || sign == U'+' || sign == U'减' || sign == U'负' || sign == U'增') {
    value.negative = sign == U'-' || sign == U'减' || sign == U'负';
    value.in_words = IsHan(sign);
    at += reader.At(at + 1) == U'少' || reader.At(at + 1) == U'加' ? 2 : 1;
  }
  if (reader.Digit(at)) {
    const size_t end = reader.Note(reader.Unit(reader.Number(at, value), value));
    if (end == glyphs.end) return {value};
  }

  std::vector<CellValue> several;
  for (const Token& token : ReadLine(document, glyphs)) {
    if (!token.is_value) return {Plain(CellValue::Kind::kText, glyphs)};
    several.push_back(token.value);
  }
  return several;
}

bool IsPageNumber(const FoldedDocument& document, GlyphRange glyphs) {
  constexpr size_t kMostDigits = 4;
  constexpr size_t kMost = 24;
  if (glyphs.empty() || glyphs.size() > kMost) return false;
  const Reader reader(document, glyphs);
  size_t at = glyphs.begin;
  // A run without gaps inside; 0 for none.
  const auto take = [&](auto is) {
    size_t size = 0;
    while (is(reader.At(at)) && (size == 0 || !reader.Gap(at))) {
      ++at;
      ++size;
    }
    return size;
  };
  const auto dash = [](char32_t code) { return code == U'-' || code == U'·' || code == U'~'; };
  const auto text = [&](std::u32string_view word) {
    for (size_t i = 0; i < word.size(); ++i) {
      if (reader.At(at + i) != word[i]) return false;
    }
    at += word.size();
    return true;
  };
  if (take(dash) > 0) {
    const size_t digits = take(IsDigit);
    return digits > 0 && digits <= kMostDigits && take(dash) > 0 && at == glyphs.end;
  }
  if (!text(U"第") || take(IsDigit) == 0 || !text(U"页")) return false;
  if (at == glyphs.end) return true;
  if (!text(U"/")) text(U",");
  return text(U"共") && take(IsDigit) > 0 && text(U"页") && at == glyphs.end;
}

std::u32string LettersOf(const FoldedDocument& document, GlyphRange glyphs) {
  std::u32string letters;
  for (size_t i = glyphs.begin; i < glyphs.end; ++i) {
    if (IsLetter(document.glyphs[i].code)) letters.push_back(document.glyphs[i].code);
  }
  return letters;
}

}  // namespace ogi::reading
