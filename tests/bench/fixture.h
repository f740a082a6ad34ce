// What the benchmarks of a whole server share: a server, agencies, reports, channels.
#ifndef OGI_TESTS_BENCH_FIXTURE_H_
#define OGI_TESTS_BENCH_FIXTURE_H_

#include <grpcpp/channel.h>

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "ogi/v1/annual_report.pb.h"
#include "ogi/v1/retrieval_service.grpc.pb.h"
#include "ogi/v1/submission_service.grpc.pb.h"
#include "tests/support/process.h"

namespace ogi::bench {

// Enough reports that each is filed a few times at most, as in life.
inline constexpr int kAgencies = 10'000;
inline constexpr int kFirstYear = 2021;
inline constexpr int kYears = 5;

// Ends the program with `what` where a benchmark would mean nothing.
void Check(bool good, absl::string_view what);

// Full reports of the 2021 form, different each, all sums right; `characters` of narrative.
class ReportSource {
 public:
  explicit ReportSource(int characters);

  // The `number`-th filing: agencies, years and scopes in turn, so that calls under way together
  // never meet.
  v1::SubmitReportRequest Request(int64_t number) const;
  // The name of the report that it files.
  static std::string ReportName(int64_t number);
  size_t Bytes() const;

 private:
  std::vector<v1::AnnualReport> templates_;
};

// A fresh ogid over an empty data directory, with the agencies on record if asked for.
class BenchServer {
 public:
  BenchServer(const std::string& ogid, bool with_agencies);
  Process& process() { return *process_; }

 private:
  TemporaryDirectory directory_;
  std::unique_ptr<Process> process_;
};

// One connection each, taken in turn.
template <typename Service>
class Stubs {
 public:
  explicit Stubs(int port);
  typename Service::Stub& Get(int64_t number) {
    return *stubs_[static_cast<size_t>(number) % stubs_.size()];
  }

 private:
  std::vector<std::unique_ptr<typename Service::Stub>> stubs_;
};

std::shared_ptr<grpc::Channel> NewConnection(int port);

template <typename Service>
Stubs<Service>::Stubs(int port) {
  constexpr int kConnections = 4;
  for (int i = 0; i < kConnections; ++i) stubs_.push_back(Service::NewStub(NewConnection(port)));
}

}  // namespace ogi::bench

#endif  // OGI_TESTS_BENCH_FIXTURE_H_
