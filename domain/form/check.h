// Whether a report is well formed: what is refused at the door. What its figures say of each other
// is the rules' business (domain/rules) and refuses nothing.
#ifndef OGI_DOMAIN_FORM_CHECK_H_
#define OGI_DOMAIN_FORM_CHECK_H_

#include "absl/strings/string_view.h"
#include "common/field_violations.h"
#include "domain/calendar/china_time.h"
#include "ogi/v1/annual_report.pb.h"

namespace ogi {

// Adds every violation. `field_prefix` is the path of the report in the request, e.g. `report`.
// `today` is the day in China: no report is of a year still to come.
void CheckReport(const v1::AnnualReport& report, CivilDay today, absl::string_view field_prefix,
                 FieldViolations* violations);

}  // namespace ogi

#endif  // OGI_DOMAIN_FORM_CHECK_H_
