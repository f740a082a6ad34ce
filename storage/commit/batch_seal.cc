#include "storage/commit/batch_seal.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "common/errors.h"
#include "common/status_macros.h"
#include "storage/keys/keys.h"

namespace ogi {

BatchSeal::BatchSeal(absl::Span<const Extra> extras, absl::Time now)
    : extras_(extras), stamps_(extras.size()) {
  latest_.commit_time = now;
  for (const Extra& extra : extras) {
    for (const Addition& addition : extra.additions) vectors_.try_emplace(addition.key);
  }
}

std::vector<std::string> BatchSeal::Keys() const {
  std::vector<std::string> keys = {keys::PartitionHead()};
  for (const auto& [key, vector] : vectors_) keys.push_back(key);
  return keys;
}

absl::Status BatchSeal::Begin(std::vector<std::optional<Item>> items) {
  if (items.front().has_value()) {
    OGI_ASSIGN_OR_RETURN(const StampedValue head, ParseStamped(items.front()->value));
    latest_.place = head.stamp.place;
    latest_.commit_time = std::max(latest_.commit_time, head.stamp.commit_time);
  }
  size_t next = 1;
  for (auto& [key, vector] : vectors_) {
    const std::optional<Item>& item = items[next++];
    if (!item.has_value()) continue;
    OGI_ASSIGN_OR_RETURN(const StampedValue stored, ParseStamped(item->value));
    OGI_ASSIGN_OR_RETURN(vector.counts, ParseCounts(stored.record));
  }
  return absl::OkStatus();
}

absl::Status BatchSeal::AddUp(absl::Span<const Addition> additions) {
  for (size_t i = 0; i < additions.size(); ++i) {
    if (Add(additions[i].counts, vectors_[additions[i].key].counts)) continue;
    // What was added before is taken back: it was there, so it can be.
    while (i-- > 0) {
      Counts negative = additions[i].counts;
      for (auto& [number, count] : negative) count = -count;
      Add(negative, vectors_[additions[i].key].counts);
    }
    return errors::CountOutOfRange("counts");
  }
  for (const Addition& addition : additions) vectors_[addition.key].changed = true;
  return absl::OkStatus();
}

absl::StatusOr<std::string> BatchSeal::Admit(size_t commit) {
  const Extra& extra = extras_[commit];
  OGI_RETURN_IF_ERROR(AddUp(extra.additions));
  ++latest_.place.sequence;
  stamps_[commit] = latest_;
  writes_.push_back(
      {keys::Leaf(EncodePlace(latest_.place)), EncodeLeaf(latest_, extra.log), std::nullopt});
  return EncodeStamp(latest_);
}

std::vector<Write> BatchSeal::Close() {
  const std::string stamp = EncodeStamp(latest_);
  writes_.push_back({keys::PartitionHead(), stamp, std::nullopt});
  for (const auto& [key, vector] : vectors_) {
    if (!vector.changed) continue;
    writes_.push_back({key, absl::StrCat(stamp, EncodeCounts(vector.counts)), std::nullopt});
  }
  return std::move(writes_);
}

}  // namespace ogi
