// Where time comes from.
#ifndef OGI_COMMON_CLOCK_H_
#define OGI_COMMON_CLOCK_H_

#include "absl/time/clock.h"
#include "absl/time/time.h"

namespace ogi {

// Threads: any, at once.
class Clock {
 public:
  virtual ~Clock() = default;
  // UTC.
  virtual absl::Time Now() const = 0;
};

// The host's clock.
class SystemClock : public Clock {
 public:
  absl::Time Now() const override { return absl::Now(); }
};

}  // namespace ogi

#endif  // OGI_COMMON_CLOCK_H_
