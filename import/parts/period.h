// Of which year, and of whom, the figures are.
//
//   所列数据的统计期限自2023年1月1日起至2023年12月31日止      2023
//   本报告由…汇总全县各单位情况编制                          AGGREGATE
#ifndef OGI_IMPORT_PARTS_PERIOD_H_
#define OGI_IMPORT_PARTS_PERIOD_H_

#include "import/parts/part_headings.h"
#include "import/text/folded_document.h"
#include "ogi/v1/annual_report.pb.h"

namespace ogi::reading {

struct Period {
  // 0 if it is not said.
  int year = 0;
  v1::Scope scope = v1::OWN;
  // Words speak for either scope.
  bool scope_doubtful = false;
};

Period FindPeriod(const FoldedDocument& document, const Headings& headings);

}  // namespace ogi::reading

#endif  // OGI_IMPORT_PARTS_PERIOD_H_
