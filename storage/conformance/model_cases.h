// The cases of the suite that drive a store at random, or from many threads. Include
// store_conformance.h.
#ifndef OGI_STORAGE_CONFORMANCE_MODEL_CASES_H_
#define OGI_STORAGE_CONFORMANCE_MODEL_CASES_H_

#include <algorithm>
#include <atomic>
#include <map>
#include <random>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "storage/conformance/store_under_test.h"

namespace ogi::conformance {

// The contract once more, as simply as it can be said: the suite's measure of every engine.
class Model {
 public:
  struct Entry {
    std::string value;
    Version version = kAbsent;
  };

  CommitOutcome Apply(const Commit& commit) {
    CommitOutcome outcome;
    outcome.state = CommitState::kCommitted;
    const std::string marker = keys::Marker(commit.token);
    outcome.repeated = entries_.count(marker) > 0;
    if (outcome.repeated) return outcome;
    for (const Guard& guard : commit.guards) Check(guard.key, guard.expected, outcome);
    for (const Write& write : commit.writes) {
      if (write.expected.has_value()) Check(write.key, *write.expected, outcome);
    }
    if (outcome.state == CommitState::kConflict) return outcome;
    for (const Write& write : commit.writes) {
      entries_.erase(write.key);
      if (write.value.has_value()) {
        entries_[write.key] = Entry{*write.value, VersionOf(commit.token)};
      }
    }
    entries_[marker] = Entry{commit.note, VersionOf(commit.token)};
    return outcome;
  }

  const std::map<std::string, Entry>& entries() const { return entries_; }

  Version VersionAt(const std::string& key) const {
    const auto found = entries_.find(key);
    return found == entries_.end() ? kAbsent : found->second.version;
  }

 private:
  void Check(const std::string& key, Version expected, CommitOutcome& outcome) {
    if (VersionAt(key) == expected) return;
    outcome.state = CommitState::kConflict;
    outcome.conflicts.push_back(key);
  }

  std::map<std::string, Entry> entries_;
};

// Random commits on few keys, so that they meet.
class RandomCommits {
 public:
  explicit RandomCommits(uint32_t seed) : random_(seed) {}

  uint32_t Below(uint32_t bound) { return static_cast<uint32_t>(random_() % bound); }

  Commit Next(const Model& model) {
    // One in eight repeats an earlier token.
    const uint64_t token = next_token_ > 1 && Below(8) == 0
                               ? 1 + Below(static_cast<uint32_t>(next_token_ - 1))
                               : next_token_++;
    Commit commit = CommitOf(token, {}, {}, absl::StrCat("note ", random_()));
    std::set<std::string> written;
    for (uint32_t i = Below(5); i > 0; --i) {
      const std::string key = Key();
      if (!written.insert(key).second) continue;
      Write write;
      write.key = key;
      if (Below(4) > 0) write.value = std::string(Below(2000), static_cast<char>('a' + Below(26)));
      if (Below(3) > 0) write.expected = Expected(model, key);
      commit.writes.push_back(write);
    }
    for (uint32_t i = Below(3); i > 0; --i) {
      const std::string key = Key();
      commit.guards.push_back(Guard{key, Expected(model, key)});
    }
    return commit;
  }

 private:
  std::string Key() {
    static constexpr char kTables[] = {0x10, 0x21, 0x22, 0x23};
    return std::string(1, kTables[Below(4)]) + std::string(1, static_cast<char>(Below(8)));
  }

  // Right, mostly; of the state before the batch, which earlier commits of it may have changed.
  Version Expected(const Model& model, const std::string& key) {
    return Below(10) == 0 ? Below(50) : model.VersionAt(key);
  }

