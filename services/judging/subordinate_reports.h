// The reports that an aggregate adds up, read from the store.
#ifndef OGI_SERVICES_JUDGING_SUBORDINATE_REPORTS_H_
#define OGI_SERVICES_JUDGING_SUBORDINATE_REPORTS_H_

#include <optional>

#include "absl/status/statusor.h"
#include "domain/rules/subject.h"
#include "services/handler/environment.h"
#include "services/judging/evidence.h"
#include "services/judging/judge_report.h"

namespace ogi {

// Those of the organ's direct subordinates on the last day of the year: of governments of counties
// and above the aggregate, of others the aggregate if they have one, else their own. Nullopt for an
// aggregate whose parts are not known here: of a central organ, whose subordinates are in all
// partitions, or of more than limits::kMaxSubordinatesAdded of them.
// Errors: UNAVAILABLE, DATA_LOSS.
absl::StatusOr<std::optional<SubordinateReports>> ReadSubordinateReports(
    const Environment& environment, const Reader& store, const ReportToJudge& judged,
    EvidenceReader& evidence);

}  // namespace ogi

#endif  // OGI_SERVICES_JUDGING_SUBORDINATE_REPORTS_H_
