// Closed-loop load: so many calls are always under way.
#ifndef OGI_TESTS_BENCH_LOAD_H_
#define OGI_TESTS_BENCH_LOAD_H_

#include <cstdint>
#include <functional>
#include <vector>

#include "absl/status/status.h"
#include "absl/time/time.h"

namespace ogi::bench {

struct LoadResult {
  int64_t calls = 0;
  absl::Duration duration;
  absl::Duration p50;
  absl::Duration p99;

  double PerSecond() const { return static_cast<double>(calls) / absl::ToDoubleSeconds(duration); }
};

// Starts one call, the `number`-th; `done` once it is answered, from any thread.
using StartCall = std::function<void(int64_t number, std::function<void(absl::Status)> done)>;

// Keeps `concurrency` calls under way for `duration`, counting from `first_number`. Ends the
// program where a call fails: a benchmark of failures means nothing.
LoadResult RunLoad(int concurrency, absl::Duration duration, int64_t first_number,
                   const StartCall& start);

}  // namespace ogi::bench

#endif  // OGI_TESTS_BENCH_LOAD_H_
