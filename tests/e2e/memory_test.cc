// What one peer can make the server hold: little, whatever he sends or does not take.
#include <arpa/inet.h>
#include <grpcpp/grpcpp.h>
#include <netinet/in.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <deque>
#include <iostream>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/synchronization/blocking_counter.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/clock.h"
#include "common/errors.h"
#include "common/limits.h"
#include "common/wire/status.h"
#include "domain/form/figures.h"
#include "ogi/v1/registry_service.grpc.pb.h"
#include "ogi/v1/retrieval_service.grpc.pb.h"
#include "ogi/v1/submission_service.grpc.pb.h"
#include "ogi/v1/validation_service.grpc.pb.h"
#include "tests/e2e/e2e_fixture.h"

namespace ogi {
namespace {

constexpr int64_t kMaxGrowth = int64_t{300} << 20;

// Reads a report again and again while others misbehave, once at least; every call must be
// answered.
class HonestReader {
 public:
  explicit HonestReader(client::Client* client)
      : thread_([this, client] {
          do {
            v1::GetReportRequest request;
            request.set_name(kReport);
            const absl::Time begin = absl::Now();
            const auto answer = client->GetReport(request);
            EXPECT_TRUE(answer.ok()) << answer.status();
            milliseconds_.push_back(absl::ToDoubleMilliseconds(absl::Now() - begin));
            absl::SleepFor(absl::Milliseconds(5));
          } while (!stop_);
        }) {}
  ~HonestReader() {
    stop_ = true;
    thread_.join();
    std::sort(milliseconds_.begin(), milliseconds_.end());
    std::cout << "  honest calls: " << milliseconds_.size() << ", p99 "
              << milliseconds_[milliseconds_.size() * 99 / 100] << " ms\n";
  }

 private:
  std::atomic<bool> stop_ = false;
  std::vector<double> milliseconds_;
  std::thread thread_;
};

class MemoryTest : public E2eTest {
 protected:
  MemoryTest() {
    Start({"--block-cache-bytes", "67108864"});
    ImportAgencies();
    EXPECT_TRUE(client().SubmitReport(Filing(ReportSaying("一"))).ok());
    honest_client_ = NewClient();
    before_ = server_->ResidentBytes();
    honest_.emplace(honest_client_.get());
  }
  ~MemoryTest() override {
    honest_.reset();
    std::cout << "  resident: " << before_ / 1'000'000 << " MB before, " << most_ / 1'000'000
              << " MB at most\n";
    EXPECT_LT(most_ - before_, kMaxGrowth);
  }

  void Measure() { most_ = std::max(most_.load(), server_->ResidentBytes()); }

  // Runs `work` in several threads and measures meanwhile.
  void Flood(int threads, const std::function<void(int)>& work) {
    absl::BlockingCounter left(threads);
    std::vector<std::thread> all;
    for (int i = 0; i < threads; ++i) {
      all.emplace_back([&, i] {
        work(i);
        left.DecrementCount();
      });
    }
    std::atomic<bool> done = false;
    std::thread meter([&] {
      while (!done) {
        Measure();
        absl::SleepFor(absl::Milliseconds(2));
      }
    });
    left.Wait();
    done = true;
    meter.join();
    for (std::thread& thread : all) thread.join();
  }

  // A connection of its own.
  std::shared_ptr<grpc::Channel> Connect() const {
    grpc::ChannelArguments arguments;
    arguments.SetInt(GRPC_ARG_USE_LOCAL_SUBCHANNEL_POOL, 1);
    arguments.SetMaxReceiveMessageSize(-1);
    return grpc::CreateCustomChannel(target(), grpc::InsecureChannelCredentials(), arguments);
  }

  static void SetDeadline(grpc::ClientContext& context) {
    context.set_deadline(std::chrono::system_clock::now() + std::chrono::seconds(60));
  }

