// How like two labels are, whatever a scan or a typist did to them.
#ifndef OGI_IMPORT_TEXT_LIKENESS_H_
#define OGI_IMPORT_TEXT_LIKENESS_H_

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "absl/strings/string_view.h"

namespace ogi::reading {

// A label of a form, of at most 64 letters (more are truncated).
class Label {
 public:
  // Of any text: folded, then stripped of all but letters.
  explicit Label(absl::string_view text);

  // Letters that `letters` has in the same order. Linear in `letters`.
  int Common(std::u32string_view letters) const;

  // 0 to 1: twice the common letters over the letters of both.
  double Likeness(std::u32string_view letters) const;

  const std::u32string& letters() const { return letters_; }

 private:
  struct Slot {
    char32_t code = 0;
    uint64_t places = 0;
  };

  uint64_t PlacesOf(char32_t code) const;

  std::u32string letters_;
  // Open addressing: at most 64 codes in 128 slots.
  std::array<Slot, 128> slots_;
};

}  // namespace ogi::reading

#endif  // OGI_IMPORT_TEXT_LIKENESS_H_
