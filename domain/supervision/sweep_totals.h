// Adds up how organs stand: the rows of a sweep, and the totals of its parts.
#ifndef OGI_DOMAIN_SUPERVISION_SWEEP_TOTALS_H_
#define OGI_DOMAIN_SUPERVISION_SWEEP_TOTALS_H_

#include "absl/strings/string_view.h"
#include "ogi/v1/sweep.pb.h"

namespace ogi {

// Adds an organ to the totals and to those of its region, `agencies/{agency}`, a new one last.
void AddRow(const v1::SweptAgency& row, absl::string_view region, absl::string_view region_name,
            v1::SweepTotals& totals);

// Adds the totals of a part that comes after. Regions of the same organ become one.
void AddTotals(const v1::SweepTotals& part, v1::SweepTotals& totals);

}  // namespace ogi

#endif  // OGI_DOMAIN_SUPERVISION_SWEEP_TOTALS_H_
