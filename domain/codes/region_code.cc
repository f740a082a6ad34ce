#include "domain/codes/region_code.h"

#include <algorithm>
#include <array>

namespace ogi {
namespace {

// Where each level's digits end: 2 + 2 + 2 + 3 + 3.
constexpr std::array<size_t, 5> kEnds = {2, 4, 6, 9, 12};

bool IsZero(absl::string_view digits) {
  return std::all_of(digits.begin(), digits.end(), [](char c) { return c == '0'; });
}

// How many levels the code names; 0 where its structure is wrong.
int NamedLevels(absl::string_view code) {
  if (code.size() != 6 && code.size() != 9 && code.size() != 12) return 0;
  if (!std::all_of(code.begin(), code.end(), [](char c) { return c >= '0' && c <= '9'; })) return 0;
  const absl::string_view province = code.substr(0, 2);
  if (province < "11" || province > "82") return 0;

  int named = 1;
  for (size_t level = 1; level < kEnds.size() && kEnds[level] <= code.size(); ++level) {
    const size_t begin = kEnds[level - 1];
    if (IsZero(code.substr(begin, kEnds[level] - begin))) continue;
    // Townships may hang directly below a prefecture (no counties), counties below a province
    // (90: administered by it), villages below nothing but townships.
    const bool skips_a_level = named < static_cast<int>(level);
    if (skips_a_level && kEnds[level] == 12) return 0;
    if (skips_a_level && named < 2) return 0;
    named = static_cast<int>(level) + 1;
  }
  return named;
}

}  // namespace

bool IsRegionCode(absl::string_view text) { return NamedLevels(text) > 0; }

std::optional<RegionLevel> RegionLevelOf(absl::string_view code) {
  const int named = NamedLevels(code);
  if (named == 0) return std::nullopt;
  return static_cast<RegionLevel>(named - 1);
}

std::optional<std::string> ParentRegion(absl::string_view code) {
  const int named = NamedLevels(code);
  if (named <= 1) return std::nullopt;
  // The level above, or the one above that where it is skipped: its digits are zero.
  size_t level = static_cast<size_t>(named) - 2;
  while (level > 0 && IsZero(code.substr(kEnds[level - 1], kEnds[level] - kEnds[level - 1]))) {
    --level;
  }
  std::string parent(code.substr(0, kEnds[level]));
  if (parent.size() < 6) parent.resize(6, '0');
  return parent;
}

}  // namespace ogi
