#include "import/text/likeness.h"

#include <bit>

#include "import/text/folded_document.h"

namespace ogi::reading {
namespace {

constexpr size_t kMaxLetters = 64;

}  // namespace

Label::Label(absl::string_view text) {
  for (const char32_t code : FoldText(text)) {
    if (IsLetter(code) && letters_.size() < kMaxLetters) letters_.push_back(code);
  }
  for (size_t i = 0; i < letters_.size(); ++i) {
    size_t at = letters_[i] % slots_.size();
    while (slots_[at].code != 0 && slots_[at].code != letters_[i]) at = (at + 1) % slots_.size();
    slots_[at].code = letters_[i];
    slots_[at].places |= uint64_t{1} << i;
  }
}

uint64_t Label::PlacesOf(char32_t code) const {
  size_t at = code % slots_.size();
  while (slots_[at].code != 0) {
    if (slots_[at].code == code) return slots_[at].places;
    at = (at + 1) % slots_.size();
  }
  return 0;
}

// The longest common subsequence, 64 columns of its table at a time.
int Label::Common(std::u32string_view letters) const {
  uint64_t row = ~uint64_t{0};
  for (const char32_t code : letters) {
    const uint64_t matches = row & PlacesOf(code);
    row = (row + matches) | (row - matches);
  }
  const uint64_t used =
      letters_.size() >= kMaxLetters ? ~uint64_t{0} : (uint64_t{1} << letters_.size()) - 1;
  return std::popcount(~row & used);
}

double Label::Likeness(std::u32string_view letters) const {
  const size_t both = letters_.size() + letters.size();
  return both == 0 ? 0 : 2.0 * Common(letters) / static_cast<double>(both);
}

}  // namespace ogi::reading
