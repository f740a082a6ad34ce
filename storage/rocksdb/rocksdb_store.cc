#include "storage/rocksdb/rocksdb_store.h"

#include <rocksdb/db.h>
#include <rocksdb/env.h>
#include <rocksdb/statistics.h>
#include <rocksdb/utilities/backup_engine.h>

#include <atomic>
#include <filesystem>
#include <system_error>
#include <utility>

#include "absl/base/thread_annotations.h"
#include "absl/cleanup/cleanup.h"
#include "absl/container/flat_hash_map.h"
#include "absl/synchronization/mutex.h"
#include "absl/synchronization/notification.h"
#include "common/errors.h"
#include "common/status_macros.h"
#include "storage/keys/keys.h"
#include "storage/rocksdb/batch_judge.h"
#include "storage/rocksdb/batch_writer.h"
#include "storage/rocksdb/database.h"
#include "storage/rocksdb/log_scan.h"
#include "storage/rocksdb/options.h"
#include "storage/rocksdb/reserved_descriptors.h"
#include "storage/rocksdb/status.h"

namespace ogi {
namespace {

// Before a write that failed can be told from one that was refused, what it was for is unknown.
absl::Status UnknownError(const rocksdb::Status& status) {
  return IsDiskFull(status) ? errors::StorageFull() : errors::OutcomeUnknown(status.ToString());
}

class RocksDbSnapshot : public Reader {
 public:
  explicit RocksDbSnapshot(std::shared_ptr<Database> database)
      : database_(std::move(database)), snapshot_(database_->rocks()->GetSnapshot()) {}
  ~RocksDbSnapshot() override { database_->rocks()->ReleaseSnapshot(snapshot_); }

  absl::StatusOr<std::vector<std::optional<Item>>> MultiGet(
      absl::string_view partition, absl::Span<const std::string> keys) const override {
    return database_->MultiGet(partition, keys, snapshot_);
  }

  absl::StatusOr<Page> Scan(absl::string_view partition, const Range& range,
                            const ScanLimits& limits) const override {
    return database_->Scan(partition, range, limits, snapshot_);
  }

 private:
  const std::shared_ptr<Database> database_;
  const rocksdb::Snapshot* const snapshot_;
};

// Of the partition that the caller holds.
absl::Status Begin(const Database& database, absl::string_view partition, Seal& seal) {
  const std::vector<std::string> keys = seal.Keys();
  OGI_ASSIGN_OR_RETURN(std::vector<std::optional<Item>> items,
                       database.MultiGet(partition, keys, nullptr));
  return seal.Begin(std::move(items));
}

// The snapshot of a store that is away.
class AwayReader : public Reader {
 public:
  absl::StatusOr<std::vector<std::optional<Item>>> MultiGet(
      absl::string_view, absl::Span<const std::string>) const override {
    return errors::StorageUnavailable("the store is being reopened");
  }
  absl::StatusOr<Page> Scan(absl::string_view, const Range&, const ScanLimits&) const override {
    return errors::StorageUnavailable("the store is being reopened");
  }
};

}  // namespace

class RocksDbStore::Impl {
 public:
  explicit Impl(RocksDbOptions options)
      : options_(WithEnv(std::move(options), *reserved_env_)),
        engine_options_(MakeEngineOptions(options_)) {}

  // The database to read from; null while the store is away.
  std::shared_ptr<Database> ToRead() const ABSL_LOCKS_EXCLUDED(mutex_) {
    absl::ReaderMutexLock lock(&mutex_);
    return database_;
  }

  // The database to write to, reopened where it has failed.
  absl::StatusOr<std::shared_ptr<Database>> ToWrite() ABSL_LOCKS_EXCLUDED(reopen_mutex_, mutex_) {
    if (std::shared_ptr<Database> database = ToRead();
        database != nullptr && database->first_error().ok()) {
      return database;
    }
    return Reopen();
  }

  absl::Mutex* PartitionMutex(absl::string_view partition) ABSL_LOCKS_EXCLUDED(partitions_mutex_) {
    absl::MutexLock lock(&partitions_mutex_);
    std::unique_ptr<absl::Mutex>& mutex = partition_mutexes_[partition];
    if (mutex == nullptr) mutex = std::make_unique<absl::Mutex>();
    return mutex.get();
  }

  std::vector<CommitOutcome> CommitBatch(absl::string_view partition,
                                         absl::Span<const Commit> commits, Seal& seal);
  absl::StatusOr<BackupInfo> Backup(const std::string& directory, int keep);
  void StopBackup() ABSL_LOCKS_EXCLUDED(backup_engine_mutex_) {
    absl::MutexLock lock(&backup_engine_mutex_);
    if (backup_engine_ != nullptr) backup_engine_->StopBackup();
  }

