#include <algorithm>
#include <atomic>
#include <fstream>
#include <functional>
#include <memory>
#include <thread>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "clients/cpp/client.h"
#include "common/wire/status.h"
#include "tests/bench/benchmarks.h"
#include "tests/bench/fixture.h"
#include "tests/bench/load.h"

namespace ogi::bench {
namespace {

using SubmissionStubs = Stubs<v1::SubmissionService>;
using RetrievalStubs = Stubs<v1::RetrievalService>;

template <typename Request, typename Response>
struct Call {
  grpc::ClientContext context;
  Request request;
  Response response;
};

StartCall Submit(SubmissionStubs& stubs, const ReportSource& reports) {
  return [&](int64_t number, std::function<void(absl::Status)> done) {
    auto call = std::make_shared<Call<v1::SubmitReportRequest, v1::Revision>>();
    call->request = reports.Request(number);
    stubs.Get(number).async()->SubmitReport(
        &call->context, &call->request, &call->response,
        [call, done = std::move(done)](const grpc::Status& status) {
          done(wire::FromGrpc(status));
        });
  };
}

// By a person of the organ, through the platform.
StartCall SubmitAs(SubmissionStubs& stubs, const ReportSource& reports,
                   const IdentifiedServer& server) {
  return [&](int64_t number, std::function<void(absl::Status)> done) {
    auto call = std::make_shared<Call<v1::SubmitReportRequest, v1::Revision>>();
    call->request = reports.Request(number);
    call->context.AddMetadata("authorization", server.Authorization(number));
    stubs.Get(number).async()->SubmitReport(
        &call->context, &call->request, &call->response,
        [call, done = std::move(done)](const grpc::Status& status) {
          done(wire::FromGrpc(status));
        });
  };
}

// What a province's organs file in two or three years. The many more that the filings before leave
// in the store would measure the disk.
constexpr int64_t kReportsRead = 20'000;

// Of the first `filed` reports, in turn.
StartCall Get(RetrievalStubs& stubs, int64_t filed) {
  return [&stubs, filed](int64_t number, std::function<void(absl::Status)> done) {
    auto call = std::make_shared<Call<v1::GetReportRequest, v1::Revision>>();
    call->request.set_name(ReportSource::ReportName(number % filed));
    stubs.Get(number).async()->GetReport(
        &call->context, &call->request, &call->response,
        [call, done = std::move(done)](const grpc::Status& status) {
          done(wire::FromGrpc(status));
        });
  };
}

// One of the two that are compared.
struct Side {
  Process* process;
  StartCall start;
  int64_t next_number = 0;
};

struct SideRounds {
  std::vector<double> per_second;
  std::vector<double> p50_ms;
  std::vector<double> p99_ms;
  std::vector<double> cpu_us;
};

void RunRound(Side& side, int concurrency, absl::Duration duration, SideRounds* rounds) {
  const absl::Duration cpu = side.process->CpuTime();
  const LoadResult result = RunLoad(concurrency, duration, side.next_number, side.start);
  side.next_number += result.calls;
  if (rounds == nullptr) return;
  rounds->per_second.push_back(result.PerSecond());
  rounds->p50_ms.push_back(absl::ToDoubleMilliseconds(result.p50));
  rounds->p99_ms.push_back(absl::ToDoubleMilliseconds(result.p99));
  rounds->cpu_us.push_back(absl::ToDoubleMicroseconds(side.process->CpuTime() - cpu) /
                           static_cast<double>(result.calls));
}

// Rounds of both in turn, after one of each that does not count.
Row Compare(const Options& options, std::string name, int concurrency, Side& ours, Side& theirs) {
  SideRounds a;
  SideRounds b;
  RunRound(ours, concurrency, options.round / 3, nullptr);
  RunRound(theirs, concurrency, options.round / 3, nullptr);
  std::vector<double> ratios;
  for (int round = 0; round < options.rounds; ++round) {
    RunRound(ours, concurrency, options.round, &a);
    RunRound(theirs, concurrency, options.round, &b);
    ratios.push_back(a.per_second.back() / b.per_second.back());
  }
  return {.name = std::move(name),
          .value = Median(a.per_second),
          .baseline = Median(b.per_second),
          .ratio = Median(ratios),
          .unit = "calls/s",
          .remark = absl::StrFormat(
              "ratio %s  p50 %.2f|%.2f ms  p99 %.1f|%.1f ms  server CPU %.0f|%.0f us/call",
              Spread(ratios), Median(a.p50_ms), Median(b.p50_ms), Median(a.p99_ms),
              Median(b.p99_ms), Median(a.cpu_us), Median(b.cpu_us))};
}

// Answers the number after the last that was filed.
int64_t BenchSubmit(const Options& options, int characters, absl::string_view label,
                    BenchServer& server, int64_t first_number, Results& results) {
  const ReportSource reports(characters);
  TemporaryDirectory directory;
  const std::unique_ptr<Process> naive =
      Process::Start({options.self, "--baseline-put", directory.path() + "/db"});
  SubmissionStubs our_stubs(server.process().port());
  SubmissionStubs their_stubs(naive->port());
  Side ours{&server.process(), Submit(our_stubs, reports), first_number};
  Side theirs{naive.get(), Submit(their_stubs, reports), first_number};
  for (const int concurrency : options.at_once) {
    results.Add(Compare(options,
                        absl::StrFormat("submit %s (%.1f KB), %d at once", label,
                                        static_cast<double>(reports.Bytes()) / 1000, concurrency),
                        concurrency, ours, theirs));
  }
  return ours.next_number;
}

void BenchGet(const Options& options, BenchServer& server, int64_t filed, Results& results) {
  RetrievalStubs our_stubs(server.process().port());
  grpc::ClientContext context;
  v1::GetReportRequest request;
  request.set_name(ReportSource::ReportName(0));
  v1::Revision sample;
  Check(our_stubs.Get(0).GetReport(&context, request, &sample).ok(), "no report to get");
  TemporaryDirectory directory;
  const std::string file = directory.path() + "/answer";
  std::ofstream(file, std::ios::binary) << sample.SerializeAsString();
  const std::unique_ptr<Process> echo = Process::Start({options.self, "--baseline-echo", file});
  RetrievalStubs their_stubs(echo->port());
  const int64_t read = std::min(filed, kReportsRead);
  Side ours{&server.process(), Get(our_stubs, read)};
  Side theirs{echo.get(), Get(their_stubs, read)};
  for (const int concurrency : options.at_once) {
    results.Add(Compare(options, absl::StrCat("get, ", concurrency, " at once"), concurrency, ours,
                        theirs));
  }
}

// Published ones, so that whoever calls is answered with the same.
constexpr int64_t kPublished = 64;

void RecordPublished(const IdentifiedServer& server, const ReportSource& reports) {
  const auto submission = v1::SubmissionService::NewStub(server.Connect("county"));
  for (int64_t i = 0; i < kPublished; ++i) {
    grpc::ClientContext context;
    v1::RecordHistoricalReportRequest request;
    *request.mutable_report() = reports.Request(i).report();
    request.set_parent(request.report().agency());
    google::type::Date& date = *request.mutable_report()->mutable_publication()->mutable_date();
    date.set_year(request.report().year() + 1);
    date.set_month(1);
    date.set_day(20);
    request.set_request_id(absl::StrCat("recorded-", i));
    v1::Revision revision;
    const grpc::Status recorded = submission->RecordHistoricalReport(&context, request, &revision);
    Check(recorded.ok(), recorded.error_message());
  }
}

// The organ above sees more than the public, so its reads are on record; a stranger's are not.
void BenchAuditedReads(const Options& options, Results& results) {
  IdentifiedServer server(options.ogid);
  RecordPublished(server, ReportSource(1000));
  const auto stubs_of = [&server](absl::string_view who) {
    std::vector<std::shared_ptr<grpc::Channel>> channels;
    for (int i = 0; i < kConnections; ++i) channels.push_back(server.Connect(who));
    return RetrievalStubs(channels);
  };
  RetrievalStubs audited = stubs_of("county");
  RetrievalStubs others = stubs_of("stranger");
  Side ours{&server.process(), Get(audited, kPublished)};
  Side theirs{&server.process(), Get(others, kPublished)};
  for (const int concurrency : options.at_once) {
    results.Add(Compare(options,
                        absl::StrFormat("get, on record against not, %d at once", concurrency),
                        concurrency, ours, theirs));
  }
}

// Sweeps the county over and over, with all rules asked again, until it is destroyed.
class SweepsWithoutEnd {
 public:
  explicit SweepsWithoutEnd(client::Client& client)
      : thread_([this, &client] {
          v1::SweepRegionRequest request;
          request.set_superior("agencies/54-0424000");
          request.set_year(kFirstYear);
          request.set_re_evaluate(true);
          request.set_totals_only(true);
          while (!stopped_) Check(client.SweepRegion(request, [](const auto&) {}).ok(), "a sweep");
        }) {}
  ~SweepsWithoutEnd() {
    stopped_ = true;
    thread_.join();
  }

