// The streams that are open: those of a revoked certificate, and those that stand still, are ended.
#ifndef OGI_SERVICES_SERVER_OPEN_STREAMS_H_
#define OGI_SERVICES_SERVER_OPEN_STREAMS_H_

#include <functional>
#include <list>
#include <memory>
#include <string>

#include "absl/base/thread_annotations.h"
#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/synchronization/mutex.h"
#include "absl/time/time.h"

namespace ogi {

// A stream as the watch sees it.
class WatchedStream {
 public:
  virtual ~WatchedStream() = default;
  // Ends it with this status once what is under way is answered. Must not wait, nor let go of the
  // stream's place in OpenStreams on the calling thread; nor must the next.
  virtual void End(const absl::Status& status) = 0;
  // Ends it now, answered or not.
  virtual void Cancel() = 0;
  // When its client last sent or took something.
  virtual absl::Time LastActivity() const = 0;
};

// Threads: any, at once.
class OpenStreams {
 public:
  // A stream's place; it is watched until the place is let go. Letting go waits for a look at the
  // stream that is under way.
  class Place {
   public:
    Place(OpenStreams* streams, WatchedStream* stream, std::string fingerprint);
    Place(const Place&) = delete;
    Place& operator=(const Place&) = delete;
    ~Place();

   private:
    friend class OpenStreams;
    struct State;
    OpenStreams* const streams_;
    const std::shared_ptr<State> state_;
  };

  // Ends the streams whose certificate is revoked, and those without activity for
  // limits::kMaxStreamIdle; what was ended at an earlier look and still stands is cancelled.
  void Look(absl::Time now, const std::function<bool(absl::string_view fingerprint)>& is_revoked)
      ABSL_LOCKS_EXCLUDED(mutex_);

  size_t size() const ABSL_LOCKS_EXCLUDED(mutex_);

 private:
  mutable absl::Mutex mutex_;
  std::list<std::shared_ptr<Place::State>> states_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace ogi

#endif  // OGI_SERVICES_SERVER_OPEN_STREAMS_H_
