// The answer of a method that streams: read from the store as fast as its reader takes it, and no
// faster.
#ifndef OGI_SERVICES_SERVER_ANSWER_STREAM_H_
#define OGI_SERVICES_SERVER_ANSWER_STREAM_H_

#include <grpcpp/alarm.h>
#include <grpcpp/impl/codegen/proto_utils.h>
#include <grpcpp/server_context.h>
#include <grpcpp/support/byte_buffer.h>
#include <grpcpp/support/server_callback.h>

#include <atomic>
#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/time.h"
#include "common/errors.h"
#include "common/limits.h"
#include "common/wire/status.h"
#include "services/server/executor.h"

namespace ogi {

// `Source` has a type Message, and Next and AtEnd as those of services/audit's AuditReader.
//
// One thing happens at a time: a page is read, on the executor; or a message of it is written; or
// the stream is finished. Beside that there is only the alarm, which cuts off who takes a record
// too slowly.
//
// It keeps itself until the transport is done with it, and whatever else is under way (a page, an
// alarm that has gone off) keeps it until that is over too.
template <typename Source>
class AnswerStream : public grpc::ServerWriteReactor<grpc::ByteBuffer>,
                     public std::enable_shared_from_this<AnswerStream<Source>> {
 public:
  // What is told at the end: how it ended, and how many records the transport took.
  using Ended = std::function<void(const absl::Status& status, int64_t records)>;

  // Both outlive the stream. `reader` may be an error: it is the answer then. `ended`, which may be
  // empty, is called once, before the transport lets go of `transport`.
  static grpc::ServerWriteReactor<grpc::ByteBuffer>* Start(
      grpc::CallbackServerContext* transport, Executor* executor, absl::StatusOr<Source> reader,
      Ended ended = {}, absl::Duration write_timeout = limits::kMaxDeadline) {
    const std::shared_ptr<AnswerStream> stream(
        new AnswerStream(transport, executor, std::move(ended), write_timeout));
    stream->self_ = stream;
    if (reader.ok()) {
      stream->reader_.emplace(*std::move(reader));
      stream->StartReading();
    } else {
      stream->End(reader.status());
    }
    return stream.get();
  }

  void OnWriteDone(bool ok) override {
    {
      absl::MutexLock lock(&mutex_);
      ++writes_done_;
      // The alarm goes on in its own thread, and ends the stream when the transport is free.
      if (cutting_off_) {
        end_after_cutting_off_ = true;
        return;
      }
    }
    if (!ok) return End(CallerGone());
    ++taken_;
    GoOn();
  }

  void OnCancel() override { cancelled_ = true; }

  void OnDone() override {
    alarm_.reset();
    // The last thing here: it may be the end of this object.
    const std::shared_ptr<AnswerStream> self = std::move(self_);
  }

 private:
  // A page is small: what is read and not taken yet is all that a stream keeps, but for the reader.
  static constexpr size_t kPageRecords = 100;

  AnswerStream(grpc::CallbackServerContext* transport, Executor* executor, Ended ended,
               absl::Duration write_timeout)
      : transport_(transport),
        executor_(executor),
        ended_(std::move(ended)),
        write_timeout_(write_timeout) {}

  static absl::Status CallerGone() { return absl::CancelledError("the caller has gone"); }

  void StartReading() {
    // With a share of its own: once the page has been written the transport may be done.
    if (!executor_->Run([self = this->shared_from_this()] { self->ReadPage(); })) {
      End(errors::Overloaded(kBusyRetry));
    }
  }

  void ReadPage() {
    page_.clear();
    next_ = 0;
    while (page_.size() < kPageRecords) {
      absl::StatusOr<std::optional<typename Source::Message>> record = reader_->Next();
      if (!record.ok()) {
        failure_ = record.status();
        break;
      }
      // At the end, or after a long way without a record: others want the executor too.
      if (!record->has_value()) break;
      bool own_buffer = false;
      (void)grpc::SerializationTraits<typename Source::Message>::Serialize(
          **record, &page_.emplace_back(), &own_buffer);
    }
    GoOn();
  }

  // What comes after a page was read or a record was written. Nothing may be touched after what it
  // starts.
  void GoOn() {
    if (cancelled_) return End(CallerGone());
    if (next_ < page_.size()) {
      SetAlarm();
      return this->StartWrite(&page_[next_++]);
    }
    if (!failure_.ok() || reader_->AtEnd()) return End(failure_);
    StartReading();
  }

  void End(const absl::Status& status) {
    if (ended_) ended_(status, taken_);
    this->Finish(wire::ToGrpc(status));
  }

  void SetAlarm() {
    int64_t write = 0;
    {
      absl::MutexLock lock(&mutex_);
      write = writes_done_;
    }
    // A new one each time: one that goes off cannot be set again from within.
    alarm_ = std::make_unique<grpc::Alarm>();
    alarm_->Set(std::chrono::system_clock::now() + absl::ToChronoMicroseconds(write_timeout_),
                [weak = this->weak_from_this(), write](bool gone_off) {
                  const std::shared_ptr<AnswerStream> self = weak.lock();
                  if (gone_off && self != nullptr) self->CutOff(write);
                });
  }

  // As long as the stream has not been finished the transport's context is there; so it is not
  // finished meanwhile. The lock is not held: cancelling may call the methods above.
  void CutOff(int64_t write) {
    {
      absl::MutexLock lock(&mutex_);
      if (writes_done_ != write) return;
      cutting_off_ = true;
    }
    transport_->TryCancel();
    {
      absl::MutexLock lock(&mutex_);
      cutting_off_ = false;
      if (!end_after_cutting_off_) return;
    }
    End(CallerGone());
  }

  grpc::CallbackServerContext* const transport_;
  Executor* const executor_;
  const Ended ended_;
  const absl::Duration write_timeout_;
  std::shared_ptr<AnswerStream> self_;
  std::atomic<bool> cancelled_ = false;

  // Of whoever does the one thing that happens.
  std::optional<Source> reader_;
  std::vector<grpc::ByteBuffer> page_;
  size_t next_ = 0;
  int64_t taken_ = 0;
  absl::Status failure_;
  std::unique_ptr<grpc::Alarm> alarm_;

  absl::Mutex mutex_;
  int64_t writes_done_ ABSL_GUARDED_BY(mutex_) = 0;
  bool cutting_off_ ABSL_GUARDED_BY(mutex_) = false;
  bool end_after_cutting_off_ ABSL_GUARDED_BY(mutex_) = false;
};

}  // namespace ogi

#endif  // OGI_SERVICES_SERVER_ANSWER_STREAM_H_
