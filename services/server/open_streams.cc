#include "services/server/open_streams.h"

#include <utility>
#include <vector>

#include "common/errors.h"
#include "common/limits.h"

namespace ogi {

struct OpenStreams::Place::State {
  absl::Mutex mutex;
  // Null once the place is let go.
  WatchedStream* stream ABSL_GUARDED_BY(mutex) = nullptr;
  bool ended ABSL_GUARDED_BY(mutex) = false;
  std::string fingerprint;
};

OpenStreams::Place::Place(OpenStreams* streams, WatchedStream* stream, std::string fingerprint)
    : streams_(streams), state_(std::make_shared<State>()) {
  {
    absl::MutexLock lock(&state_->mutex);
    state_->stream = stream;
    state_->fingerprint = std::move(fingerprint);
  }
  absl::MutexLock lock(&streams_->mutex_);
  streams_->states_.push_back(state_);
}

OpenStreams::Place::~Place() {
  {
    absl::MutexLock lock(&state_->mutex);
    state_->stream = nullptr;
  }
  absl::MutexLock lock(&streams_->mutex_);
  streams_->states_.remove(state_);
}

void OpenStreams::Look(absl::Time now,
                       const std::function<bool(absl::string_view fingerprint)>& is_revoked) {
  std::vector<std::shared_ptr<Place::State>> states;
  {
    absl::MutexLock lock(&mutex_);
    states.assign(states_.begin(), states_.end());
  }
  for (const std::shared_ptr<Place::State>& state : states) {
    absl::MutexLock lock(&state->mutex);
    if (state->stream == nullptr) continue;
    if (state->ended) {
      state->stream->Cancel();
    } else if (!state->fingerprint.empty() && is_revoked(state->fingerprint)) {
      state->ended = true;
      state->stream->End(errors::NotAuthenticated("the certificate of an open stream is revoked"));
    } else if (now - state->stream->LastActivity() > limits::kMaxStreamIdle) {
      state->ended = true;
      state->stream->End(errors::DeadlinePassed());
    }
  }
}

size_t OpenStreams::size() const {
  absl::MutexLock lock(&mutex_);
  return states_.size();
}

}  // namespace ogi
