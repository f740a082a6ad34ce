#include "storage/rocksdb/database.h"

#include <algorithm>
#include <utility>

#include "absl/cleanup/cleanup.h"
#include "absl/strings/str_cat.h"
#include "common/errors.h"
#include "common/status_macros.h"
#include "storage/keys/codec.h"
#include "storage/rocksdb/status.h"

namespace ogi {
namespace {

absl::string_view ViewOf(const rocksdb::Slice& slice) { return {slice.data(), slice.size()}; }

absl::StatusOr<Version> DecodeVersion(absl::string_view stored) {
  if (stored.size() < kVersionBytes) return errors::RecordDamaged("a value is without a version");
  return VersionOf(stored.substr(0, kVersionBytes));
}

// Keys of a partition as RocksDB has them, in one allocation.
class PhysicalKeys {
 public:
  template <typename Key>
  PhysicalKeys(absl::string_view partition, absl::Span<const Key> keys) {
    size_t bytes = 0;
    for (const Key& key : keys) bytes += kPartitionBytes + key.size();
    buffer_.reserve(bytes);
    slices_.reserve(keys.size());
    for (const Key& key : keys) {
      const size_t begin = buffer_.size();
      buffer_.append(partition.data(), partition.size());
      buffer_.append(key.data(), key.size());
      // The buffer does not grow beyond what was reserved, so the slice stays good.
      slices_.emplace_back(buffer_.data() + begin, buffer_.size() - begin);
    }
  }

  const std::vector<rocksdb::Slice>& slices() const { return slices_; }

