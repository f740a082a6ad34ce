// Puts what was found of the tables into the report.
#ifndef OGI_CLIENTS_IMPORT_READING_MERGE_H_
#define OGI_CLIENTS_IMPORT_READING_MERGE_H_

#include "clients/import/importer.h"
#include "clients/import/reading/doubts.h"
#include "clients/import/reading/finding.h"

namespace ogi::reading {

// Fills cells, cell notes and readings of `imported`, whose edition is set. A cell that was found
// more than once with different values becomes ambiguous. Adds doubts for all that is not plain.
void MergeTables(const FoldedDocument& document, const TableReading& tables, Imported& imported,
                 Doubts& doubts);

}  // namespace ogi::reading

#endif  // OGI_CLIENTS_IMPORT_READING_MERGE_H_
