// A bidirectional stream of items, each answered on its own: SubmitReports and ImportAgencies.
//
// Flow control both ways: the next item is read only while fewer than `window` are under way and
// they take less than limits::kStreamWindowBytes, and an item is under way until its answer has
// been written. So a slow reader slows the writer, and memory is bounded: for each stream by its
// window, for all by one budget.
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
#include "common/errors.h"
#include "common/limits.h"
#include "common/memory_budget.h"
#include "common/wire/status.h"
#include "services/server/executor.h"
#include "services/server/failure_log.h"
#include "services/server/gate.h"
#include "services/server/message_io.h"
#include "services/server/open_streams.h"

namespace ogi {

// What the answer to an item is that failed.
template <typename Answer>
Answer ItemFailure(int64_t index, const absl::Status& status) {
  LogFailure(status);
  Answer answer;
  answer.set_index(index);
  *answer.mutable_status() = wire::ToProto(status);
  return answer;
}

struct ItemStreamOptions {
  // Items under way at once.
  int window = 1;
  // Both outlive the stream.
  OpenStreams* streams = nullptr;
  MemoryBudget* memory = nullptr;
};

// Deletes itself when the stream is done.
template <typename Request, typename Response>
class ItemStream : public grpc::ServerBidiReactor<grpc::ByteBuffer, grpc::ByteBuffer>,
                   public WatchedStream {
 public:
  // Calls `done` once with the answer, from any thread. Its own failures are answers too.
  using Process =
      std::function<void(std::shared_ptr<const Request> item, std::function<void(Response)> done)>;

  // `opened`, which may be null, and `memory` are let go with the stream.
  ItemStream(const ItemStreamOptions& options, grpc::CallbackServerContext* transport,
             std::unique_ptr<Gate::OpenedStream> opened, MemoryBudget::Charge memory,
             Process process)
      : options_(options),
        transport_(transport),
        opened_(std::move(opened)),
        memory_(std::move(memory)),
        process_(std::move(process)),
        place_(std::in_place, options.streams, this, Authenticator::FingerprintOf(*transport)) {
    StartRead(&in_);
  }

  void OnReadDone(bool ok) override {
    last_activity_ = absl::ToUnixMicros(absl::Now());
    if (!ok) return EndReading(grpc::Status::OK);
    auto under_way = std::make_shared<UnderWay>();
    const absl::Status status = Receive(*under_way);
    // One that cannot be read is answered like any other, if it says which it is.
    std::optional<int64_t> unread;
    if (!status.ok()) {
      unread = IndexOf(in_);
      if (!unread.has_value()) return EndReading(wire::ToGrpc(status));
    }
    const size_t bytes = under_way->memory.bytes();
    {
      absl::MutexLock lock(&mutex_);
      reading_ = false;
      // It came as the stream was being ended from elsewhere.
      if (ended_) return;
      ++under_way_;
      window_bytes_ += bytes;
    }
    if (unread.has_value()) {
      Answer(ItemFailure<Response>(*unread, status), bytes);
    } else {
      const Request* const item = &under_way->item;
      process_(std::shared_ptr<const Request>(std::move(under_way), item),
               [this, bytes](Response response) { Answer(response, bytes); });
    }
    GoOn([] {});
  }

  void OnWriteDone(bool ok) override {
    last_activity_ = absl::ToUnixMicros(absl::Now());
    GoOn([this, ok]() ABSL_NO_THREAD_SAFETY_ANALYSIS {
      writing_ = false;
      broken_ |= !ok;
      window_bytes_ -= answers_.front().bytes.Length();
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
  // An item being handled, and what it takes of the budget until it has been.
  struct UnderWay {
    Request item;
    MemoryBudget::Charge memory;
  };
  // An answer that the transport has not taken yet.
  struct Waiting {
    grpc::ByteBuffer bytes;
    MemoryBudget::Charge memory;
  };

  absl::Status Receive(UnderWay& under_way) {
    absl::StatusOr<grpc::Slice> bytes = ReadBytes(in_);
    if (!bytes.ok()) return bytes.status();
    under_way.memory = options_.memory->Take(MemoryOfMessage(bytes->size()));
    if (!under_way.memory) return errors::Overloaded(kBusyRetry);
    return ParseMessage(*bytes, &under_way.item);
  }

  // `item_bytes`: what the item took of the window.
  void Answer(const Response& response, size_t item_bytes) {
    Waiting answer;
    WriteMessage(response, &answer.bytes);
    answer.memory = options_.memory->Force(answer.bytes.Length());
    GoOn([this, &answer, item_bytes]() ABSL_NO_THREAD_SAFETY_ANALYSIS {
      window_bytes_ -= item_bytes;
      if (broken_) {
        --under_way_;
      } else {
        window_bytes_ += answer.bytes.Length();
        answers_.push_back(std::move(answer));
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
      if (!writing_ && !answers_.empty()) write = &answers_.front().bytes;
      read = !reading_ && !ended_ && under_way_ < options_.window &&
             window_bytes_ < limits::kStreamWindowBytes;
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

  const ItemStreamOptions options_;
  grpc::CallbackServerContext* const transport_;
  std::unique_ptr<Gate::OpenedStream> opened_;
  const MemoryBudget::Charge memory_;
  const Process process_;
  std::atomic<int64_t> last_activity_ = absl::ToUnixMicros(absl::Now());
  grpc::ByteBuffer in_;
  absl::Mutex mutex_;
  int under_way_ ABSL_GUARDED_BY(mutex_) = 0;
  // Of items being handled, and of answers that wait.
  size_t window_bytes_ ABSL_GUARDED_BY(mutex_) = 0;
  bool reading_ ABSL_GUARDED_BY(mutex_) = true;
  bool writing_ ABSL_GUARDED_BY(mutex_) = false;
  bool ended_ ABSL_GUARDED_BY(mutex_) = false;
  bool broken_ ABSL_GUARDED_BY(mutex_) = false;
  bool finished_ ABSL_GUARDED_BY(mutex_) = false;
  grpc::Status status_ ABSL_GUARDED_BY(mutex_);
  // The first is being written. A deque: what is being written must not move.
  std::deque<Waiting> answers_ ABSL_GUARDED_BY(mutex_);
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
