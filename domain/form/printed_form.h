// Each official form as it is printed: its parts, tables, blocks, rows and columns. Built once,
// never changes, may be read by any thread.
#ifndef OGI_DOMAIN_FORM_PRINTED_FORM_H_
#define OGI_DOMAIN_FORM_PRINTED_FORM_H_

#include <array>
#include <vector>

#include "absl/strings/string_view.h"
#include "domain/form/cells.h"
#include "ogi/v1/annual_report.pb.h"

namespace ogi {

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
  // Cell numbers, one per column of the block.
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
  std::array<FormTable, kTables.size()> tables;
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

#endif  // OGI_DOMAIN_FORM_PRINTED_FORM_H_
