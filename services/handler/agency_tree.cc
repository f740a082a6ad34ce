#include "services/handler/agency_tree.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_format.h"
#include "common/limits.h"
#include "domain/agency/agency.h"
#include "domain/codes/agency_id.h"
#include "storage/keys/keys.h"

namespace ogi {
namespace {

// Every partition that may hold subordinates of `superior_id`, from that of `first_id` on.
std::vector<Partition> PartitionsOf(absl::string_view superior_id, absl::string_view first_id) {
  if (PartitionOf(superior_id) != kCentralPartition) {
    return {Partition(PartitionOf(superior_id))};
  }
  std::vector<Partition> partitions;
  for (int number = 0; number < 100; ++number) {
    Partition partition = absl::StrFormat("%02d", number);
    if (first_id.empty() || partition >= PartitionOf(first_id)) {
      partitions.push_back(std::move(partition));
    }
  }
  return partitions;
}

// Adds those of one partition.
absl::Status AddSubordinates(const Reader& store, const Partition& partition,
                             absl::string_view superior_id, CivilDay day,
                             absl::string_view first_id, size_t count,
                             std::vector<AgencyAt>& agencies) {
  Range range = keys::SubordinatesOf(superior_id);
  if (!first_id.empty()) {
    range.begin = std::max(range.begin, keys::Subordinate(superior_id, first_id));
  }
  while (agencies.size() < count) {
    OGI_ASSIGN_OR_RETURN(Page page,
                         store.Scan(partition, range, {.items = count - agencies.size()}));
    std::vector<std::string> ids;
    std::vector<std::string> keys;
    for (const Item& item : page.items) {
      OGI_ASSIGN_OR_RETURN(keys::SubordinateKey key, keys::ParseSubordinate(item.key));
      keys.push_back(keys::Agency(key.agency_id));
      ids.push_back(std::move(key.agency_id));
    }
    OGI_ASSIGN_OR_RETURN(std::vector<std::optional<Item>> items, store.MultiGet(partition, keys));
    for (size_t i = 0; i < items.size(); ++i) {
      OGI_ASSIGN_OR_RETURN(std::optional<Record<storage::v1::AgencyRecord>> record,
                           ParseRecord<storage::v1::AgencyRecord>(items[i]));
      if (record.has_value() && SuperiorOn(record->message.agency(), day) == superior_id) {
        agencies.push_back({std::move(ids[i]), *std::move(record)});
      }
    }
    if (page.next.empty()) break;
    range.begin = std::move(page.next);
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<std::vector<AgencyAt>> Subordinates(const Reader& store,
                                                   absl::string_view superior_id, CivilDay day,
                                                   absl::string_view first_id, int count) {
  std::vector<AgencyAt> agencies;
  for (const Partition& partition : PartitionsOf(superior_id, first_id)) {
    OGI_RETURN_IF_ERROR(AddSubordinates(store, partition, superior_id, day, first_id,
                                        static_cast<size_t>(count), agencies));
    if (agencies.size() >= static_cast<size_t>(count)) break;
  }
  return agencies;
}

absl::StatusOr<std::vector<std::string>> Superiors(const Reader& store, absl::string_view agency_id,
                                                   CivilDay day) {
  std::vector<std::string> superiors;
  std::string id(agency_id);
  for (int step = 0; step < limits::kMaxTreeDepth; ++step) {
    OGI_ASSIGN_OR_RETURN(std::optional<Item> item, store.Get(PartitionOf(id), keys::Agency(id)));
    OGI_ASSIGN_OR_RETURN(std::optional<Record<storage::v1::AgencyRecord>> record,
                         ParseRecord<storage::v1::AgencyRecord>(item));
    if (!record.has_value()) break;
    id = std::string(SuperiorOn(record->message.agency(), day));
    if (id.empty()) break;
    superiors.push_back(id);
  }
  return superiors;
}

}  // namespace ogi
