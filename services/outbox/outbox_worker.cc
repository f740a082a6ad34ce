#include "services/outbox/outbox_worker.h"

#include <utility>

#include "common/background.h"
#include "common/errors.h"
#include "common/log/log.h"

namespace ogi {
namespace {

constexpr absl::Duration kPeriod = absl::Seconds(1);

}  // namespace

OutboxWorker::OutboxWorker(const Environment* environment, Committer* committer,
                           std::function<bool()> may_run)
    : environment_(environment),
      may_run_(std::move(may_run)),
      outbox_(environment, committer),
      thread_([this] { Work(); }) {}

OutboxWorker::~OutboxWorker() {
  {
    absl::MutexLock lock(&mutex_);
    stopped_ = true;
  }
  thread_.join();
}

void OutboxWorker::Work() {
  YieldToOthers();
  const auto stopped = [this] {
    absl::MutexLock lock(&mutex_);
    return stopped_;
  };
  while (true) {
    if (may_run_()) Note(outbox_.Look(stopped));
    absl::MutexLock lock(&mutex_);
    if (mutex_.AwaitWithTimeout(absl::Condition(&stopped_), kPeriod)) return;
  }
}

void OutboxWorker::Note(const absl::StatusOr<OutboxLook>& look) {
  const absl::Status status = look.ok() ? look->failure : look.status();
  if (!status.ok()) {
    Log(LogLevel::kWarning, "not all reports that were to be judged anew have been",
        {{"status", std::string(absl::StatusCodeToString(status.code()))},
         {"detail", errors::LogDetail(status)}});
  }
  if (!look.ok()) return;
  absl::MutexLock lock(&mutex_);
  sum_.judged += look->judged;
  sum_.changed += look->changed;
  sum_.turned += look->turned;
  sum_.left = look->left;
  sum_.oldest = look->oldest;
}

std::map<std::string, double> OutboxWorker::Gauges() const {
  absl::MutexLock lock(&mutex_);
  const bool waits = sum_.oldest != absl::InfiniteFuture();
  return {{"outbox_judged_total", static_cast<double>(sum_.judged)},
          {"outbox_changed_total", static_cast<double>(sum_.changed)},
          {"outbox_turned_total", static_cast<double>(sum_.turned)},
          {"outbox_left", static_cast<double>(sum_.left)},
          {"outbox_oldest_seconds",
           waits ? absl::ToDoubleSeconds(environment_->clock->Now() - sum_.oldest) : 0}};
}

}  // namespace ogi
