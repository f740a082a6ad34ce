// Numbers as people write them in Chinese text.
#ifndef OGI_DOMAIN_NARRATIVE_NUMERALS_H_
#define OGI_DOMAIN_NARRATIVE_NUMERALS_H_

#include <cstdint>
#include <optional>

#include "absl/strings/string_view.h"

namespace ogi {

struct Numeral {
  // In millionths.
  int64_t value = 0;
  int decimals = 0;
  // Of the text.
  size_t bytes = 0;
  bool chinese = false;
  // Chinese numerals only.
  int characters = 0;
};

// The numeral at the front: 1024, 1,024, １０２４, 51.85, 一百零三, 二〇二三. Nullopt for none, for
// more than 12 digits, and for Chinese numerals that are not well formed.
std::optional<Numeral> ReadNumeral(absl::string_view text);

}  // namespace ogi

#endif  // OGI_DOMAIN_NARRATIVE_NUMERALS_H_
