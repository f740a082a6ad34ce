// Lets the items of a stream run at once, but for those that wait for an earlier one.
//
// A row of ImportAgencies may name as its superior the organ of a row before it, which must be on
// record first; and two rows of one organ must come in their order. Everything else may share a
// sync. Example, rows in order, each with its superior:
//
//   county ← 0      township A ← county      township B ← county      village ← township A
//   runs            waits for the county     waits for the county     waits for township A
#ifndef OGI_SERVICES_SERVER_ITEM_ORDER_H_
#define OGI_SERVICES_SERVER_ITEM_ORDER_H_

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/synchronization/mutex.h"
#include "common/limits.h"
#include "ogi/v1/registry_service.pb.h"
#include "ogi/v1/submission_service.pb.h"

namespace ogi {

// What an item changes, and what it needs to be there. Empty: nothing that others wait for.
struct ItemDependencies {
  std::string changes;
  std::vector<std::string> needs;
};

inline ItemDependencies DependenciesOf(const v1::SubmitReportsRequest&) { return {}; }
inline ItemDependencies DependenciesOf(const v1::ImportAgenciesRequest& row) {
  ItemDependencies dependencies = {row.agency().name(), {}};
  // A row with more is refused.
  for (const v1::DatedText& superior : row.agency().superiors()) {
    if (dependencies.needs.size() >= limits::kMaxAgencyAttributes) break;
    dependencies.needs.push_back(superior.text());
  }
  return dependencies;
}

// Of one stream. Threads: any, at once.
class ItemOrder {
 public:
  // Calls `start` with a number: at once, or once every earlier item that changes the same, or what
  // this one needs, has ended. Items are begun by one thread, in their order.
  void Begin(const ItemDependencies& dependencies, std::function<void(int64_t number)> start)
      ABSL_LOCKS_EXCLUDED(mutex_);
  // The item has ended. Starts those that waited for it alone.
  void End(int64_t number) ABSL_LOCKS_EXCLUDED(mutex_);

 private:
  struct Item {
    std::string changes;
    std::function<void(int64_t)> start;
    int blockers = 0;
    // Numbers of items that wait for this one.
    std::vector<int64_t> waiting;
  };

  absl::Mutex mutex_;
  int64_t next_ ABSL_GUARDED_BY(mutex_) = 0;
  // Those that have not ended.
  std::map<int64_t, Item> items_ ABSL_GUARDED_BY(mutex_);
  // The latest of them to change each.
  std::map<std::string, int64_t> latest_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace ogi

#endif  // OGI_SERVICES_SERVER_ITEM_ORDER_H_
