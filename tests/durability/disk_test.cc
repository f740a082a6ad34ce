// A disk that forgets, fails or is full, beneath the store, the committer and the handlers.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <filesystem>
#include <memory>
#include <optional>
#include <random>
#include <thread>
#include <vector>

#include "absl/synchronization/notification.h"
#include "common/errors.h"
#include "services/check_store/check_store.h"
#include "services/registry/put_agency.h"
#include "services/retrieval/get_report.h"
#include "services/server/executor.h"
#include "services/server/mutation.h"
#include "services/submission/change_state.h"
#include "services/submission/explain_finding.h"
#include "services/submission/file_report.h"
#include "storage/commit/committer.h"
#include "storage/rocksdb/rocksdb_store.h"
#include "storage/rocksdb/testing/fault_file_system.h"
#include "tests/durability/expected_report.h"
#include "tests/support/fakes.h"
#include "tests/support/process.h"

namespace ogi {
namespace {

constexpr int kCycles = 50;
constexpr int kThreads = 4;
constexpr int kAgencies = 4;
constexpr int kFirstYear = 2021;
constexpr int kYears = 3;

// The server without its transport, on a disk that can fail.
class Machine : public Target {
 public:
  Machine() {
    options_.directory = directory_.path() + "/store";
    options_.create_if_missing = true;
    options_.env = env_.get();
    options_.reopen_interval = absl::ZeroDuration();
    options_.min_free_bytes = uint64_t{8} << 20;
    options_.write_buffer_bytes = size_t{1} << 20;
    Start();
  }

  FaultFileSystem& disk() { return *disk_; }
  RocksDbStore& store() { return *store_; }

  // Its power fails and comes back. Nothing else may be under way.
  void LosePower() {
    disk_->Stop();
    committer_.reset();
    executor_.reset();
    store_.reset();
    disk_->DropUnsynced();
    Start();
  }

  absl::StatusOr<v1::Revision> Make(const Call& call) override {
    if (call.explanation.has_value()) {
      return OnlyExplained(
          Run<v1::Explanation>([&](const Environment& environment, const RequestContext& context) {
            return ExplainFinding(environment, context, *call.explanation);
          }));
    }
    return Run<v1::Revision>([&](const Environment& environment, const RequestContext& context) {
      if (call.act == Act::kSubmit) return SubmitReport(environment, context, call.filing);
      const auto act = [&](auto request, auto handler) {
        request.set_name(call.revision);
        request.set_request_id(call.request_id);
        request.set_reason("第二部分的数字有误，请核对。");
        return handler(environment, context, request);
      };
      if (call.act == Act::kReturn) return act(v1::ReturnReportRequest(), &ReturnReport);
      if (call.act == Act::kAccept) return act(v1::AcceptReportRequest(), &AcceptReport);
      if (call.act == Act::kPublish) return act(v1::PublishReportRequest(), &PublishReport);
      return act(v1::WithdrawReportRequest(), &WithdrawReport);
    });
  }

  absl::StatusOr<v1::Revision> Get(const v1::GetReportRequest& request) override {
    absl::StatusOr<StoredRevision> stored = GetReport(EnvironmentNow(), Context(), request);
    if (!stored.ok()) return stored.status();
    return Assemble(*std::move(stored));
  }

  absl::StatusOr<v1::Agency> Create(const v1::CreateAgencyRequest& request) {
    return Run<v1::Agency>([&](const Environment& environment, const RequestContext& context) {
      return CreateAgency(environment, context, request);
    });
  }

 private:
  void Start() {
    auto store = RocksDbStore::Open(options_);
    ASSERT_TRUE(store.ok()) << store.status() << errors::LogDetail(store.status());
    store_ = *std::move(store);
    executor_.emplace(/*threads=*/2, /*max_waiting=*/64);
    committer_.emplace(store_.get(), &clock_);
  }

  template <typename Response, typename Handler>
  absl::StatusOr<Response> Run(Handler handler) {
    absl::StatusOr<Response> result;
    absl::Notification done;
    Mutation<Response>::Run(
        {&*committer_, &*executor_}, [&] { return handler(EnvironmentNow(), Context()); },
        [&](absl::StatusOr<Response> response) {
          result = std::move(response);
          done.Notify();
        });
    done.WaitForNotification();
    return result;
  }

