// How much memory the calls of this process may hold together.
#ifndef OGI_COMMON_MEMORY_BUDGET_H_
#define OGI_COMMON_MEMORY_BUDGET_H_

#include <atomic>
#include <cstddef>
#include <utility>

namespace ogi {

// What a message takes in memory while it is handled: its bytes, the message read from them, and
// what is made of it for the store.
inline constexpr size_t MemoryOfMessage(size_t wire_bytes) { return 4 * wire_bytes; }

// A number of bytes, shared by all calls: messages received, what waits in queues, answers that
// are not taken yet. Threads: any, at once.
class MemoryBudget {
 public:
  // What a holder was granted, until it is destroyed. Movable; empty after a move.
  class Charge {
   public:
    Charge() = default;
    Charge(Charge&& other) noexcept
        : budget_(std::exchange(other.budget_, nullptr)), bytes_(std::exchange(other.bytes_, 0)) {}
    Charge& operator=(Charge&& other) noexcept {
      std::swap(budget_, other.budget_);
      std::swap(bytes_, other.bytes_);
      return *this;
    }
    ~Charge() {
      if (budget_ != nullptr) budget_->used_ -= bytes_;
    }

    // Whether anything was granted: of no bytes, too.
    explicit operator bool() const { return budget_ != nullptr; }
    size_t bytes() const { return bytes_; }

   private:
    friend class MemoryBudget;
    Charge(MemoryBudget* budget, size_t bytes) : budget_(budget), bytes_(bytes) {}

    MemoryBudget* budget_ = nullptr;
    size_t bytes_ = 0;
  };

  explicit MemoryBudget(size_t bytes) : limit_(bytes) {}
  MemoryBudget(const MemoryBudget&) = delete;
  MemoryBudget& operator=(const MemoryBudget&) = delete;

  // Empty where the budget does not hold so much more: the caller refuses the work.
  [[nodiscard]] Charge Take(size_t bytes);

  // For what exists already, such as an answer: granted beyond the limit too, so that Take refuses
  // all the more.
  [[nodiscard]] Charge Force(size_t bytes);

  size_t used() const { return used_; }
  size_t limit() const { return limit_; }

 private:
  const size_t limit_;
  std::atomic<size_t> used_ = 0;
};

}  // namespace ogi

#endif  // OGI_COMMON_MEMORY_BUDGET_H_
