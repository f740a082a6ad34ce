#include "storage/rocksdb/log_scan.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <memory>
#include <random>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "common/errors.h"
#include "storage/commit/committer.h"
#include "storage/keys/keys.h"
#include "storage/rocksdb/rocksdb_store.h"
#include "tests/support/fakes.h"
#include "tests/support/temporary_directory.h"

namespace ogi {
namespace {

namespace fs = std::filesystem;

std::string Contents(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

// A store with acknowledged commits in its log, as a killed process leaves it.
class KilledStore : public testing::Test {
 protected:
  static constexpr int kCommits = 200;

  KilledStore() {
    RocksDbOptions options;
    options.directory = directory_.path() + "/store";
    options.create_if_missing = true;
    auto store = RocksDbStore::Open(options);
    EXPECT_TRUE(store.ok()) << store.status();
    FakeClock clock(absl::FromUnixSeconds(1'600'000'000));
    Committer committer(store->get(), &clock);
    FakeRandom random;
    for (int i = 0; i < kCommits; ++i) {
      Proposal proposal;
      proposal.partition = "54";
      proposal.in_place = true;
      proposal.commit.token = random.Bytes(kTokenBytes);
      // Some longer than a block.
      proposal.commit.writes = {
          {keys::Meta(absl::StrCat(i)), std::string(i % 20 == 0 ? 40'000 : 700, 'x'), kAbsent}};
      committer.Propose(std::move(proposal),
                        [](const CommitResult& result) { EXPECT_TRUE(result.status.ok()); });
    }
    committer.Shutdown();
    // What is on the disk now is what a kill would leave.
    fs::copy(options.directory, killed_, fs::copy_options::recursive);
    for (const auto& entry : fs::directory_iterator(killed_)) {
      if (entry.path().extension() == ".log") log_path_ = entry.path();
    }
    log_ = Contents(log_path_);
  }

  // The head that a store with this log in it opens with; an error if it does not open.
  absl::StatusOr<int64_t> HeadWith(const std::string& log) {
    const std::string damaged = directory_.path() + "/damaged";
    fs::remove_all(damaged);
    fs::copy(killed_, damaged, fs::copy_options::recursive);
    std::ofstream(fs::path(damaged) / log_path_.filename(), std::ios::binary) << log;
    RocksDbOptions options;
    options.directory = damaged;
    auto store = RocksDbStore::Open(options);
    if (!store.ok()) return store.status();
    const absl::StatusOr<Stamp> stamp = LatestStamp(**store, "54");
    if (!stamp.ok()) return stamp.status();
    return stamp->place.sequence;
  }

  TemporaryDirectory directory_;
  const std::string killed_ = directory_.path() + "/killed";
  fs::path log_path_;
  std::string log_;
};

TEST_F(KilledStore, OpensWithAllThatWasAcknowledged) {
  ASSERT_GT(log_.size(), size_t{kCommits} * 700);
  EXPECT_TRUE(CheckLog(log_, "log").ok());
  EXPECT_EQ(*HeadWith(log_), kCommits);
}

TEST_F(KilledStore, OpensWhereverACrashToreItsLog) {
  for (size_t size = log_.size() - 3000; size < log_.size(); size += 97) {
    EXPECT_TRUE(CheckLog(absl::string_view(log_).substr(0, size), "log").ok()) << size;
  }
  EXPECT_TRUE(CheckLog(log_ + std::string(5000, '\0'), "log").ok());
  EXPECT_LT(*HeadWith(log_.substr(0, log_.size() - 100)), kCommits);
}

// Finding 1: one flipped bit lost up to all acknowledged filings, without a word.
TEST_F(KilledStore, Finding1RefusesToLoseWhatFollowsAFlippedBit) {
  std::minstd_rand random(1);
  int detected = 0;
  int tail = 0;
  for (int i = 0; i < 300; ++i) {
    std::string damaged = log_;
    const size_t at = random() % damaged.size();
    damaged[at] = static_cast<char>(damaged[at] ^ (1 << random() % 8));
    const absl::Status checked = CheckLog(damaged, "log");
    if (!checked.ok()) {
      EXPECT_EQ(errors::ReasonOf(checked), v1::RECORD_DAMAGED);
      ++detected;
      continue;
    }
    // Left to the witness: the end of the log; or a bit that nobody reads.
    const absl::StatusOr<int64_t> head = HeadWith(damaged);
    if (head.ok() && *head < kCommits) {
      EXPECT_GE(*head, kCommits - 1) << at << " of " << damaged.size();
      ++tail;
    }
  }
  std::cout << "  of 300 flipped bits " << detected << " found by the scan, " << tail
            << " in the last commit\n";
  EXPECT_GT(detected, 250);
  std::string damaged = log_;
  damaged[damaged.size() / 2] ^= 1;
  EXPECT_EQ(errors::ReasonOf(HeadWith(damaged).status()), v1::RECORD_DAMAGED);
}

}  // namespace
}  // namespace ogi
