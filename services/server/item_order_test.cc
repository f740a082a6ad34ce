#include "services/server/item_order.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace ogi {
namespace {

using testing::ElementsAre;

class ItemOrderTest : public testing::Test {
 protected:
  void Begin(const std::string& changes, const std::vector<std::string>& needs = {}) {
    order_.Begin({changes, needs}, [this](int64_t number) { started_.push_back(number); });
  }

  ItemOrder order_;
  std::vector<int64_t> started_;
};

TEST_F(ItemOrderTest, StartsAtOnceWhatWaitsForNothing) {
  Begin("a");
  Begin("b");
  Begin("");
  Begin("");
  EXPECT_THAT(started_, ElementsAre(0, 1, 2, 3));
}

TEST_F(ItemOrderTest, StartsASubordinateOnceItsSuperiorHasEnded) {
  Begin("county");
  Begin("township", {"county"});
  Begin("village", {"township"});
  Begin("stranger", {"another county"});
  EXPECT_THAT(started_, ElementsAre(0, 3));
  order_.End(0);
  EXPECT_THAT(started_, ElementsAre(0, 3, 1));
  order_.End(1);
  EXPECT_THAT(started_, ElementsAre(0, 3, 1, 2));
}

TEST_F(ItemOrderTest, KeepsTheOrderOfTwoRowsOfOneOrgan) {
  Begin("a");
  Begin("a");
  Begin("a");
  EXPECT_THAT(started_, ElementsAre(0));
  order_.End(0);
  order_.End(1);
  EXPECT_THAT(started_, ElementsAre(0, 1, 2));
}

TEST_F(ItemOrderTest, WaitsForAllThatIsNeeded) {
  Begin("a");
  Begin("b");
  Begin("c", {"a", "b", "c"});
  order_.End(1);
  EXPECT_THAT(started_, ElementsAre(0, 1));
  order_.End(0);
  EXPECT_THAT(started_, ElementsAre(0, 1, 2));
  order_.End(2);
  Begin("d", {"a", "b", "c"});
  EXPECT_THAT(started_, ElementsAre(0, 1, 2, 3));
}

}  // namespace
}  // namespace ogi
