#include "tests/bench/load.h"

#include <algorithm>
#include <atomic>
#include <cstdlib>
#include <iostream>

#include "absl/synchronization/mutex.h"
#include "absl/time/clock.h"

namespace ogi::bench {
namespace {

class Loop {
 public:
  Loop(absl::Duration duration, int64_t first_number, const StartCall& start)
      : begin_(absl::Now()), end_(begin_ + duration), next_(first_number), start_(start) {}

  LoadResult Run(int concurrency) {
    {
      absl::MutexLock lock(&mutex_);
      under_way_ = concurrency;
    }
    for (int i = 0; i < concurrency; ++i) Call();
    absl::MutexLock lock(&mutex_,
                         absl::Condition(
                             +[](int* under_way) { return *under_way == 0; }, &under_way_));
    LoadResult result;
    result.calls = static_cast<int64_t>(latencies_.size());
    result.duration = absl::Now() - begin_;
    result.p50 = Percentile(0.50);
    result.p99 = Percentile(0.99);
    return result;
  }

 private:
  void Call() {
    const absl::Time begin = absl::Now();
    start_(next_++, [this, begin](const absl::Status& status) {
      if (!status.ok()) {
        std::cerr << "a call failed: " << status << "\n";
        std::_Exit(EXIT_FAILURE);
      }
      const absl::Time now = absl::Now();
      {
        absl::MutexLock lock(&mutex_);
        latencies_.push_back(now - begin);
        if (now >= end_) {
          --under_way_;
          return;
        }
      }
      Call();
    });
  }

  absl::Duration Percentile(double share) {
    if (latencies_.empty()) return absl::ZeroDuration();
    const auto nth = latencies_.begin() +
                     static_cast<int64_t>(share * static_cast<double>(latencies_.size() - 1));
    std::nth_element(latencies_.begin(), nth, latencies_.end());
    return *nth;
  }

  const absl::Time begin_;
  const absl::Time end_;
  std::atomic<int64_t> next_;
  const StartCall& start_;
  absl::Mutex mutex_;
  int under_way_ = 0;
  std::vector<absl::Duration> latencies_;
};

}  // namespace

LoadResult RunLoad(int concurrency, absl::Duration duration, int64_t first_number,
                   const StartCall& start) {
  return Loop(duration, first_number, start).Run(concurrency);
}

}  // namespace ogi::bench
