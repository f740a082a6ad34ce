// The words of the form that documents are searched for, with the variants people write: by table,
// row, column and edition. A table more is a table more in each list here. What the form prints
// itself comes from domain/form; what is added here is how it is shortened, misspelt and broken
// over lines. All letters are folded (text/).
#ifndef OGI_IMPORT_ROWS_FORM_WORDS_H_
#define OGI_IMPORT_ROWS_FORM_WORDS_H_

#include <cstddef>
#include <string_view>
#include <vector>

#include "absl/strings/string_view.h"
#include "domain/form/cells.h"

namespace ogi::reading {

// The columns of table three: kinds of applicant, with their total.
inline constexpr size_t kApplicants = 7;

// A word of a column's heading. Of table two they are the beginnings: the rest may stand on the
// next line.
struct ColumnWord {
  enum class Where {
    kAnywhere,
    // Somewhere in a cell of a grid.
    kCell,
    // All there is in a cell of a grid.
    kWholeCell,
    // In a line of text, where words are broken.
    kLine,
  };

  std::u32string_view word;
  // As in CellInfo; other names are those of headings over several columns.
  absl::string_view column;
  Where where = Where::kAnywhere;
  // The one edition that has the column; 0 for both.
  int edition = 0;
};

// Headings over several columns.
inline constexpr absl::string_view kOrganisations = "organisations";
inline constexpr absl::string_view kDirect = "direct";
inline constexpr absl::string_view kAfterReview = "after_review";

const std::vector<ColumnWord>& ColumnWordsOf(Table table);

// Whether the letters of a line or cell hold a word of some column.
bool NamesColumn(Table table, std::u32string_view letters);

// Where a column of table three or four stands in the form, from 0; -1 for none.
int PlaceOf(Table table, absl::string_view column);

// The row of table four that a heading is of, in the form's order; -1 for none.
int RowOfTableFour(std::u32string_view letters);

// A word that tells where a table stands.
struct TableWord {
  std::u32string_view word;
  // Of a column's heading or a caption, which running text seldom has.
  bool heading = false;
};

// What documents are searched for to find a table, and what its rows are like.
struct TableSearch {
  std::vector<TableWord> words;
  // Glyphs between two words of one table, and around them that belong to it.
  size_t reach;
  size_t before;
  size_t behind;
  // Different words that make a table.
  size_t min_words;
  // It begins with a heading.
  bool from_heading;
  // Its rows have labels that tell them. Those of table four are headings of columns as often.
  bool labelled_rows;
  // Its rows are few cells, and what stands behind a label is a value, whatever it is.
  bool few_columns;
};

const TableSearch& TableSearchOf(Table table);

// Whole words of the headings over columns, of all tables: a short one would cut labels of others.
// In text that runs on, a row's label begins after the last of them.
const std::vector<std::u32string_view>& HeadingEnds();

// What the headings over a table begin with, in text that runs on.
const std::vector<std::u32string_view>& HeadingBegins();

// Whether headings over the columns of a table have this glyph. Of table four alone, or of any.
bool IsHeadingGlyph(char32_t code);
bool IsHeadingGlyphOfTableFour(char32_t code);

// How people write a row's label besides the official ones.
struct OtherLabel {
  // As in RowInfo.
  absl::string_view row;
  absl::string_view label;
};

const std::vector<OtherLabel>& OtherLabels();

// How people write the headings of the parts: those of each, the official one not among them.
const std::vector<absl::string_view>& OtherPartHeadings(int part);

}  // namespace ogi::reading

#endif  // OGI_IMPORT_ROWS_FORM_WORDS_H_
