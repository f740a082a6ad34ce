// Region codes (行政区划代码, GB/T 2260 and the statistics bureau's extension): 6 digits down to
// the county, 9 to the township, 12 to the village.
//
// Codes change and no list of them is kept here: only their structure is checked.
#ifndef OGI_DOMAIN_CODES_REGION_CODE_H_
#define OGI_DOMAIN_CODES_REGION_CODE_H_

#include <optional>
#include <string>

#include "absl/strings/string_view.h"

namespace ogi {

enum class RegionLevel { kProvince, kPrefecture, kCounty, kTownship, kVillage };

// 6, 9 or 12 digits; the first two 11 to 82; nothing named below a level that is 0.
bool IsRegionCode(absl::string_view text);

// What a code names: `540424` a county, `540424204` and `540424204000` the same township.
// Nullopt where it is not a region code.
std::optional<RegionLevel> RegionLevelOf(absl::string_view code);

// The region above, in the shortest form that names it: `540424204` gives `540424`, `540424` gives
// `540400`. Nullopt for a province, and where `code` is not a region code.
std::optional<std::string> ParentRegion(absl::string_view code);

}  // namespace ogi

#endif  // OGI_DOMAIN_CODES_REGION_CODE_H_
