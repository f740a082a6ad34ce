// A bidirectional stream of items, each answered on its own: SubmitReports and ImportAgencies.
//
// Flow control both ways: the next item is read only while fewer than `window` are under way, and
// an item is under way until its answer has been written. So a slow reader slows the writer, and
// memory is bounded by the window.
#ifndef OGI_SERVICES_SERVER_ITEM_STREAM_H_
#define OGI_SERVICES_SERVER_ITEM_STREAM_H_

#include <grpcpp/support/server_callback.h>

#include <atomic>
#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <utility>

#include "absl/base/thread_annotations.h"
#include "absl/synchronization/mutex.h"
#include "services/server/adapter.h"
#include "services/server/failure_log.h"
#include "services/server/open_streams.h"

namespace ogi {

// Deletes itself when the stream is done.
template <typename Request, typename Response>
class ItemStream : public grpc::ServerBidiReactor<grpc::ByteBuffer, grpc::ByteBuffer>,
                   public WatchedStream {
 public:
  // Calls `done` once with the answer, from any thread. Its own failures are answers too.
  using Process =
      std::function<void(std::shared_ptr<const Request> item, std::function<void(Response)> done)>;

  // `streams` outlives it; `opened`, which may be null, is let go with it.
  ItemStream(int window, grpc::CallbackServerContext* transport, OpenStreams* streams,
             std::unique_ptr<Gate::OpenedStream> opened, Process process)
      : window_(window),
        transport_(transport),
        opened_(std::move(opened)),
        process_(std::move(process)),
        place_(std::in_place, streams, this, Authenticator::FingerprintOf(*transport)) {
    StartRead(&in_);
  }

  void OnReadDone(bool ok) override {
    last_activity_ = absl::ToUnixMicros(absl::Now());
    if (!ok) return EndReading(grpc::Status::OK);
    auto item = std::make_shared<Request>();
    const absl::StatusOr<grpc::Slice> bytes = ReadBytes(in_);
    const absl::Status status = bytes.ok() ? ParseMessage(*bytes, item.get()) : bytes.status();
    if (!status.ok()) return EndReading(wire::ToGrpc(status));
    {
      absl::MutexLock lock(&mutex_);
      reading_ = false;
      // It came as the stream was being ended from elsewhere.
      if (ended_) return;
      ++under_way_;
    }
    process_(std::move(item), [this](Response response) { Answer(response); });
    GoOn([] {});
  }

  void OnWriteDone(bool ok) override {
    last_activity_ = absl::ToUnixMicros(absl::Now());
    GoOn([this, ok]() ABSL_NO_THREAD_SAFETY_ANALYSIS {
      writing_ = false;
      broken_ |= !ok;
      answers_.pop_front();
      --under_way_;
      if (!broken_) return;
      under_way_ -= static_cast<int>(answers_.size());
      answers_.clear();
      // A read under way fails by itself.
      ended_ |= !reading_;
    });
  }

  void OnDone() override {
    place_.reset();
    delete this;
  }

  // Without waiting for the read that is under way: it fails once the stream is finished.
  void End(const absl::Status& status) override {
    LogFailure(status);
    GoOn([this, &status]() ABSL_NO_THREAD_SAFETY_ANALYSIS {
      if (ended_) return;
      ended_ = true;
      status_ = wire::ToGrpc(status);
    });
  }
  void Cancel() override { transport_->TryCancel(); }
  absl::Time LastActivity() const override { return absl::FromUnixMicros(last_activity_); }

 private:
  void Answer(const Response& response) {
    grpc::ByteBuffer bytes;
    WriteMessage(response, &bytes);
    GoOn([this, &bytes]() ABSL_NO_THREAD_SAFETY_ANALYSIS {
      if (broken_) {
        --under_way_;
      } else {
        answers_.push_back(std::move(bytes));
      }
    });
  }

  void EndReading(const grpc::Status& status) {
    GoOn([this, &status]() ABSL_NO_THREAD_SAFETY_ANALYSIS {
      reading_ = false;
      if (ended_) return;
      ended_ = true;
      status_ = status;
    });
  }

  // Applies `change` under the lock and starts what is due then. Once the lock is released another
  // thread may finish the stream, and with it this object: what is started below keeps it alive,
  // and nothing else is touched.
  template <typename Change>
  void GoOn(Change change) {
    const grpc::ByteBuffer* write = nullptr;
    bool read = false;
    bool finish = false;
    grpc::Status status;
    {
      absl::MutexLock lock(&mutex_);
      change();
      if (!writing_ && !answers_.empty()) write = &answers_.front();
      read = !reading_ && !ended_ && under_way_ < window_;
      finish = ended_ && under_way_ == 0 && !finished_;
      writing_ |= write != nullptr;
      reading_ |= read;
      finished_ |= finish;
      if (finish) status = status_;
    }
    if (write != nullptr) StartWrite(write);
    if (read) StartRead(&in_);
    if (!finish) return;
    // By now: every item has taken from it.
    if (opened_ != nullptr) TellQuota(opened_->Left(absl::Now()), transport_);
    // Before the caller learns of the end: he may open the next one at once.
    opened_.reset();
    Finish(status);
  }

  const int window_;
  grpc::CallbackServerContext* const transport_;
  std::unique_ptr<Gate::OpenedStream> opened_;
  const Process process_;
  std::atomic<int64_t> last_activity_ = absl::ToUnixMicros(absl::Now());
  grpc::ByteBuffer in_;
  absl::Mutex mutex_;
  int under_way_ ABSL_GUARDED_BY(mutex_) = 0;
  bool reading_ ABSL_GUARDED_BY(mutex_) = true;
  bool writing_ ABSL_GUARDED_BY(mutex_) = false;
  bool ended_ ABSL_GUARDED_BY(mutex_) = false;
  bool broken_ ABSL_GUARDED_BY(mutex_) = false;
  bool finished_ ABSL_GUARDED_BY(mutex_) = false;
  grpc::Status status_ ABSL_GUARDED_BY(mutex_);
  // The first is being written. A deque: what is being written must not move.
  std::deque<grpc::ByteBuffer> answers_ ABSL_GUARDED_BY(mutex_);
  // Last: whoever looks at the stream finds it whole.
  std::optional<OpenStreams::Place> place_;
};

// Instead of a stream that may not be opened. Deletes itself.
class RefusedStream : public grpc::ServerBidiReactor<grpc::ByteBuffer, grpc::ByteBuffer> {
 public:
  explicit RefusedStream(const absl::Status& status) {
    LogFailure(status);
    Finish(wire::ToGrpc(status));
  }
  void OnDone() override { delete this; }
};

}  // namespace ogi

#endif  // OGI_SERVICES_SERVER_ITEM_STREAM_H_
