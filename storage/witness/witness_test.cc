#include "storage/witness/witness.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "common/errors.h"
#include "storage/commit/committer.h"
#include "storage/memory/memory_store.h"
#include "tests/support/fakes.h"
#include "tests/support/temporary_directory.h"

namespace ogi {
namespace {

using testing::ElementsAre;
using testing::Pair;

class WitnessTest : public testing::Test {
 protected:
  std::string Text() const {
    std::ifstream file(path_, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  }
  void Put(const std::string& text) { std::ofstream(path_, std::ios::binary) << text; }

  TemporaryDirectory directory_;
  const std::string path_ = directory_.path() + "/witness";
};

TEST_F(WitnessTest, IsReadAsItWasWritten) {
  EXPECT_EQ(*ReadWitness(path_), std::nullopt);
  ASSERT_TRUE(WriteWitness(path_, {{"54", {1, 7}}, {"lo", {3, 2}}}).ok());
  EXPECT_THAT(**ReadWitness(path_), ElementsAre(Pair("54", Place{1, 7}), Pair("lo", Place{3, 2})));
  ASSERT_TRUE(WriteWitness(path_, {}).ok());
  EXPECT_THAT(**ReadWitness(path_), ElementsAre());
}

TEST_F(WitnessTest, IsNotBelievedOnceAnyBitOfItHasChanged) {
  ASSERT_TRUE(WriteWitness(path_, {{"54", {1, 1234}}}).ok());
  const std::string text = Text();
  for (size_t bit = 0; bit < text.size() * 8; ++bit) {
    std::string damaged = text;
    damaged[bit / 8] = static_cast<char>(damaged[bit / 8] ^ (1 << bit % 8));
    Put(damaged);
    EXPECT_EQ(errors::ReasonOf(ReadWitness(path_).status()), v1::RECORD_DAMAGED) << bit;
  }
  for (size_t size = 0; size < text.size(); ++size) {
    Put(text.substr(0, size));
    EXPECT_FALSE(ReadWitness(path_).ok()) << size;
  }
}

TEST_F(WitnessTest, IsWrittenWithWhatTheCommitterSaw) {
  MemoryStore store;
  FakeClock clock{absl::FromUnixSeconds(1'600'000'000)};
  {
    WitnessKeeper keeper(path_, {{"54", {2, 3}}});
    EXPECT_THAT(**ReadWitness(path_), ElementsAre(Pair("54", Place{2, 3})));
    Committer committer(&store, &clock,
                        {.committed = [&keeper](absl::string_view partition, const Place& place) {
                          keeper.Saw(partition, place);
                        }});
    for (int i = 0; i < 5; ++i) {
      Proposal proposal;
      proposal.partition = "11";
      proposal.commit.token = std::string(kTokenBytes, static_cast<char>('a' + i));
      committer.Propose(std::move(proposal),
                        [](const CommitResult& result) { EXPECT_TRUE(result.status.ok()); });
    }
    committer.Shutdown();
  }
  EXPECT_THAT(**ReadWitness(path_), ElementsAre(Pair("11", Place{1, 5}), Pair("54", Place{2, 3})));
  EXPECT_THAT(*HeadsOf(store), ElementsAre(Pair("11", Place{1, 5})));
}

TEST_F(WitnessTest, SaysThatItCannotBeWritten) {
  const WitnessKeeper keeper(directory_.path() + "/nowhere/witness", {{"54", {1, 3}}});
  EXPECT_FALSE(keeper.status().ok());
}

}  // namespace
}  // namespace ogi
