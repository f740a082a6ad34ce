// A bidirectional stream of items, each answered on its own: SubmitReports and ImportAgencies.
//
// Flow control both ways: the next item is read only while fewer than `window` are under way, and
// an item is under way until its answer has been written. So a slow reader slows the writer, and
// memory is bounded by the window.
#ifndef OGI_SERVICES_SERVER_ITEM_STREAM_H_
#define OGI_SERVICES_SERVER_ITEM_STREAM_H_

#include <grpcpp/support/server_callback.h>

#include <deque>
#include <functional>
#include <memory>
#include <utility>

#include "absl/base/thread_annotations.h"
#include "absl/synchronization/mutex.h"
#include "services/server/adapter.h"

namespace ogi {

// Deletes itself when the stream is done.
template <typename Request, typename Response>
class ItemStream : public grpc::ServerBidiReactor<grpc::ByteBuffer, grpc::ByteBuffer> {
 public:
  // Calls `done` once with the answer, from any thread. Its own failures are answers too.
  using Process =
      std::function<void(std::shared_ptr<const Request> item, std::function<void(Response)> done)>;

  ItemStream(int window, Process process) : window_(window), process_(std::move(process)) {
    StartRead(&in_);
  }

  void OnReadDone(bool ok) override {
    if (!ok) return EndReading(grpc::Status::OK);
    auto item = std::make_shared<Request>();
    const absl::StatusOr<grpc::Slice> bytes = ReadBytes(in_);
    const absl::Status status = bytes.ok() ? ParseMessage(*bytes, item.get()) : bytes.status();
    if (!status.ok()) return EndReading(wire::ToGrpc(status));
    {
      absl::MutexLock lock(&mutex_);
      ++under_way_;
      reading_ = false;
    }
    process_(std::move(item), [this](Response response) { Answer(response); });
    GoOn([] {});
  }

  void OnWriteDone(bool ok) override {
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

  void OnDone() override { delete this; }

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
    if (finish) Finish(status);
  }

  const int window_;
  const Process process_;
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
};

}  // namespace ogi

#endif  // OGI_SERVICES_SERVER_ITEM_STREAM_H_
