#include "domain/codes/agency_id.h"

#include <algorithm>

#include "absl/strings/ascii.h"

namespace ogi {

bool IsAgencyId(absl::string_view text) {
  if (text.size() < 7 || text.size() > 23 || text[2] != '-') return false;
  if (!absl::ascii_isdigit(static_cast<unsigned char>(text[0])) ||
      !absl::ascii_isdigit(static_cast<unsigned char>(text[1]))) {
    return false;
  }
  const absl::string_view rest = text.substr(3);
  return std::all_of(rest.begin(), rest.end(),
                     [](char c) { return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z'); });
}

absl::string_view PartitionOf(absl::string_view agency_id) { return agency_id.substr(0, 2); }

}  // namespace ogi
