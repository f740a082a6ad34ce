// Records of organs: are they well formed, and what do they say of a given day?
#ifndef OGI_DOMAIN_AGENCY_AGENCY_H_
#define OGI_DOMAIN_AGENCY_AGENCY_H_

#include "absl/strings/string_view.h"
#include "common/field_violations.h"
#include "domain/calendar/china_time.h"
#include "ogi/v1/agency.pb.h"

namespace ogi {

// Adds every violation. `field_prefix` is the path of the agency in the request, e.g. `agency`.
// Output-only fields and the etag are not looked at, and neither is any other agency: whether a
// superior exists is the caller's question.
void CheckAgency(const v1::Agency& agency, absl::string_view field_prefix,
                 FieldViolations* violations);

// Whether a dated text is in force on a day. Dates that are not full ones count as absent.
bool InForce(const v1::DatedText& text, CivilDay day);

// The name in force on a day; where none is, the one nearest before it, else the first. Empty only
// where the agency has no names. A view into `agency`.
absl::string_view NameOn(const v1::Agency& agency, CivilDay day);

// The id of the superior in force on a day; empty where there is none. A view into `agency`.
absl::string_view SuperiorOn(const v1::Agency& agency, CivilDay day);

}  // namespace ogi

#endif  // OGI_DOMAIN_AGENCY_AGENCY_H_
