// The unit of money that the headings over a column name: 本年收费金额（单位：万元） is in 万元,
// 采购总金额（元） in 元, （千元） in none that is known.
#ifndef OGI_IMPORT_TABLES_HEADING_UNIT_H_
#define OGI_IMPORT_TABLES_HEADING_UNIT_H_

#include <string_view>

#include "import/rows/cell_value.h"

namespace ogi::reading {

struct HeadingUnit {
  // 元 or 万元; kNone where the headings name neither.
  CellValue::Unit unit = CellValue::Unit::kNone;
  // They name 千元, 亿元 and the like, which the form has not.
  bool unknown = false;
};

// Of folded text: 收费金额(单位:万元), 金额/元.
HeadingUnit UnitOfHeadings(std::u32string_view text);

}  // namespace ogi::reading

#endif  // OGI_IMPORT_TABLES_HEADING_UNIT_H_
