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
#include "tests/support/certificates.h"
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

// The same on mutual TLS, called through a platform that has a mandate for a county and all below
// it, by one person of each of its organs. Without quotas, where it is not they that are measured.
class IdentifiedServer {
 public:
  explicit IdentifiedServer(const std::string& ogid, bool quotas = false);
  Process& process() { return *process_; }
  std::shared_ptr<grpc::Channel> NewPlatformConnection() const;
  // `who` is the stem of a certificate's file, `township`.
  std::shared_ptr<grpc::Channel> Connect(absl::string_view who) const;
  // The authorization of the person who makes the `number`-th filing.
  const std::string& Authorization(int64_t number) const;

 private:
  void Start(bool quotas);

  const std::string ogid_;
  TemporaryDirectory directory_;
  Certificates certificates_;
  std::unique_ptr<Process> process_;
  std::vector<std::string> authorizations_;
};

// One connection each, taken in turn.
template <typename Service>
class Stubs {
 public:
  explicit Stubs(int port);
  explicit Stubs(const std::vector<std::shared_ptr<grpc::Channel>>& channels) {
    for (const auto& channel : channels) stubs_.push_back(Service::NewStub(channel));
  }
  typename Service::Stub& Get(int64_t number) {
    return *stubs_[static_cast<size_t>(number) % stubs_.size()];
  }

 private:
  std::vector<std::unique_ptr<typename Service::Stub>> stubs_;
};

std::shared_ptr<grpc::Channel> NewConnection(int port);
inline constexpr int kConnections = 4;

template <typename Service>
Stubs<Service>::Stubs(int port) {
  for (int i = 0; i < kConnections; ++i) stubs_.push_back(Service::NewStub(NewConnection(port)));
}

}  // namespace ogi::bench

#endif  // OGI_TESTS_BENCH_FIXTURE_H_
