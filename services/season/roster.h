// Who must file for a year: GetRosterEntry, ListRosterEntries, AddRosterEntry, and what they share
// with the freezing of a roster and with exemptions.
#ifndef OGI_SERVICES_SEASON_ROSTER_H_
#define OGI_SERVICES_SEASON_ROSTER_H_

#include <optional>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "common/field_violations.h"
#include "domain/calendar/china_time.h"
#include "domain/season/season.h"
#include "ogi/storage/v1/records.pb.h"
#include "ogi/v1/season_service.pb.h"
#include "services/handler/environment.h"
#include "services/handler/records.h"
#include "services/handler/step.h"

namespace ogi {

// Errors: as season_service.proto says.
absl::StatusOr<v1::RosterEntry> GetRosterEntry(const Environment& environment,
                                               const RequestContext& context,
                                               const v1::GetRosterEntryRequest& request);
// PERMISSION_DENIED for all of a partition where the caller may not see every organ's.
absl::StatusOr<v1::ListRosterEntriesResponse> ListRosterEntries(
    const Environment& environment, const RequestContext& context,
    const v1::ListRosterEntriesRequest& request);
absl::StatusOr<Step<v1::RosterEntry>> AddRosterEntry(const Environment& environment,
                                                     const RequestContext& context,
                                                     const v1::AddRosterEntryRequest& request);

std::optional<int> CheckSeasonName(absl::string_view field, absl::string_view name,
                                   FieldViolations* violations);
std::optional<RosterEntryId> CheckRosterEntryName(absl::string_view name,
                                                  FieldViolations* violations);

// Nullopt before the first FreezeRoster.
absl::StatusOr<std::optional<Record<storage::v1::RosterRecord>>> ReadRoster(
    const Environment& environment, int year);

// Whether who must file is fixed for the year. Errors: UNAVAILABLE, DATA_LOSS.
absl::StatusOr<bool> IsRosterFrozen(const Environment& environment, int year);

// An entry of a frozen roster; nullopt where the organ is not on it.
// Errors: FAILED_PRECONDITION (RosterNotFrozen), UNAVAILABLE, DATA_LOSS.
absl::StatusOr<std::optional<Record<storage::v1::RosterEntryRecord>>> ReadFrozenEntry(
    const Environment& environment, const RosterEntryId& id);

// As the registry has the organ on a day.
v1::RosterEntry EntryOn(const RosterEntryId& id, const v1::Agency& agency, CivilDay day);

// As callers see a stored entry.
v1::RosterEntry RosterEntryResource(v1::RosterEntry entry);

}  // namespace ogi

#endif  // OGI_SERVICES_SEASON_ROSTER_H_
