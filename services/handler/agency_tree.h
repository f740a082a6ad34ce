// Walks through the agencies on record. The index of subordinates only proposes: the agency's own
// record decides.
#ifndef OGI_SERVICES_HANDLER_AGENCY_TREE_H_
#define OGI_SERVICES_HANDLER_AGENCY_TREE_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "domain/calendar/china_time.h"
#include "ogi/storage/v1/records.pb.h"
#include "services/handler/records.h"
#include "storage/store.h"

namespace ogi {

struct AgencyAt {
  std::string id;
  Record<storage::v1::AgencyRecord> record;
};

struct SubordinatesPage {
  std::vector<AgencyAt> agencies;
  // Where to go on; empty at the end.
  std::string next_id;
};

// The direct subordinates of an agency on a day, by id, from `first_id` on ("" for the first): up
// to `count`, and fewer once limits::kMaxScannedRecords entries of the index have been looked at.
// They are looked for in the superior's partition; those of a central organ (00) in every one.
absl::StatusOr<SubordinatesPage> Subordinates(const Reader& store, absl::string_view superior_id,
                                              CivilDay day, absl::string_view first_id, int count);

// The agencies above one on a day, the nearest first. Errors: UNAVAILABLE, DATA_LOSS.
absl::StatusOr<std::vector<std::string>> Superiors(const Reader& store, absl::string_view agency_id,
                                                   CivilDay day);

}  // namespace ogi

#endif  // OGI_SERVICES_HANDLER_AGENCY_TREE_H_
