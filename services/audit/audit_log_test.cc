#include "services/audit/audit_log.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <thread>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/synchronization/notification.h"
#include "common/errors.h"
#include "common/limits.h"
#include "services/handler/records.h"
#include "storage/keys/keys.h"
#include "storage/memory/faulty_store.h"
#include "storage/memory/memory_store.h"
#include "tests/support/fakes.h"

namespace ogi {
namespace {

using storage::v1::AuditEntry;

const absl::Time kNow = absl::FromUnixSeconds(1'769'000'000);

AuditEntry Denied(absl::string_view resource) {
  AuditEntry entry;
  entry.mutable_actor()->set_peer("ipv4:127.0.0.1:40312");
  entry.set_method("RetrievalService/GetReport");
  entry.set_resource(std::string(resource));
  entry.set_code(7);
  entry.set_reason("NOT_PERMITTED");
  return entry;
}

struct Recorded {
  keys::AuditKey key;
  AuditEntry entry;
  Stamp stamp;
};

// Holds up the first batch until it is told to go on.
class HeldStore : public FaultyStore {
 public:
  explicit HeldStore(Store* store) : FaultyStore(store) {}
  std::vector<CommitOutcome> CommitBatch(absl::string_view partition,
                                         absl::Span<const Commit> commits, Seal& seal) override {
    if (!begun_.HasBeenNotified()) {
      begun_.Notify();
      go_on_.WaitForNotification();
    }
    return FaultyStore::CommitBatch(partition, commits, seal);
  }
  void WaitUntilHeld() { begun_.WaitForNotification(); }
  void GoOn() { go_on_.Notify(); }

 private:
  absl::Notification begun_;
  absl::Notification go_on_;
};

class AuditLogTest : public testing::Test {
 protected:
  std::vector<Recorded> All() const {
    std::vector<Recorded> all;
    Range range = keys::AuditBetween(0, INT64_MAX);
    while (!range.begin.empty()) {
      const absl::StatusOr<Page> page = memory_.Scan(kLocalPartition, range, {});
      EXPECT_TRUE(page.ok());
      for (const Item& item : page->items) {
        auto record = ParsePresentRecord<AuditEntry>(item, "entry");
        EXPECT_TRUE(record.ok());
        all.push_back({*keys::ParseAudit(item.key), record->message, record->stamp});
      }
      range.begin = page->next;
    }
    return all;
  }
  std::vector<std::string> Resources() const {
    std::vector<std::string> resources;
    for (const Recorded& each : All()) resources.push_back(each.entry.resource());
    return resources;
  }

  MemoryStore memory_;
  FaultyStore store_{&memory_};
  FakeClock clock_{kNow};
  FakeRandom random_;
};

TEST_F(AuditLogTest, WritesAnEntryAsItCameUnderItsTime) {
  Committer committer(&store_, &clock_);
  AuditLog log(&committer, &random_);
  ASSERT_TRUE(log.Add(kNow + absl::Microseconds(7), Denied("agencies/54-0001")).ok());
  log.Flush();
  const std::vector<Recorded> all = All();
  ASSERT_EQ(all.size(), 1u);
  EXPECT_EQ(all[0].key.time_us, absl::ToUnixMicros(kNow) + 7);
  AuditEntry expected = Denied("agencies/54-0001");
  expected.set_count(1);
  EXPECT_EQ(all[0].entry.SerializeAsString(), expected.SerializeAsString());
  EXPECT_EQ(log.QueueLength(), 0u);
}

TEST_F(AuditLogTest, WritesWithoutBeingAskedTo) {
  HeldStore held(&memory_);
  Committer committer(&held, &clock_);
  AuditLog log(&committer, &random_);
  ASSERT_TRUE(log.Add(kNow, Denied("agencies/54-0001")).ok());
  // For ever, if it does not.
  held.WaitUntilHeld();
  held.GoOn();
}

TEST_F(AuditLogTest, CountsWhatIsTheSameWithinASecond) {
  Committer committer(&store_, &clock_);
  AuditLog log(&committer, &random_);
  AuditEntry again = Denied("agencies/54-0001");
  again.set_request_id("another");
  ASSERT_TRUE(log.Add(kNow, Denied("agencies/54-0001")).ok());
  ASSERT_TRUE(log.Add(kNow + absl::Milliseconds(999), again).ok());
  log.Flush();
  const std::vector<Recorded> all = All();
  ASSERT_EQ(all.size(), 1u);
  EXPECT_EQ(all[0].entry.count(), 2);
  EXPECT_EQ(all[0].key.time_us, absl::ToUnixMicros(kNow));
}

TEST_F(AuditLogTest, KeepsApartWhatDiffersInAnythingThatMatters) {
  Committer committer(&store_, &clock_);
  AuditLog log(&committer, &random_);
  std::vector<AuditEntry> entries(6, Denied("agencies/54-0001"));
  entries[1].set_resource("agencies/54-0002");
  entries[2].set_code(5);
  entries[3].set_reason("REPORT_NOT_FOUND");
  entries[4].mutable_actor()->set_person("platforms/xizang/people/li-si");
  entries[5].set_certificate_fingerprint("f");
  for (const AuditEntry& entry : entries) ASSERT_TRUE(log.Add(kNow, entry).ok());
  ASSERT_TRUE(log.Add(kNow + absl::Seconds(1), entries[0]).ok());
  log.Flush();
  EXPECT_EQ(All().size(), 7u);
}

TEST_F(AuditLogTest, WritesMoreThanOneCommitTakesInOrder) {
  Committer committer(&store_, &clock_);
  AuditLog log(&committer, &random_);
  std::vector<std::string> expected;
  for (int i = 0; i < 1000; ++i) {
    expected.push_back(absl::StrCat("agencies/", i));
    ASSERT_TRUE(log.Add(kNow + absl::Microseconds(i), Denied(expected.back())).ok());
  }
  log.Flush();
  EXPECT_EQ(Resources(), expected);
  // Ten commits, not a thousand.
  EXPECT_EQ(All().back().stamp.place.sequence, 10);
}

TEST_F(AuditLogTest, LosesAndRepeatsNothingWhereTheStoreFailsForAWhile) {
  Committer committer(&store_, &clock_);
  AuditLog log(&committer, &random_);
  const FaultyStore::Failure failures[] = {FaultyStore::Failure::kNotApplied,
                                           FaultyStore::Failure::kUnknownNotApplied,
                                           FaultyStore::Failure::kUnknownApplied};
  int i = 0;
  for (const FaultyStore::Failure failure : failures) {
    store_.FailNextBatch(failure, failure == FaultyStore::Failure::kNotApplied
                                      ? errors::StorageUnavailable("gone")
                                      : errors::OutcomeUnknown("gone"));
    for (int j = 0; j < 150; ++j, ++i) {
      ASSERT_TRUE(log.Add(kNow + absl::Microseconds(i), Denied(absl::StrCat(i))).ok());
      ASSERT_TRUE(log.Add(kNow + absl::Microseconds(i), Denied(absl::StrCat(i))).ok());
    }
    log.Flush();
  }
  while (log.QueueLength() > 0) log.Flush();
  const std::vector<Recorded> all = All();
  ASSERT_EQ(all.size(), 450u);
  for (size_t j = 0; j < all.size(); ++j) {
    EXPECT_EQ(all[j].entry.resource(), absl::StrCat(j));
    EXPECT_EQ(all[j].entry.count(), 2);
  }
}

TEST_F(AuditLogTest, FlushReturnsWhereTheStoreStaysAway) {
  Committer committer(&store_, &clock_);
  AuditLog log(&committer, &random_);
  store_.SetReadError(errors::StorageUnavailable("gone"));
  ASSERT_TRUE(log.Add(kNow, Denied("agencies/54-0001")).ok());
  log.Flush();
  EXPECT_EQ(log.QueueLength(), 1u);
  store_.SetReadError(absl::OkStatus());
  log.Flush();
  EXPECT_EQ(log.QueueLength(), 0u);
}

TEST_F(AuditLogTest, RefusesWhatIsNewWhileTheQueueIsFullAndStillCountsWhatIsKnown) {
  HeldStore held(&memory_);
  Committer committer(&held, &clock_);
  {
    AuditLog log(&committer, &random_);
    ASSERT_TRUE(log.Add(kNow, Denied("first")).ok());
    held.WaitUntilHeld();
    for (size_t i = 1; i < limits::kMaxAuditQueue; ++i) {
      ASSERT_TRUE(log.Add(kNow, Denied(absl::StrCat(i))).ok());
    }
    const absl::Status refused = log.Add(kNow, Denied("one too many"));
    EXPECT_EQ(errors::ReasonOf(refused), v1::OVERLOADED) << refused;
    EXPECT_TRUE(log.Add(kNow, Denied(absl::StrCat(limits::kMaxAuditQueue - 1))).ok());
    held.GoOn();
  }
  EXPECT_EQ(All().size(), limits::kMaxAuditQueue);
}

TEST_F(AuditLogTest, WritesWhatWaitsWhenItEnds) {
  Committer committer(&store_, &clock_);
  store_.FailNextBatch(FaultyStore::Failure::kUnknownApplied, errors::OutcomeUnknown("gone"));
  {
    AuditLog log(&committer, &random_);
    for (int i = 0; i < 300; ++i) ASSERT_TRUE(log.Add(kNow, Denied(absl::StrCat(i))).ok());
  }
  EXPECT_EQ(All().size(), 300u);
}

TEST_F(AuditLogTest, EndsWhereTheCommitterTakesNothingMore) {
  Committer committer(&store_, &clock_);
  AuditLog log(&committer, &random_);
  ASSERT_TRUE(log.Add(kNow, Denied("agencies/54-0001")).ok());
  committer.Shutdown();
}

TEST_F(AuditLogTest, TakesEntriesFromManyThreadsAndLosesNone) {
  Committer committer(&store_, &clock_);
  AuditLog log(&committer, &random_);
  std::vector<std::thread> threads;
  for (int thread = 0; thread < 4; ++thread) {
    threads.emplace_back([&log, thread] {
      for (int i = 0; i < 500; ++i) {
        ASSERT_TRUE(log.Add(kNow, Denied(absl::StrCat(thread, "/", i % 50))).ok());
        if (i % 100 == 99) log.Flush();
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  log.Flush();
  int64_t count = 0;
  for (const Recorded& each : All()) count += each.entry.count();
  EXPECT_EQ(count, 2000);
}

TEST_F(AuditLogTest, CutsTextsThatCallersMadeUp) {
  AuditEntry entry = Denied("");
  for (int i = 0; i < 1000; ++i) entry.mutable_resource()->append("字");
  const Write write = AuditWrite(kNow, std::string(16, 't'), entry);
  AuditEntry stored;
  ASSERT_TRUE(stored.ParseFromString(*write.value));
  EXPECT_EQ(stored.resource().size(), limits::kMaxAuditTextBytes / 3 * 3);
}

TEST(AuditWriteTest, IsUnderTheTimeOfTheCallAndTheTokenOfTheCommit) {
  const Write write = AuditWrite(kNow, "01234567abcdefgh", Denied("agencies/54-0001"));
  const absl::StatusOr<keys::AuditKey> key = keys::ParseAudit(write.key);
  ASSERT_TRUE(key.ok());
  EXPECT_EQ(key->time_us, absl::ToUnixMicros(kNow));
  EXPECT_EQ(key->unique, VersionOf("01234567abcdefgh"));
  EXPECT_FALSE(write.expected.has_value());
}

}  // namespace
}  // namespace ogi
