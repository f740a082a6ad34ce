// What a client takes from the world around it, so that tests can give it another world.
#ifndef OGI_CLIENTS_CPP_ENVIRONMENT_H_
#define OGI_CLIENTS_CPP_ENVIRONMENT_H_

#include <functional>

#include "absl/time/time.h"
#include "common/clock.h"
#include "common/random.h"

namespace ogi::client {

// Comes back after that long. Threads: any, at once.
using Sleeper = std::function<void(absl::Duration)>;

// Outlives every client made with it.
struct Environment {
  const Clock* clock;
  Random* random;
  Sleeper sleep;
};

// The host's clock, the system's randomness, and real sleep. Lives as long as the process.
const Environment& SystemEnvironment();

}  // namespace ogi::client

#endif  // OGI_CLIENTS_CPP_ENVIRONMENT_H_
