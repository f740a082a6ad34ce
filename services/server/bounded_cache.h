// Keeps what was found out, so that it is found out once.
#ifndef OGI_SERVICES_SERVER_BOUNDED_CACHE_H_
#define OGI_SERVICES_SERVER_BOUNDED_CACHE_H_

#include <memory>
#include <string>
#include <utility>

#include "absl/base/thread_annotations.h"
#include "absl/container/flat_hash_map.h"
#include "absl/strings/string_view.h"
#include "absl/synchronization/mutex.h"

namespace ogi {

// Forgets everything when it is full: what is in use comes back at the cost of one miss each.
// Threads: any, at once.
template <typename Value>
class BoundedCache {
 public:
  explicit BoundedCache(size_t capacity) : capacity_(capacity) {}

  // Null for what is not there.
  std::shared_ptr<const Value> Find(absl::string_view key) const ABSL_LOCKS_EXCLUDED(mutex_) {
    const absl::ReaderMutexLock lock(&mutex_);
    const auto found = values_.find(key);
    return found == values_.end() ? nullptr : found->second;
  }

  void Put(absl::string_view key, std::shared_ptr<const Value> value) ABSL_LOCKS_EXCLUDED(mutex_) {
    const absl::MutexLock lock(&mutex_);
    if (values_.size() >= capacity_) values_.clear();
    values_.insert_or_assign(key, std::move(value));
  }

 private:
  const size_t capacity_;
  mutable absl::Mutex mutex_;
  absl::flat_hash_map<std::string, std::shared_ptr<const Value>> values_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace ogi

#endif  // OGI_SERVICES_SERVER_BOUNDED_CACHE_H_
