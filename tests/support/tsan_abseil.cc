// Tells the thread sanitizer of abseil's locks. The installed library is built without it, so that
// it would see no order between what two threads do under one absl::Mutex. Linked into the tests of
// that build alone, this stands before the library's functions and calls them.
#include <dlfcn.h>
#include <sanitizer/tsan_interface.h>

#include <string>
#include <typeinfo>

#include "absl/synchronization/mutex.h"
#include "absl/synchronization/notification.h"
#include "absl/time/time.h"

extern "C" {
void AnnotateIgnoreReadsBegin(const char* file, int line);
void AnnotateIgnoreReadsEnd(const char* file, int line);
}

namespace {

// The library's own function: `suffix` is what its mangled name has after the class.
template <typename Class, typename Function>
Function* Library(const char* suffix, bool is_const = false) {
  std::string name = typeid(Class).name();
  name.pop_back();
  name = (is_const ? "_ZNK" : "_ZN") + name.substr(1) + suffix;
  return reinterpret_cast<Function*>(dlsym(RTLD_NEXT, name.c_str()));
}

// Whoever unlocks or waits looks at the conditions of others: under the lock, but after the
// sanitizer was told that it is free.
class IgnoreConditions {
 public:
  IgnoreConditions() { AnnotateIgnoreReadsBegin(__FILE__, __LINE__); }
  ~IgnoreConditions() { AnnotateIgnoreReadsEnd(__FILE__, __LINE__); }
};

// Calls what may lock, unlock and lock again.
template <typename Object, typename Call>
auto Around(Object* object, Call call) {
  void* const address = const_cast<void*>(static_cast<const void*>(object));
  struct Acquire {
    void* address;
    ~Acquire() { __tsan_acquire(address); }
  } const acquire{address};
  __tsan_release(address);
  const IgnoreConditions ignore;
  return call();
}

}  // namespace

namespace absl {
ABSL_NAMESPACE_BEGIN

void Mutex::Lock() {
  static auto* const library = Library<Mutex, void(Mutex*)>("4LockEv");
  library(this);
  __tsan_acquire(this);
}

bool Mutex::TryLock() {
  static auto* const library = Library<Mutex, bool(Mutex*)>("7TryLockEv");
  const bool locked = library(this);
  if (locked) __tsan_acquire(this);
  return locked;
}

void Mutex::Unlock() {
  static auto* const library = Library<Mutex, void(Mutex*)>("6UnlockEv");
  __tsan_release(this);
  const IgnoreConditions ignore;
  library(this);
}

void Mutex::ReaderLock() {
  static auto* const library = Library<Mutex, void(Mutex*)>("10ReaderLockEv");
  library(this);
  __tsan_acquire(this);
}

void Mutex::ReaderUnlock() {
  static auto* const library = Library<Mutex, void(Mutex*)>("12ReaderUnlockEv");
  __tsan_release(this);
  const IgnoreConditions ignore;
  library(this);
}

void Mutex::LockWhen(const Condition& condition) {
  static auto* const library =
      Library<Mutex, void(Mutex*, const Condition&)>("8LockWhenERKNS0_9ConditionE");
  Around(this, [&] { library(this, condition); });
}

bool Mutex::LockWhenWithTimeout(const Condition& condition, Duration timeout) {
  static auto* const library = Library<Mutex, bool(Mutex*, const Condition&, Duration)>(
      "19LockWhenWithTimeoutERKNS0_9ConditionENS0_8DurationE");
  return Around(this, [&] { return library(this, condition, timeout); });
}

bool Mutex::LockWhenWithDeadline(const Condition& condition, Time deadline) {
  static auto* const library = Library<Mutex, bool(Mutex*, const Condition&, Time)>(
      "20LockWhenWithDeadlineERKNS0_9ConditionENS0_4TimeE");
  return Around(this, [&] { return library(this, condition, deadline); });
}

void Mutex::Await(const Condition& condition) {
  static auto* const library =
      Library<Mutex, void(Mutex*, const Condition&)>("5AwaitERKNS0_9ConditionE");
  Around(this, [&] { library(this, condition); });
}

bool Mutex::AwaitWithTimeout(const Condition& condition, Duration timeout) {
  static auto* const library = Library<Mutex, bool(Mutex*, const Condition&, Duration)>(
      "16AwaitWithTimeoutERKNS0_9ConditionENS0_8DurationE");
  return Around(this, [&] { return library(this, condition, timeout); });
}

bool Mutex::AwaitWithDeadline(const Condition& condition, Time deadline) {
  static auto* const library = Library<Mutex, bool(Mutex*, const Condition&, Time)>(
      "17AwaitWithDeadlineERKNS0_9ConditionENS0_4TimeE");
  return Around(this, [&] { return library(this, condition, deadline); });
}

void Notification::Notify() {
  static auto* const library = Library<Notification, void(Notification*)>("6NotifyEv");
  __tsan_release(this);
  const IgnoreConditions ignore;
  library(this);
}

void Notification::WaitForNotification() const {
  static auto* const library =
      Library<Notification, void(const Notification*)>("19WaitForNotificationEv", true);
  Around(this, [&] { library(this); });
}

bool Notification::WaitForNotificationWithTimeout(Duration timeout) const {
  static auto* const library = Library<Notification, bool(const Notification*, Duration)>(
      "30WaitForNotificationWithTimeoutENS0_8DurationE", true);
  return Around(this, [&] { return library(this, timeout); });
}

ABSL_NAMESPACE_END
}  // namespace absl
