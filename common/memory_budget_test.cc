#include "common/memory_budget.h"

#include <gtest/gtest.h>

#include <utility>

namespace ogi {
namespace {

TEST(MemoryBudget, GrantsUpToItsLimit) {
  MemoryBudget budget(100);
  const MemoryBudget::Charge all = budget.Take(100);
  EXPECT_TRUE(all);
  EXPECT_FALSE(budget.Take(1));
  EXPECT_EQ(budget.used(), 100u);
}

TEST(MemoryBudget, GetsBackWhatAHolderLetsGo) {
  MemoryBudget budget(100);
  { const MemoryBudget::Charge some = budget.Take(60); }
  EXPECT_EQ(budget.used(), 0u);
  EXPECT_TRUE(budget.Take(100));
}

TEST(MemoryBudget, CountsAMovedChargeOnce) {
  MemoryBudget budget(100);
  MemoryBudget::Charge first = budget.Take(60);
  {
    const MemoryBudget::Charge second = std::move(first);
    EXPECT_EQ(budget.used(), 60u);
  }
  EXPECT_EQ(budget.used(), 0u);
}

TEST(MemoryBudget, RefusesWhileAForcedChargeStandsBeyondTheLimit) {
  MemoryBudget budget(100);
  const MemoryBudget::Charge answer = budget.Force(150);
  EXPECT_EQ(budget.used(), 150u);
  EXPECT_FALSE(budget.Take(0 + 1));
}

TEST(MemoryBudget, IsNotFooledByAnOverflow) {
  MemoryBudget budget(100);
  const MemoryBudget::Charge some = budget.Take(60);
  EXPECT_FALSE(budget.Take(static_cast<size_t>(-1)));
  EXPECT_EQ(budget.used(), 60u);
}

}  // namespace
}  // namespace ogi
