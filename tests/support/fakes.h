// A clock and a randomness that tests decide.
#ifndef OGI_TESTS_SUPPORT_FAKES_H_
#define OGI_TESTS_SUPPORT_FAKES_H_

#include <atomic>
#include <string>

#include "absl/strings/str_format.h"
#include "absl/time/time.h"
#include "common/clock.h"
#include "common/random.h"
#include "common/trusted_clock.h"

namespace ogi {

// Stands still until it is moved. Threads: any, at once.
class FakeClock : public Clock {
 public:
  explicit FakeClock(absl::Time now) : micros_(absl::ToUnixMicros(now)) {}

  absl::Time Now() const override { return absl::FromUnixMicros(micros_); }
  void Move(absl::Duration by) { micros_ += absl::ToInt64Microseconds(by); }

 private:
  std::atomic<int64_t> micros_;
};

// Stands still until it is moved. Threads: any, at once.
class FakeSteadyClock : public SteadyClock {
 public:
  absl::Duration Elapsed() const override { return absl::Microseconds(micros_.load()); }
  void Move(absl::Duration by) { micros_ += absl::ToInt64Microseconds(by); }

 private:
  std::atomic<int64_t> micros_{0};
};

// Counts: never the same twice, always the same in the same order. Threads: any, at once.
class FakeRandom : public Random {
 public:
  std::string Bytes(size_t count) override {
    std::string bytes = absl::StrFormat("%016x", ++calls_ * 0x9E3779B97F4A7C15u);
    bytes.resize(count, 'r');
    return bytes;
  }

 private:
  std::atomic<uint64_t> calls_{0};
};

}  // namespace ogi

#endif  // OGI_TESTS_SUPPORT_FAKES_H_
