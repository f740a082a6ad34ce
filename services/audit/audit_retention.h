// Removes audit records that need not be kept any longer.
#ifndef OGI_SERVICES_AUDIT_AUDIT_RETENTION_H_
#define OGI_SERVICES_AUDIT_AUDIT_RETENTION_H_

#include <cstdint>
#include <thread>

#include "absl/status/statusor.h"
#include "absl/synchronization/notification.h"
#include "absl/time/time.h"
#include "common/clock.h"
#include "common/random.h"
#include "storage/commit/committer.h"
#include "storage/store.h"

namespace ogi {

// Removes the records made before a moment from every partition, oldest first, and returns how
// many. One commit at a time, of limits::kMaxCommitWrites at most, so that filings need not wait;
// ends early once `stop` is notified. What was removed before an error stays removed. Errors: those
// of Scan and of a CommitResult.
absl::StatusOr<int64_t> RemoveAuditRecordsBefore(absl::Time moment, const Reader& store,
                                                 Committer& committer, Random& random,
                                                 const absl::Notification& stop);

// A thread that removes them, once an hour and at the start, until it is destroyed.
class AuditRetention {
 public:
  // All outlive it. Records stay for `age`, or for limits::kMinAuditAge where that is longer.
  AuditRetention(const Reader* store, Committer* committer, Random* random, const Clock* clock,
                 absl::Duration age);
  ~AuditRetention();

  // Removes what is too old now.
  absl::StatusOr<int64_t> RemoveOld();

 private:
  void Look();

  const Reader* const store_;
  Committer* const committer_;
  Random* const random_;
  const Clock* const clock_;
  const absl::Duration age_;
  absl::Notification stop_;
  std::thread thread_;
};

}  // namespace ogi

#endif  // OGI_SERVICES_AUDIT_AUDIT_RETENTION_H_
