// Kills the real server, at a random moment under load, again and again, on one data directory.
#include <gtest/gtest.h>
#include <signal.h>

#include <atomic>
#include <cstdlib>
#include <iostream>
#include <memory>
#include <random>
#include <thread>
#include <utility>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "clients/cpp/client.h"
#include "tests/durability/expected_report.h"
#include "tests/support/process.h"

namespace ogi {
namespace {

constexpr char kOgid[] = OGID;
constexpr const char* kPartitions[] = {"13", "54"};
constexpr int kAgenciesPerPartition = 14;
// Every other year: no report rests on another, so that each commit is a call's.
constexpr int kReportYears[] = {2021, 2023, 2025};
constexpr size_t kThreads = 6;
// Reports that each thread has to itself; the stream has the rest.
constexpr size_t kReportsPerThread = 6;
// Reading a whole store takes longer with every kill; its records are checked after each.
constexpr int kCyclesPerWholeCheck = 20;
// A server dies after at most so many acknowledgements.
constexpr uint64_t kMaxAcknowledged = 200;

int Cycles() {
  int cycles = 20;
  const char* variable = std::getenv("OGI_KILL_CYCLES");
  if (variable != nullptr && !absl::SimpleAtoi(variable, &cycles)) cycles = 0;
  return cycles;
}

class ServerTarget : public Target {
 public:
  explicit ServerTarget(int port) {
    client::ClientOptions options;
    options.target = absl::StrCat("127.0.0.1:", port);
    options.insecure_loopback = true;
    // No call is made again but by the test.
    options.retry.initial = absl::InfiniteDuration();
    options.retry.cap = absl::InfiniteDuration();
    client_ = *client::Client::Connect(options);
  }

  client::Client& client() { return *client_; }

  absl::StatusOr<v1::Revision> Make(const Call& call) override {
    if (call.explanation.has_value()) {
      return OnlyExplained(client_->ExplainFinding(*call.explanation));
    }
    switch (call.act) {
      case Act::kSubmit:
        return client_->SubmitReport(call.filing);
      case Act::kWithdraw:
        return client_->WithdrawReport(RequestOf<v1::WithdrawReportRequest>(call));
      case Act::kAccept:
        return client_->AcceptReport(RequestOf<v1::AcceptReportRequest>(call));
      case Act::kPublish:
        return client_->PublishReport(RequestOf<v1::PublishReportRequest>(call));
      default:
        return client_->ReturnReport(RequestOf<v1::ReturnReportRequest>(call));
    }
  }

  absl::StatusOr<v1::Revision> Get(const v1::GetReportRequest& request) override {
    return client_->GetReport(request);
  }

 private:
  template <typename Request>
  static Request RequestOf(const Call& call) {
    Request request;
    request.set_name(call.revision);
    request.set_request_id(call.request_id);
    request.set_reason("第二部分的数字有误，请核对。");
    return request;
  }

  std::unique_ptr<client::Client> client_;
};

// Counts acknowledgements until it is time to kill. Threads: any, at once.
class Countdown {
 public:
  explicit Countdown(int64_t acknowledgements) : left_(acknowledgements) {}

  void Acknowledged() {
    absl::MutexLock lock(&mutex_);
    --left_;
    ++acknowledged_;
  }
  // A call failed: only a server that is being killed may do that.
  void Failed(const absl::Status& status) {
    absl::MutexLock lock(&mutex_);
    EXPECT_TRUE(killing_) << status;
    left_ = 0;
  }
  void AwaitMoment() {
    absl::MutexLock lock(&mutex_, absl::Condition(
                                      +[](int64_t* left) { return *left <= 0; }, &left_));
    killing_ = true;
  }
  int64_t acknowledged() const {
    absl::MutexLock lock(&mutex_);
    return acknowledged_;
  }

 private:
  mutable absl::Mutex mutex_;
  int64_t left_ ABSL_GUARDED_BY(mutex_);
  int64_t acknowledged_ ABSL_GUARDED_BY(mutex_) = 0;
  bool killing_ ABSL_GUARDED_BY(mutex_) = false;
};

// Files and acts on some reports, one call after another, until one fails.
void CallUntilFailure(ServerTarget& target, absl::Span<ExpectedReport> reports, uint64_t seed,
                      Countdown& countdown) {
  std::mt19937_64 random(seed);
  while (true) {
    ExpectedReport& report = reports[random() % reports.size()];
    const absl::StatusOr<v1::Revision> answer = target.Make(report.Begin(random));
    if (!answer.ok()) return countdown.Failed(answer.status());
    report.Answered(*answer);
    countdown.Acknowledged();
  }
}

// Files many reports over one stream until it breaks.
void StreamUntilFailure(ServerTarget& target, absl::Span<ExpectedReport> reports, uint64_t seed,
                        Countdown& countdown) {
  std::mt19937_64 random(seed);
  absl::Mutex mutex;
  std::map<std::string, ExpectedReport*> under_way;
  client::BulkOptions options;
  options.window = reports.size() / 2;
  options.max_fruitless = 1;
  options.retry.initial = absl::ZeroDuration();
  const absl::Status status = target.client().SubmitReports(
      options,
      [&]() -> std::optional<v1::SubmitReportRequest> {
        absl::MutexLock lock(&mutex);
        // A report that waits for its answer takes no other call.
        size_t next = random() % reports.size();
        while (reports[next].unanswered().has_value()) next = (next + 1) % reports.size();
        const v1::SubmitReportRequest& filing = reports[next].BeginFiling(random).filing;
        under_way[filing.request_id()] = &reports[next];
        return filing;
      },
      [&](const v1::SubmitReportRequest& filing, const v1::SubmitReportsResponse& answer) {
        absl::MutexLock lock(&mutex);
        if (answer.has_status()) {
          return countdown.Failed(absl::UnknownError(answer.status().message()));
        }
        const auto found = under_way.find(filing.request_id());
        found->second->Answered(answer.revision());
        under_way.erase(found);
        countdown.Acknowledged();
      });
  countdown.Failed(status);
}

class KillTest : public testing::Test {
 protected:
  void SetUp() override {
    const ProgramResult made = RunProgram({kOgid, data_, "init", "--administrator", "durability"});
    ASSERT_EQ(made.exit_code, 0) << made.output;
    ASSERT_NO_FATAL_FAILURE(Start());
    ASSERT_NO_FATAL_FAILURE(ImportAgencies());
    for (const int year : kReportYears) {
      for (const char* partition : kPartitions) {
        for (int i = 0; i < kAgenciesPerPartition; ++i) {
          reports_.emplace_back(ReportId{AgencyId(partition, i), year, v1::OWN}, &sequences_);
        }
      }
    }
  }

