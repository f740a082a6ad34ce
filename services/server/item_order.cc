#include "services/server/item_order.h"

#include <set>
#include <utility>

namespace ogi {

void ItemOrder::Begin(const ItemDependencies& dependencies, std::function<void(int64_t)> start) {
  int64_t number = 0;
  {
    absl::MutexLock lock(&mutex_);
    number = next_++;
    std::set<int64_t> blockers;
    const auto add = [&](const std::string& name) ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_) {
      if (const auto found = latest_.find(name); found != latest_.end()) {
        blockers.insert(found->second);
      }
    };
    Item& item = items_[number];
    if (!dependencies.changes.empty()) {
      add(dependencies.changes);
      item.changes = dependencies.changes;
      latest_[dependencies.changes] = number;
    }
    for (const std::string& need : dependencies.needs) add(need);
    // One that needs itself is refused by its handler, not waited for.
    blockers.erase(number);
    for (const int64_t blocker : blockers) items_[blocker].waiting.push_back(number);
    item.blockers = static_cast<int>(blockers.size());
    if (item.blockers > 0) {
      item.start = std::move(start);
      return;
    }
  }
  start(number);
}

void ItemOrder::End(int64_t number) {
  std::vector<std::pair<int64_t, std::function<void(int64_t)>>> free;
  {
    absl::MutexLock lock(&mutex_);
    const auto ended = items_.find(number);
    const auto latest = latest_.find(ended->second.changes);
    if (latest != latest_.end() && latest->second == number) latest_.erase(latest);
    for (const int64_t each : ended->second.waiting) {
      Item& item = items_[each];
      if (--item.blockers == 0) free.emplace_back(each, std::move(item.start));
    }
    items_.erase(ended);
  }
  for (auto& [each, start] : free) start(each);
}

}  // namespace ogi