  // Nullopt where nobody can tell.
  std::optional<uint64_t> FreeBytes() const {
    uint64_t bytes = 0;
    if (!options_.env->GetFreeSpace(options_.directory, &bytes).ok()) return std::nullopt;
    return bytes;
  }

  const rocksdb::Statistics& statistics() const { return *engine_options_.database.statistics; }

 private:
  absl::StatusOr<std::shared_ptr<Database>> Reopen() ABSL_LOCKS_EXCLUDED(reopen_mutex_, mutex_);
  absl::Status CloseFailed() ABSL_EXCLUSIVE_LOCKS_REQUIRED(reopen_mutex_)
      ABSL_LOCKS_EXCLUDED(mutex_);
  absl::Status CheckRoom() ABSL_EXCLUSIVE_LOCKS_REQUIRED(reopen_mutex_) ABSL_LOCKS_EXCLUDED(mutex_);

  static RocksDbOptions WithEnv(RocksDbOptions options, rocksdb::Env& env) {
    if (options.env == nullptr) options.env = &env;
    return options;
  }

  const std::unique_ptr<rocksdb::Env> reserved_env_ = NewReservedEnv();
  const RocksDbOptions options_;
  const EngineOptions engine_options_;

  absl::Mutex reopen_mutex_ ABSL_ACQUIRED_BEFORE(mutex_);
  // Of the database that was last open; notified once its last user has gone.
  std::shared_ptr<absl::Notification> closed_ ABSL_GUARDED_BY(reopen_mutex_);
  absl::Status last_attempt_ ABSL_GUARDED_BY(reopen_mutex_);
  absl::Time next_attempt_ ABSL_GUARDED_BY(reopen_mutex_) = absl::InfinitePast();
  bool disk_was_full_ ABSL_GUARDED_BY(reopen_mutex_) = false;

  mutable absl::Mutex mutex_;
  std::shared_ptr<Database> database_ ABSL_GUARDED_BY(mutex_);

  absl::Mutex partitions_mutex_;
  absl::flat_hash_map<Partition, std::unique_ptr<absl::Mutex>> partition_mutexes_
      ABSL_GUARDED_BY(partitions_mutex_);