  static std::string AgencyId(const char* partition, int number) {
    return absl::StrFormat("%s-K%06d", partition, number);
  }

  void Start() {
    // Small buffers, so that the files behind the log are written and merged too.
    server_ = Process::Start({kOgid, data_, "serve", "--listen=127.0.0.1:0", "--insecure-loopback",
                              "--write-buffer-bytes=2097152"});
    ASSERT_TRUE(server_->ready()) << server_->Output();
    target_ = std::make_unique<ServerTarget>(server_->port());
  }

  void CheckData(const std::vector<std::string>& options) {
    std::vector<std::string> command = {kOgid, data_, "check"};
    command.insert(command.end(), options.begin(), options.end());
    const ProgramResult checked = RunProgram(command);
    ASSERT_EQ(checked.exit_code, 0) << checked.output;
  }

  void ImportAgencies() {
    std::vector<v1::Agency> agencies;
    for (const char* partition : kPartitions) {
      for (int i = 0; i < kAgenciesPerPartition; ++i) {
        v1::Agency& agency = agencies.emplace_back();
        agency.set_name(AgencyName(AgencyId(partition, i)));
        agency.set_level(v1::Agency::TOWNSHIP);
        agency.add_names()->set_text(absl::StrCat("样本乡", i, "人民政府"));
      }
    }
    size_t next = 0;
    const absl::Status status = target_->client().ImportAgencies(
        {},
        [&]() -> std::optional<v1::Agency> {
          if (next == agencies.size()) return std::nullopt;
          return agencies[next++];
        },
        [](const v1::Agency&, const v1::ImportAgenciesResponse& answer) {
          EXPECT_EQ(answer.change(), v1::ImportAgenciesResponse::CREATED)
              << answer.ShortDebugString();
        });
    ASSERT_TRUE(status.ok()) << status;
  }

  // Loads the server until it is killed. Answers how many calls were acknowledged.
  int64_t LoadAndKill(uint64_t seed) {
    std::mt19937_64 random(seed);
    Countdown countdown(static_cast<int64_t>(random() % kMaxAcknowledged));
    const absl::Span<ExpectedReport> all = absl::MakeSpan(reports_);
    std::vector<std::thread> threads;
    for (size_t i = 0; i < kThreads; ++i) {
      threads.emplace_back([&, i, own_seed = random()] {
        CallUntilFailure(*target_, all.subspan(i * kReportsPerThread, kReportsPerThread), own_seed,
                         countdown);
      });
    }
    threads.emplace_back([&, own_seed = random()] {
      StreamUntilFailure(*target_, all.subspan(kThreads * kReportsPerThread), own_seed, countdown);
    });
    countdown.AwaitMoment();
    server_->Stop(SIGKILL);
    for (std::thread& thread : threads) thread.join();
    return countdown.acknowledged();
  }

  const TemporaryDirectory directory_;
  const std::string data_ = absl::StrCat("--data-directory=", directory_.path(), "/data");
  std::unique_ptr<Process> server_;
  std::unique_ptr<ServerTarget> target_;
  Sequences sequences_;
  std::vector<ExpectedReport> reports_;
};

TEST_F(KillTest, WhatWasAcknowledgedOutlivesEveryKillAndWhatWasNotIsDoneOnceOrNotAtAll) {
  const int cycles = Cycles();
  ASSERT_GT(cycles, 0) << "OGI_KILL_CYCLES must be a number";
  int64_t acknowledged = 0;
  int64_t verified = 0;
  int64_t resolved = 0;
  for (int cycle = 0; cycle < cycles && !HasFailure(); ++cycle) {
    SCOPED_TRACE(absl::StrCat("cycle ", cycle));
    acknowledged += LoadAndKill(static_cast<uint64_t>(cycle));
    // Counts equal a recount, and the log has everything; now and then all contents are read too.
    const bool all = cycle % kCyclesPerWholeCheck == kCyclesPerWholeCheck - 1;
    ASSERT_NO_FATAL_FAILURE(
        CheckData(all ? std::vector<std::string>{} : std::vector<std::string>{"--quick"}));
    ASSERT_NO_FATAL_FAILURE(Start());
    for (ExpectedReport& report : reports_) {
      verified += report.VerifyNew(*target_);
      if (!report.unanswered().has_value()) continue;
      report.Resolve(*target_);
      report.VerifyNew(*target_);
      ++resolved;
    }
    sequences_.ExpectNoGaps();
  }
  int64_t revisions = 0;
  for (ExpectedReport& report : reports_) revisions += report.VerifyAll(*target_);
  EXPECT_GT(resolved, 0);
  std::cout << cycles << " kills: " << acknowledged << " calls acknowledged, " << verified
            << " revisions verified after a kill, " << revisions << " at the end; " << resolved
            << " calls without an answer resolved\n";
}

}  // namespace
}  // namespace ogi
