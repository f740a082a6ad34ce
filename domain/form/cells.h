// The cells of both official forms: one number for every cell, with its names and labels. Built
// once, never changes, may be read by any thread.
//
// The forms: 国办公开办函〔2019〕60号 (years 2019 and 2020), 国办公开办函〔2021〕30号 (2021 on).
#ifndef OGI_DOMAIN_FORM_CELLS_H_
#define OGI_DOMAIN_FORM_CELLS_H_

#include <array>
#include <cstddef>

#include "absl/strings/string_view.h"
#include "ogi/v1/annual_report.pb.h"

namespace ogi {

enum class Table { kTwo, kThree, kFour };
inline constexpr std::array kTables = {Table::kTwo, Table::kThree, Table::kFour};

enum class CellKind {
  kCount,
  // May be negative.
  kSignedCount,
  kMoney,
};

inline constexpr int kCellCount = 224;
inline constexpr int kTableRowCount = 37;

struct CellInfo {
  // The cell's number.
  int index;
  Table table;
  // `table_two`, `table_three` or `table_four`.
  absl::string_view table_name;
  // E.g. `refused.state_secret`. The single row （六） of the 2019 form is `other`.
  absl::string_view row;
  // E.g. `natural_person`.
  absl::string_view column;
  // Where it lives in AnnualReport, e.g. `table_three.other.undivided.total`.
  absl::string_view field;
  // Official, as in the latest form that has the cell. CellLabel gives those of either form.
  absl::string_view row_label;
  absl::string_view column_label;
  CellKind kind;
  bool in_2019;
  bool in_2021;
  // Index into TableRows().
  int row_index;
};

// A row of the tables: cells [first_cell, first_cell + cell_count).
struct RowInfo {
  Table table;
  absl::string_view table_name;
  absl::string_view name;
  int first_cell;
  int cell_count;
  // Whether any cell of the row is in the edition.
  bool in_2019;
  bool in_2021;
};

// Of both editions, in form order.
const std::array<CellInfo, kCellCount>& Cells();
const std::array<RowInfo, kTableRowCount>& TableRows();

// `cell` from 0 to kCellCount - 1.
inline const CellInfo& CellAt(int cell) { return Cells()[static_cast<size_t>(cell)]; }
// `row` from 0 to kTableRowCount - 1.
inline const RowInfo& TableRowAt(int row) { return TableRows()[static_cast<size_t>(row)]; }

// Null for none. Names as in CellInfo.
const CellInfo* FindCell(absl::string_view table, absl::string_view row, absl::string_view column);

// Of a row: whether any of its cells is.
bool InEdition(const CellInfo& cell, v1::Edition edition);
bool InEdition(const RowInfo& row, v1::Edition edition);

// For a clerk: the labels with their groups, e.g. `（三）不予公开 1.属于国家秘密｜自然人`, as the
// edition has them; as the other edition has them if this one lacks the cell.
absl::string_view CellLabel(const CellInfo& cell, v1::Edition edition);

// The row's half of CellLabel.
absl::string_view RowLabel(const CellInfo& cell, v1::Edition edition);

// The column's name in listings of cells: `amount_yuan` for `amount`, else the column.
absl::string_view ListingColumn(const CellInfo& cell);

// 表二, 表三, 表四.
absl::string_view TableLabel(Table table);

}  // namespace ogi

#endif  // OGI_DOMAIN_FORM_CELLS_H_