 private:
  std::string buffer_;
  std::vector<rocksdb::Slice> slices_;
};

// A part of a range that lies in one column family, as physical keys.
struct Segment {
  ColumnFamily family;
  std::string begin;
  std::string end;
};

// The payloads' table cuts the keys in three: before it, it, and after it.
std::vector<Segment> SegmentsOf(absl::string_view partition, const Range& range) {
  const Range payloads = PrefixRange(std::string(1, static_cast<char>(keys::Table::kPayload)));
  const Range whole = PrefixRange(partition);
  const std::string begin = absl::StrCat(partition, range.begin);
  const std::string end = range.end.empty() ? whole.end : absl::StrCat(partition, range.end);
  const std::string payload_begin = absl::StrCat(partition, payloads.begin);
  const std::string payload_end = absl::StrCat(partition, payloads.end);
  std::vector<Segment> segments = {
      {ColumnFamily::kDefault, begin, std::min(end, payload_begin)},
      {ColumnFamily::kPayload, std::max(begin, payload_begin), std::min(end, payload_end)},
      {ColumnFamily::kDefault, std::max(begin, payload_end), end}};
  segments.erase(
      std::remove_if(segments.begin(), segments.end(),
                     [](const Segment& segment) { return segment.begin >= segment.end; }),
      segments.end());
  return segments;
}

absl::Status CheckPartition(absl::string_view partition) {
  if (partition.size() == kPartitionBytes && partition != "\xff\xff") return absl::OkStatus();
  return errors::InternalFault("a partition is not two bytes");
}

}  // namespace

std::array<char, kVersionBytes> EncodeVersion(Version version) {
  std::array<char, kVersionBytes> bytes;
  for (size_t i = 0; i < kVersionBytes; ++i) {
    bytes[i] = static_cast<char>(version >> (8 * (kVersionBytes - 1 - i)) & 0xff);
  }
  return bytes;
}

absl::StatusOr<std::shared_ptr<Database>> Database::Open(
    const EngineOptions& options, const std::string& directory,
    std::shared_ptr<absl::Notification> closed) {
  std::shared_ptr<Database> database(new Database());
  rocksdb::DBOptions database_options = options.database;
  database_options.listeners.push_back(database->listener_);
  rocksdb::DB* rocks = nullptr;
  const rocksdb::Status status = rocksdb::DB::Open(
      database_options, directory, options.column_families, &database->families_, &rocks);
  if (!status.ok()) return ErrorOf(status);
  database->rocks_.reset(rocks);
  database->closed_ = std::move(closed);
  return database;
}

Database::~Database() {
  for (rocksdb::ColumnFamilyHandle* family : families_) {
    rocks_->DestroyColumnFamilyHandle(family).PermitUncheckedError();
  }
  rocks_.reset();
  if (closed_ != nullptr) closed_->Notify();
}

absl::StatusOr<std::vector<std::optional<Item>>> Database::MultiGet(
    absl::string_view partition, absl::Span<const std::string> keys,
    const rocksdb::Snapshot* snapshot) const {
  OGI_RETURN_IF_ERROR(CheckPartition(partition));
  const PhysicalKeys physical(partition, keys);
  std::vector<rocksdb::ColumnFamilyHandle*> families;
  families.reserve(keys.size());
  bool one_family = true;
  for (const std::string& key : keys) {
    families.push_back(family(ColumnFamilyOf(key)));
    one_family = one_family && families.back() == families.front();
  }
  rocksdb::ReadOptions options;
  options.snapshot = snapshot;
  // Within one family RocksDB reads one state by itself.
  const rocksdb::Snapshot* own = nullptr;
  if (snapshot == nullptr && !one_family) options.snapshot = own = rocks_->GetSnapshot();
  std::vector<rocksdb::PinnableSlice> values(keys.size());
  std::vector<rocksdb::Status> statuses(keys.size());
  if (keys.size() == 1) {
    statuses[0] = rocks_->Get(options, families[0], physical.slices()[0], &values[0]);
  } else if (!keys.empty() && one_family) {
    rocks_->MultiGet(options, families[0], keys.size(), physical.slices().data(), values.data(),
                     statuses.data());
  } else if (!keys.empty()) {
    rocks_->MultiGet(options, keys.size(), families.data(), physical.slices().data(), values.data(),
                     statuses.data());
  }
  if (own != nullptr) rocks_->ReleaseSnapshot(own);

  std::vector<std::optional<Item>> items(keys.size());
  for (size_t i = 0; i < keys.size(); ++i) {
    if (statuses[i].IsNotFound()) continue;
    if (!statuses[i].ok()) return ErrorOf(statuses[i]);
    const absl::string_view stored = ViewOf(values[i]);
    OGI_ASSIGN_OR_RETURN(const Version version, DecodeVersion(stored));
    items[i] = Item{keys[i], std::string(stored.substr(kVersionBytes)), version};
  }
  return items;
}

absl::StatusOr<Page> Database::Scan(absl::string_view partition, const Range& range,
                                    const ScanLimits& limits,
                                    const rocksdb::Snapshot* snapshot) const {
  OGI_RETURN_IF_ERROR(CheckPartition(partition));
  const std::vector<Segment> segments = SegmentsOf(partition, range);
  rocksdb::ReadOptions options;
  options.snapshot = snapshot;
  const rocksdb::Snapshot* own = nullptr;
  if (snapshot == nullptr && segments.size() > 1) options.snapshot = own = rocks_->GetSnapshot();
  const absl::Cleanup release = [this, own] {
    if (own != nullptr) rocks_->ReleaseSnapshot(own);
  };
  Page page;
  size_t bytes = 0;
  for (const Segment& segment : segments) {
    const rocksdb::Slice end = segment.end;
    options.iterate_upper_bound = &end;
    const std::unique_ptr<rocksdb::Iterator> at(
        rocks_->NewIterator(options, family(segment.family)));
    for (at->Seek(segment.begin); at->Valid(); at->Next()) {
      const absl::string_view key = ViewOf(at->key()).substr(kPartitionBytes);
      const absl::string_view stored = ViewOf(at->value());
      OGI_ASSIGN_OR_RETURN(const Version version, DecodeVersion(stored));
      const absl::string_view value = stored.substr(kVersionBytes);
      bytes += key.size() + value.size();
      const bool full = page.items.size() >= limits.items || bytes > limits.bytes;
      if (full && !page.items.empty()) {
        page.next = std::string(key);
        return page;
      }
      page.items.push_back(Item{std::string(key), std::string(value), version});
    }
    if (!at->status().ok()) return ErrorOf(at->status());
  }
  return page;
}

std::vector<absl::StatusOr<Version>> Database::Versions(
    absl::string_view partition, absl::Span<const absl::string_view> keys) const {
  std::vector<absl::StatusOr<Version>> versions(keys.size(), kAbsent);
  if (keys.empty()) return versions;
  const PhysicalKeys physical(partition, keys);
  std::vector<rocksdb::ColumnFamilyHandle*> families;
  families.reserve(keys.size());
  bool one_family = true;
  for (const absl::string_view key : keys) {
    families.push_back(family(ColumnFamilyOf(key)));
    one_family = one_family && families.back() == families.front();
  }
  std::vector<rocksdb::PinnableSlice> values(keys.size());
  std::vector<rocksdb::Status> statuses(keys.size());
  // No snapshot: the caller holds the partition, so its keys do not move.
  if (one_family) {
    rocks_->MultiGet({}, families[0], keys.size(), physical.slices().data(), values.data(),
                     statuses.data());
  } else {
    rocks_->MultiGet({}, keys.size(), families.data(), physical.slices().data(), values.data(),
                     statuses.data());
  }
  for (size_t i = 0; i < keys.size(); ++i) {
    if (statuses[i].IsNotFound()) continue;
    versions[i] = statuses[i].ok() ? DecodeVersion(ViewOf(values[i])) : ErrorOf(statuses[i]);
  }
  return versions;
}

rocksdb::Status Database::Write(rocksdb::WriteBatch* batch) {
  rocksdb::WriteOptions options;
  options.sync = true;
  rocksdb::Status status = rocks_->Write(options, batch);
  if (!status.ok()) listener_->Fail(status);
  return status;
}

}  // namespace ogi
