#include "domain/form/cells.h"

#include <string>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/str_cat.h"
#include "domain/form/form_blocks.h"

namespace ogi {
namespace {

absl::string_view TableName(Table table) {
  switch (table) {
    case Table::kTwo:
      return "table_two";
    case Table::kThree:
      return "table_three";
    case Table::kFour:
      return "table_four";
  }
  return "";
}

// The group is the clerk's bearing, except 三、本年度办理结果, which every row below it has.
std::string FullRowLabel(const RowText& row, absl::string_view label) {
  const absl::string_view group =
      absl::string_view(row.group) == kOutcomes ? row.subgroup : row.group;
  return group.empty() ? std::string(label) : absl::StrCat(group, " ", label);
}

std::string FullColumnLabel(const ColumnText& column, absl::string_view label) {
  return *column.group == '\0' ? std::string(label) : absl::StrCat(column.group, " ", label);
}

using CellName = std::pair<absl::string_view, std::pair<absl::string_view, absl::string_view>>;

struct EditionLabels {
  std::string row;
  std::string cell;
};

struct Catalogue {
  std::array<CellInfo, kCellCount> cells;
  std::array<RowInfo, kTableRowCount> rows;
  std::array<std::string, kCellCount> fields;
  std::array<EditionLabels, kCellCount> labels_2019;
  std::array<EditionLabels, kCellCount> labels_2021;
  absl::flat_hash_map<CellName, int> by_name;

  Catalogue();

 private:
  void AddCell(const BlockText& block, const RowText& row, const ColumnText& column, int index,
               int row_index);
};

Catalogue::Catalogue() {
  int next_cell = 0;
  int next_row = 0;
  for (const BlockText& block : FormBlocks()) {
    for (const RowText& row : block.rows) {
      RowInfo info = {block.table, TableName(block.table), row.name, next_cell, 0, false, false};
      for (const ColumnText& column : block.columns) {
        AddCell(block, row, column, next_cell, next_row);
        const CellInfo& cell = cells[static_cast<size_t>(next_cell)];
        info.in_2019 |= cell.in_2019;
        info.in_2021 |= cell.in_2021;
        ++info.cell_count;
        ++next_cell;
      }
      rows[static_cast<size_t>(next_row++)] = info;
    }
  }
}

void Catalogue::AddCell(const BlockText& block, const RowText& row, const ColumnText& column,
                        int index, int row_index) {
  const char* row_2021 = Label2021(row.label_2019, row.label_2021);
  const char* column_2021 = Label2021(column.label_2019, column.label_2021);
  const bool in_2019 = Given(row.label_2019) && Given(column.label_2019);
  const bool in_2021 = Given(row_2021) && Given(column_2021);
  const size_t at = static_cast<size_t>(index);

  const absl::string_view table_name = TableName(block.table);
  fields[at] =
      absl::StrCat(table_name, ".", row.field == kSame ? row.name : row.field, ".", column.name);
  cells[at] = {index,
               block.table,
               table_name,
               row.name,
               column.name,
               fields[at],
               in_2021 ? row_2021 : row.label_2019,
               in_2021 ? column_2021 : column.label_2019,
               column.kind,
               in_2019,
               in_2021,
               row_index};
  by_name[{table_name, {row.name, column.name}}] = index;

  const auto labels = [&](const char* row_label, const char* column_label) -> EditionLabels {
    const std::string full_row = FullRowLabel(row, row_label);
    return {full_row, absl::StrCat(full_row, "｜", FullColumnLabel(column, column_label))};
  };
  // Row and column may each be in one edition only: each label falls back by itself.
  const auto label = [](const char* first, const char* second) {
    return Given(first) ? first : second;
  };
  labels_2019[at] = labels(label(row.label_2019, row_2021), label(column.label_2019, column_2021));
  labels_2021[at] = labels(label(row_2021, row.label_2019), label(column_2021, column.label_2019));
}

const Catalogue& TheCatalogue() {
  static const Catalogue* const catalogue = new Catalogue();
  return *catalogue;
}

const EditionLabels& LabelsOf(const CellInfo& cell, v1::Edition edition) {
  const Catalogue& catalogue = TheCatalogue();
  const size_t at = static_cast<size_t>(cell.index);
  return edition == v1::EDITION_2019 ? catalogue.labels_2019[at] : catalogue.labels_2021[at];
}

}  // namespace

const std::array<CellInfo, kCellCount>& Cells() { return TheCatalogue().cells; }

const std::array<RowInfo, kTableRowCount>& TableRows() { return TheCatalogue().rows; }

const CellInfo* FindCell(absl::string_view table, absl::string_view row, absl::string_view column) {
  const Catalogue& catalogue = TheCatalogue();
  const auto found = catalogue.by_name.find({table, {row, column}});
  if (found == catalogue.by_name.end()) return nullptr;
  return &catalogue.cells[static_cast<size_t>(found->second)];
}

bool InEdition(const CellInfo& cell, v1::Edition edition) {
  return edition == v1::EDITION_2019   ? cell.in_2019
         : edition == v1::EDITION_2021 ? cell.in_2021
                                       : false;
}

bool InEdition(const RowInfo& row, v1::Edition edition) {
  return edition == v1::EDITION_2019   ? row.in_2019
         : edition == v1::EDITION_2021 ? row.in_2021
                                       : false;
}

absl::string_view CellLabel(const CellInfo& cell, v1::Edition edition) {
  return LabelsOf(cell, edition).cell;
}

absl::string_view RowLabel(const CellInfo& cell, v1::Edition edition) {
  return LabelsOf(cell, edition).row;
}

absl::string_view ListingColumn(const CellInfo& cell) {
  return cell.kind == CellKind::kMoney ? "amount_yuan" : cell.column;
}

absl::string_view TableLabel(Table table) {
  switch (table) {
    case Table::kTwo:
      return "表二";
    case Table::kThree:
      return "表三";
    case Table::kFour:
      return "表四";
  }
  return "";
}

}  // namespace ogi
