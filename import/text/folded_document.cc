#include "import/text/folded_document.h"

#include <utf8proc.h>

#include <algorithm>
#include <array>
#include <variant>

namespace ogi::reading {
namespace {

constexpr char32_t kSpace = U' ';
constexpr char32_t kNothing = 0;

// Valid UTF-8 is promised; a broken sequence still moves on by a byte.
char32_t Decode(absl::string_view text, size_t at, size_t* bytes) {
  const auto byte = [text](size_t i) {
    return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U;
  };
  const char32_t first = byte(at);
  *bytes = 1;
  if (first < 0xC0) return first;
  const size_t wanted = first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
  char32_t code = first & (0xFFU >> (wanted + 1));
  for (size_t i = 1; i < wanted; ++i) {
    if ((byte(at + i) & 0xC0U) != 0x80) return U'?';
    code = code << 6U | (byte(at + i) & 0x3FU);
  }
  *bytes = wanted;
  return code;
}

char32_t FoldRadical(char32_t code) {
  // Those of the supplement that fonts in PDFs map common characters to.
  constexpr std::array<std::pair<char32_t, char32_t>, 18> kSupplement = {{{0x2EA0, U'民'},
                                                                          {0x2EC4, U'西'},
                                                                          {0x2EC5, U'见'},
                                                                          {0x2EC9, U'贝'},
                                                                          {0x2ECB, U'车'},
                                                                          {0x2ED3, U'长'},
                                                                          {0x2ED4, U'门'},
                                                                          {0x2EDA, U'页'},
                                                                          {0x2EDB, U'风'},
                                                                          {0x2EDC, U'飞'},
                                                                          {0x2EDD, U'食'},
                                                                          {0x2EE2, U'马'},
                                                                          {0x2EE4, U'鬼'},
                                                                          {0x2EE5, U'鱼'},
                                                                          {0x2EE6, U'鸟'},
                                                                          {0x2EE9, U'黄'},
                                                                          {0x2EEC, U'齐'},
                                                                          {0x2EF0, U'龙'}}};
  for (const auto& [radical, character] : kSupplement) {
    if (radical == code) return character;
  }
  utf8proc_int32_t folded[4];
  int boundary = 0;
  const utf8proc_ssize_t size = utf8proc_decompose_char(
      static_cast<utf8proc_int32_t>(code), folded, 4,
      static_cast<utf8proc_option_t>(UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT), &boundary);
  return size == 1 ? static_cast<char32_t>(folded[0]) : code;
}

char32_t FoldCode(char32_t code) {
  if (code < 0x80) return code <= 0x20 || code == 0x7F ? kSpace : code;
  if (code >= 0x4E00 && code <= 0x9FFF) return code;
  if (code >= 0xFF01 && code <= 0xFF5E) return code - 0xFEE0;
  if (code >= 0x200B && code <= 0x200F) return kNothing;
  if (code >= 0x2000 && code <= 0x200A) return kSpace;
  if ((code >= 0x2010 && code <= 0x2015) || code == 0x2212 || code == 0x2500 || code == 0x2501) {
    return U'-';
  }
  if ((code >= 0x2E80 && code <= 0x2FDF) || (code >= 0xF900 && code <= 0xFAFF)) {
    return FoldRadical(code);
  }
  switch (code) {
    case 0xA0:
    case 0x1680:
    case 0x2028:
    case 0x2029:
    case 0x202F:
    case 0x205F:
    case 0x3000:
      return kSpace;
    case 0xAD:
    case 0x2060:
    case 0xFEFF:
      return kNothing;
    case 0xFE58:
    case 0xFE63:
    case 0x2043:
      return U'-';
    case 0x2044:
    case 0x2215:
      return U'/';
    case 0x2236:
      return U':';
    case 0x2024:
    case 0xFE52:
      return U'.';
    case 0xFF64:
      return U'、';
    default:
      return code;
  }
}

void FoldInto(absl::string_view text, TextSpan span, std::vector<Glyph>& glyphs) {
  bool gap = true;
  for (size_t at = span.begin; at < span.end;) {
    size_t bytes = 0;
    const char32_t code = FoldCode(Decode(text, at, &bytes));
    if (code == kSpace) {
      gap = true;
    } else if (code != kNothing) {
      Glyph glyph;
      glyph.begin = static_cast<uint32_t>(at);
      glyph.code = static_cast<uint32_t>(code) & 0x1FFFFFU;
      glyph.bytes = static_cast<uint32_t>(bytes) & 7U;
      glyph.gap = gap ? 1 : 0;
      glyphs.push_back(glyph);
      gap = false;
    }
    at += bytes;
  }
}

// The number a line has and nothing else; -1 for any other line.
int LoneNumber(const FoldedDocument& document, const LineOrCell& stretch) {
  constexpr size_t kMostDigits = 3;
  if (stretch.cell >= 0 || stretch.glyphs.empty() || stretch.glyphs.size() > kMostDigits) return -1;
  int number = 0;
  for (size_t i = stretch.glyphs.begin; i < stretch.glyphs.end; ++i) {
    const Glyph& glyph = document.glyphs[i];
    if (!IsDigit(glyph.code) || (i > stretch.glyphs.begin && glyph.gap != 0)) return -1;
    number = number * 10 + static_cast<int>(glyph.code - U'0');
  }
  return number;
}

// Numbers that stand alone on their lines are those of pages where all there are count on by one,
// or each ends its page and is the page's.
void MarkPageNumbers(FoldedDocument& document) {
  constexpr size_t kMost = 500;
  std::vector<size_t> lone;
  bool counting = true;
  int last = 0;
  for (size_t i = 0; i < document.stretches.size(); ++i) {
    const int number = LoneNumber(document, document.stretches[i]);
    if (number < 0) continue;
    counting &= lone.empty() || number == last + 1;
    last = number;
    lone.push_back(i);
    if (lone.size() > kMost) return;
  }
  const auto page_of = [&document](size_t i) {
    return document.document->blocks[static_cast<size_t>(document.stretches[i].block)].page;
  };
  for (const size_t i : lone) {
    bool is_page = counting && lone.size() > 1;
    const bool ends = i + 1 == document.stretches.size() || page_of(i + 1) != page_of(i);
    is_page |= ends && page_of(i) > 0 && LoneNumber(document, document.stretches[i]) == page_of(i);
    document.stretches[i].page_number = is_page;
  }
}

}  // namespace

size_t FoldedDocument::StretchAt(size_t glyph) const {
  const auto found = std::partition_point(
      stretches.begin(), stretches.end(),
      [glyph](const LineOrCell& stretch) { return stretch.glyphs.end <= glyph; });
  return static_cast<size_t>(found - stretches.begin());
}

TextSpan FoldedDocument::Span(GlyphRange range) const {
  if (range.empty()) {
    const size_t at = range.begin < glyphs.size() ? glyphs[range.begin].begin : 0;
    return {at, at};
  }
  return {glyphs[range.begin].begin, glyphs[range.end - 1].end()};
}

std::u32string FoldedDocument::TextOf(GlyphRange range, size_t most) const {
  std::u32string text;
  for (size_t i = range.begin; i < range.end && text.size() < most; ++i) {
    text.push_back(glyphs[i].code);
  }
  return text;
}

int FoldedDocument::PageAt(size_t glyph) const {
  const size_t at = StretchAt(glyph);
  if (at >= stretches.size()) return 0;
  return document->blocks[static_cast<size_t>(stretches[at].block)].page;
}

bool FoldedDocument::HasAt(size_t glyph, size_t end, std::u32string_view word) const {
  if (glyph > end || end - glyph < word.size()) return false;
  for (size_t i = 0; i < word.size(); ++i) {
    if (glyphs[glyph + i].code != word[i]) return false;
  }
  return true;
}

double FoldedDocument::LeftOf(const LineOrCell& stretch, size_t glyph) const {
  const Block& block = document->blocks[static_cast<size_t>(stretch.block)];
  if (stretch.cell >= 0) {
    return std::get<Grid>(block.content).cells[static_cast<size_t>(stretch.cell)].column;
  }
  const Line& line = std::get<Line>(block.content);
  const size_t byte = glyphs[glyph].begin;
  const auto word =
      std::partition_point(line.words.begin(), line.words.end(),
                           [byte](const Word& each) { return each.span.end <= byte; });
  if (word == line.words.end() || word->span.end <= word->span.begin) return 0;
  return word->left + (word->right - word->left) *
                          static_cast<double>(byte - std::min(byte, word->span.begin)) /
                          static_cast<double>(word->span.end - word->span.begin);
}

FoldedDocument Fold(const Document& document) {
  FoldedDocument folded;
  folded.document = &document;
  folded.glyphs.reserve(document.text.size() / 3);
  const auto add = [&](TextSpan span, int block, int cell) {
    const size_t begin = folded.glyphs.size();
    FoldInto(document.text, span, folded.glyphs);
    folded.stretches.push_back({{begin, folded.glyphs.size()}, span, block, cell});
  };
  for (size_t i = 0; i < document.blocks.size(); ++i) {
    const int block = static_cast<int>(i);
    if (const Line* line = std::get_if<Line>(&document.blocks[i].content)) {
      add(line->span, block, -1);
      continue;
    }
    const Grid& grid = std::get<Grid>(document.blocks[i].content);
    for (size_t c = 0; c < grid.cells.size(); ++c) {
      add(grid.cells[c].span, block, static_cast<int>(c));
    }
  }
  MarkPageNumbers(folded);
  return folded;
}

std::u32string FoldText(absl::string_view text) {
  std::vector<Glyph> glyphs;
  FoldInto(text, {0, text.size()}, glyphs);
  std::u32string folded;
  for (const Glyph& glyph : glyphs) folded.push_back(glyph.code);
  return folded;
}

std::string Utf8(std::u32string_view text) {
  std::string bytes;
  for (const char32_t code : text) {
    std::array<utf8proc_uint8_t, 4> one;
    const utf8proc_ssize_t size =
        utf8proc_encode_char(static_cast<utf8proc_int32_t>(code), one.data());
    bytes.append(one.begin(), one.begin() + size);
  }
  return bytes;
}

bool IsHan(char32_t code) {
  return (code >= 0x4E00 && code <= 0x9FFF) || (code >= 0x3400 && code <= 0x4DBF) ||
         (code >= 0x20000 && code <= 0x3FFFF);
}

bool IsLetter(char32_t code) {
  return IsHan(code) || IsDigit(code) || (code >= U'a' && code <= U'z') ||
         (code >= U'A' && code <= U'Z');
}

bool IsTraditional(const FoldedDocument& document) {
  // Of every report, and none of them simplified: 政府資訊公開, 機關, 報告, 申請.
  constexpr std::u32string_view kTraditional = U"開資訊機關報請數據條";
  constexpr size_t kEnough = 10;
  size_t found = 0;
  for (const Glyph& glyph : document.glyphs) {
    found += kTraditional.find(glyph.code) != std::u32string_view::npos ? 1 : 0;
    if (found >= kEnough) return true;
  }
  return false;
}

}  // namespace ogi::reading
