// Drives a handler that changes something: asks it for a step, commits the step, answers; asks
// again where the step lost a race or turned out to have been made before.
#ifndef OGI_SERVICES_SERVER_MUTATION_H_
#define OGI_SERVICES_SERVER_MUTATION_H_

#include <functional>
#include <memory>
#include <utility>

#include "absl/status/statusor.h"
#include "common/errors.h"
#include "services/handler/step.h"
#include "services/server/executor.h"
#include "storage/commit/committer.h"

namespace ogi {

// Both outlive every mutation.
struct MutationRuntime {
  Committer* committer = nullptr;
  // For handlers that are asked again: the committer's threads must not do it. Nothing else runs
  // there, so that other work cannot hold up what has lost a race.
  Executor* executor = nullptr;
  // As Proposal::in_place: for a call of its own, not for one of a stream.
  bool in_place = false;
};

template <typename Response>
class Mutation : public std::enable_shared_from_this<Mutation<Response>> {
 public:
  using Handler = std::function<absl::StatusOr<Step<Response>>()>;
  using Done = std::function<void(absl::StatusOr<Response>)>;

  // Calls `handler` at once, and `done` once, from any thread.
  static void Run(const MutationRuntime& runtime, Handler handler, Done done) {
    auto mutation =
        std::shared_ptr<Mutation>(new Mutation(runtime, std::move(handler), std::move(done)));
    mutation->Attempt();
  }

 private:
  // Losing a race five times over means that many others want the same report at once.
  static constexpr int kMaxAttempts = 5;

  Mutation(const MutationRuntime& runtime, Handler handler, Done done)
      : runtime_(runtime), handler_(std::move(handler)), done_(std::move(done)) {}

  void Attempt() {
    ++attempts_;
    absl::StatusOr<Step<Response>> step = handler_();
    if (!step.ok()) return done_(step.status());
    if (step->response.has_value()) return done_(*std::move(step->response));
    step_ = *std::move(step);
    Prepare(0);
  }

  // Commits what goes beforehand, from the `next`th on, then the step.
  void Prepare(size_t next) {
    if (next == step_.beforehand.size()) return Commit();
    runtime_.committer->Propose(std::move(step_.beforehand[next]),
                                [self = this->shared_from_this(), next](CommitResult result) {
                                  if (!result.status.ok()) return self->done_(result.status);
                                  self->Prepare(next + 1);
                                });
  }

  void Commit() {
    step_.proposal.in_place = runtime_.in_place;
    runtime_.committer->Propose(
        std::move(step_.proposal),
        [self = this->shared_from_this()](CommitResult result) { self->Settle(result); });
  }

  void Settle(const CommitResult& result) {
    if (result.status.ok() && !result.repeated) return done_(step_.answer(result.stamp));
    const bool again = result.status.ok() || errors::ReasonOf(result.status) == v1::CONTENTION;
    if (!again || attempts_ >= kMaxAttempts) {
      return done_(result.status.ok() ? errors::InternalFault("a repeated commit has no marker")
                                      : result.status);
    }
    if (runtime_.executor->Run([self = this->shared_from_this()] { self->Attempt(); })) return;
    // A commit that stands cannot be said not to have been made.
    done_(result.status.ok() ? errors::OutcomeUnknown("a repeat could not be looked up: too busy")
                             : errors::Overloaded(kBusyRetry));
  }

  const MutationRuntime runtime_;
  const Handler handler_;
  const Done done_;
  int attempts_ = 0;
  Step<Response> step_;
};

}  // namespace ogi

#endif  // OGI_SERVICES_SERVER_MUTATION_H_
