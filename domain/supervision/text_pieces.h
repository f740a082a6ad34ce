// Texts cut into pieces of a few characters, to tell how much two of them share.
#ifndef OGI_DOMAIN_SUPERVISION_TEXT_PIECES_H_
#define OGI_DOMAIN_SUPERVISION_TEXT_PIECES_H_

#include <cstdint>
#include <vector>

#include "absl/strings/string_view.h"

namespace ogi {

// Hashes, in order, each once, of every so many characters that follow each other. They mean
// nothing in another process.
std::vector<uint64_t> PiecesOf(absl::string_view text, size_t characters);

// How many pieces both have.
size_t SharedPieces(const std::vector<uint64_t>& one, const std::vector<uint64_t>& other);

}  // namespace ogi

#endif  // OGI_DOMAIN_SUPERVISION_TEXT_PIECES_H_
