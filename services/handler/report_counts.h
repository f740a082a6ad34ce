// How many reports of a year stand in which state: one vector of counts a partition and year, kept
// by the commits that file and decide, and equal to a recount at any moment (ogid check).
#ifndef OGI_SERVICES_HANDLER_REPORT_COUNTS_H_
#define OGI_SERVICES_HANDLER_REPORT_COUNTS_H_

#include <cstdint>
#include <vector>

#include "domain/codes/resource_name.h"
#include "ogi/storage/v1/records.pb.h"
#include "ogi/v1/annual_report.pb.h"
#include "ogi/v1/revision.pb.h"
#include "storage/commit/counts.h"

namespace ogi {

// The number, within the vector, of reports of a scope whose latest revision is in a state. On
// disks: never change it.
uint32_t ReportCountNumber(v1::Scope scope, v1::State state);

// What replacing the record of a report by another adds to the counts; nothing if it stands where
// it stood. `before` is empty before the first filing.
std::vector<Addition> CountChange(const ReportId& id, const storage::v1::ReportRecord& before,
                                  const storage::v1::ReportRecord& after);

}  // namespace ogi

#endif  // OGI_SERVICES_HANDLER_REPORT_COUNTS_H_
