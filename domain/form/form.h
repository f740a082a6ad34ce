// The official forms as data: their parts, tables, rows, columns and labels, and one number for
// every cell. Everything here is built once, never changes, and may be read by any thread.
//
// The forms: 国办公开办函〔2019〕60号 (years 2019 and 2020), 国办公开办函〔2021〕30号 (2021 on).
#ifndef OGI_DOMAIN_FORM_FORM_H_
#define OGI_DOMAIN_FORM_FORM_H_

#include <array>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "ogi/v1/annual_report.pb.h"

namespace ogi {

enum class Table { kTwo, kThree, kFour };

enum class CellKind {
  kCount,
  // May be negative.
  kSignedCount,
  kMoney,
};

// --- The catalogue: the cells of both editions in form order, numbered from 0. -------------------

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
};

// A row of the catalogue: cells [first_cell, first_cell + cell_count).
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

const std::array<CellInfo, kCellCount>& Cells();
const std::array<RowInfo, kTableRowCount>& TableRows();

// Null where there is none. Names as in CellInfo.
const CellInfo* FindCell(absl::string_view table, absl::string_view row, absl::string_view column);

bool InEdition(const CellInfo& cell, v1::Edition edition);

// For a clerk: the labels with their groups, e.g. `（三）不予公开 1.属于国家秘密｜自然人`, as the
// edition has them; as the other edition has them where this one lacks the cell.
absl::string_view CellLabel(const CellInfo& cell, v1::Edition edition);

// The row's half of CellLabel.
absl::string_view RowLabel(const CellInfo& cell, v1::Edition edition);

// The column's name in listings of cells: `amount_yuan` for `amount`, else the column.
absl::string_view ListingColumn(const CellInfo& cell);

// 表二, 表三, 表四.
absl::string_view TableLabel(Table table);

// --- The printed forms. --------------------------------------------------------------------------

struct FormColumn {
  absl::string_view name;
  // Above this column and its neighbours, e.g. 法人或其他组织. Empty for none.
  absl::string_view group;
  absl::string_view label;
};

struct FormRow {
  absl::string_view name;
  // Left of this row and its neighbours, outermost first, e.g. 三、本年度办理结果 and
  // （三）不予公开. Empty for none.
  absl::string_view group;
  absl::string_view subgroup;
  absl::string_view label;
  // Cell numbers, one a column of the block.
  std::vector<int> cells;
};

// Rows under the same column headings.
struct FormBlock {
  // E.g. 第二十条第（一）项. Empty for none.
  absl::string_view caption;
  // What stands above the row labels, e.g. 信息内容.
  absl::string_view corner;
  // What stands above all columns, e.g. 申请人情况. Empty for none.
  absl::string_view columns_caption;
  std::vector<FormColumn> columns;
  std::vector<FormRow> rows;
};

struct FormTable {
  Table table;
  // The heading of the part it stands in.
  absl::string_view caption;
  std::vector<FormBlock> blocks;
};

struct FormPart {
  // The field of AnnualReport, e.g. `overview`.
  absl::string_view field;
  // Official, with its numeral, e.g. 一、总体情况.
  absl::string_view heading;
};

inline constexpr int kPartCount = 6;

struct Form {
  v1::Edition edition;
  // E.g. 国办公开办函〔2021〕30号.
  absl::string_view legal_basis;
  std::array<FormPart, kPartCount> parts;
  std::array<FormTable, 3> tables;
  // The numbers of its cells in form order.
  std::vector<int> cells;
};

// `edition` must be EDITION_2019 or EDITION_2021.
const Form& FormOf(v1::Edition edition);

// EDITION_UNSPECIFIED before 2019.
v1::Edition EditionOfYear(int year);

// 0 to 5 in the order of the form.
const v1::Part& PartOf(const v1::AnnualReport& report, int index);

}  // namespace ogi

#endif  // OGI_DOMAIN_FORM_FORM_H_
