// The document's characters without the variants that mean the same: full-width forms, kinds of
// dashes, radicals that look like characters. Spaces are not characters here, only gaps.
#ifndef OGI_IMPORT_TEXT_FOLDED_DOCUMENT_H_
#define OGI_IMPORT_TEXT_FOLDED_DOCUMENT_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "absl/strings/string_view.h"
#include "import/document.h"

namespace ogi::reading {

struct Glyph {
  // First byte in Document::text.
  uint32_t begin;
  uint32_t code : 21;
  uint32_t bytes : 3;
  // White space stands before it, or it is the first of its stretch.
  uint32_t gap : 1;

  uint32_t end() const { return begin + bytes; }
};

// Glyphs [begin, end) of FoldedDocument.
struct GlyphRange {
  size_t begin = 0;
  size_t end = 0;

  bool empty() const { return begin >= end; }
  size_t size() const { return end - begin; }
};

// One printed line, or one cell of a grid.
struct LineOrCell {
  GlyphRange glyphs;
  TextSpan span;
  int block = 0;
  // Index into Grid::cells; -1 for a line.
  int cell = -1;
  // A line that is only the number of its page.
  bool page_number = false;
};

struct FoldedDocument {
  const Document* document = nullptr;
  std::vector<Glyph> glyphs;
  // In reading order; one for every line and cell, empty ones too.
  std::vector<LineOrCell> stretches;

  // The first stretch whose glyphs end after `glyph`.
  size_t StretchAt(size_t glyph) const;
  TextSpan Span(GlyphRange range) const;
  // Its characters, at most the first `most`.
  std::u32string TextOf(GlyphRange range, size_t most = 4096) const;
  // Whether `word` stands at `glyph` and ends at or before `end`.
  bool HasAt(size_t glyph, size_t end, std::u32string_view word) const;
  int PageAt(size_t glyph) const;
  // Where it stands from left to right: on a printed line as in Word, in a grid its column. 0 where
  // the container has no places.
  double LeftOf(const LineOrCell& stretch, size_t glyph) const;
};

// Document::text must be under 4 GiB.
FoldedDocument Fold(const Document& document);

// As above, of one text.
std::u32string FoldText(absl::string_view text);

std::string Utf8(std::u32string_view text);

// Whether it is written in traditional characters.
bool IsTraditional(const FoldedDocument& document);

inline bool Holds(std::u32string_view text, std::u32string_view word) {
  return text.find(word) != std::u32string_view::npos;
}

bool IsHan(char32_t code);
inline bool IsDigit(char32_t code) { return code >= U'0' && code <= U'9'; }
// Han, or a letter or digit of ASCII: what labels are compared by.
bool IsLetter(char32_t code);

}  // namespace ogi::reading

#endif  // OGI_IMPORT_TEXT_FOLDED_DOCUMENT_H_
