// What is doubtful, in words for a clerk.
#ifndef OGI_IMPORT_REPORT_DOUBTS_H_
#define OGI_IMPORT_REPORT_DOUBTS_H_

#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "domain/form/cells.h"
#include "import/result.h"
#include "import/tables/table_reading.h"
#include "import/text/folded_document.h"

namespace ogi::reading {

class Doubts {
 public:
  explicit Doubts(const FoldedDocument& document) : document_(document) {}

  // Of a cell or, from its first cell on, a row. `edition` gives the labels.
  void AmbiguousCell(int cell, v1::Edition edition, GlyphRange glyphs,
                     const std::vector<std::string>& candidates);
  void NotANumber(int cell, v1::Edition edition, GlyphRange glyphs);
  // Of `count` cells with marks, the first.
  void Marks(size_t count, int cell, v1::Edition edition, GlyphRange glyphs);
  void MissingCell(int cell, v1::Edition edition);
  void MissingRow(int row, v1::Edition edition);
  void BlankRow(int row, v1::Edition edition, GlyphRange glyphs);
  // `values`: how many there are in the row.
  void UnreadRow(int row, v1::Edition edition, GlyphRange glyphs, size_t values);
  // `rows` rows of a table have `values` numbers each, where the form has `columns`.
  void OtherColumns(Table table, size_t rows, size_t values, size_t columns, GlyphRange glyphs);
  void RowByPlace(int row, v1::Edition edition, GlyphRange glyphs);
  void RowOfOtherEdition(int row, v1::Edition edition, GlyphRange glyphs);
  void NoUnit(int cell, v1::Edition edition, GlyphRange glyphs);
  void LeftOver(GlyphRange glyphs);
  void LeftOverGrid(GlyphRange glyphs);
  // A table stands in the document twice, and `cells` of its cells differ.
  void TwoTables(size_t cells);
  void MissingTable(Table table, v1::Edition edition);
  void ColumnsInUnknownOrder(const OtherOrder& order);

  // Anything else that is missing or can be read otherwise.
  void Missing(absl::string_view chinese, absl::string_view english, GlyphRange glyphs = {});

  // In the order of the document; what stands nowhere comes first.
  std::vector<Doubt> Take();

 private:
  void Add(Doubt::Kind kind, int cell, GlyphRange glyphs, std::string chinese, std::string english);
  // At most a few words of the document, in quotes.
  std::string Seen(GlyphRange glyphs, bool chinese) const;

  const FoldedDocument& document_;
  std::vector<Doubt> doubts_;
};

}  // namespace ogi::reading

#endif  // OGI_IMPORT_REPORT_DOUBTS_H_
