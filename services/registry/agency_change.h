// What changing an agency's record takes: writes, guards, and the entries of the lookups.
#ifndef OGI_SERVICES_REGISTRY_AGENCY_CHANGE_H_
#define OGI_SERVICES_REGISTRY_AGENCY_CHANGE_H_

#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "domain/calendar/china_time.h"
#include "ogi/storage/v1/records.pb.h"
#include "ogi/v1/agency.pb.h"
#include "services/handler/environment.h"
#include "services/handler/records.h"
#include "storage/commit/committer.h"
#include "storage/store.h"

namespace ogi {

using StoredAgency = std::optional<Record<storage::v1::AgencyRecord>>;

// The resource of a record on a day.
v1::Agency AgencyResource(const Record<storage::v1::AgencyRecord>& record, CivilDay day);

// Empties what callers may not set.
void ClearOutputOnly(v1::Agency& agency);

// Makes the commit that replaces `before` (nullopt: there is none yet) by `after`, which is well
// formed. Guards every superior up the tree in the same partition, so that no two moves can close a
// circle. Errors: NOT_FOUND (a superior), FAILED_PRECONDITION (AgencyTreeBroken).
absl::StatusOr<Commit> ChangeCommit(const Store& store, const std::string& agency_id,
                                    const StoredAgency& before, const v1::Agency& after);

// The entries of the lookups for every name and code of `agency`. Committed before the agency
// itself: an entry without its record is passed over by readers, a record without its entry would
// be lost to them.
std::vector<Proposal> LookupProposals(Random* random, const std::string& agency_id,
                                      const v1::Agency& agency, absl::Time deadline);

}  // namespace ogi

#endif  // OGI_SERVICES_REGISTRY_AGENCY_CHANGE_H_
