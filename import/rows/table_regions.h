// Where the tables may stand: stretches of text with the words of their labels close together.
#ifndef OGI_IMPORT_ROWS_TABLE_REGIONS_H_
#define OGI_IMPORT_ROWS_TABLE_REGIONS_H_

#include <array>
#include <vector>

#include "domain/form/cells.h"
#include "import/text/folded_document.h"

namespace ogi::reading {

// More than the tables: what stands around them is for their readers to tell apart. Several of a
// kind where the document may have the table more than once. Linear in the document.
struct TableRegions {
  const std::vector<GlyphRange>& Of(Table table) const { return each[static_cast<size_t>(table)]; }

  std::array<std::vector<GlyphRange>, kTables.size()> each;
};

TableRegions FindRegions(const FoldedDocument& document);

}  // namespace ogi::reading

#endif  // OGI_IMPORT_ROWS_TABLE_REGIONS_H_
