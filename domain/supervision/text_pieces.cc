#include "domain/supervision/text_pieces.h"

#include <algorithm>

#include "absl/hash/hash.h"
#include "domain/narrative/words.h"

namespace ogi {

std::vector<uint64_t> PiecesOf(absl::string_view text, size_t characters) {
  // Where characters begin.
  std::vector<size_t> places;
  for (size_t at = 0; at < text.size(); at += CharacterBytes(text.substr(at))) places.push_back(at);
  places.push_back(text.size());
  std::vector<uint64_t> pieces;
  for (size_t i = 0; i + characters < places.size(); ++i) {
    const size_t begin = places[i];
    pieces.push_back(absl::HashOf(text.substr(begin, places[i + characters] - begin)));
  }
  std::sort(pieces.begin(), pieces.end());
  pieces.erase(std::unique(pieces.begin(), pieces.end()), pieces.end());
  return pieces;
}

size_t SharedPieces(const std::vector<uint64_t>& one, const std::vector<uint64_t>& other) {
  size_t shared = 0;
  for (size_t i = 0, j = 0; i < one.size() && j < other.size();) {
    if (one[i] == other[j]) {
      ++shared;
      ++i;
      ++j;
    } else if (one[i] < other[j]) {
      ++i;
    } else {
      ++j;
    }
  }
  return shared;
}

}  // namespace ogi
