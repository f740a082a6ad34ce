// Agency ids: `[0-9]{2}-[0-9A-Z]{4,20}`, issued once, never reused or changed.
#ifndef OGI_DOMAIN_CODES_AGENCY_ID_H_
#define OGI_DOMAIN_CODES_AGENCY_ID_H_

#include "absl/strings/string_view.h"

namespace ogi {

// The partition of central organs.
inline constexpr absl::string_view kCentralPartition = "00";

bool IsAgencyId(absl::string_view text);

// The partition of an agency for ever: the first two digits of its id, a view into `agency_id`.
// `agency_id` must be one.
absl::string_view PartitionOf(absl::string_view agency_id);

}  // namespace ogi

#endif  // OGI_DOMAIN_CODES_AGENCY_ID_H_
