// Where each character of some texts stands, so that words are found without reading the texts
// again and again: dozens of rules look for dozens of words each.
#ifndef OGI_DOMAIN_NARRATIVE_CHARACTER_INDEX_H_
#define OGI_DOMAIN_NARRATIVE_CHARACTER_INDEX_H_

#include <array>
#include <cstdint>
#include <vector>

#include "absl/strings/string_view.h"

namespace ogi {

// Of the character at the front, or nearly: some share one. The text is not empty.
inline constexpr size_t kCharacterKeys = 4096 + 256;
inline size_t CharacterKey(absl::string_view text) {
  const auto byte = [text](size_t i) { return static_cast<unsigned char>(text[i]); };
  if (byte(0) < 0x80 || text.size() < 3) return byte(0);
  return static_cast<size_t>((byte(1) & 0x3F) << 6 | (byte(2) & 0x3F)) + 256;
}

class CharacterIndex {
 public:
  // Bytes of one of the texts, by its number.
  struct Place {
    int text = 0;
    size_t at = 0;
    friend auto operator<=>(const Place&, const Place&) = default;  // NOLINT(modernize-use-nullptr)
  };

  CharacterIndex() { first_.fill(-1); }
  // Once. The texts outlive the index.
  explicit CharacterIndex(std::vector<absl::string_view> texts);

  // What stands there, to the end of the text.
  absl::string_view At(const Place& place) const {
    return texts_[static_cast<size_t>(place.text)].substr(place.at);
  }

  // Calls `found(place)` for each place of the key's characters, in order, until it answers false.
  template <typename Found>
  void ForEach(size_t key, Found found) const {
    for (int32_t i = first_[key]; i >= 0; i = entries_[static_cast<size_t>(i)].next) {
      const Entry& entry = entries_[static_cast<size_t>(i)];
      if (!found(Place{entry.text, entry.at})) return;
    }
  }

 private:
  struct Entry {
    int32_t next = -1;
    int32_t text = 0;
    uint32_t at = 0;
  };

  std::vector<absl::string_view> texts_;
  std::vector<Entry> entries_;
  // By key.
  std::array<int32_t, kCharacterKeys> first_;
};

}  // namespace ogi

#endif  // OGI_DOMAIN_NARRATIVE_CHARACTER_INDEX_H_
