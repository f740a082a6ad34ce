#include "services/season/freeze_roster.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "common/digest.h"
#include "common/errors.h"
#include "common/field_violations.h"
#include "common/limits.h"
#include "common/status_macros.h"
#include "domain/agency/agency.h"
#include "domain/codes/agency_id.h"
#include "domain/season/season.h"
#include "ogi/storage/v1/records.pb.h"
#include "services/access/record_change.h"
#include "services/handler/request_checks.h"
#include "services/season/roster.h"
#include "storage/keys/keys.h"

namespace ogi {
namespace {

using storage::v1::AgencyRecord;
using storage::v1::RosterEntryRecord;
using storage::v1::RosterRecord;

constexpr int kPartitions = 100;
// The committer and the adapters have writes of their own to add.
constexpr size_t kEntriesPerCommit = limits::kMaxCommitWrites - 10;

bool IsInForce(const v1::Agency& agency, CivilDay day) {
  return std::any_of(agency.names().begin(), agency.names().end(),
                     [day](const v1::DatedText& name) { return InForce(name, day); });
}

// Some organs of the registry, of one or several partitions.
struct Harvest {
  struct Entry {
    std::string agency_id;
    RosterEntryRecord record;
  };
  std::vector<Entry> entries;
  // Where the next begins: an agency id, or what sorts before all those of a partition. Empty at
  // the end of the registry.
  std::string next_agency_id;
};

absl::StatusOr<Harvest> Collect(const Reader& store, int year, CivilDay day,
                                const std::string& first_agency_id) {
  Harvest harvest;
  size_t looked_at = 0;
  int number = 0;
  if (!first_agency_id.empty()) {
    number = (first_agency_id[0] - '0') * 10 + (first_agency_id[1] - '0');
  }
  Range range = keys::AllAgencies();
  if (!first_agency_id.empty()) range.begin = keys::Agency(first_agency_id);
  for (; number < kPartitions; ++number) {
    const Partition partition = absl::StrFormat("%02d", number);
    while (true) {
      if (looked_at >= limits::kMaxRosterStep) {
        harvest.next_agency_id = absl::StrCat(partition, "-");
        return harvest;
      }
      OGI_ASSIGN_OR_RETURN(
          Page page, store.Scan(partition, range, {.items = limits::kMaxRosterStep - looked_at}));
      for (const Item& item : page.items) {
        ++looked_at;
        OGI_ASSIGN_OR_RETURN(const std::string agency_id, keys::ParseAgency(item.key));
        OGI_ASSIGN_OR_RETURN(auto agency, ParseRecord<AgencyRecord>(item));
        if (!IsInForce(agency->message.agency(), day)) continue;
        RosterEntryRecord record;
        *record.mutable_entry() = EntryOn({agency_id, year}, agency->message.agency(), day);
        harvest.entries.push_back({agency_id, std::move(record)});
      }
      if (page.next.empty()) break;
      if (looked_at >= limits::kMaxRosterStep) {
        OGI_ASSIGN_OR_RETURN(harvest.next_agency_id, keys::ParseAgency(page.next));
        return harvest;
      }
      range.begin = std::move(page.next);
    }
    range = keys::AllAgencies();
  }
  return harvest;
}

// Named by what it writes: the same entries again are the same commit, others another.
Proposal EntriesProposal(const RequestContext& context, const Partition& partition,
                         std::vector<Write> writes) {
  std::string content = absl::StrCat("roster entries\n", partition);
  for (const Write& write : writes) absl::StrAppend(&content, "\n", write.key, "\n", *write.value);
  Proposal proposal;
  proposal.partition = partition;
  proposal.deadline = context.deadline;
  proposal.commit.token = Sha256(content).substr(0, kTokenBytes);
  proposal.commit.writes = std::move(writes);
  return proposal;
}

// Of those that are not there yet. Never over one that is: it may have been exempted since.
absl::Status AddProposals(const Environment& environment, const RequestContext& context, int year,
                          absl::Span<const Harvest::Entry> entries,
                          std::vector<Proposal>& proposals) {
  const Partition partition(PartitionOf(entries.front().agency_id));
  std::vector<std::string> keys;
  for (const Harvest::Entry& each : entries) {
    keys.push_back(keys::RosterEntry(year, each.agency_id));
  }
  OGI_ASSIGN_OR_RETURN(std::vector<std::optional<Item>> present,
                       environment.store->MultiGet(partition, keys));
  std::vector<Write> writes;
  for (size_t i = 0; i < entries.size(); ++i) {
    if (present[i].has_value()) continue;
    writes.push_back({keys[i], entries[i].record.SerializeAsString(), kAbsent});
  }
  if (!writes.empty()) {
    proposals.push_back(EntriesProposal(context, partition, std::move(writes)));
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<Step<v1::Roster>> FreezeRoster(const Environment& environment,
                                              const RequestContext& context,
                                              const v1::FreezeRosterRequest& request) {
  FieldViolations violations;
  const std::optional<int> year = CheckSeasonName("name", request.name(), &violations);
  CheckRequestId(request.request_id(), &violations);
  OGI_RETURN_IF_ERROR(violations.ToStatus());
  OGI_ASSIGN_OR_RETURN(RecordChange change, BeginChange(environment, context, request.name(),
                                                        request.request_id(), "freeze"));
  OGI_ASSIGN_OR_RETURN(std::optional<Item> season,
                       environment.store->Get(kAccessPartition, keys::Season(*year)));
  if (!season.has_value()) return errors::AccessRecordNotFound(request.name());
  OGI_ASSIGN_OR_RETURN(auto stored, ReadRoster(environment, *year));
  RosterRecord record = stored.has_value() ? std::move(stored->message) : RosterRecord();
  v1::Roster& roster = *record.mutable_roster();
  if (change.repeated || roster.state() == v1::Roster::FROZEN) {
    return Step<v1::Roster>::Answer(roster);
  }
  if (!stored.has_value()) {
    *roster.mutable_day() = ToDate(ChinaDay(context.receive_time));
    SetCreated(context, *roster.mutable_life());
  }

  OGI_ASSIGN_OR_RETURN(Harvest harvest, Collect(*environment.store, *year, DayOf(roster.day()),
                                                record.next_agency_id()));
  Step<v1::Roster> step;
  const absl::Span<const Harvest::Entry> entries(harvest.entries);
  for (size_t begin = 0; begin < entries.size();) {
    size_t end = begin;
    while (end < entries.size() && end - begin < kEntriesPerCommit &&
           PartitionOf(entries[end].agency_id) == PartitionOf(entries[begin].agency_id)) {
      ++end;
    }
    OGI_RETURN_IF_ERROR(AddProposals(environment, context, *year,
                                     entries.subspan(begin, end - begin), step.beforehand));
    begin = end;
  }
  roster.set_entries(roster.entries() + static_cast<int64_t>(entries.size()));
  roster.set_state(harvest.next_agency_id.empty() ? v1::Roster::FROZEN : v1::Roster::FREEZING);
  record.set_next_agency_id(harvest.next_agency_id);
  step.proposal = ProposalOf(context, change,
                             {{keys::Roster(*year), record.SerializeAsString(),
                               stored.has_value() ? stored->version : kAbsent}});
  step.answer = [roster](const Stamp&) { return roster; };
  return step;
}

}  // namespace ogi
