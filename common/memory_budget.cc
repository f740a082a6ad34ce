#include "common/memory_budget.h"

namespace ogi {

MemoryBudget::Charge MemoryBudget::Take(size_t bytes) {
  size_t used = used_;
  do {
    if (used > limit_ || bytes > limit_ - used) return {};
  } while (!used_.compare_exchange_weak(used, used + bytes));
  return Charge(this, bytes);
}

MemoryBudget::Charge MemoryBudget::Force(size_t bytes) {
  used_ += bytes;
  return Charge(this, bytes);
}

}  // namespace ogi