  Environment EnvironmentNow() {
    return {.store = store_.get(), .clock = &clock_, .random = &random_, .secret = {}};
  }
  RequestContext Context() const {
    return {.sees_all = [](absl::string_view) { return true; },
            .receive_time = clock_.Now(),
            .deadline = absl::InfiniteFuture()};
  }

  const TemporaryDirectory directory_;
  const std::shared_ptr<FaultFileSystem> disk_ = std::make_shared<FaultFileSystem>();
  const std::unique_ptr<rocksdb::Env> env_ = EnvOf(disk_);
  FakeClock clock_{absl::FromCivil(absl::CivilDay(2026, 1, 20), absl::UTCTimeZone())};
  FakeRandom random_;
  RocksDbOptions options_;
  std::unique_ptr<RocksDbStore> store_;
  std::optional<Executor> executor_;
  std::optional<Committer> committer_;
};

class DiskTest : public testing::Test {
 protected:
  void SetUp() override {
    for (int i = 0; i < kAgencies; ++i) {
      const std::string id = absl::StrCat("54-D00", i);
      v1::CreateAgencyRequest request;
      request.set_agency_id(id);
      request.set_request_id(absl::StrCat("create-", i));
      request.mutable_agency()->set_level(v1::Agency::TOWNSHIP);
      request.mutable_agency()->add_names()->set_text("样本乡人民政府");
      const auto created = machine_.Create(request);
      ASSERT_TRUE(created.ok()) << created.status();
      for (int year = kFirstYear; year < kFirstYear + kYears; ++year) {
        reports_.emplace_back(ReportId{id, year, v1::OWN}, &sequences_);
      }
    }
  }

  // Makes the next call on a report. Unless it is answered it stays unanswered.
  absl::Status CallOnce(ExpectedReport& report, std::mt19937_64& random) {
    const absl::StatusOr<v1::Revision> answer = machine_.Make(report.Begin(random));
    if (answer.ok()) report.Answered(*answer);
    return answer.status();
  }

  void ResolveAndVerify() {
    for (ExpectedReport& report : reports_) {
      report.VerifyNew(machine_);
      if (!report.unanswered().has_value()) continue;
      report.Resolve(machine_);
      report.VerifyNew(machine_);
      ++resolved_;
    }
    sequences_.ExpectNoGaps();
    ExpectWholeStore();
  }

  // Counts equal to a recount among it.
  void ExpectWholeStore() {
    const absl::StatusOr<CheckedStore> checked = CheckStore(machine_.store());
    ASSERT_TRUE(checked.ok()) << checked.status();
    EXPECT_THAT(checked->problems, testing::IsEmpty());
  }

