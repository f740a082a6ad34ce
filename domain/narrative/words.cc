#include "domain/narrative/words.h"

#include <string.h>

#include <algorithm>
#include <utility>

namespace ogi {
namespace {

constexpr size_t kMaxGapBytes = 60;

}  // namespace

size_t FindWord(absl::string_view text, absl::string_view word, size_t from) {
  if (from > text.size()) return absl::string_view::npos;
  const void* const found =
      memmem(text.data() + from, text.size() - from, word.data(), word.size());
  if (found == nullptr) return absl::string_view::npos;
  return static_cast<size_t>(static_cast<const char*>(found) - text.data());
}

bool HasWord(absl::string_view text, absl::string_view word) {
  return FindWord(text, word) != absl::string_view::npos;
}

bool HasAnyWord(absl::string_view text, const std::vector<std::string>& words) {
  return std::any_of(words.begin(), words.end(),
                     [text](const std::string& word) { return HasWord(text, word); });
}

WordSet::WordSet(std::vector<std::string> words) : words_(std::move(words)) {
  for (size_t i = 0; i < words_.size(); ++i) {
    const size_t key = CharacterKey(words_[i]);
    auto begin = std::find_if(begins_.begin(), begins_.end(),
                              [key](const Begin& each) { return each.key == key; });
    if (begin == begins_.end()) begin = begins_.insert(begin, Begin{key, {}});
    begin->words.push_back(i);
  }
}

void WordSet::ForEach(const CharacterIndex& index,
                      absl::FunctionRef<bool(const CharacterIndex::Place&, size_t)> found) const {
  std::vector<std::pair<CharacterIndex::Place, size_t>> all;
  for (const Begin& begin : begins_) {
    index.ForEach(begin.key, [&](const CharacterIndex::Place& place) {
      const absl::string_view text = index.At(place);
      for (const size_t word : begin.words) {
        if (text.substr(0, words_[word].size()) == words_[word]) all.emplace_back(place, word);
      }
      return true;
    });
  }
  std::sort(all.begin(), all.end());
  for (const auto& [place, word] : all) {
    if (!found(place, word)) return;
  }
}

Phrase::Phrase(absl::string_view pattern) {
  const size_t gap = pattern.find('*');
  first = std::string(pattern.substr(0, gap));
  if (gap != absl::string_view::npos) second = std::string(pattern.substr(gap + 1));
}

size_t EndOfPhrase(absl::string_view text, const Phrase& phrase, size_t begin) {
  const size_t gap = begin + phrase.first.size();
  if (phrase.second.empty()) return gap;
  const size_t second =
      FindWord(text.substr(0, std::min(text.size(), gap + kMaxGapBytes)), phrase.second, gap);
  if (second == absl::string_view::npos) return second;
  const absl::string_view between = text.substr(gap, second - gap);
  constexpr absl::string_view kStops[] = {"，", "。", "；", "：", "\n", ",", ";"};
  const bool stops =
      std::any_of(std::begin(kStops), std::end(kStops),
                  [between](absl::string_view stop) { return HasWord(between, stop); });
  return stops ? absl::string_view::npos : second + phrase.second.size();
}

}  // namespace ogi
