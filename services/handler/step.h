// What a handler that changes something answers: the response, where it is known already, or a
// proposal and how to answer once it is committed.
//
// The handler is a plain function of the request and the store. Where its proposal lost a race it
// is called again, on what the store says then; where the proposal turns out to have been made
// before, it is called again and finds the commit's marker.
#ifndef OGI_SERVICES_HANDLER_STEP_H_
#define OGI_SERVICES_HANDLER_STEP_H_

#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "ogi/storage/v1/records.pb.h"
#include "storage/commit/committer.h"

namespace ogi {

template <typename Response>
struct Step {
  // Done: nothing is to be committed.
  static Step Answer(Response response) {
    Step step;
    step.response = std::move(response);
    return step;
  }

  std::optional<Response> response;

  // What the proposal does, for the log; who does it is added before it is committed. Left empty,
  // it is an act of administration, named by its method.
  storage::v1::LoggedAct act;
  // Why, in the caller's words.
  std::string reason;

  // To be committed before `proposal`, in order, harmless without it; in any partition.
  std::vector<Proposal> beforehand;
  Proposal proposal;
  // Called once `proposal` is durable, on a committer's thread: it must not block.
  std::function<Response(const Stamp&)> answer;
};

}  // namespace ogi

#endif  // OGI_SERVICES_HANDLER_STEP_H_
