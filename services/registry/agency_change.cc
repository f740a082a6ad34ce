#include "services/registry/agency_change.h"

#include <set>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "common/errors.h"
#include "common/limits.h"
#include "common/status_macros.h"
#include "domain/agency/agency.h"
#include "domain/codes/agency_id.h"
#include "domain/codes/resource_name.h"
#include "services/handler/records.h"
#include "storage/keys/keys.h"

namespace ogi {
namespace {

using storage::v1::AgencyRecord;

// The server adds the record of who did it.
constexpr size_t kMaxWrites = limits::kMaxCommitWrites - 1;

// Ids of all superiors the agency has, had, or is going to have.
std::set<std::string> SuperiorIds(const v1::Agency& agency) {
  std::set<std::string> ids;
  for (const v1::DatedText& superior : agency.superiors()) {
    if (std::optional<std::string> id = ParseAgencyName(superior.text()); id.has_value()) {
      ids.insert(*std::move(id));
    }
  }
  return ids;
}

// Walks up from `superior_id` and guards what it passes. Those in other partitions are looked at,
// but cannot be guarded.
absl::Status GuardSuperiors(const Store& store, const std::string& agency_id,
                            const std::string& superior_id, std::vector<Guard>& guards) {
  const absl::string_view partition = PartitionOf(agency_id);
  std::set<std::string> seen;
  std::vector<std::string> open = {superior_id};
  while (!open.empty()) {
    const std::string id = std::move(open.back());
    open.pop_back();
    if (id == agency_id || seen.size() > limits::kMaxTreeDepth) {
      return errors::AgencyTreeBroken(
          AgencyName(agency_id),
          absl::StrCat("上级机关 ", superior_id, " 直接或间接隶属于 ", agency_id,
                       " 自己（或层级过深），请核对上级机关。"),
          absl::StrCat("its superior ", superior_id, " is itself below ", agency_id,
                       ", or the tree is too deep; check the superior."));
    }
    if (!seen.insert(id).second) continue;
    const std::string key = keys::Agency(id);
    OGI_ASSIGN_OR_RETURN(std::optional<Item> item, store.Get(PartitionOf(id), key));
    OGI_ASSIGN_OR_RETURN(StoredAgency record, ParseRecord<AgencyRecord>(item));
    if (!record.has_value()) return errors::AgencyNotFound(AgencyName(id));
    if (PartitionOf(id) == partition) guards.push_back({key, record->version});
    for (std::string each : SuperiorIds(record->message.agency())) open.push_back(std::move(each));
  }
  return absl::OkStatus();
}

// Listings look for subordinates in the superior's partition, and in all for a central organ.
absl::Status CheckSamePartition(const std::string& agency_id, const std::string& superior_id) {
  if (PartitionOf(superior_id) == PartitionOf(agency_id) ||
      PartitionOf(superior_id) == kCentralPartition) {
    return absl::OkStatus();
  }
  return errors::AgencyTreeBroken(
      AgencyName(agency_id),
      absl::StrCat("上级机关 ", superior_id, " 属于另一个省级分区，请核对上级机关。"),
      absl::StrCat("its superior ", superior_id,
                   " is of another province; it must be of the same, or central."));
}

void AddLookups(const google::protobuf::RepeatedPtrField<v1::DatedText>& texts,
                std::string (*key)(absl::string_view, absl::string_view),
                absl::string_view agency_id, std::set<std::string>& keys) {
  for (const v1::DatedText& text : texts) keys.insert(key(text.text(), agency_id));
}

}  // namespace

v1::Agency AgencyResource(const Record<AgencyRecord>& record, CivilDay day) {
  v1::Agency agency = record.message.agency();
  agency.set_display_name(std::string(NameOn(agency, day)));
  const absl::string_view superior = SuperiorOn(agency, day);
  if (!superior.empty()) agency.set_superior(AgencyName(superior));
  agency.set_etag(EtagOf(record.version));
  *agency.mutable_update_time() = ToTimestamp(record.stamp.commit_time);
  const std::string id = ParseAgencyName(agency.name()).value_or("");
  *agency.mutable_position() = PositionOf(PartitionOf(id), record.stamp);
  return agency;
}

void ClearOutputOnly(v1::Agency& agency) {
  agency.clear_display_name();
  agency.clear_superior();
  agency.clear_etag();
  agency.clear_update_time();
  agency.clear_position();
}

absl::StatusOr<Commit> ChangeCommit(const Store& store, const std::string& agency_id,
                                    const StoredAgency& before, const v1::Agency& after) {
  const std::set<std::string> old_superiors =
      before.has_value() ? SuperiorIds(before->message.agency()) : std::set<std::string>();
  const std::set<std::string> new_superiors = SuperiorIds(after);
  Commit commit;
  for (const std::string& superior : new_superiors) {
    OGI_RETURN_IF_ERROR(CheckSamePartition(agency_id, superior));
    OGI_RETURN_IF_ERROR(GuardSuperiors(store, agency_id, superior, commit.guards));
    if (!old_superiors.contains(superior)) {
      commit.writes.push_back({keys::Subordinate(superior, agency_id), "", std::nullopt});
    }
  }
  // Entries that do not fit any more stay: readers pass them over.
  for (const std::string& superior : old_superiors) {
    if (!new_superiors.contains(superior) && commit.writes.size() + 1 < kMaxWrites) {
      commit.writes.push_back({keys::Subordinate(superior, agency_id), std::nullopt, std::nullopt});
    }
  }
  AgencyRecord record;
  *record.mutable_agency() = after;
  commit.writes.push_back({keys::Agency(agency_id), record.SerializeAsString(),
                           before.has_value() ? before->version : kAbsent});
  return commit;
}

std::vector<Proposal> LookupProposals(Random* random, const std::string& agency_id,
                                      const v1::Agency& agency, absl::Time deadline) {
  std::set<std::string> keys;
  AddLookups(agency.names(), keys::LookupName, agency_id, keys);
  for (const v1::LocalisedText& name : agency.localised_names()) {
    keys.insert(keys::LookupName(name.text().text(), agency_id));
  }
  AddLookups(agency.region_codes(), keys::LookupCode, agency_id, keys);
  AddLookups(agency.credit_codes(), keys::LookupCode, agency_id, keys);
  AddLookups(agency.local_numbers(), keys::LookupCode, agency_id, keys);
  std::vector<Proposal> proposals;
  for (const std::string& key : keys) {
    if (proposals.empty() || proposals.back().commit.writes.size() == kMaxWrites) {
      Proposal& proposal = proposals.emplace_back();
      proposal.partition = Partition(kLookupPartition);
      proposal.deadline = deadline;
      proposal.commit.token = random->Bytes(kTokenBytes);
    }
    proposals.back().commit.writes.push_back({key, "", std::nullopt});
  }
  return proposals;
}

}  // namespace ogi
