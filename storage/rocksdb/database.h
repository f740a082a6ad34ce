// One opening of a RocksDB directory, and the reads of it. RocksDbStore opens another after a
// failure.
//
// On disk: the key is the partition's two bytes, then the key; the value is the version, 8 bytes,
// big-endian, then the value.
#ifndef OGI_STORAGE_ROCKSDB_DATABASE_H_
#define OGI_STORAGE_ROCKSDB_DATABASE_H_

#include <rocksdb/db.h>

#include <array>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/synchronization/notification.h"
#include "absl/types/span.h"
#include "storage/rocksdb/column_families.h"
#include "storage/rocksdb/event_listener.h"
#include "storage/rocksdb/options.h"
#include "storage/store.h"

namespace ogi {

inline constexpr size_t kPartitionBytes = 2;
inline constexpr size_t kVersionBytes = 8;

// The bytes of a version on disk.
std::array<char, kVersionBytes> EncodeVersion(Version version);

// Threads: any, at once. Held in a shared_ptr by whoever uses it; it closes with the last of them.
class Database {
 public:
  // `closed` is notified once everything of it is closed.
  static absl::StatusOr<std::shared_ptr<Database>> Open(const EngineOptions& options,
                                                        const std::string& directory,
                                                        std::shared_ptr<absl::Notification> closed);
  ~Database();

  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;

  // `snapshot` may be null: then all is read from one state of now.
  absl::StatusOr<std::vector<std::optional<Item>>> MultiGet(
      absl::string_view partition, absl::Span<const std::string> keys,
      const rocksdb::Snapshot* snapshot) const;
  absl::StatusOr<Page> Scan(absl::string_view partition, const Range& range,
                            const ScanLimits& limits, const rocksdb::Snapshot* snapshot) const;

  // The versions of the keys, or why one cannot be read, in their order.
  std::vector<absl::StatusOr<Version>> Versions(absl::string_view partition,
                                                absl::Span<const absl::string_view> keys) const;

  // Writes and syncs. After anything but OK the database has failed.
  rocksdb::Status Write(rocksdb::WriteBatch* batch);

  // The first error of a write or of background work; OK while there was none.
  rocksdb::Status first_error() const { return listener_->first_error(); }

  rocksdb::DB* rocks() const { return rocks_.get(); }
  rocksdb::ColumnFamilyHandle* family(ColumnFamily family) const {
    return families_[static_cast<size_t>(family)];
  }
  const std::shared_ptr<absl::Notification>& closed() const { return closed_; }

 private:
  Database() = default;

  std::shared_ptr<EventListener> listener_ = std::make_shared<EventListener>();
  std::shared_ptr<absl::Notification> closed_;
  std::unique_ptr<rocksdb::DB> rocks_;
  std::vector<rocksdb::ColumnFamilyHandle*> families_;
};

}  // namespace ogi

#endif  // OGI_STORAGE_ROCKSDB_DATABASE_H_