  std::mt19937 random_;
  uint64_t next_token_ = 1;
};

TEST_P(StoreConformanceTest, RandomBatchesLeaveWhatTheModelLeaves) {
  RandomCommits random(20240131);
  Model model;
  for (int round = 0; round < 150; ++round) {
    std::vector<Commit> batch;
    std::vector<CommitOutcome> expected;
    const Model before = model;
    for (uint32_t i = 1 + random.Below(6); i > 0; --i) {
      batch.push_back(random.Next(random.Below(2) == 0 ? model : before));
      expected.push_back(model.Apply(batch.back()));
    }
    const std::vector<CommitOutcome> outcomes = store().CommitUnsealed("54", batch);
    ASSERT_EQ(outcomes.size(), expected.size());
    for (size_t i = 0; i < outcomes.size(); ++i) {
      ASSERT_EQ(outcomes[i].state, expected[i].state) << round << " " << outcomes[i].error;
      ASSERT_EQ(outcomes[i].repeated, expected[i].repeated) << round;
      ASSERT_EQ(outcomes[i].conflicts, expected[i].conflicts) << round;
    }
    if (round % 50 == 25 && under_test().can_reopen()) under_test().Reopen();
    if (round % 25 != 24) continue;
    const ScanLimits limits{1 + random.Below(20), 1 + random.Below(5000)};
    const std::vector<Item> items = ScanAll(store(), "54", Range{}, limits);
    ASSERT_EQ(items.size(), model.entries().size());
    size_t i = 0;
    for (const auto& [key, entry] : model.entries()) {
      ASSERT_EQ(items[i].key, key);
      ASSERT_EQ(items[i].value, entry.value);
      ASSERT_EQ(items[i].version, entry.version);
      ++i;
    }
  }
}

// Adds one to a counter by reading and writing it conditionally, until it has done so `times`
// times.
inline void Count(Store& store, const std::string& partition, uint64_t first_token, int times) {
  uint64_t token = first_token;
  for (int done = 0; done < times;) {
    const auto item = store.Get(partition, "counter");
    ASSERT_TRUE(item.ok()) << item.status();
    const int value = item->has_value() ? std::stoi((*item)->value) : 0;
    const Version version = item->has_value() ? (*item)->version : kAbsent;
    const Commit commit =
        CommitOf(token, {Put("counter", absl::StrCat(value + 1), version),
                         Put(absl::StrCat("\x22", token), std::string(1000, 'p'))});
    ++token;
    const std::vector<CommitOutcome> outcomes =
        store.CommitUnsealed(partition, absl::MakeConstSpan(&commit, 1));
    ASSERT_EQ(outcomes.size(), 1u);
    if (outcomes[0].state == CommitState::kCommitted) {
      ++done;
    } else {
      ASSERT_EQ(outcomes[0].state, CommitState::kConflict) << outcomes[0].error;
    }
  }
}

TEST_P(StoreConformanceTest, ManyThreadsOnOnePartitionLoseNoUpdate) {
  std::vector<std::thread> threads;
  for (uint64_t i = 0; i < 4; ++i) {
    threads.emplace_back([this, i] { Count(store(), "54", 1'000'000 * (i + 1), 25); });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(ValueOf("54", "counter"), "100");
}

TEST_P(StoreConformanceTest, ThreadsOnTwoPartitionsDoNotMeet) {
  std::vector<std::thread> threads;
  for (const char* partition : {"54", "55"}) {
    threads.emplace_back([this, partition] { Count(store(), partition, 1, 50); });
  }
  for (std::thread& thread : threads) thread.join();
  for (const char* partition : {"54", "55"}) {
    EXPECT_EQ(ValueOf(partition, "counter"), "50");
    // The tokens would have run out of step had one of them met a conflict.
    EXPECT_EQ(VersionAt(partition, "counter"), 50u);
  }
}

TEST_P(StoreConformanceTest, ReadersSeeWholeCommitsOnly) {
  std::atomic<bool> stop = false;
  std::thread reader([this, &stop] {
    const std::vector<std::string> keys = {"\x10x", "\x22x", "\x23x"};
    while (!stop.load()) {
      const auto items = store().MultiGet("54", keys);
      ASSERT_TRUE(items.ok()) << items.status();
      const auto version = [&](size_t i) {
        return (*items)[i].has_value() ? (*items)[i]->version : kAbsent;
      };
      ASSERT_EQ(version(0), version(1));
      ASSERT_EQ(version(0), version(2));
    }
  });
  for (uint64_t i = 1; i <= 200; ++i) {
    EXPECT_THAT(
        CommitOne("54", CommitOf(i, {Put("\x10x", ""), Put("\x22x", ""), Put("\x23x", "")})),
        IsCommitted());
  }
  stop.store(true);
  reader.join();
}

}  // namespace ogi::conformance

#endif  // OGI_STORAGE_CONFORMANCE_MODEL_CASES_H_
