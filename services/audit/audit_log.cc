#include "services/audit/audit_log.h"

#include <algorithm>
#include <chrono>
#include <utility>

#include "absl/strings/str_cat.h"
#include "common/errors.h"
#include "common/limits.h"
#include "common/log/log.h"
#include "common/utf8.h"
#include "storage/keys/keys.h"

namespace ogi {
namespace {

// Equal ones are counted for so long; the rest of the second is for the commit.
constexpr absl::Duration kGatherTime = absl::Milliseconds(500);
// So many different ones are written at once instead, to spread the work.
constexpr size_t kGatherEntries = 4096;
// Those under way share a sync. More would keep the partition's queue from others.
constexpr size_t kMaxBatches = 8;
constexpr size_t kMaxBatchEntries = limits::kMaxCommitWrites;
static_assert(kMaxBatchEntries * 2048 < limits::kMaxCommitBytes);
constexpr absl::Duration kFirstRetry = absl::Milliseconds(20);
constexpr absl::Duration kLongestRetry = absl::Seconds(1);
// Of a batch, once the log is closed: together under four seconds.
constexpr int kLastTries = 8;

// Whatever happens to the host's clock.
absl::Time SteadyNow() {
  return absl::UnixEpoch() + absl::FromChrono(std::chrono::steady_clock::now().time_since_epoch());
}

absl::Duration RetryDelay(int failures) {
  return std::min(kLongestRetry, kFirstRetry * (1 << std::min(failures - 1, 10)));
}

void Cut(std::string* text) {
  if (text->size() > limits::kMaxAuditTextBytes) {
    text->resize(CutUtf8(*text, limits::kMaxAuditTextBytes).size());
  }
}

void Tidy(storage::v1::AuditEntry& entry) {
  if (entry.has_actor()) {
    v1::Actor& actor = *entry.mutable_actor();
    for (std::string* text :
         {actor.mutable_peer(), actor.mutable_agency(), actor.mutable_platform(),
          actor.mutable_person(), actor.mutable_person_represented()}) {
      Cut(text);
    }
  }
  for (std::string* text : {entry.mutable_method(), entry.mutable_resource(),
                            entry.mutable_reason(), entry.mutable_request_id()}) {
    Cut(text);
  }
  entry.set_count(std::max<int64_t>(entry.count(), 1));
}

// The same text for entries that differ in request id, count, and time within the second alone.
std::string SameOf(absl::Time time, const storage::v1::AuditEntry& entry) {
  return absl::StrCat(absl::ToUnixSeconds(time), "\n", entry.code(), "\n", entry.method(), "\n",
                      entry.reason(), "\n", entry.resource().size(), "\n", entry.resource(), "\n",
                      entry.certificate_fingerprint(), "\n", entry.actor().SerializeAsString());
}

Write WriteAt(absl::Time time, uint64_t unique, const storage::v1::AuditEntry& entry) {
  // Keys are in order from 1970 on.
  const int64_t time_us = std::max<int64_t>(absl::ToUnixMicros(time), 0);
  return {.key = keys::Audit({.time_us = time_us, .unique = unique}),
          .value = entry.SerializeAsString(),
          .expected = std::nullopt};
}

}  // namespace

Write AuditWrite(absl::Time time, absl::string_view token, const storage::v1::AuditEntry& entry) {
  storage::v1::AuditEntry tidy = entry;
  Tidy(tidy);
  return WriteAt(time, VersionOf(token), tidy);
}

AuditLog::AuditLog(Committer* committer, Random* random)
    : committer_(committer), random_(random), thread_([this] { Run(); }) {}

AuditLog::~AuditLog() {
  {
    absl::MutexLock lock(&mutex_);
    closed_ = true;
    changed_ = true;
  }
  thread_.join();
}

absl::Status AuditLog::Add(absl::Time time, storage::v1::AuditEntry entry) {
  Tidy(entry);
  std::string same = SameOf(time, entry);
  absl::MutexLock lock(&mutex_);
  if (const auto found = waiting_by_same_.find(same); found != waiting_by_same_.end()) {
    storage::v1::AuditEntry& first = found->second->entry;
    first.set_count(first.count() + entry.count());
    return absl::OkStatus();
  }
  if (waiting_.size() + entries_in_batches_ >= limits::kMaxAuditQueue) {
    return errors::Overloaded(kLongestRetry);
  }
  waiting_.push_back({time, std::move(entry), same, ++latest_number_, SteadyNow()});
  waiting_by_same_.emplace(std::move(same), &waiting_.back());
  if (waiting_.size() == 1 || waiting_.size() == kGatherEntries) changed_ = true;
  return absl::OkStatus();
}

void AuditLog::Flush() {
  absl::MutexLock lock(&mutex_);
  const uint64_t flush = ++latest_flush_;
  const uint64_t last_number = latest_number_;
  flush_up_to_ = last_number;
  changed_ = true;
  const auto flushed = [this, flush, last_number]()
                           ABSL_NO_THREAD_SAFETY_ANALYSIS { return Flushed(flush, last_number); };
  mutex_.Await(absl::Condition(&flushed));
}

size_t AuditLog::QueueLength() const {
  absl::MutexLock lock(&mutex_);
  return waiting_.size() + entries_in_batches_;
}

bool AuditLog::Flushed(uint64_t flush, uint64_t last_number) const {
  bool left = !waiting_.empty() && waiting_.front().number <= last_number;
  bool failed = false;
  for (const Batch& batch : batches_) {
    if (batch.first_number > last_number) continue;
    if (batch.under_way) return false;
    left = true;
    failed |= batch.proposed_in >= flush;
  }
  return !left || failed;
}

void AuditLog::Run() {
  absl::MutexLock lock(&mutex_);
  while (true) {
    const absl::Time now = SteadyNow();
    if (Batch* batch = TakeDue(now); batch != nullptr) {
      batch->under_way = true;
      batch->proposed_in = latest_flush_;
      mutex_.Unlock();
      Propose(batch);
      mutex_.Lock();
    } else if (closed_ && waiting_.empty() && batches_.empty()) {
      return;
    } else {
      changed_ = false;
      mutex_.AwaitWithTimeout(absl::Condition(&changed_), NextDue() - now);
    }
  }
}

AuditLog::Batch* AuditLog::TakeDue(absl::Time now) {
  bool failing = false;
  for (Batch& batch : batches_) {
    if (batch.under_way) continue;
    const bool last_tries_begin = closed_ && batch.last_tries == 0;
    if (now >= batch.try_again || batch.proposed_in < latest_flush_ || last_tries_begin) {
      return &batch;
    }
    failing = true;
  }
  // While the store is away, what waits is better off where equal ones are counted.
  if (failing || batches_.size() >= kMaxBatches || !MustTake(now)) return nullptr;
  entries_in_batches_ += std::min(waiting_.size(), kMaxBatchEntries);
  return &batches_.emplace_back(MakeBatch());
}

bool AuditLog::MustTake(absl::Time now) const {
  if (waiting_.empty()) return false;
  const Waiting& first = waiting_.front();
  return closed_ || first.number <= flush_up_to_ || waiting_.size() >= kGatherEntries ||
         now >= first.since + kGatherTime;
}

AuditLog::Batch AuditLog::MakeBatch() {
  Batch batch;
  batch.first_number = waiting_.front().number;
  do {
    batch.commit.token = random_->Bytes(kTokenBytes);
  } while (VersionOf(batch.commit.token) == kAbsent);
  const uint64_t unique = VersionOf(batch.commit.token);
  for (; !waiting_.empty() && batch.entries < kMaxBatchEntries; ++batch.entries) {
    const Waiting& first = waiting_.front();
    batch.commit.writes.push_back(WriteAt(first.time, unique + batch.entries, first.entry));
    waiting_by_same_.erase(first.same);
    waiting_.pop_front();
  }
  return batch;
}

absl::Time AuditLog::NextDue() const {
  absl::Time next = absl::InfiniteFuture();
  for (const Batch& batch : batches_) {
    if (!batch.under_way) next = std::min(next, batch.try_again);
  }
  // Where one fails, or too many are under way, their end wakes the thread.
  if (next < absl::InfiniteFuture() || waiting_.empty() || batches_.size() >= kMaxBatches) {
    return next;
  }
  return waiting_.front().since + kGatherTime;
}

void AuditLog::Propose(Batch* batch) {
  // A copy: what is proposed again must be what it was.
  committer_->Propose({.partition = Partition(kLocalPartition), .commit = batch->commit},
                      [this, batch](const CommitResult& result) { Settle(batch, result.status); });
}

void AuditLog::Settle(Batch* batch, const absl::Status& status) {
  absl::MutexLock lock(&mutex_);
  batch->under_way = false;
  bool done = status.ok();
  if (!done) {
    ++batch->failures;
    if (closed_) ++batch->last_tries;
    batch->try_again = SteadyNow() + RetryDelay(closed_ ? batch->last_tries : batch->failures);
    const bool hopeless = closed_ && (errors::ReasonOf(status) == v1::SHUTTING_DOWN ||
                                      batch->last_tries >= kLastTries);
    if (batch->failures == 1 || hopeless) {
      Log(hopeless ? LogLevel::kError : LogLevel::kWarning,
          hopeless ? "audit entries lost" : "audit entries delayed",
          {{"entries", static_cast<int64_t>(batch->entries)},
           {"status", std::string(absl::StatusCodeToString(status.code()))},
           {"detail", errors::LogDetail(status)}});
    }
    done = hopeless;
  }
  if (done) {
    entries_in_batches_ -= batch->entries;
    batches_.remove_if([batch](const Batch& each) { return &each == batch; });
  }
  changed_ = true;
}

}  // namespace ogi