  Machine machine_;
  Sequences sequences_;
  std::vector<ExpectedReport> reports_;
  std::mt19937_64 random_{20210101};
  int64_t resolved_ = 0;
};

TEST_F(DiskTest, AnyLossOfPowerKeepsWhatWasAcknowledgedAndLeavesTheRestWholeOrAbsent) {
  std::atomic<int64_t> acknowledged{0};
  for (int cycle = 0; cycle < kCycles && !HasFailure(); ++cycle) {
    SCOPED_TRACE(absl::StrCat("cycle ", cycle));
    const uint64_t seed = random_();
    // Each thread has its own reports; whoever gets the last acknowledgement cuts the power.
    std::atomic<int64_t> left = static_cast<int64_t>(seed % 40);
    const bool forgets_at_once = seed % 2 == 0;
    std::vector<std::thread> threads;
    for (int i = 0; i < kThreads; ++i) {
      threads.emplace_back([&, i] {
        std::mt19937_64 random(seed + static_cast<uint64_t>(i));
        while (true) {
          const auto year = static_cast<size_t>(random() % kYears);
          const size_t index = static_cast<size_t>(i) * kYears + year;
          if (!CallOnce(reports_[index], random).ok()) return;
          ++acknowledged;
          if (left-- > 0) continue;
          if (forgets_at_once) machine_.disk().FailNextLogSync(/*lose=*/true);
          if (!forgets_at_once) machine_.disk().Stop();
        }
      });
    }
    for (std::thread& thread : threads) thread.join();
    machine_.LosePower();
    ResolveAndVerify();
  }
  for (ExpectedReport& report : reports_) report.VerifyAll(machine_);
  EXPECT_GT(resolved_, 0);
  std::cout << kCycles << " losses of power: " << acknowledged << " calls acknowledged, "
            << resolved_ << " calls without an answer resolved\n";
}

TEST_F(DiskTest, AfterAFailedSyncTheOutcomeIsUnknownAndTheSameRequestIdFindsIt) {
  for (const bool lose : {false, true}) {
    ExpectedReport& report = reports_[lose ? 0 : 1];
    ASSERT_TRUE(CallOnce(report, random_).ok());
    machine_.disk().FailNextLogSync(lose);
    const absl::Status status = CallOnce(report, random_);
    EXPECT_EQ(errors::ReasonOf(status), v1::OUTCOME_UNKNOWN) << status;
    EXPECT_GT(errors::RetryAfter(status), absl::ZeroDuration());
    report.Resolve(machine_);
    report.VerifyAll(machine_);
    machine_.LosePower();
    report.VerifyAll(machine_);
  }
  sequences_.ExpectNoGaps();
}

// U2: a backup to another disk aborted the server where the store's own disk had become full.
TEST_F(DiskTest, U2ABackupWhileTheStoresDiskIsFullIsRefusedAndNothingEnds) {
  ASSERT_TRUE(CallOnce(reports_[0], random_).ok());
  const TemporaryDirectory elsewhere;
  machine_.disk().SetRoom(0);
  for (int i = 0; i < 7; ++i) {
    const auto backup = machine_.store().Backup(elsewhere.path() + "/backup", /*keep=*/0);
    EXPECT_EQ(errors::ReasonOf(backup.status()), v1::STORAGE_FULL) << backup.status();
  }
  reports_[0].VerifyAll(machine_);
}

TEST_F(DiskTest, AFullDiskIsSaidPlainlyWhileReadsGoOnAndOnceThereIsRoomSoDoFilings) {
  for (ExpectedReport& report : reports_) ASSERT_TRUE(CallOnce(report, random_).ok());
  machine_.disk().SetRoom(20'000);
  absl::Status status;
  for (size_t i = 0; status.ok() && i < reports_.size(); ++i) {
    status = CallOnce(reports_[i], random_);
  }
  EXPECT_EQ(status.code(), absl::StatusCode::kResourceExhausted) << status;
  EXPECT_EQ(errors::ReasonOf(status), v1::STORAGE_FULL);
  EXPECT_GT(errors::RetryAfter(status), absl::ZeroDuration());
  EXPECT_THAT(std::string(status.message()), testing::HasSubstr("磁盘已满"));
  EXPECT_THAT(std::string(status.message()), testing::HasSubstr("disk is full"));

  for (int i = 0; i < 3; ++i) {
    // Health is red, again and again, and whoever wants to file hears the same.
    EXPECT_EQ(errors::ReasonOf(machine_.store().Probe()), v1::STORAGE_FULL);
    for (ExpectedReport& report : reports_) {
      if (!report.unanswered().has_value()) continue;
      EXPECT_EQ(errors::ReasonOf(machine_.Make(*report.unanswered()).status()), v1::STORAGE_FULL);
    }
    for (ExpectedReport& report : reports_) report.VerifyAll(machine_);
  }

  machine_.disk().SetRoom(uint64_t{64} << 20);
  EXPECT_EQ(machine_.store().Probe(), absl::OkStatus());
  ResolveAndVerify();
  EXPECT_EQ(resolved_, 1);
  for (ExpectedReport& report : reports_) EXPECT_TRUE(CallOnce(report, random_).ok());
  machine_.LosePower();
  for (ExpectedReport& report : reports_) report.VerifyAll(machine_);
}

}  // namespace
}  // namespace ogi
