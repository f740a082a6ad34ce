#include "services/server/access_watch.h"

#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "services/server/failure_log.h"

namespace ogi {
namespace {

// A revoked caller's streams end at the second look: well within a second.
constexpr absl::Duration kPeriod = absl::Milliseconds(250);

}  // namespace

AccessWatch::AccessWatch(const Reader* store, AccessBook* book, OpenStreams* streams,
                         SeasonBook* seasons, RuleLibrary* rules)
    : store_(store), book_(book), streams_(streams), seasons_(seasons), rules_(rules) {
  thread_ = std::thread([this] {
    while (!stop_.WaitForNotificationWithTimeout(kPeriod)) Look();
  });
}

AccessWatch::~AccessWatch() {
  stop_.Notify();
  thread_.join();
}

void AccessWatch::Look() {
  const absl::Status status = book_->Refresh(*store_);
  if (!status.ok()) LogFailure(status);
  if (seasons_ != nullptr) {
    const absl::Status refreshed = seasons_->Refresh(*store_);
    if (!refreshed.ok()) LogFailure(refreshed);
  }
  if (rules_ != nullptr) {
    const absl::Status refreshed = rules_->Refresh(*store_);
    if (!refreshed.ok()) LogFailure(refreshed);
  }
  streams_->Look(absl::Now(),
                 [this](absl::string_view fingerprint) { return book_->IsRevoked(fingerprint); });
}

}  // namespace ogi
