#include "services/season/exemptions.h"

#include <optional>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "common/errors.h"
#include "common/field_violations.h"
#include "common/limits.h"
#include "common/status_macros.h"
#include "domain/codes/agency_id.h"
#include "ogi/storage/v1/records.pb.h"
#include "services/access/record_change.h"
#include "services/handler/request_checks.h"
#include "services/season/roster.h"
#include "storage/keys/keys.h"

namespace ogi {
namespace {

// The entry, and the change of it that is asked for.
struct EntryChange {
  RosterEntryId id;
  RecordChange change;
  Record<storage::v1::RosterEntryRecord> stored;
};

absl::StatusOr<EntryChange> Begin(const Environment& environment, const RequestContext& context,
                                  const RosterEntryId& id, absl::string_view request_id,
                                  absl::string_view content) {
  EntryChange entry;
  entry.id = id;
  OGI_ASSIGN_OR_RETURN(entry.change, BeginChange(environment, context, id.agency_id, request_id,
                                                 content, PartitionOf(id.agency_id)));
  OGI_ASSIGN_OR_RETURN(auto stored, ReadFrozenEntry(environment, id));
  if (!stored.has_value()) return errors::AccessRecordNotFound(RosterEntryName(id));
  entry.stored = *std::move(stored);
  return entry;
}

Step<v1::RosterEntry> Present(const EntryChange& entry) {
  return Step<v1::RosterEntry>::Answer(RosterEntryResource(entry.stored.message.entry()));
}

absl::StatusOr<Step<v1::RosterEntry>> CommitEntry(const RequestContext& context,
                                                  const EntryChange& entry) {
  const size_t bytes = entry.stored.message.ByteSizeLong();
  if (bytes > limits::kMaxSeasonRecordBytes) {
    return errors::TooLarge("exemptions", bytes, limits::kMaxSeasonRecordBytes);
  }
  Step<v1::RosterEntry> step;
  step.proposal = ProposalOf(context, entry.change,
                             {{keys::RosterEntry(entry.id.year, entry.id.agency_id),
                               entry.stored.message.SerializeAsString(), entry.stored.version}});
  step.answer = [resource = RosterEntryResource(entry.stored.message.entry())](const Stamp&) {
    return resource;
  };
  return step;
}

// Null where none holds.
v1::Exemption* Holding(v1::RosterEntry& entry) {
  for (v1::Exemption& each : *entry.mutable_exemptions()) {
    if (!each.life().has_withdraw_time()) return &each;
  }
  return nullptr;
}

}  // namespace

absl::StatusOr<Step<v1::RosterEntry>> ExemptAgency(const Environment& environment,
                                                   const RequestContext& context,
                                                   const v1::ExemptAgencyRequest& request) {
  FieldViolations violations;
  const std::optional<RosterEntryId> id = CheckRosterEntryName(request.name(), &violations);
  CheckRequestId(request.request_id(), &violations);
  CheckReason(request.reason(), /*required=*/true, &violations);
  if (!v1::Exemption::Ground_IsValid(request.ground()) ||
      request.ground() == v1::Exemption::GROUND_UNSPECIFIED) {
    violations.Add("ground", "请选择免报情形：ABOLISHED、MERGED、NEWLY_FOUNDED 或 OTHER。",
                   "must be ABOLISHED, MERGED, NEWLY_FOUNDED or OTHER.");
  }
  OGI_RETURN_IF_ERROR(violations.ToStatus());
  OGI_ASSIGN_OR_RETURN(EntryChange entry, Begin(environment, context, *id, request.request_id(),
                                                absl::StrCat("exempt\n", request.name(), "\n",
                                                             static_cast<int>(request.ground()),
                                                             "\n", request.reason())));
  v1::RosterEntry& resource = *entry.stored.message.mutable_entry();
  if (entry.change.repeated || Holding(resource) != nullptr) return Present(entry);
  v1::Exemption& exemption = *resource.add_exemptions();
  exemption.set_ground(request.ground());
  exemption.set_reason(request.reason());
  SetCreated(context, *exemption.mutable_life());
  return CommitEntry(context, entry);
}

absl::StatusOr<Step<v1::RosterEntry>> EndExemption(const Environment& environment,
                                                   const RequestContext& context,
                                                   const v1::EndExemptionRequest& request) {
  FieldViolations violations;
  const std::optional<RosterEntryId> id = CheckRosterEntryName(request.name(), &violations);
  CheckRequestId(request.request_id(), &violations);
  CheckReason(request.reason(), /*required=*/true, &violations);
  OGI_RETURN_IF_ERROR(violations.ToStatus());
  OGI_ASSIGN_OR_RETURN(EntryChange entry, Begin(environment, context, *id, request.request_id(),
                                                absl::StrCat("end exemption\n", request.name(),
                                                             "\n", request.reason())));
  v1::Exemption* const holding = Holding(*entry.stored.message.mutable_entry());
  if (entry.change.repeated || holding == nullptr) return Present(entry);
  SetWithdrawn(context, request.reason(), *holding->mutable_life());
  return CommitEntry(context, entry);
}

}  // namespace ogi