  absl::Mutex backup_mutex_ ABSL_ACQUIRED_BEFORE(backup_engine_mutex_);
  absl::Mutex backup_engine_mutex_;
  // The backup that runs.
  rocksdb::BackupEngine* backup_engine_ ABSL_GUARDED_BY(backup_engine_mutex_) = nullptr;
};

absl::StatusOr<std::shared_ptr<Database>> RocksDbStore::Impl::Reopen() {
  absl::MutexLock lock(&reopen_mutex_);
  if (std::shared_ptr<Database> database = ToRead();
      database != nullptr && database->first_error().ok()) {
    return database;
  }
  if (!last_attempt_.ok() && absl::Now() < next_attempt_) return last_attempt_;
  last_attempt_ = [this]() ABSL_EXCLUSIVE_LOCKS_REQUIRED(reopen_mutex_) -> absl::Status {
    // While there is no room, the database that failed stays and is read from.
    OGI_RETURN_IF_ERROR(CheckRoom());
    OGI_RETURN_IF_ERROR(CloseFailed());
    auto closed = std::make_shared<absl::Notification>();
    auto opened = Database::Open(engine_options_, options_.directory, closed);
    if (!opened.ok()) {
      disk_was_full_ = absl::IsResourceExhausted(opened.status());
      return opened.status();
    }
    closed_ = std::move(closed);
    disk_was_full_ = false;
    absl::MutexLock database_lock(&mutex_);
    database_ = *std::move(opened);
    return absl::OkStatus();
  }();
  next_attempt_ = absl::Now() + options_.reopen_interval;
  if (!last_attempt_.ok()) return last_attempt_;
  return ToRead();
}

absl::Status RocksDbStore::Impl::CloseFailed() {
  // A backup holds the database for as long as it runs.
  StopBackup();
  std::shared_ptr<Database> failed;
  {
    absl::MutexLock lock(&mutex_);
    failed = std::move(database_);
    database_ = nullptr;
  }
  failed.reset();
  if (closed_ != nullptr && !closed_->WaitForNotificationWithTimeout(options_.drain_timeout)) {
    return errors::StorageUnavailable("readers still hold the store that failed");
  }
  return absl::OkStatus();
}

absl::Status RocksDbStore::Impl::CheckRoom() {
  if (const std::shared_ptr<Database> failed = ToRead(); failed != nullptr) {
    disk_was_full_ = IsDiskFull(failed->first_error());
  }
  if (!disk_was_full_) return absl::OkStatus();
  // Where nobody can tell, opening will.
  if (FreeBytes().value_or(options_.min_free_bytes) < options_.min_free_bytes) {
    return errors::StorageFull();
  }
  return absl::OkStatus();
}

std::vector<CommitOutcome> RocksDbStore::Impl::CommitBatch(absl::string_view partition,
                                                           absl::Span<const Commit> commits,
                                                           Seal& seal) {
  BatchJudge judge(commits);
  absl::MutexLock lock(PartitionMutex(partition));
  const absl::StatusOr<std::shared_ptr<Database>> database = ToWrite();
  if (!database.ok()) {
    judge.NothingApplied(database.status());
    return judge.TakeOutcomes();
  }
  const absl::Status begun = Begin(**database, partition, seal);
  if (!begun.ok()) {
    judge.NothingApplied(begun);
    return judge.TakeOutcomes();
  }
  judge.Judge((*database)->Versions(partition, judge.keys()), seal);
  if (judge.to_apply().empty()) return judge.TakeOutcomes();

  const std::vector<Write> sealed = seal.Close();
  size_t bytes = BatchWriter::SizeOf(sealed);
  for (const size_t i : judge.to_apply()) bytes += BatchWriter::SizeOf(commits[i]);
  BatchWriter writer(**database, partition, bytes);
  Version version = kAbsent;
  for (const size_t i : judge.to_apply()) {
    version = VersionOf(commits[i].token);
    writer.Add(commits[i].writes, version, judge.prefix(i));
    writer.Put(judge.marker(i), version, judge.prefix(i), commits[i].note);
  }
  writer.Add(sealed, version, "");
  if (const rocksdb::Status status = (*database)->Write(writer.batch()); !status.ok()) {
    judge.WriteFailed(UnknownError(status));
  }
  return judge.TakeOutcomes();
}

absl::StatusOr<BackupInfo> RocksDbStore::Impl::Backup(const std::string& directory, int keep) {
  absl::MutexLock one_at_a_time(&backup_mutex_);
  // RocksDB aborts the process if it finds only then that its log cannot be flushed.
  const auto has_room = [this] {
    return FreeBytes().value_or(options_.min_free_bytes) >= options_.min_free_bytes;
  };
  if (!has_room()) return errors::StorageFull();
  const std::shared_ptr<Database> database = ToRead();
  if (database == nullptr) return errors::StorageUnavailable("the store is being reopened");
  const auto failed = [&](const rocksdb::Status& status) {
    return IsDiskFull(status) && has_room() ? errors::BackupDiskFull(directory) : ErrorOf(status);
  };
  rocksdb::BackupEngineOptions backup_options(directory);
  backup_options.sync = true;
  rocksdb::BackupEngine* opened = nullptr;
  if (const rocksdb::IOStatus status =
          rocksdb::BackupEngine::Open(backup_options, options_.env, &opened);
      !status.ok()) {
    return failed(status);
  }
  const std::unique_ptr<rocksdb::BackupEngine> engine(opened);
  {
    absl::MutexLock lock(&backup_engine_mutex_);
    backup_engine_ = engine.get();
  }
  const absl::Cleanup forget = [this] {
    absl::MutexLock lock(&backup_engine_mutex_);
    backup_engine_ = nullptr;
  };
  rocksdb::CreateBackupOptions create;
  // So that a backup rests little on the log, and the next one finds more that it has already.
  create.flush_before_backup = true;
  rocksdb::BackupID id = 0;
  if (const rocksdb::IOStatus status = engine->CreateNewBackup(create, database->rocks(), &id);
      !status.ok()) {
    return failed(status);
  }
  rocksdb::BackupInfo info;
  if (const rocksdb::Status status = engine->GetBackupInfo(id, &info); !status.ok()) {
    return failed(status);
  }
  if (keep > 0) {
    if (const rocksdb::IOStatus status = engine->PurgeOldBackups(static_cast<uint32_t>(keep));
        !status.ok()) {
      return failed(status);
    }
  }
  return BackupInfo{static_cast<int64_t>(id), static_cast<int64_t>(info.size),
                    absl::FromUnixSeconds(info.timestamp)};
}

RocksDbStore::RocksDbStore(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
RocksDbStore::~RocksDbStore() = default;

absl::StatusOr<std::unique_ptr<RocksDbStore>> RocksDbStore::Open(const RocksDbOptions& options) {
  // A directory that is not there is told, or made, by what comes next.
  std::error_code ignored;
  if (std::filesystem::exists(options.directory, ignored)) {
    OGI_RETURN_IF_ERROR(CheckLogs(options.directory));
  }
  auto impl = std::make_unique<Impl>(options);
  OGI_RETURN_IF_ERROR(impl->ToWrite().status());
  return std::unique_ptr<RocksDbStore>(new RocksDbStore(std::move(impl)));
}

absl::StatusOr<std::vector<std::optional<Item>>> RocksDbStore::MultiGet(
    absl::string_view partition, absl::Span<const std::string> keys) const {
  const std::shared_ptr<Database> database = impl_->ToRead();
  if (database == nullptr) return AwayReader().MultiGet(partition, keys);
  return database->MultiGet(partition, keys, nullptr);
}

absl::StatusOr<Page> RocksDbStore::Scan(absl::string_view partition, const Range& range,
                                        const ScanLimits& limits) const {
  const std::shared_ptr<Database> database = impl_->ToRead();
  if (database == nullptr) return AwayReader().Scan(partition, range, limits);
  return database->Scan(partition, range, limits, nullptr);
}

std::unique_ptr<Reader> RocksDbStore::Snapshot() const {
  std::shared_ptr<Database> database = impl_->ToRead();
  if (database == nullptr) return std::make_unique<AwayReader>();
  return std::make_unique<RocksDbSnapshot>(std::move(database));
}

std::vector<CommitOutcome> RocksDbStore::CommitBatch(absl::string_view partition,
                                                     absl::Span<const Commit> commits, Seal& seal) {
  return impl_->CommitBatch(partition, commits, seal);
}

absl::Status RocksDbStore::Probe() {
  OGI_ASSIGN_OR_RETURN(const std::shared_ptr<Database> database, impl_->ToWrite());
  const std::string key = keys::Meta(keys::kSchemaVersion);
  return database->MultiGet(kLocalPartition, absl::MakeConstSpan(&key, 1), nullptr).status();
}

absl::StatusOr<BackupInfo> RocksDbStore::Backup(const std::string& directory, int keep) {
  return impl_->Backup(directory, keep);
}

absl::Status RocksDbStore::VerifyFiles() const {
  const std::shared_ptr<Database> database = impl_->ToRead();
  if (database == nullptr) return errors::StorageUnavailable("the store is being reopened");
  const rocksdb::Status status = database->rocks()->VerifyChecksum(rocksdb::ReadOptions());
  return status.ok() ? absl::OkStatus() : ErrorOf(status);
}

void RocksDbStore::StopBackup() { impl_->StopBackup(); }

std::map<std::string, double> RocksDbStore::Metrics() const {
  std::map<std::string, double> metrics;
  if (const std::optional<uint64_t> bytes = impl_->FreeBytes(); bytes.has_value()) {
    metrics["free_disk_bytes"] = static_cast<double>(*bytes);
  }
  const std::shared_ptr<Database> database = impl_->ToRead();
  if (database == nullptr) return metrics;
  const auto add = [&](const char* name, const std::string& property) {
    uint64_t value = 0;
    if (database->rocks()->GetAggregatedIntProperty(property, &value)) {
      metrics[name] = static_cast<double>(value);
    }
  };
  add("memtable_bytes", rocksdb::DB::Properties::kCurSizeAllMemTables);
  add("pending_compaction_bytes", rocksdb::DB::Properties::kEstimatePendingCompactionBytes);
  add("live_data_bytes", rocksdb::DB::Properties::kEstimateLiveDataSize);
  add("table_file_bytes", rocksdb::DB::Properties::kTotalSstFilesSize);
  // Of the whole database, so not to be added up over its families.
  const auto add_whole = [&](const char* name, const std::string& property) {
    uint64_t value = 0;
    if (database->rocks()->GetIntProperty(property, &value)) {
      metrics[name] = static_cast<double>(value);
    }
  };
  add_whole("block_cache_bytes", rocksdb::DB::Properties::kBlockCacheUsage);
  add_whole("running_flushes", rocksdb::DB::Properties::kNumRunningFlushes);
  add_whole("running_compactions", rocksdb::DB::Properties::kNumRunningCompactions);
  const auto add_ticker = [&](const char* name, uint32_t ticker) {
    metrics[name] = static_cast<double>(impl_->statistics().getTickerCount(ticker));
  };
  add_ticker("log_written_bytes", rocksdb::WAL_FILE_BYTES);
  add_ticker("log_syncs", rocksdb::WAL_FILE_SYNCED);
  add_ticker("write_stall_micros", rocksdb::STALL_MICROS);
  add_ticker("block_cache_hits", rocksdb::BLOCK_CACHE_HIT);
  add_ticker("block_cache_misses", rocksdb::BLOCK_CACHE_MISS);
  return metrics;
}

}  // namespace ogi
