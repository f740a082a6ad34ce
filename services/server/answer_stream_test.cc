#include "services/server/answer_stream.h"

#include <grpcpp/grpcpp.h>
#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/synchronization/notification.h"
#include "ogi/v1/audit_service.grpc.pb.h"
#include "services/audit/audit_log.h"
#include "services/audit/list_audit_records.h"
#include "services/handler/records.h"
#include "storage/commit/stamp.h"
#include "storage/memory/faulty_store.h"
#include "storage/memory/memory_store.h"
#include "tests/support/fakes.h"

namespace ogi {
namespace {

const absl::Time kBegin = absl::FromUnixSeconds(1'769'000'000);

// Serves the stream alone.
class Service
    : public v1::AuditService::WithRawCallbackMethod_ListAuditRecords<v1::AuditService::Service> {
 public:
  Service(const Reader* store, Executor* executor) : store_(store), executor_(executor) {}

  grpc::ServerWriteReactor<grpc::ByteBuffer>* ListAuditRecords(
      grpc::CallbackServerContext* transport, const grpc::ByteBuffer* in) override {
    grpc::ByteBuffer bytes = *in;
    v1::ListAuditRecordsRequest request;
    EXPECT_TRUE(
        grpc::SerializationTraits<v1::ListAuditRecordsRequest>::Deserialize(&bytes, &request).ok());
    return AnswerStream<AuditReader>::Start(
        transport, executor_, AuditReader::Begin(store_, request),
        [this](const absl::Status& status, int64_t records) {
          status_ = status;
          records_ = records;
          ended_.Notify();
        },
        write_timeout_);
  }

  void set_write_timeout(absl::Duration timeout) { write_timeout_ = timeout; }
  // Waits for the end.
  absl::Status Ended() {
    ended_.WaitForNotification();
    return status_;
  }
  int64_t records() const { return records_; }

 private:
  const Reader* const store_;
  Executor* const executor_;
  absl::Duration write_timeout_ = limits::kMaxDeadline;
  absl::Notification ended_;
  absl::Status status_;
  int64_t records_ = 0;
};

class AnswerStreamTest : public testing::Test {
 protected:
  static constexpr int kRecords = 3000;

  AnswerStreamTest() : AnswerStreamTest(/*max_waiting=*/100) {}
  explicit AnswerStreamTest(size_t max_waiting)
      : executor_(2, max_waiting), service_(&store_, &executor_) {
    for (int i = 0; i < kRecords; ++i) {
      storage::v1::AuditEntry entry;
      entry.set_resource(absl::StrCat(i));
      // Enough of them are more than what the transport takes at once.
      entry.set_method(std::string(200, 'm'));
      const std::string token = random_.Bytes(kTokenBytes);
      Write write = AuditWrite(kBegin + absl::Microseconds(i), token, entry);
      write.value->insert(0, EncodeStamp({.place = {.sequence = 1}, .commit_time = kBegin}));
      memory_.CommitUnsealed("54", std::vector<Commit>{{.token = token, .writes = {write}}});
    }
    grpc::ServerBuilder builder;
    builder.RegisterService(&service_);
    server_ = builder.BuildAndStart();
    stub_ = v1::AuditService::NewStub(server_->InProcessChannel({}));
    *request_.mutable_start_time() = ToTimestamp(kBegin);
    *request_.mutable_end_time() = ToTimestamp(kBegin + absl::Seconds(1));
  }
  ~AnswerStreamTest() override { server_->Shutdown(); }

  MemoryStore memory_;
  FaultyStore store_{&memory_};
  FakeRandom random_;
  Executor executor_;
  Service service_;
  std::unique_ptr<grpc::Server> server_;
  std::unique_ptr<v1::AuditService::Stub> stub_;
  v1::ListAuditRecordsRequest request_;
};

TEST_F(AnswerStreamTest, SendsEveryRecordInOrder) {
  grpc::ClientContext context;
  auto stream = stub_->ListAuditRecords(&context, request_);
  v1::AuditRecord record;
  int count = 0;
  while (stream->Read(&record)) EXPECT_EQ(record.resource(), absl::StrCat(count++));
  EXPECT_TRUE(stream->Finish().ok());
  EXPECT_EQ(count, kRecords);
  EXPECT_TRUE(service_.Ended().ok());
  EXPECT_EQ(service_.records(), kRecords);
}

TEST_F(AnswerStreamTest, EndsAtOnceWhereThereIsNothing) {
  request_.set_platform("platforms/nobody");
  grpc::ClientContext context;
  auto stream = stub_->ListAuditRecords(&context, request_);
  v1::AuditRecord record;
  EXPECT_FALSE(stream->Read(&record));
  EXPECT_TRUE(stream->Finish().ok());
}

TEST_F(AnswerStreamTest, SaysWhatIsWrongWithTheRequest) {
  request_.clear_end_time();
  grpc::ClientContext context;
  auto stream = stub_->ListAuditRecords(&context, request_);
  v1::AuditRecord record;
  EXPECT_FALSE(stream->Read(&record));
  EXPECT_EQ(errors::ReasonOf(wire::FromGrpc(stream->Finish())), v1::INVALID_FIELDS);
}

TEST_F(AnswerStreamTest, SaysThatTheStoreIsAway) {
  store_.SetReadError(errors::StorageUnavailable("gone"));
  grpc::ClientContext context;
  auto stream = stub_->ListAuditRecords(&context, request_);
  v1::AuditRecord record;
  EXPECT_FALSE(stream->Read(&record));
  EXPECT_EQ(errors::ReasonOf(wire::FromGrpc(stream->Finish())), v1::STORAGE_UNAVAILABLE);
}

TEST_F(AnswerStreamTest, SendsWhatItHasBeforeItSaysThatTheStoreHasGone) {
  grpc::ClientContext context;
  auto stream = stub_->ListAuditRecords(&context, request_);
  v1::AuditRecord record;
  EXPECT_TRUE(stream->Read(&record));
  store_.SetReadError(errors::StorageUnavailable("gone"));
  int count = 1;
  while (stream->Read(&record)) EXPECT_EQ(record.resource(), absl::StrCat(count++));
  EXPECT_EQ(errors::ReasonOf(wire::FromGrpc(stream->Finish())), v1::STORAGE_UNAVAILABLE);
  EXPECT_LT(count, kRecords);
}

TEST_F(AnswerStreamTest, EndsWhenTheCallerHasGone) {
  grpc::ClientContext context;
  auto stream = stub_->ListAuditRecords(&context, request_);
  v1::AuditRecord record;
  EXPECT_TRUE(stream->Read(&record));
  context.TryCancel();
  EXPECT_EQ(service_.Ended().code(), absl::StatusCode::kCancelled);
  EXPECT_LT(service_.records(), kRecords);
  while (stream->Read(&record)) {
  }
  EXPECT_EQ(stream->Finish().error_code(), grpc::StatusCode::CANCELLED);
}

TEST_F(AnswerStreamTest, CutsOffWhoTakesNothing) {
  service_.set_write_timeout(absl::Milliseconds(20));
  grpc::ClientContext context;
  auto stream = stub_->ListAuditRecords(&context, request_);
  // For ever, if it does not.
  EXPECT_EQ(service_.Ended().code(), absl::StatusCode::kCancelled);
  EXPECT_LT(service_.records(), kRecords);
  v1::AuditRecord record;
  while (stream->Read(&record)) {
  }
  EXPECT_EQ(stream->Finish().error_code(), grpc::StatusCode::CANCELLED);
}

class BusyAnswerStreamTest : public AnswerStreamTest {
 protected:
  BusyAnswerStreamTest() : AnswerStreamTest(/*max_waiting=*/0) {}
};

TEST_F(BusyAnswerStreamTest, RefusesWhereTheExecutorTakesNothingMore) {
  grpc::ClientContext context;
  auto stream = stub_->ListAuditRecords(&context, request_);
  v1::AuditRecord record;
  EXPECT_FALSE(stream->Read(&record));
  EXPECT_EQ(errors::ReasonOf(wire::FromGrpc(stream->Finish())), v1::OVERLOADED);
}

}  // namespace
}  // namespace ogi
