// Handler of ListAuditRecords: what is on record for a time, over all partitions, oldest first.
#ifndef OGI_SERVICES_AUDIT_LIST_AUDIT_RECORDS_H_
#define OGI_SERVICES_AUDIT_LIST_AUDIT_RECORDS_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "ogi/storage/v1/records.pb.h"
#include "ogi/v1/audit_service.pb.h"
#include "storage/store.h"

namespace ogi {

// Those in which anything may be on record.
std::vector<Partition> AuditPartitions();

// Merges the partitions, a page of each in memory at a time: at most some seven megabytes. It reads
// the store as it goes on and holds no snapshot; nothing on record is ever changed, and removed
// only when it is old (audit_retention.h).
//
// Threads: one at a time.
class AuditReader {
 public:
  using Message = v1::AuditRecord;

  // Checks the request and reads nothing yet. `store` outlives the reader.
  // Errors: INVALID_ARGUMENT (InvalidFields).
  static absl::StatusOr<AuditReader> Begin(const Reader* store,
                                           const v1::ListAuditRecordsRequest& request);

  // The next record. Nullopt once there is none (AtEnd), and also after limits::kMaxScannedRecords
  // that were not asked for: look whether anybody still waits, and call again.
  // Errors: UNAVAILABLE, DATA_LOSS.
  absl::StatusOr<std::optional<v1::AuditRecord>> Next();

  bool AtEnd() const { return at_end_; }

 private:
  // A partition, as far as it has been read.
  struct Source {
    Partition partition;
    // Where its next page begins; empty when it has been read to the end.
    std::string next;
    std::vector<Item> page;
    size_t place = 0;
  };

  AuditReader(const Reader* store, v1::ListAuditRecordsRequest request)
      : store_(store), request_(std::move(request)) {}

  // Reads the source's next page where it has none left, and puts the source in its order.
  absl::Status Push(size_t source);
  // Keys order records by time. True where the first of `a` comes after that of `b`.
  bool After(size_t a, size_t b) const;
  absl::StatusOr<std::optional<v1::AuditRecord>> RecordOf(const Item& item) const;
  bool IsAskedFor(const storage::v1::AuditEntry& entry) const;

  const Reader* store_;
  v1::ListAuditRecordsRequest request_;
  std::string end_key_;
  std::vector<Source> sources_;
  // A heap of those that have records, the oldest first; filled by the first Next.
  std::vector<size_t> order_;
  bool begun_ = false;
  bool at_end_ = false;
  int64_t found_ = 0;
};

}  // namespace ogi

#endif  // OGI_SERVICES_AUDIT_LIST_AUDIT_RECORDS_H_
