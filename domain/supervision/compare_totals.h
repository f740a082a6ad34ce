// Adds up what a comparison of rule sets tells: report by report, and part by part.
#ifndef OGI_DOMAIN_SUPERVISION_COMPARE_TOTALS_H_
#define OGI_DOMAIN_SUPERVISION_COMPARE_TOTALS_H_

#include "ogi/v1/rule_set.pb.h"

namespace ogi {

// Counts a report whose verdict would be another.
void AddChange(const v1::VerdictChange& change, v1::CompareTotals& totals);

// Adds those of a part to those of the whole.
void AddTotals(const v1::CompareTotals& part, v1::CompareTotals& totals);

}  // namespace ogi

#endif  // OGI_DOMAIN_SUPERVISION_COMPARE_TOTALS_H_
