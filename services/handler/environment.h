// What handlers stand on, and what they know of a call. They never see the transport.
#ifndef OGI_SERVICES_HANDLER_ENVIRONMENT_H_
#define OGI_SERVICES_HANDLER_ENVIRONMENT_H_

#include <string>

#include "absl/strings/string_view.h"
#include "absl/time/time.h"
#include "common/clock.h"
#include "common/random.h"
#include "ogi/v1/revision.pb.h"
#include "storage/store.h"

namespace ogi {

// Built once, at start; everything in it outlives the calls.
struct Environment {
  const Store* store = nullptr;
  // Monotone: legal times come from it.
  const Clock* clock = nullptr;
  Random* random = nullptr;
  // 32 bytes that only this installation knows.
  std::string page_token_key;
};

struct RequestContext {
  // Who acts, as the transport says.
  v1::Actor actor;
  // When the whole request had been read.
  absl::Time receive_time;
  // Never infinite.
  absl::Time deadline;
  // The request as it came, while its handler runs. Empty for an item of a stream.
  absl::string_view message;
};

}  // namespace ogi

#endif  // OGI_SERVICES_HANDLER_ENVIRONMENT_H_
