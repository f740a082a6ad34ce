// Sends many requests over one bidirectional stream, an answer each, and does not lose any.
//
// For streams whose requests and answers carry an `index` and whose requests may be repeated:
// SubmissionService.SubmitReports and RegistryService.ImportAgencies.
#ifndef OGI_CLIENTS_CPP_BULK_H_
#define OGI_CLIENTS_CPP_BULK_H_

#include <grpcpp/client_context.h>
#include <grpcpp/support/sync_stream.h>

#include <algorithm>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <thread>
#include <utility>

#include "absl/base/thread_annotations.h"
#include "absl/status/status.h"
#include "absl/synchronization/mutex.h"
#include "clients/cpp/connection.h"
#include "clients/cpp/environment.h"
#include "clients/cpp/retry.h"
#include "common/limits.h"
#include "common/wire/status.h"

namespace ogi::client {

struct BulkOptions {
  // Requests sent and not yet answered; what is kept in memory.
  size_t window = limits::kStreamWindow;
  // Openings in a row that bring no answer before the helper gives up: after some twenty seconds of
  // waits, as long as a single call goes on.
  int max_fruitless = 15;
  // How often one request is sent again because its own answer asks for it.
  int max_attempts = 10;
  // Of one opening. A stream that lives longer is opened again.
  absl::Duration stream_timeout = limits::kMaxDeadline;
  RetryPolicy retry;
};

// Runs once. Threads: Run is called by one thread; it calls `next` on a thread of its own and
// `answered` on the caller's.
template <typename Request, typename Response>
class BulkStream {
 public:
  using Stream = grpc::ClientReaderWriterInterface<Request, Response>;
  using Open = std::function<std::unique_ptr<Stream>(grpc::ClientContext*)>;
  // The next request, or nothing at the end. Its index is set here, counting from 0.
  using Next = std::function<std::optional<Request>()>;
  // Called once a request, with what was sent and its answer.
  using Answered = std::function<void(const Request& request, Response answer)>;

  BulkStream(const BulkOptions& options, const Environment& environment, Open open, Next next,
             Answered answered)
      : options_(options),
        environment_(environment),
        backoff_(options.retry, environment.random),
        open_(std::move(open)),
        next_(std::move(next)),
        answered_(std::move(answered)) {}

  // Until every request is answered (OK), or the stream fails for good, or no longer gives answers.
  absl::Status Run() {
    int fruitless = 0;
    while (true) {
      const auto [status, answers] = RunOnce();
      if (absl::MutexLock lock(&mutex_); Done()) return absl::OkStatus();
      if (!status.ok() && !MayReopen(status)) return status;
      if (answers > 0) {
        fruitless = 0;
        backoff_.Reset();
      } else if (++fruitless >= options_.max_fruitless) {
        return status.ok() ? ClosedEarly() : status;
      }
      environment_.sleep(backoff_.Next(status));
    }
  }

 private:
  struct Pending {
    Request request;
    int attempts = 0;
  };

  static absl::Status ClosedEarly() {
    return absl::UnavailableError(
        "服务器关闭了连接，没有答复全部请求。\n"
        "The server closed the stream before it had answered every request.");
  }

  // A server limits how long a stream lives; that is no failure of what is sent over it.
  static bool MayReopen(const absl::Status& status) {
    return MayRetry(status) || status.code() == absl::StatusCode::kDeadlineExceeded;
  }

  bool Done() const ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_) {
    return source_ended_ && pending_.empty();
  }

  bool WriterHasWork() const ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_) {
    return broken_ || !unsent_.empty() || Done() ||
           (!source_ended_ && pending_.size() < options_.window);
  }

  // Opens the stream, sends what is unanswered and then what is new, and reads until it ends.
  std::pair<absl::Status, int> RunOnce() {
    grpc::ClientContext context;
    SetTimeout(context, options_.stream_timeout);
    {
      absl::MutexLock lock(&mutex_);
      broken_ = false;
      for (const auto& [index, pending] : pending_) unsent_.insert(index);
    }
    std::unique_ptr<Stream> stream = open_(&context);
    std::thread writer([&] { WriteAll(*stream); });
    int answers = 0;
    Response answer;
    while (stream->Read(&answer)) {
      if (Take(std::move(answer))) ++answers;
      answer.Clear();
    }
    {
      absl::MutexLock lock(&mutex_);
      broken_ = true;
    }
    writer.join();
    return {wire::FromGrpc(stream->Finish()), answers};
  }

  void WriteAll(Stream& stream) {
    while (true) {
      std::optional<Request> request = NextToSend();
      if (!request.has_value()) break;
      if (!stream.Write(*request)) return;
    }
    stream.WritesDone();
  }

  // Nothing once all is answered, or the stream is broken.
  std::optional<Request> NextToSend() {
    while (true) {
      absl::Duration wait;
      {
        absl::MutexLock lock(&mutex_);
        mutex_.Await(absl::Condition(this, &BulkStream::WriterHasWork));
        if (broken_ || Done()) return std::nullopt;
        wait = std::exchange(hold_, absl::ZeroDuration());
        if (wait == absl::ZeroDuration() && !unsent_.empty()) {
          const int64_t index = *unsent_.begin();
          unsent_.erase(unsent_.begin());
          return pending_.at(index).request;
        }
      }
      if (wait > absl::ZeroDuration()) {
        environment_.sleep(wait);
      } else if (std::optional<Request> request = Pull(); request.has_value()) {
        return request;
      }
    }
  }

  // Asks the source, without the lock: it may read files.
  std::optional<Request> Pull() {
    std::optional<Request> request = next_();
    absl::MutexLock lock(&mutex_);
    if (request.has_value()) {
      request->set_index(next_index_);
      pending_[next_index_++] = {*request};
    } else {
      source_ended_ = true;
    }
    return request;
  }

  // Whether it was an answer that settles its request.
  bool Take(Response answer) {
    std::optional<Request> request;
    {
      absl::MutexLock lock(&mutex_);
      auto found = pending_.find(answer.index());
      // An answer given twice: the request was sent again before the first answer came.
      if (found == pending_.end()) return false;
      if (answer.has_status()) {
        const absl::Status status = wire::FromProto(answer.status());
        if (MayRetry(status) && ++found->second.attempts < options_.max_attempts) {
          hold_ = std::max(hold_, backoff_.Next(status));
          unsent_.insert(answer.index());
          return false;
        }
      }
      unsent_.erase(answer.index());
      request = std::move(found->second.request);
      pending_.erase(found);
    }
    answered_(*request, std::move(answer));
    return true;
  }

  const BulkOptions options_;
  const Environment environment_;
  Backoff backoff_;
  const Open open_;
  const Next next_;
  const Answered answered_;

  absl::Mutex mutex_;
  int64_t next_index_ ABSL_GUARDED_BY(mutex_) = 0;
  bool source_ended_ ABSL_GUARDED_BY(mutex_) = false;
  bool broken_ ABSL_GUARDED_BY(mutex_) = false;
  // Not answered yet; at most a window of them.
  std::map<int64_t, Pending> pending_ ABSL_GUARDED_BY(mutex_);
  // Those of them to send (again), smallest first.
  std::set<int64_t> unsent_ ABSL_GUARDED_BY(mutex_);
  // How long to wait before sending again, because an answer asked for it.
  absl::Duration hold_ ABSL_GUARDED_BY(mutex_) = absl::ZeroDuration();
};

}  // namespace ogi::client

#endif  // OGI_CLIENTS_CPP_BULK_H_
