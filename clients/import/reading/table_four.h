// Reads table four: reviews and suits.
#ifndef OGI_CLIENTS_IMPORT_READING_TABLE_FOUR_H_
#define OGI_CLIENTS_IMPORT_READING_TABLE_FOUR_H_

#include "clients/import/reading/finding.h"

namespace ogi::reading {

TableReading ReadTableFour(const FoldedDocument& document, GlyphRange region);

}  // namespace ogi::reading

#endif  // OGI_CLIENTS_IMPORT_READING_TABLE_FOUR_H_
