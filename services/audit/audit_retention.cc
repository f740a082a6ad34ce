#include "services/audit/audit_retention.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "common/errors.h"
#include "common/limits.h"
#include "common/log/log.h"
#include "common/status_macros.h"
#include "services/audit/list_audit_records.h"
#include "storage/keys/keys.h"

namespace ogi {
namespace {

constexpr absl::Duration kPeriod = absl::Hours(1);
// The committer adds the partition's head.
constexpr size_t kBatchRecords = limits::kMaxCommitWrites - 1;

absl::Status CommitAndWait(Committer& committer, Proposal proposal) {
  absl::Status status;
  absl::Notification done;
  committer.Propose(std::move(proposal), [&](CommitResult result) {
    status = std::move(result.status);
    done.Notify();
  });
  done.WaitForNotification();
  return status;
}

absl::StatusOr<int64_t> RemoveFrom(const Partition& partition, Range range, const Reader& store,
                                   Committer& committer, Random& random,
                                   const absl::Notification& stop) {
  int64_t removed = 0;
  while (!range.begin.empty() && !stop.HasBeenNotified()) {
    OGI_ASSIGN_OR_RETURN(Page page, store.Scan(partition, range, {.items = kBatchRecords}));
    if (page.items.empty()) break;
    Proposal proposal{.partition = partition};
    proposal.commit.token = random.Bytes(kTokenBytes);
    for (Item& item : page.items) {
      proposal.commit.writes.push_back({std::move(item.key), std::nullopt, std::nullopt});
    }
    OGI_RETURN_IF_ERROR(CommitAndWait(committer, std::move(proposal)));
    removed += static_cast<int64_t>(page.items.size());
    range.begin = std::move(page.next);
  }
  return removed;
}

}  // namespace

absl::StatusOr<int64_t> RemoveAuditRecordsBefore(absl::Time moment, const Reader& store,
                                                 Committer& committer, Random& random,
                                                 const absl::Notification& stop) {
  // A key's time is not negative.
  const int64_t end_us = std::max<int64_t>(absl::ToUnixMicros(moment), 0);
  const Range range = keys::AuditBetween(0, end_us);
  int64_t removed = 0;
  for (const Partition& partition : AuditPartitions()) {
    OGI_ASSIGN_OR_RETURN(const int64_t here,
                         RemoveFrom(partition, range, store, committer, random, stop));
    removed += here;
  }
  return removed;
}

AuditRetention::AuditRetention(const Reader* store, Committer* committer, Random* random,
                               const Clock* clock, absl::Duration age)
    : store_(store),
      committer_(committer),
      random_(random),
      clock_(clock),
      age_(std::max(age, limits::kMinAuditAge)) {
  thread_ = std::thread([this] {
    do {
      Look();
    } while (!stop_.WaitForNotificationWithTimeout(kPeriod));
  });
}

AuditRetention::~AuditRetention() {
  stop_.Notify();
  thread_.join();
}

absl::StatusOr<int64_t> AuditRetention::RemoveOld() {
  return RemoveAuditRecordsBefore(clock_->Now() - age_, *store_, *committer_, *random_, stop_);
}

void AuditRetention::Look() {
  const absl::StatusOr<int64_t> removed = RemoveOld();
  if (!removed.ok()) {
    Log(LogLevel::kWarning, "old audit records not removed",
        {{"status", std::string(absl::StatusCodeToString(removed.status().code()))},
         {"detail", errors::LogDetail(removed.status())}});
  } else if (*removed > 0) {
    Log(LogLevel::kInfo, "old audit records removed", {{"records", *removed}});
  }
}

}  // namespace ogi
