#include "storage/commit/committer.h"

#include <algorithm>
#include <utility>

#include "absl/synchronization/notification.h"
#include "common/errors.h"
#include "common/status_macros.h"
#include "storage/commit/partition_queue.h"
#include "storage/keys/keys.h"

namespace ogi {

Committer::Committer(Store* store, const Clock* clock, Metrics metrics)
    : store_(store), clock_(clock), metrics_(std::move(metrics)) {}

Committer::~Committer() { Shutdown(); }

void Committer::Propose(Proposal proposal, CommitDone done) {
  std::shared_ptr<PartitionQueue> queue;
  {
    absl::MutexLock lock(&mutex_);
    if (!shut_down_) {
      std::shared_ptr<PartitionQueue>& slot = queues_[proposal.partition];
      if (slot == nullptr) {
        slot = std::make_shared<PartitionQueue>(proposal.partition, store_, clock_, &metrics_,
                                                &in_place_taken_);
      }
      queue = slot;
    }
  }
  if (queue == nullptr) {
    done(CommitResult{.status = errors::ShuttingDown()});
  } else {
    queue->Add(std::move(proposal), std::move(done));
  }
}

void Committer::Shutdown() {
  std::map<Partition, std::shared_ptr<PartitionQueue>> queues;
  {
    absl::MutexLock lock(&mutex_);
    shut_down_ = true;
    queues.swap(queues_);
  }
  for (auto& [partition, queue] : queues) queue->Close();
}

size_t Committer::QueueLength() const {
  absl::MutexLock lock(&mutex_);
  size_t length = 0;
  for (const auto& [partition, queue] : queues_) length += queue->length();
  return length;
}

absl::Duration Committer::LongestBatch() const {
  absl::MutexLock lock(&mutex_);
  absl::Duration longest = absl::ZeroDuration();
  for (const auto& [partition, queue] : queues_) longest = std::max(longest, queue->batch_age());
  return longest;
}

absl::Status ProposeAndWait(Committer* committer, Proposal proposal) {
  absl::Status status;
  absl::Notification done;
  committer->Propose(std::move(proposal), [&](const CommitResult& result) {
    status = result.status;
    done.Notify();
  });
  done.WaitForNotification();
  return status;
}

absl::Status CommitNow(Store* store, const Clock* clock, Proposal proposal) {
  Committer committer(store, clock);
  return ProposeAndWait(&committer, std::move(proposal));
}

absl::StatusOr<Stamp> LatestStamp(const Reader& reader, absl::string_view partition) {
  OGI_ASSIGN_OR_RETURN(std::optional<Item> item, reader.Get(partition, keys::PartitionHead()));
  if (!item.has_value()) return Stamp{};
  OGI_ASSIGN_OR_RETURN(StampedValue value, ParseStamped(item->value));
  return value.stamp;
}

}  // namespace ogi
