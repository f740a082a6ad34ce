// The reports that rest on a report: once it changes they are judged anew, by whoever empties the
// outbox (services/outbox).
#ifndef OGI_SERVICES_JUDGING_DEPENDENTS_H_
#define OGI_SERVICES_JUDGING_DEPENDENTS_H_

#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "domain/codes/resource_name.h"
#include "ogi/storage/v1/records.pb.h"
#include "ogi/v1/agency.pb.h"
#include "storage/store.h"

namespace ogi {

// Next year's of the organ and of those that it went into meanwhile, the organ's aggregate, and
// that of its superior on the last day of the year; on file or not.
std::vector<ReportId> DependentsOf(const ReportId& id, const v1::Agency& agency);

// What a commit that changes a report takes besides, so that none of those that rest on it is
// forgotten: marks of those on file, and guards that the others are still not.
struct DependentMarks {
  std::vector<Write> writes;
  std::vector<Guard> guards;

  void AddTo(Commit& commit) &&;
};

// `cause`: the revision that changes. Nothing, if the change is none to those that rest on it.
// Errors: UNAVAILABLE, DATA_LOSS.
absl::StatusOr<DependentMarks> MarkDependents(const Reader& store, const ReportId& id,
                                              const storage::v1::ReportRecord& before,
                                              const storage::v1::ReportRecord& after,
                                              absl::string_view cause, const v1::Agency& agency,
                                              absl::Time now);

}  // namespace ogi

#endif  // OGI_SERVICES_JUDGING_DEPENDENTS_H_
