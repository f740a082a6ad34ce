// What stands in cells: numbers, marks such as `/`, blanks.
#ifndef OGI_IMPORT_ROWS_CELL_VALUE_H_
#define OGI_IMPORT_ROWS_CELL_VALUE_H_

#include <string>
#include <vector>

#include "import/text/folded_document.h"

namespace ogi::reading {

struct CellValue {
  enum class Kind {
    kNumber,
    // `/`, `-`, `无`, `不适用`.
    kMark,
    // A cell of a grid with nothing in it.
    kBlank,
    // A cell of a grid with anything else.
    kText,
  };
  enum class Unit { kNone, kCount, kYuan, kTenThousandYuan };

  Kind kind = Kind::kText;
  // As written, without separators: leading zeros stay.
  std::string digits;
  // After the point; empty for none.
  std::string fraction;
  bool negative = false;
  // Written with 增 or 减 rather than with a sign.
  bool in_words = false;
  // Has separators of thousands.
  bool separated = false;
  Unit unit = Unit::kNone;
  GlyphRange glyphs;
  // As in Word; 0 where unknown.
  double left = 0;
  double right = 0;
  // Of the grid; -1 for none.
  int column = -1;
  int column_span = 1;

  bool number() const { return kind == Kind::kNumber; }
  // More than one digit with a zero before: no number is written so, digits of several cells are.
  bool has_leading_zero() const { return digits.size() > 1 && digits[0] == '0'; }
};

// A piece of a line: text, or a value.
struct Token {
  bool is_value = false;
  GlyphRange glyphs;
  CellValue value;
};

// The tokens of one line, in order. Of a run such as `1,234,56`, `--5`, `1e9` no part is a number:
// it is a value of kind kText.
std::vector<Token> ReadLine(const FoldedDocument& document, GlyphRange glyphs);

// What one cell holds: one value, or several numbers parted by spaces.
std::vector<CellValue> ReadCell(const FoldedDocument& document, GlyphRange glyphs);

// Whether a line is a page number: `- 3 -`, `第3页 共5页`. `3/5` is none: it may be figures.
bool IsPageNumber(const FoldedDocument& document, GlyphRange glyphs);

// Han, letters and digits of a range.
std::u32string LettersOf(const FoldedDocument& document, GlyphRange glyphs);

}  // namespace ogi::reading

#endif  // OGI_IMPORT_ROWS_CELL_VALUE_H_