 private:
  std::atomic<bool> stopped_ = false;
  // The last: it begins once the rest is there.
  std::thread thread_;
};

}  // namespace

void BenchIdentity(const Options& options, Results& results) {
  const ReportSource reports(1000);
  IdentifiedServer identified(options.ogid);
  BenchServer plain(options.ogid, /*with_agencies=*/true);
  std::vector<std::shared_ptr<grpc::Channel>> channels;
  for (int i = 0; i < kConnections; ++i) channels.push_back(identified.NewPlatformConnection());
  SubmissionStubs our_stubs(channels);
  SubmissionStubs their_stubs(plain.process().port());
  Side ours{&identified.process(), SubmitAs(our_stubs, reports, identified)};
  Side theirs{&plain.process(), Submit(their_stubs, reports)};
  // Every token is checked once; from then on by its digest.
  while (!options.quick && ours.next_number < kAgencies) {
    RunRound(ours, 64, options.round, nullptr);
  }
  for (const int concurrency : options.at_once) {
    results.Add(Compare(options,
                        absl::StrCat("submit, mutual TLS + token + permission against none, ",
                                     concurrency, " at once"),
                        concurrency, ours, theirs));
  }
  BenchAuditedReads(options, results);
}

void BenchFilingBesideSweep(const Options& options, Results& results) {
  const ReportSource reports(1000);
  BenchServer server(options.ogid, /*with_agencies=*/true);
  SubmissionStubs stubs(server.process().port());
  Side side{&server.process(), Submit(stubs, reports)};
  // So that there is something to sweep.
  while (!options.quick && side.next_number < int64_t{2} * kAgencies) {
    RunRound(side, 64, options.round, nullptr);
  }
  client::Client client(NewConnection(server.process().port()), {.timeout = absl::Minutes(1)});
  SideRounds beside;
  SideRounds alone;
  std::vector<double> ratios;
  for (int round = 0; round < options.rounds; ++round) {
    {
      const SweepsWithoutEnd sweeps(client);
      RunRound(side, 64, options.round, &beside);
    }
    RunRound(side, 64, options.round, &alone);
    ratios.push_back(beside.per_second.back() / alone.per_second.back());
  }
  results.Add(
      {.name = "submit, 64 at once, beside a sweep that judges again",
       .value = Median(beside.per_second),
       .baseline = Median(alone.per_second),
       .ratio = Median(ratios),
       .unit = "calls/s",
       .remark = absl::StrFormat("against alone; ratio %s  p99 %.1f|%.1f ms", Spread(ratios),
                                 Median(beside.p99_ms), Median(alone.p99_ms))});
}

void BenchSubmitAndGet(const Options& options, Results& results) {
  BenchServer server(options.ogid, /*with_agencies=*/true);
  const int64_t filed = BenchSubmit(options, 1000, "1,000 characters", server, 0, results);
  BenchGet(options, server, filed, results);
  BenchSubmit(options, 6300, "6,300 characters", server, int64_t{1} << 40, results);
}

}  // namespace ogi::bench
