#include "clients/cpp/environment.h"

#include "absl/time/clock.h"

namespace ogi::client {

const Environment& SystemEnvironment() {
  static const SystemClock clock;
  static SystemRandom random;
  static const Environment environment = {&clock, &random,
                                          [](absl::Duration time) { absl::SleepFor(time); }};
  return environment;
}

}  // namespace ogi::client
