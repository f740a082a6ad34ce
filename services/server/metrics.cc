#include "services/server/metrics.h"

#include <prometheus/collectable.h>
#include <prometheus/counter.h>
#include <prometheus/exposer.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>

#include <array>
#include <atomic>
#include <exception>
#include <utility>
#include <vector>

#include "absl/base/thread_annotations.h"
#include "absl/strings/str_cat.h"
#include "absl/synchronization/mutex.h"

namespace ogi {
namespace {

constexpr int kStatusCodes = 17;

prometheus::Histogram::BucketBoundaries LatencyBuckets() {
  return {0.0002, 0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10};
}

prometheus::Histogram::BucketBoundaries BatchBuckets() {
  return {1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024};
}

// Counters are made when first counted, so that a scrape lists codes that happened.
class MethodCounters : public MethodMetrics {
 public:
  MethodCounters(std::string method, prometheus::Family<prometheus::Counter>& calls,
                 prometheus::Family<prometheus::Histogram>& seconds)
      : method_(std::move(method)),
        calls_(calls),
        seconds_(seconds.Add({{"method", method_}}, LatencyBuckets())) {}

  void Count(absl::StatusCode code, absl::Duration duration) override {
    std::atomic<prometheus::Counter*>& slot = counters_[static_cast<size_t>(code) % kStatusCodes];
    prometheus::Counter* counter = slot.load(std::memory_order_acquire);
    if (counter == nullptr) {
      // The family gives the same counter for the same labels, so a race is harmless.
      counter = &calls_.Add({{"method", method_}, {"code", absl::StatusCodeToString(code)}});
      slot.store(counter, std::memory_order_release);
    }
    counter->Increment();
    seconds_.Observe(absl::ToDoubleSeconds(duration));
  }

 private:
  const std::string method_;
  prometheus::Family<prometheus::Counter>& calls_;
  prometheus::Histogram& seconds_;
  std::array<std::atomic<prometheus::Counter*>, kStatusCodes> counters_{};
};

class GaugeCollector : public prometheus::Collectable {
 public:
  void Add(std::function<std::map<std::string, double>()> gauges) {
    absl::MutexLock lock(&mutex_);
    gauges_.push_back(std::move(gauges));
  }

  void Clear() {
    absl::MutexLock lock(&mutex_);
    gauges_.clear();
  }

  std::vector<prometheus::MetricFamily> Collect() const override {
    absl::MutexLock lock(&mutex_);
    std::vector<prometheus::MetricFamily> families;
    for (const auto& gauges : gauges_) {
      for (const auto& [name, value] : gauges()) {
        prometheus::ClientMetric metric;
        metric.gauge.value = value;
        families.push_back(
            {absl::StrCat("ogi_", name), "", prometheus::MetricType::Gauge, {metric}});
      }
    }
    return families;
  }

 private:
  mutable absl::Mutex mutex_;
  std::vector<std::function<std::map<std::string, double>()>> gauges_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace

class Metrics::Impl {
 public:
  std::shared_ptr<prometheus::Registry> registry = std::make_shared<prometheus::Registry>();
  std::shared_ptr<GaugeCollector> gauges = std::make_shared<GaugeCollector>();
  prometheus::Family<prometheus::Counter>& calls =
      prometheus::BuildCounter()
          .Name("ogi_calls_total")
          .Help("Calls, and items of streams, by method and code.")
          .Register(*registry);
  prometheus::Family<prometheus::Histogram>& seconds =
      prometheus::BuildHistogram()
          .Name("ogi_call_seconds")
          .Help("From the whole request read to the answer given.")
          .Register(*registry);
  prometheus::Histogram& batch_commits = prometheus::BuildHistogram()
                                             .Name("ogi_batch_commits")
                                             .Help("Commits that shared one sync.")
                                             .Register(*registry)
                                             .Add({}, BatchBuckets());
  prometheus::Histogram& batch_seconds = prometheus::BuildHistogram()
                                             .Name("ogi_batch_seconds")
                                             .Help("Time to make one batch durable.")
                                             .Register(*registry)
                                             .Add({}, LatencyBuckets());
  absl::Mutex mutex;
  std::map<std::string, std::unique_ptr<MethodCounters>> methods ABSL_GUARDED_BY(mutex);
  std::unique_ptr<prometheus::Exposer> exposer;
};

Metrics::Metrics() : impl_(std::make_unique<Impl>()) {}

Metrics::~Metrics() = default;

MethodMetrics* Metrics::Method(absl::string_view method) {
  absl::MutexLock lock(&impl_->mutex);
  std::unique_ptr<MethodCounters>& slot = impl_->methods[std::string(method)];
  if (slot == nullptr) {
    slot = std::make_unique<MethodCounters>(std::string(method), impl_->calls, impl_->seconds);
  }
  return slot.get();
}

void Metrics::CountBatch(size_t commits, absl::Duration duration) {
  impl_->batch_commits.Observe(static_cast<double>(commits));
  impl_->batch_seconds.Observe(absl::ToDoubleSeconds(duration));
}

void Metrics::AddGauges(std::function<std::map<std::string, double>()> gauges) {
  impl_->gauges->Add(std::move(gauges));
}

absl::Status Metrics::Listen(const std::string& address) {
  try {
    impl_->exposer = std::make_unique<prometheus::Exposer>(address);
  } catch (const std::exception&) {
    return absl::UnavailableError(absl::StrCat(
        "不能在 ", address, " 提供指标：地址无效或已被占用。\nCannot serve metrics at ", address,
        ": it is invalid or in use."));
  }
  impl_->exposer->RegisterCollectable(impl_->registry);
  impl_->exposer->RegisterCollectable(impl_->gauges);
  return absl::OkStatus();
}

void Metrics::Close() {
  impl_->exposer.reset();
  impl_->gauges->Clear();
}

}  // namespace ogi
