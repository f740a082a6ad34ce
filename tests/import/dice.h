// Randomness from a seed, the same on every machine.
#ifndef OGI_TESTS_IMPORT_DICE_H_
#define OGI_TESTS_IMPORT_DICE_H_

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <random>
#include <vector>

namespace ogi::import_test {

class Dice {
 public:
  explicit Dice(uint64_t seed) : random_(seed) {}

  // From `least` to `greatest`, both included.
  int64_t Number(int64_t least, int64_t greatest) {
    return least + static_cast<int64_t>(random_() % static_cast<uint64_t>(greatest - least + 1));
  }
  size_t Index(size_t count) { return static_cast<size_t>(random_() % count); }
  bool Chance(int percent) { return Number(0, 99) < percent; }

  template <typename T>
  T Of(std::initializer_list<T> choices) {
    return *(choices.begin() + Index(choices.size()));
  }
  template <typename T>
  const T& Of(const std::vector<T>& choices) {
    return choices[Index(choices.size())];
  }
  template <typename T>
  void Shuffle(std::vector<T>& items) {
    for (size_t i = items.size(); i > 1; --i) std::swap(items[i - 1], items[Index(i)]);
  }

 private:
  std::mt19937_64 random_;
};

}  // namespace ogi::import_test

#endif  // OGI_TESTS_IMPORT_DICE_H_
