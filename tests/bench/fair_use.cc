// Whether one caller's excess is felt by another.
#include <grpcpp/client_context.h>

#include <algorithm>
#include <atomic>
#include <functional>
#include <memory>
#include <thread>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/clock.h"
#include "common/limits.h"
#include "tests/bench/benchmarks.h"
#include "tests/bench/fixture.h"

namespace ogi::bench {
namespace {

constexpr double kMegabyte = 1e6;
// The honest platform's own pace, well under its quota: filings and readings in turn.
constexpr double kHonestPerSecond = 200;
constexpr double kExcess = 100;
constexpr int kStreams = 10'000;
// Each as full as the server lets it be.
constexpr int kStreamConnections = kStreams / limits::kMaxConcurrentStreams;

using SubmissionStub = v1::SubmissionService::Stub;
using RetrievalStub = v1::RetrievalService::Stub;

template <typename Request, typename Response>
struct Call {
  grpc::ClientContext context;
  Request request;
  Response response;
};

// Starts a call each time its turn has come, however long those before take, from a thread of its
// own.
class Pacer {
 public:
  Pacer(double per_second, std::function<void()> start)
      : thread_([this, per_second, start = std::move(start)] {
          const absl::Time begin = absl::Now();
          int64_t started = 0;
          while (!stop_) {
            const double due = absl::ToDoubleSeconds(absl::Now() - begin) * per_second;
            for (; static_cast<double>(started) < due; ++started) start();
            absl::SleepFor(absl::Milliseconds(1));
          }
        }) {}
  ~Pacer() { Stop(); }
  void Stop() {
    stop_ = true;
    if (thread_.joinable()) thread_.join();
  }

 private:
  std::atomic<bool> stop_ = false;
  std::thread thread_;
};

// Of calls that are answered on any thread.
class Tally {
 public:
  void Start() {
    absl::MutexLock lock(&mutex_);
    ++under_way_;
  }
  void End(absl::Duration latency, bool good) {
    absl::MutexLock lock(&mutex_);
    --under_way_;
    (good ? good_ : refused_).push_back(absl::ToDoubleMilliseconds(latency));
  }
  void Await() {
    absl::MutexLock lock(&mutex_,
                         absl::Condition(
                             +[](int* under_way) { return *under_way == 0; }, &under_way_));
  }
  // Milliseconds.
  std::vector<double> good() const {
    absl::MutexLock lock(&mutex_);
    return good_;
  }
  std::vector<double> refused() const {
    absl::MutexLock lock(&mutex_);
    return refused_;
  }

 private:
  mutable absl::Mutex mutex_;
  int under_way_ ABSL_GUARDED_BY(mutex_) = 0;
  std::vector<double> good_ ABSL_GUARDED_BY(mutex_);
  std::vector<double> refused_ ABSL_GUARDED_BY(mutex_);
};

double Percentile(std::vector<double> values, double share) {
  if (values.empty()) return 0;
  const auto nth =
      values.begin() + static_cast<int64_t>(share * static_cast<double>(values.size() - 1));
  std::nth_element(values.begin(), nth, values.end());
  return *nth;
}

class Honest {
 public:
  explicit Honest(const IdentifiedServer& server)
      : server_(server),
        reports_(1000),
        channel_(server.NewPlatformConnection()),
        submission_(v1::SubmissionService::NewStub(channel_)),
        retrieval_(v1::RetrievalService::NewStub(channel_)) {}

  // Files and reads what was filed before, in turn. The p99 in ms; every call must be answered.
  double P99(absl::Duration duration) {
    Tally tally;
    {
      const Pacer pacer(kHonestPerSecond, [&] {
        ++turn_ % 2 == 0 || answered_ < kReadBehind ? File(&tally) : Read(&tally);
      });
      absl::SleepFor(duration);
    }
    tally.Await();
    Check(tally.refused().empty(), "an honest call was refused");
    return Percentile(tally.good(), 0.99);
  }

 private:
  // What is read has been answered, however long the machine stood still: answers come nearly in
  // order.
  static constexpr int64_t kReadBehind = 100;

  void File(Tally* tally) {
    auto call = std::make_shared<Call<v1::SubmitReportRequest, v1::Revision>>();
    call->request = reports_.Request(filed_);
    call->context.AddMetadata("authorization", server_.Authorization(filed_++));
    tally->Start();
    submission_->async()->SubmitReport(
        &call->context, &call->request, &call->response,
        [this, ended = Ended(call, tally)](const grpc::Status& status) {
          ++answered_;
          ended(status);
        });
  }

  void Read(Tally* tally) {
    auto call = std::make_shared<Call<v1::GetReportRequest, v1::Revision>>();
    const int64_t number = answered_ - kReadBehind;
    call->request.set_name(ReportSource::ReportName(number));
    call->context.AddMetadata("authorization", server_.Authorization(number));
    tally->Start();
    retrieval_->async()->GetReport(&call->context, &call->request, &call->response,
                                   Ended(call, tally));
  }

  template <typename CallPointer>
  static std::function<void(grpc::Status)> Ended(CallPointer call, Tally* tally) {
    return [call, tally, begin = absl::Now()](const grpc::Status& status) {
      tally->End(absl::Now() - begin, status.ok());
    };
  }

