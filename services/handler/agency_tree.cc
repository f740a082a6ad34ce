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

// Entries read at a time: many of them may be stale, so not only as many as are wanted.
constexpr size_t kChunk = 100;

// Collects a page, partition after partition.
class SubordinatesReader {
 public:
  SubordinatesReader(const Reader& store, absl::string_view superior_id, CivilDay day, size_t count)
      : store_(store), superior_id_(superior_id), day_(day), count_(count) {}

  // Adds those of one partition. The page is done once its next_id is set.
  absl::Status Add(const Partition& partition, absl::string_view first_id) {
    Range range = keys::SubordinatesOf(superior_id_);
    if (!first_id.empty()) {
      range.begin = std::max(range.begin, keys::Subordinate(superior_id_, first_id));
    }
    while (page_.next_id.empty()) {
      OGI_ASSIGN_OR_RETURN(Page entries, store_.Scan(partition, range, {.items = kChunk}));
      OGI_RETURN_IF_ERROR(AddEntries(partition, entries.items));
      if (entries.next.empty()) break;
      range.begin = std::move(entries.next);
    }
    return absl::OkStatus();
  }

  bool IsDone() const { return !page_.next_id.empty(); }
  SubordinatesPage Take() { return std::move(page_); }

 private:
  absl::Status AddEntries(const Partition& partition, const std::vector<Item>& entries) {
    std::vector<std::string> ids;
    std::vector<std::string> keys;
    for (const Item& entry : entries) {
      OGI_ASSIGN_OR_RETURN(keys::SubordinateKey key, keys::ParseSubordinate(entry.key));
      keys.push_back(keys::Agency(key.agency_id));
      ids.push_back(std::move(key.agency_id));
    }
    OGI_ASSIGN_OR_RETURN(std::vector<std::optional<Item>> items, store_.MultiGet(partition, keys));
    for (size_t i = 0; i < items.size(); ++i) {
      if (page_.agencies.size() >= count_ || looked_at_ >= limits::kMaxScannedRecords) {
        page_.next_id = std::move(ids[i]);
        return absl::OkStatus();
      }
      ++looked_at_;
      OGI_ASSIGN_OR_RETURN(std::optional<Record<storage::v1::AgencyRecord>> record,
                           ParseRecord<storage::v1::AgencyRecord>(items[i]));
      if (record.has_value() && SuperiorOn(record->message.agency(), day_) == superior_id_) {
        page_.agencies.push_back({std::move(ids[i]), *std::move(record)});
      }
    }
    return absl::OkStatus();
  }

  const Reader& store_;
  const absl::string_view superior_id_;
  const CivilDay day_;
  const size_t count_;
  int looked_at_ = 0;
  SubordinatesPage page_;
};

}  // namespace

absl::StatusOr<SubordinatesPage> Subordinates(const Reader& store, absl::string_view superior_id,
                                              CivilDay day, absl::string_view first_id, int count) {
  SubordinatesReader reader(store, superior_id, day, static_cast<size_t>(count));
  for (const Partition& partition : PartitionsOf(superior_id, first_id)) {
    OGI_RETURN_IF_ERROR(reader.Add(partition, first_id));
    if (reader.IsDone()) break;
  }
  return reader.Take();
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
