// Where a wrong figure sits.
//
// The sums of the tables overlap like the checks of a code. Say that of
//
//            natural person   other   total
//   granted        3            1       4
//   refused        2            5       2      <- row: 2 + 5 is not 2
//   total          5            6      11      <- column: 4 + 2 is not 11
//
// the row of `refused` and the column of totals fail, and nothing else does. One change that makes
// both hold, and breaks nothing, is to write 7 at their crossing: so 2 is the wrong figure, most
// likely.
#ifndef OGI_DOMAIN_RULES_DIAGNOSIS_H_
#define OGI_DOMAIN_RULES_DIAGNOSIS_H_

#include <vector>

#include "domain/form/figures.h"
#include "domain/rules/sums.h"
#include "ogi/v1/annual_report.pb.h"
#include "ogi/v1/verdict.pb.h"

namespace ogi {

// Whether a comparison says where a figure is wrong: an equality of counts of the report alone,
// without conditions.
bool IsCheckSum(const Comparison& comparison);

// `check_sums`: all of them, for the report's edition. Those with a cell that can be read more than
// one way, or with two cells without a number, are left out. A cell without a number is a cell left
// out: the hint says what it should be. Empty where every one of them holds.
v1::Diagnosis Diagnose(const std::vector<const Comparison*>& check_sums, v1::Edition edition,
                       const Figures& figures);

}  // namespace ogi

#endif  // OGI_DOMAIN_RULES_DIAGNOSIS_H_
