#include "domain/narrative/character_index.h"

#include <utility>

#include "domain/narrative/words.h"

namespace ogi {

CharacterIndex::CharacterIndex(std::vector<absl::string_view> texts) : texts_(std::move(texts)) {
  first_.fill(-1);
  size_t bytes = 0;
  for (const absl::string_view text : texts_) bytes += text.size();
  entries_.reserve(bytes / 3 + 64);
  std::array<int32_t, kCharacterKeys> last;
  for (size_t text = 0; text < texts_.size(); ++text) {
    for (size_t at = 0; at < texts_[text].size();) {
      const absl::string_view rest = texts_[text].substr(at);
      const size_t key = CharacterKey(rest);
      const auto number = static_cast<int32_t>(entries_.size());
      entries_.push_back({-1, static_cast<int32_t>(text), static_cast<uint32_t>(at)});
      if (first_[key] < 0) {
        first_[key] = number;
      } else {
        entries_[static_cast<size_t>(last[key])].next = number;
      }
      last[key] = number;
      at += CharacterBytes(rest);
    }
  }
}

}  // namespace ogi
