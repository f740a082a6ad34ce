#include "storage/rocksdb/rocksdb_store.h"

#include <filesystem>
#include <fstream>
#include <thread>

#include "common/errors.h"
#include "storage/conformance/store_conformance.h"
#include "storage/rocksdb/testing/fault_file_system.h"
#include "tests/support/temporary_directory.h"

namespace ogi::conformance {
namespace {

// A store on a disk that can fail.
class RocksDbUnderTest : public StoreUnderTest {
 public:
  explicit RocksDbUnderTest(bool compress_log = true) {
    options_.directory = directory_.Path("data");
    options_.create_if_missing = true;
    options_.compress_log = compress_log;
    options_.env = env_.get();
    options_.reopen_interval = absl::ZeroDuration();
    options_.drain_timeout = absl::ZeroDuration();
    options_.min_free_bytes = uint64_t{8} << 20;
    Open();
  }

  RocksDbStore& store() override { return *store_; }
  FaultFileSystem& disk() { return *disk_; }
  const RocksDbOptions& options() const { return options_; }
  const TemporaryDirectory& directory() const { return directory_; }

  bool can_reopen() const override { return true; }
  void Reopen() override {
    store_ = nullptr;
    Open();
  }

  bool can_fail_sync() const override { return true; }
  void FailNextSync(bool landed) override { disk_->FailNextLogSync(/*lose=*/!landed); }

  // The machine goes down and comes up again.
  void Crash() {
    disk_->Stop();
    store_ = nullptr;
    disk_->DropUnsynced();
    Open();
  }

 private:
  void Open() {
    auto store = RocksDbStore::Open(options_);
    ASSERT_TRUE(store.ok()) << store.status() << errors::LogDetail(store.status());
    store_ = *std::move(store);
  }

  const TemporaryDirectory directory_;
  const std::shared_ptr<FaultFileSystem> disk_ = std::make_shared<FaultFileSystem>();
  const std::unique_ptr<rocksdb::Env> env_ = EnvOf(disk_);
  RocksDbOptions options_;
  std::unique_ptr<RocksDbStore> store_;
};

INSTANTIATE_TEST_SUITE_P(
    RocksDb, StoreConformanceTest,
    testing::Values(Engine{"CompressedLog",
                           [] { return std::make_unique<RocksDbUnderTest>(true); }},
                    Engine{"PlainLog", [] { return std::make_unique<RocksDbUnderTest>(false); }}),
    EngineName);

class RocksDbStoreTest : public testing::Test {
 protected:
  CommitOutcome CommitOne(const Commit& commit) {
    return under_test_.store().CommitUnsealed("54", absl::MakeConstSpan(&commit, 1)).front();
  }
  std::optional<std::string> ValueOf(const std::string& key) {
    const auto item = under_test_.store().Get("54", key);
    EXPECT_TRUE(item.ok()) << item.status() << errors::LogDetail(item.status());
    if (!item.ok() || !item->has_value()) return std::nullopt;
    return (*item)->value;
  }
  // A commit of a record and a payload that does not compress away.
  static Commit Filing(uint64_t number, size_t payload_bytes = 10'000) {
    std::mt19937 random(static_cast<uint32_t>(number));
    std::string payload(payload_bytes, '\0');
    for (char& byte : payload) byte = static_cast<char>(random());
    return CommitOf(number, {Put(absl::StrCat("\x20", number), absl::StrCat(number), kAbsent),
                             Put(absl::StrCat("\x22", number), payload, kAbsent)});
  }
  // Whether the filing is there; fails where a part of it is.
  bool IsThere(uint64_t number, size_t payload_bytes = 10'000) {
    const Commit filing = Filing(number, payload_bytes);
    const auto record = ValueOf(filing.writes[0].key);
    const auto payload = ValueOf(filing.writes[1].key);
    const auto marker = ValueOf(keys::Marker(filing.token));
    EXPECT_EQ(record.has_value(), payload.has_value()) << number;
    EXPECT_EQ(record.has_value(), marker.has_value()) << number;
    if (payload.has_value()) {
      EXPECT_EQ(payload, filing.writes[1].value);
    }
    return record.has_value();
  }

