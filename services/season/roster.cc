#include "services/season/roster.h"

#include <algorithm>
#include <memory>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "common/errors.h"
#include "common/limits.h"
#include "common/status_macros.h"
#include "domain/agency/agency.h"
#include "domain/codes/agency_id.h"
#include "domain/codes/resource_name.h"
#include "services/access/record_change.h"
#include "services/handler/page_token.h"
#include "services/handler/request_checks.h"
#include "services/season/due_dates.h"
#include "storage/keys/keys.h"

namespace ogi {
namespace {

using storage::v1::RosterEntryRecord;
using storage::v1::RosterRecord;

bool Holds(const v1::Exemption& exemption) { return !exemption.life().has_withdraw_time(); }

absl::Status CheckFrozen(const Environment& environment, int year) {
  OGI_ASSIGN_OR_RETURN(const bool frozen, IsRosterFrozen(environment, year));
  return frozen ? absl::OkStatus() : errors::RosterNotFrozen(SeasonName(year));
}

struct Query {
  int year = 0;
  Partition partition;
  int page_size = 0;
};

absl::StatusOr<Query> Check(const v1::ListRosterEntriesRequest& request) {
  Query query;
  FieldViolations violations;
  query.year = CheckSeasonName("parent", request.parent(), &violations).value_or(0);
  query.page_size = CheckPageSize(request.page_size(), &violations);
  query.partition = request.partition();
  std::optional<std::string> superior_id;
  if (!request.superior().empty()) {
    superior_id = CheckAgencyName("superior", request.superior(), &violations);
  }
  if (!request.partition().empty()) {
    CheckPartition("partition", request.partition(), &violations);
  } else if (superior_id.has_value()) {
    query.partition = Partition(PartitionOf(*superior_id));
  } else if (request.superior().empty()) {
    violations.Add("superior", "请填写 superior 或 partition，或两项都填。",
                   "give superior, partition, or both.");
  }
  OGI_RETURN_IF_ERROR(violations.ToStatus());
  return query;
}

}  // namespace

std::optional<int> CheckSeasonName(absl::string_view field, absl::string_view name,
                                   FieldViolations* violations) {
  std::optional<int> year = ParseSeasonName(name);
  if (!year.has_value()) {
    violations->Add(field, "应为 seasons/ 加年度，如 seasons/2025，请更正。",
                    "must be like seasons/2025.");
  }
  return year;
}

std::optional<RosterEntryId> CheckRosterEntryName(absl::string_view name,
                                                  FieldViolations* violations) {
  std::optional<RosterEntryId> id = ParseRosterEntryName(name);
  if (!id.has_value()) {
    violations->Add("name",
                    "应为应报名录的条目，如 agencies/54-0424204/rosterEntries/2025，请更正。",
                    "must be like agencies/54-0424204/rosterEntries/2025.");
  }
  return id;
}

absl::StatusOr<std::optional<Record<RosterRecord>>> ReadRoster(const Environment& environment,
                                                               int year) {
  return ReadAccessRecord<RosterRecord>(environment, keys::Roster(year));
}

absl::StatusOr<bool> IsRosterFrozen(const Environment& environment, int year) {
  OGI_ASSIGN_OR_RETURN(const auto roster, ReadRoster(environment, year));
  return roster.has_value() && roster->message.roster().state() == v1::Roster::FROZEN;
}

absl::StatusOr<std::optional<Record<RosterEntryRecord>>> ReadFrozenEntry(
    const Environment& environment, const RosterEntryId& id) {
  OGI_RETURN_IF_ERROR(CheckFrozen(environment, id.year));
  OGI_ASSIGN_OR_RETURN(
      std::optional<Item> item,
      environment.store->Get(PartitionOf(id.agency_id), keys::RosterEntry(id.year, id.agency_id)));
  return ParseRecord<RosterEntryRecord>(item);
}

v1::RosterEntry EntryOn(const RosterEntryId& id, const v1::Agency& agency, CivilDay day) {
  v1::RosterEntry entry;
  entry.set_name(RosterEntryName(id));
  entry.set_agency_display_name(std::string(NameOn(agency, day)));
  entry.set_level(agency.level());
  const absl::string_view superior_id = SuperiorOn(agency, day);
  if (!superior_id.empty()) entry.set_superior(AgencyName(superior_id));
  return entry;
}

v1::RosterEntry RosterEntryResource(v1::RosterEntry entry) {
  entry.set_exempt(std::any_of(entry.exemptions().begin(), entry.exemptions().end(), Holds));
  return entry;
}

absl::StatusOr<v1::RosterEntry> GetRosterEntry(const Environment& environment,
                                               const RequestContext&,
                                               const v1::GetRosterEntryRequest& request) {
  FieldViolations violations;
  const std::optional<RosterEntryId> id = CheckRosterEntryName(request.name(), &violations);
  OGI_RETURN_IF_ERROR(violations.ToStatus());
  OGI_ASSIGN_OR_RETURN(auto stored, ReadFrozenEntry(environment, *id));
  if (!stored.has_value()) return errors::AccessRecordNotFound(request.name());
  v1::RosterEntry entry = RosterEntryResource(std::move(*stored->message.mutable_entry()));
  OGI_ASSIGN_OR_RETURN(*entry.mutable_due(),
                       DueDatesOf(environment.seasons, *environment.store,
                                  {id->agency_id, id->year, v1::OWN}, entry.level()));
  return entry;
}

absl::StatusOr<v1::ListRosterEntriesResponse> ListRosterEntries(
    const Environment& environment, const RequestContext& context,
    const v1::ListRosterEntriesRequest& request) {
  OGI_ASSIGN_OR_RETURN(const Query query, Check(request));
  if (request.superior().empty()) {
    OGI_ASSIGN_OR_RETURN(const bool sees_all, SeesAll(context, ""));
    if (!sees_all) return errors::NotPermitted();
  }
  const std::string bound =
      absl::StrCat("roster\n", request.parent(), "\n", request.superior(), "\n", query.partition);
  OGI_ASSIGN_OR_RETURN(const std::string begin,
                       ReadPageToken(environment.secret, bound, request.page_token()));
  OGI_RETURN_IF_ERROR(CheckFrozen(environment, query.year));

  Range range = keys::RosterEntriesOf(query.year);
  range.begin = std::max(range.begin, begin);
  const std::unique_ptr<Reader> snapshot = environment.store->Snapshot();
  v1::ListRosterEntriesResponse response;
  size_t bytes = 0;
  int looked_at = 0;
  std::string next;
  while (next.empty()) {
    OGI_ASSIGN_OR_RETURN(Page page,
                         snapshot->Scan(query.partition, range,
                                        {.items = static_cast<size_t>(query.page_size) + 1}));
    for (const Item& item : page.items) {
      if (response.roster_entries_size() >= query.page_size || bytes > limits::kMaxPageBytes ||
          looked_at >= limits::kMaxScannedRecords) {
        next = item.key;
        break;
      }
      ++looked_at;
      OGI_ASSIGN_OR_RETURN(auto record, ParseRecord<RosterEntryRecord>(item));
      v1::RosterEntry& entry = *record->message.mutable_entry();
      if (!request.superior().empty() && entry.superior() != request.superior()) continue;
      bytes += entry.ByteSizeLong();
      *response.add_roster_entries() = RosterEntryResource(std::move(entry));
    }
    if (!next.empty() || page.next.empty()) break;
    range.begin = std::move(page.next);
  }
  if (!next.empty()) {
    response.set_next_page_token(MakePageToken(environment.secret, bound, next));
  }
  return response;
}

absl::StatusOr<Step<v1::RosterEntry>> AddRosterEntry(const Environment& environment,
                                                     const RequestContext& context,
                                                     const v1::AddRosterEntryRequest& request) {
  FieldViolations violations;
  const std::optional<RosterEntryId> id = CheckRosterEntryName(request.name(), &violations);
  CheckRequestId(request.request_id(), &violations);
  CheckReason(request.reason(), /*required=*/true, &violations);
  OGI_RETURN_IF_ERROR(violations.ToStatus());
  OGI_ASSIGN_OR_RETURN(RecordChange change,
                       BeginChange(environment, context, id->agency_id, request.request_id(),
                                   absl::StrCat("add\n", request.name(), "\n", request.reason()),
                                   PartitionOf(id->agency_id)));
  OGI_ASSIGN_OR_RETURN(auto stored, ReadFrozenEntry(environment, *id));
  if (stored.has_value()) {
    return Step<v1::RosterEntry>::Answer(RosterEntryResource(stored->message.entry()));
  }
  OGI_ASSIGN_OR_RETURN(
      std::optional<Item> item,
      environment.store->Get(PartitionOf(id->agency_id), keys::Agency(id->agency_id)));
  OGI_ASSIGN_OR_RETURN(auto agency, ParseRecord<storage::v1::AgencyRecord>(item));
  if (!agency.has_value()) return errors::AgencyNotFound(AgencyName(id->agency_id));
  RosterEntryRecord record;
  v1::RosterEntry& entry = *record.mutable_entry();
  entry = EntryOn(*id, agency->message.agency(), ChinaDay(context.receive_time));
  entry.mutable_addition()->set_reason(request.reason());
  SetCreated(context, *entry.mutable_addition()->mutable_life());
  Step<v1::RosterEntry> step;
  step.proposal = ProposalOf(
      context, change,
      {{keys::RosterEntry(id->year, id->agency_id), record.SerializeAsString(), kAbsent}});
  step.answer = [entry](const Stamp&) { return RosterEntryResource(entry); };
  return step;
}

}  // namespace ogi
