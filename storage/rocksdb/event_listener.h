// Hears of errors in RocksDB's background work.
#ifndef OGI_STORAGE_ROCKSDB_EVENT_LISTENER_H_
#define OGI_STORAGE_ROCKSDB_EVENT_LISTENER_H_

#include <rocksdb/listener.h>

#include "absl/base/thread_annotations.h"
#include "absl/synchronization/mutex.h"

namespace ogi {

// One for each opening of a database. Threads: any, at once.
class EventListener : public rocksdb::EventListener {
 public:
  // Also called by whoever sees a write fail. The first error stays.
  void Fail(const rocksdb::Status& status) ABSL_LOCKS_EXCLUDED(mutex_) {
    absl::MutexLock lock(&mutex_);
    if (first_error_.ok()) first_error_ = status;
  }

  rocksdb::Status first_error() const ABSL_LOCKS_EXCLUDED(mutex_) {
    absl::MutexLock lock(&mutex_);
    return first_error_;
  }

  void OnBackgroundError(rocksdb::BackgroundErrorReason /*reason*/,
                         rocksdb::Status* error) override {
    Fail(*error);
  }

  // A full disk RocksDB would wait out by itself, at times of its own; the store is reopened
  // instead.
  void OnErrorRecoveryBegin(rocksdb::BackgroundErrorReason /*reason*/, rocksdb::Status /*error*/,
                            bool* auto_recovery) override {
    *auto_recovery = false;
  }

 private:
  mutable absl::Mutex mutex_;
  rocksdb::Status first_error_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace ogi

#endif  // OGI_STORAGE_ROCKSDB_EVENT_LISTENER_H_
