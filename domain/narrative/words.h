// Looking for words in Chinese text.
#ifndef OGI_DOMAIN_NARRATIVE_WORDS_H_
#define OGI_DOMAIN_NARRATIVE_WORDS_H_

#include <string>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/strings/string_view.h"
#include "domain/narrative/character_index.h"

namespace ogi {

// Where `word` begins at or after `from`, in bytes; npos for nowhere. Fast on text whose characters
// mostly begin with the same few bytes.
size_t FindWord(absl::string_view text, absl::string_view word, size_t from = 0);

bool HasWord(absl::string_view text, absl::string_view word);
bool HasAnyWord(absl::string_view text, const std::vector<std::string>& words);

// Of the character at the front; 1 where it is no UTF-8.
inline size_t CharacterBytes(absl::string_view text) {
  const unsigned char lead = text.empty() ? 0 : static_cast<unsigned char>(text.front());
  const size_t bytes = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC0 ? 2 : 1;
  return bytes <= text.size() ? bytes : 1;
}

// Words looked for together.
class WordSet {
 public:
  WordSet() = default;
  // None of them empty.
  explicit WordSet(std::vector<std::string> words);

  const std::vector<std::string>& words() const { return words_; }

  // Calls `found(place, word)` for every place, in order, where a word begins, `word` by its
  // number, until it answers false.
  void ForEach(const CharacterIndex& index,
               absl::FunctionRef<bool(const CharacterIndex::Place&, size_t)> found) const;

 private:
  struct Begin {
    size_t key = 0;
    std::vector<size_t> words;
  };

  std::vector<std::string> words_;
  // Those that begin alike, together.
  std::vector<Begin> begins_;
};

// A word, or two with `*` between them for up to 60 bytes without a comma, a full stop or the like.
struct Phrase {
  explicit Phrase(absl::string_view pattern);
  std::string first;
  std::string second;
};

struct Stretch {
  size_t begin = absl::string_view::npos;
  size_t end = absl::string_view::npos;
  bool found() const { return begin != absl::string_view::npos; }
};

// Where the phrase ends that begins at `begin`, where its first word stands; npos for nowhere.
size_t EndOfPhrase(absl::string_view text, const Phrase& phrase, size_t begin);

}  // namespace ogi

#endif  // OGI_DOMAIN_NARRATIVE_WORDS_H_
