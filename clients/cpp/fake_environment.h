// For tests: time that only passes when somebody sleeps, and randomness that is the same every
// time.
#ifndef OGI_CLIENTS_CPP_FAKE_ENVIRONMENT_H_
#define OGI_CLIENTS_CPP_FAKE_ENVIRONMENT_H_

#include <string>
#include <vector>

#include "absl/synchronization/mutex.h"
#include "absl/time/time.h"
#include "clients/cpp/environment.h"

namespace ogi::client {

class FakeEnvironment {
 public:
  FakeEnvironment() : clock_(this), random_(this) {}

  Environment Get() {
    return {&clock_, &random_, [this](absl::Duration time) {
              absl::MutexLock lock(&mutex_);
              now_ += time;
              sleeps_.push_back(time);
            }};
  }

  std::vector<absl::Duration> sleeps() {
    absl::MutexLock lock(&mutex_);
    return sleeps_;
  }
  void Advance(absl::Duration time) {
    absl::MutexLock lock(&mutex_);
    now_ += time;
  }

 private:
  class FakeClock : public Clock {
   public:
    explicit FakeClock(FakeEnvironment* owner) : owner_(owner) {}
    absl::Time Now() const override {
      absl::MutexLock lock(&owner_->mutex_);
      return owner_->now_;
    }

   private:
    FakeEnvironment* const owner_;
  };

  // Bytes of 0xFF, so that a wait is as long as it can be; the first byte counts the calls.
  class FakeRandom : public Random {
   public:
    explicit FakeRandom(FakeEnvironment* owner) : owner_(owner) {}
    std::string Bytes(size_t count) override {
      absl::MutexLock lock(&owner_->mutex_);
      std::string bytes(count, '\xFF');
      if (count > 2) bytes[0] = static_cast<char>(owner_->draws_++);
      return bytes;
    }

   private:
    FakeEnvironment* const owner_;
  };

  absl::Mutex mutex_;
  absl::Time now_ = absl::FromUnixSeconds(1'611'000'000);
  std::vector<absl::Duration> sleeps_;
  int draws_ = 0;
  FakeClock clock_;
  FakeRandom random_;
};

}  // namespace ogi::client

#endif  // OGI_CLIENTS_CPP_FAKE_ENVIRONMENT_H_