  RocksDbUnderTest under_test_;
};

TEST_F(RocksDbStoreTest, WhatWasAcknowledgedSurvivesALossOfPower) {
  for (uint64_t crash = 0; crash < 4; ++crash) {
    for (uint64_t i = 1; i <= 20; ++i) {
      ASSERT_THAT(CommitOne(Filing(crash * 100 + i)), IsCommitted());
    }
    under_test_.Crash();
    for (uint64_t c = 0; c <= crash; ++c) {
      for (uint64_t i = 1; i <= 20; ++i) ASSERT_TRUE(IsThere(c * 100 + i)) << c << " " << i;
    }
  }
}

TEST_F(RocksDbStoreTest, APowerLossAmidFlushesLosesNothing) {
  // 48 MB, so that memtables have been written out and logs closed.
  for (uint64_t i = 1; i <= 480; ++i) {
    ASSERT_THAT(CommitOne(Filing(i, 100'000)), IsCommitted());
  }
  under_test_.Crash();
  for (uint64_t i = 1; i <= 480; ++i) ASSERT_TRUE(IsThere(i, 100'000)) << i;
  EXPECT_THAT(CommitOne(Filing(7, 100'000)), IsRepeated());
}

TEST_F(RocksDbStoreTest, WhatWasNotAcknowledgedIsWholeOrAbsentAfterALossOfPower) {
  for (const bool lose : {true, false}) {
    const uint64_t first = lose ? 1 : 11;
    ASSERT_THAT(CommitOne(Filing(first)), IsCommitted());
    under_test_.disk().FailNextLogSync(lose);
    EXPECT_THAT(CommitOne(Filing(first + 1)), IsUnknown());
    under_test_.Crash();
    EXPECT_TRUE(IsThere(first));
    // Its bytes were never durable.
    EXPECT_FALSE(IsThere(first + 1));
    EXPECT_THAT(CommitOne(Filing(first + 1)), IsCommitted());
  }
}

TEST_F(RocksDbStoreTest, WhatAReopeningFoundIsDurableThoughItsSyncHadFailed) {
  under_test_.FailNextSync(/*landed=*/true);
  EXPECT_THAT(CommitOne(Filing(1)), IsUnknown());
  // The reopening reads the log from the page cache. It must not rest there: no later sync helps
  // it.
  EXPECT_THAT(CommitOne(Filing(1)), IsRepeated());
  under_test_.Crash();
  EXPECT_TRUE(IsThere(1));
}

TEST_F(RocksDbStoreTest, AFailedSyncTurnsNoOtherSyncInvalid) {
  ASSERT_THAT(CommitOne(Filing(1)), IsCommitted());
  under_test_.FailNextSync(/*landed=*/false);
  EXPECT_THAT(CommitOne(Filing(2)), IsUnknown());
  ASSERT_THAT(CommitOne(Filing(3)), IsCommitted());
  under_test_.Crash();
  EXPECT_TRUE(IsThere(1));
  EXPECT_FALSE(IsThere(2));
  EXPECT_TRUE(IsThere(3));
}

TEST_F(RocksDbStoreTest, ProbeIsRedAfterAFailureUntilItHasReopened) {
  std::unique_ptr<Reader> snapshot = under_test_.store().Snapshot();
  under_test_.FailNextSync(/*landed=*/true);
  EXPECT_THAT(CommitOne(Filing(1)), IsUnknown());
  // A reader holds the old files; it may finish, new ones must wait.
  EXPECT_EQ(under_test_.store().Probe().code(), absl::StatusCode::kUnavailable);
  EXPECT_THAT(CommitOne(Filing(2)), IsRefusedWith(absl::StatusCode::kUnavailable));
  EXPECT_TRUE(snapshot->Get("54", "x").ok());
  EXPECT_EQ(under_test_.store().Get("54", "x").status().code(), absl::StatusCode::kUnavailable);
  EXPECT_EQ(under_test_.store().Snapshot()->Get("54", "x").status().code(),
            absl::StatusCode::kUnavailable);
  snapshot.reset();
  EXPECT_EQ(under_test_.store().Probe(), absl::OkStatus());
  EXPECT_THAT(CommitOne(Filing(2)), IsCommitted());
}

TEST_F(RocksDbStoreTest, AFullDiskIsSaidAndOnceThereIsRoomWorkGoesOn) {
  ASSERT_THAT(CommitOne(Filing(1)), IsCommitted());
  under_test_.disk().SetRoom(25'000);
  std::vector<uint64_t> unknown;
  for (uint64_t i = 2; i < 8; ++i) {
    const CommitOutcome outcome = CommitOne(Filing(i));
    if (outcome.state == CommitState::kCommitted) continue;
    if (outcome.state == CommitState::kUnknown) unknown.push_back(i);
    EXPECT_EQ(errors::ReasonOf(outcome.error), v1::STORAGE_FULL) << outcome.error;
  }
  // The first that met the full disk; after it, nothing is tried.
  EXPECT_EQ(unknown.size(), 1u);
  EXPECT_EQ(errors::ReasonOf(under_test_.store().Probe()), v1::STORAGE_FULL);
  EXPECT_TRUE(IsThere(1));
  under_test_.disk().SetRoom(uint64_t{64} << 20);
  EXPECT_EQ(under_test_.store().Probe(), absl::OkStatus());
  for (uint64_t i = 1; i < 8; ++i) {
    EXPECT_EQ(CommitOne(Filing(i)).state, CommitState::kCommitted) << i;
    EXPECT_TRUE(IsThere(i));
  }
  under_test_.Crash();
  for (uint64_t i = 1; i < 8; ++i) EXPECT_TRUE(IsThere(i)) << i;
}

TEST_F(RocksDbStoreTest, ADiskThatFillsWhileAMemtableIsWrittenOutLosesNothing) {
  uint64_t next = 1;
  std::vector<uint64_t> committed;
  // Enough for some of the log, not for the files that its memtables become.
  under_test_.disk().SetRoom(uint64_t{50} << 20);
  bool full = false;
  while (!full && next < 2000) {
    const CommitOutcome outcome = CommitOne(Filing(next, 100'000));
    if (outcome.state == CommitState::kCommitted) committed.push_back(next);
    full = outcome.state != CommitState::kCommitted;
    if (full) {
      EXPECT_EQ(errors::ReasonOf(outcome.error), v1::STORAGE_FULL) << outcome.error;
    }
    ++next;
  }
  ASSERT_TRUE(full);
  under_test_.disk().SetRoom(uint64_t{500} << 20);
  EXPECT_THAT(CommitOne(Filing(next, 100'000)), IsCommitted());
  for (const uint64_t i : committed) ASSERT_TRUE(IsThere(i, 100'000)) << i;
  under_test_.Crash();
  for (const uint64_t i : committed) ASSERT_TRUE(IsThere(i, 100'000)) << i;
}

TEST_F(RocksDbStoreTest, OneBatchIsOneSync) {
  std::vector<Commit> batch;
  for (uint64_t i = 1; i <= 100; ++i) batch.push_back(Filing(i));
  const int64_t before = under_test_.disk().syncs();
  for (const CommitOutcome& outcome : under_test_.store().CommitUnsealed("54", batch)) {
    EXPECT_THAT(outcome, IsCommitted());
  }
  EXPECT_EQ(under_test_.disk().syncs() - before, 1);
}

TEST_F(RocksDbStoreTest, ABatchThatAppliesNothingIsNotSynced) {
  ASSERT_THAT(CommitOne(Filing(1)), IsCommitted());
  const int64_t before = under_test_.disk().syncs();
  EXPECT_THAT(CommitOne(Filing(1)), IsRepeated());
  EXPECT_EQ(under_test_.disk().syncs(), before);
}

TEST_F(RocksDbStoreTest, APartitionIsTwoBytes) {
  const Commit commit = CommitOf(1, {Put("a", "1")});
  for (const char* partition : {"", "5", "540"}) {
    EXPECT_THAT(
        under_test_.store().CommitUnsealed(partition, absl::MakeConstSpan(&commit, 1)).front(),
        IsRefusedWith(absl::StatusCode::kInternal));
    EXPECT_EQ(under_test_.store().Get(partition, "a").status().code(), absl::StatusCode::kInternal);
  }
}

TEST_F(RocksDbStoreTest, ASecondProcessIsKeptOut) {
  const auto second = RocksDbStore::Open(under_test_.options());
  EXPECT_EQ(second.status().code(), absl::StatusCode::kUnavailable);
}

TEST_F(RocksDbStoreTest, AMissingDirectoryIsNotMadeUnlessAskedFor) {
  RocksDbOptions options;
  options.directory = under_test_.directory().Path("missing");
  EXPECT_EQ(RocksDbStore::Open(options).status().code(), absl::StatusCode::kUnavailable);
}

TEST_F(RocksDbStoreTest, AFlippedByteIsDamageAndOfRocksDbsWordsOnlyTheLogHears) {
  ASSERT_THAT(CommitOne(Filing(1, 50'000)), IsCommitted());
  // A reopening writes what is in the log into table files.
  under_test_.Reopen();
  for (const auto& file : std::filesystem::directory_iterator(under_test_.options().directory)) {
    if (file.path().extension() != ".sst" || file.file_size() < 50'000) continue;
    std::fstream bytes(file.path(), std::ios::in | std::ios::out | std::ios::binary);
    bytes.seekp(20'000);
    bytes.put('\x55').put('\xaa').put('\x55').put('\xaa');
  }
  const absl::Status status = under_test_.store().Get("54", Filing(1).writes[1].key).status();
  EXPECT_EQ(status.code(), absl::StatusCode::kDataLoss) << status;
  EXPECT_THAT(std::string(status.message()), testing::Not(testing::HasSubstr("sst")));
  EXPECT_THAT(errors::LogDetail(status), testing::HasSubstr("sst"));
}

TEST_F(RocksDbStoreTest, MetricsTellOfTheEngine) {
  ASSERT_THAT(CommitOne(Filing(1)), IsCommitted());
  const std::map<std::string, double> metrics = under_test_.store().Metrics();
  EXPECT_GE(metrics.size(), 10u);
  EXPECT_GT(metrics.at("memtable_bytes"), 10'000);
  EXPECT_GE(metrics.at("log_syncs"), 1);
  EXPECT_GT(metrics.at("log_written_bytes"), 0);
  EXPECT_EQ(metrics.at("running_compactions"), 0);
}

}  // namespace
}  // namespace ogi::conformance