  const IdentifiedServer& server_;
  const ReportSource reports_;
  const std::shared_ptr<grpc::Channel> channel_;
  const std::unique_ptr<SubmissionStub> submission_;
  const std::unique_ptr<RetrievalStub> retrieval_;
  int64_t turn_ = 0;
  int64_t filed_ = 0;
  std::atomic<int64_t> answered_ = 0;
};

// An organ that asks a hundred times as often as it may.
class Excessive {
 public:
  explicit Excessive(const IdentifiedServer& server)
      : retrieval_(v1::RetrievalService::NewStub(server.Connect("township"))),
        pacer_(kExcess * limits::kOrganRequests, [this] { Ask(); }) {}
  const Tally& Stop() {
    pacer_.Stop();
    tally_.Await();
    return tally_;
  }

 private:
  void Ask() {
    auto call = std::make_shared<Call<v1::GetReportRequest, v1::Revision>>();
    call->request.set_name(ReportSource::ReportName(0));
    tally_.Start();
    retrieval_->async()->GetReport(
        &call->context, &call->request, &call->response,
        [this, call, begin = absl::Now()](const grpc::Status& status) {
          tally_.End(absl::Now() - begin,
                     status.error_code() != grpc::StatusCode::RESOURCE_EXHAUSTED);
        });
  }

  Tally tally_;
  const std::unique_ptr<RetrievalStub> retrieval_;
  Pacer pacer_;
};

// Streams of one organ, opened at once and then left alone. Each opening is a request of its quota.
class IdleStreams {
 public:
  IdleStreams(const IdentifiedServer& server, int count) {
    std::vector<std::unique_ptr<SubmissionStub>> stubs;
    for (int i = 0; i < kStreamConnections; ++i) {
      stubs.push_back(v1::SubmissionService::NewStub(server.Connect("township")));
    }
    for (int i = 0; i < count; ++i) {
      const size_t stub = static_cast<size_t>(i) % stubs.size();
      streams_.push_back(std::make_unique<Stream>(*stubs[stub], &tally_));
    }
  }
  ~IdleStreams() { Close(); }
  // Ends those that are open. How long the others took to be refused.
  const Tally& Close() {
    for (const auto& stream : streams_) stream->context.TryCancel();
    tally_.Await();
    return tally_;
  }

 private:
  struct Stream : grpc::ClientBidiReactor<v1::SubmitReportsRequest, v1::SubmitReportsResponse> {
    Stream(SubmissionStub& stub, Tally* ends) : tally(ends) {
      tally->Start();
      stub.async()->SubmitReports(&context, this);
      StartRead(&response);
      StartCall();
    }
    void OnDone(const grpc::Status& status) override {
      tally->End(absl::Now() - begin, status.error_code() == grpc::StatusCode::CANCELLED);
    }

    Tally* const tally;
    const absl::Time begin = absl::Now();
    grpc::ClientContext context;
    v1::SubmitReportsResponse response;
  };

  Tally tally_;
  std::vector<std::unique_ptr<Stream>> streams_;
};

double Megabytes(IdentifiedServer& server) {
  return static_cast<double>(server.process().ResidentBytes()) / kMegabyte;
}

// Rounds alone and beside what `begin` starts, which ends with what it answers.
template <typename Beside>
void Compare(const Options& options, const std::string& name, Honest& honest,
             const std::function<std::unique_ptr<Beside>()>& begin,
             const std::function<std::string(Beside&)>& end, Results& results) {
  std::vector<double> alone;
  std::vector<double> beside;
  std::vector<double> ratios;
  std::string remark;
  for (int round = 0; round < options.rounds; ++round) {
    alone.push_back(honest.P99(2 * options.round));
    const std::unique_ptr<Beside> other = begin();
    beside.push_back(honest.P99(2 * options.round));
    remark = end(*other);
    ratios.push_back(beside.back() / alone.back());
  }
  results.Add({name, Median(beside), Median(alone), Median(ratios), "ms",
               absl::StrCat("ratio ", Spread(ratios), "  ", remark)});
}

void BenchExcess(const Options& options, Results& results) {
  IdentifiedServer server(options.ogid, /*quotas=*/true);
  Honest honest(server);
  honest.P99(options.round);
  Compare<Excessive>(
      options, "p99 of filing and reading beside an organ at 100 times its quota", honest,
      [&] { return std::make_unique<Excessive>(server); },
      [](Excessive& other) {
        const Tally& tally = other.Stop();
        return absl::StrFormat("of its calls %d admitted, %d refused in %.1f ms",
                               tally.good().size(), tally.refused().size(),
                               Percentile(tally.refused(), 0.5));
      },
      results);
}

void BenchStreams(const Options& options, Results& results) {
  const int streams = options.quick ? 200 : kStreams;
  IdentifiedServer server(options.ogid, /*quotas=*/true);
  Honest honest(server);
  honest.P99(options.round);
  const double before = Megabytes(server);
  double after = 0;
  std::vector<double> opening;
  Compare<IdleStreams>(
      options, absl::StrFormat("p99 of filing and reading beside %d streams", streams), honest,
      [&] {
        auto idle = std::make_unique<IdleStreams>(server, streams);
        opening.push_back(honest.P99(options.round));
        return idle;
      },
      [&](IdleStreams& other) {
        after = std::max(after, Megabytes(server));
        const Tally& tally = other.Close();
        return absl::StrFormat("%d open, %d refused, p99 %.0f ms; %.1f ms while they opened",
                               tally.good().size(), tally.refused().size(),
                               Percentile(tally.refused(), 0.99), Median(opening));
      },
      results);
  results.Add({absl::StrFormat("memory with %d streams", streams), after, before, after / before,
               "MB", "against before"});
}

}  // namespace

void BenchFairUse(const Options& options, Results& results) {
  BenchExcess(options, results);
  BenchStreams(options, results);
}

}  // namespace ogi::bench