 private:
  std::unique_ptr<client::Client> honest_client_;
  int64_t before_ = 0;
  std::atomic<int64_t> most_ = 0;
  std::optional<HonestReader> honest_;
};

// 256 KiB that unpack to 256 MiB.
TEST_F(MemoryTest, Finding4IsNotTakenByPackedZeros) {
  v1::GetReportRequest request;
  request.mutable_name()->assign(size_t{256} << 20, '\0');
  auto stub = v1::RetrievalService::NewStub(Connect());
  Flood(1, [&](int) {
    for (int i = 0; i < 2; ++i) {
      grpc::ClientContext context;
      SetDeadline(context);
      context.set_compression_algorithm(GRPC_COMPRESS_GZIP);
      v1::Revision revision;
      const absl::Status status = wire::FromGrpc(stub->GetReport(&context, request, &revision));
      EXPECT_EQ(errors::ReasonOf(status), v1::TOO_LARGE) << status;
    }
  });
}

TEST_F(MemoryTest, Finding4ReadsWhatCameWithGzipAndRefusesOtherPacking) {
  auto stub = v1::RetrievalService::NewStub(Connect());
  v1::GetReportRequest request;
  request.set_name(kReport);
  for (const auto& [algorithm, code] :
       {std::pair(GRPC_COMPRESS_GZIP, grpc::StatusCode::OK),
        std::pair(GRPC_COMPRESS_DEFLATE, grpc::StatusCode::UNIMPLEMENTED)}) {
    grpc::ClientContext context;
    SetDeadline(context);
    context.set_compression_algorithm(algorithm);
    v1::Revision revision;
    EXPECT_EQ(stub->GetReport(&context, request, &revision).error_code(), code);
  }
  Measure();
}

TEST_F(MemoryTest, Finding3IsNotTakenByEmptyNames) {
  v1::CreateAgencyRequest request;
  request.set_agency_id("54-0424999");
  request.set_request_id("a");
  for (int i = 0; i < 2000; ++i) request.mutable_agency()->add_names();
  Flood(8, [&](int) {
    auto stub = v1::RegistryService::NewStub(Connect());
    for (int i = 0; i < 20; ++i) {
      grpc::ClientContext context;
      SetDeadline(context);
      v1::Agency agency;
      const absl::Status status = wire::FromGrpc(stub->CreateAgency(&context, request, &agency));
      EXPECT_EQ(errors::ReasonOf(status), v1::INVALID_FIELDS) << status;
    }
  });
}

TEST_F(MemoryTest, Finding6IsNotTakenByReadings) {
  v1::ValidateReportRequest request;
  *request.mutable_report() = ReportSaying("一");
  v1::CellNote& note = *request.mutable_report()->add_cell_notes();
  note.set_kind(v1::CellNote::AMBIGUOUS);
  for (int i = 0; i < 250'000; ++i) note.add_candidates("x");
  ASSERT_LT(request.ByteSizeLong(), limits::kMaxReportBytes);
  Flood(8, [&](int) {
    auto stub = v1::ValidationService::NewStub(Connect());
    for (int i = 0; i < 10; ++i) {
      grpc::ClientContext context;
      SetDeadline(context);
      v1::Verdict verdict;
      const absl::Status status = wire::FromGrpc(stub->ValidateReport(&context, request, &verdict));
      EXPECT_TRUE(absl::IsInvalidArgument(status) || absl::IsResourceExhausted(status)) << status;
    }
  });
}

// Writes filings with long verdicts as fast as the stream takes them, and never reads an answer.
class DeafStream
    : public grpc::ClientBidiReactor<v1::SubmitReportsRequest, v1::SubmitReportsResponse> {
 public:
  DeafStream(v1::SubmissionService::Stub* stub, const v1::SubmitReportsRequest* item,
             absl::BlockingCounter* ended)
      : item_(item), ended_(ended) {
    stub->async()->SubmitReports(&context_, this);
    StartWrite(item_);
    StartCall();
  }
  void OnWriteDone(bool ok) override {
    if (ok && ++written_ < limits::kStreamWindow) StartWrite(item_);
  }
  void OnDone(const grpc::Status&) override { ended_->DecrementCount(); }
  void Cancel() { context_.TryCancel(); }

 private:
  grpc::ClientContext context_;
  const v1::SubmitReportsRequest* const item_;
  absl::BlockingCounter* const ended_;
  int written_ = 0;
};

TEST_F(MemoryTest, Finding5IsNotTakenByStreamsThatNobodyReads) {
  constexpr int kConnections = 10;
  constexpr int kStreams = 1000;
  v1::SubmitReportsRequest item;
  *item.mutable_request() = Filing(ReportSaying("一"), "a");
  item.mutable_request()->set_validate_only(true);
  v1::AnnualReport& report = *item.mutable_request()->mutable_report();
  for (const CellInfo& cell : Cells()) {
    if (cell.table != Table::kThree || !InEdition(cell, report.edition())) continue;
    ClearCell(report, cell.index);
    SetNote(report, cell.index, v1::CellNote::NOT_A_NUMBER).set_raw_text(std::string(60, '/'));
  }
  absl::BlockingCounter ended(kStreams);
  std::vector<std::unique_ptr<v1::SubmissionService::Stub>> stubs;
  for (int i = 0; i < kConnections; ++i) {
    stubs.push_back(v1::SubmissionService::NewStub(Connect()));
  }
  std::deque<DeafStream> streams;
  for (int i = 0; i < kStreams; ++i) {
    streams.emplace_back(stubs[static_cast<size_t>(i % kConnections)].get(), &item, &ended);
  }
  for (int i = 0; i < 1000; ++i) {
    Measure();
    absl::SleepFor(absl::Milliseconds(5));
  }
  for (DeafStream& stream : streams) stream.Cancel();
  ended.Wait();
}

TEST_F(MemoryTest, Finding13IsNotTakenByConnectionsThatDoNothing) {
  rlimit files = {};
  getrlimit(RLIMIT_NOFILE, &files);
  const int count = static_cast<int>(std::min<rlim_t>(10'000, files.rlim_cur / 2 - 500));
  sockaddr_in address = {};
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<uint16_t>(port_));
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  constexpr absl::string_view kHello = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\4\0\0\0\0\0";
  std::vector<int> sockets;
  for (int i = 0; i < count; ++i) {
    const int each = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    ASSERT_GE(each, 0);
    sockets.push_back(each);
    ASSERT_EQ(connect(each, reinterpret_cast<const sockaddr*>(&address), sizeof(address)), 0);
    ASSERT_EQ(send(each, kHello.data(), kHello.size(), MSG_NOSIGNAL),
              static_cast<ssize_t>(kHello.size()));
    if (i % 100 == 0) Measure();
  }
  for (int i = 0; i < 200; ++i) {
    Measure();
    absl::SleepFor(absl::Milliseconds(5));
  }
  std::cout << "  connections: " << count << "\n";
  for (const int each : sockets) close(each);
}

}  // namespace
}  // namespace ogi
