#include "storage/commit/counts.h"

#include "common/big_endian.h"
#include "common/errors.h"

namespace ogi {
namespace {

constexpr size_t kNumberBytes = 4;
constexpr size_t kCountBytes = 8;
constexpr size_t kEntryBytes = kNumberBytes + kCountBytes;

}  // namespace

bool Add(const Counts& more, Counts& counts) {
  for (const auto& [number, added] : more) {
    const auto found = counts.find(number);
    int64_t sum = 0;
    if (__builtin_add_overflow(found == counts.end() ? 0 : found->second, added, &sum) || sum < 0) {
      return false;
    }
  }
  for (const auto& [number, added] : more) {
    int64_t& count = counts[number];
    count += added;
    if (count == 0) counts.erase(number);
  }
  return true;
}

std::string EncodeCounts(const Counts& counts) {
  std::string bytes;
  bytes.reserve(counts.size() * kEntryBytes);
  for (const auto& [number, count] : counts) {
    AppendBigEndian(number, kNumberBytes, bytes);
    AppendBigEndian(static_cast<uint64_t>(count), kCountBytes, bytes);
  }
  return bytes;
}

absl::StatusOr<Counts> ParseCounts(absl::string_view bytes) {
  Counts counts;
  if (bytes.size() % kEntryBytes != 0)
    return errors::RecordDamaged("a vector of counts is cut off");
  for (; !bytes.empty(); bytes.remove_prefix(kEntryBytes)) {
    const auto number = static_cast<uint32_t>(ReadBigEndian(bytes.substr(0, kNumberBytes)));
    const auto count = static_cast<int64_t>(ReadBigEndian(bytes.substr(kNumberBytes, kCountBytes)));
    const bool in_order = counts.empty() || counts.rbegin()->first < number;
    if (!in_order || count <= 0) return errors::RecordDamaged("a vector of counts is not in form");
    counts.emplace_hint(counts.end(), number, count);
  }
  return counts;
}

}  // namespace ogi
