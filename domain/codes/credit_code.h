// Unified social credit codes (统一社会信用代码, GB 32100-2015) and organisation codes
// (组织机构代码, GB 11714).
#ifndef OGI_DOMAIN_CODES_CREDIT_CODE_H_
#define OGI_DOMAIN_CODES_CREDIT_CODE_H_

#include "absl/strings/string_view.h"

namespace ogi {

// The 18th character of a credit code that begins with these 17; '\0' where they are not 17
// characters of the code's alphabet (digits and capitals but I, O, S, V, Z).
char CreditCodeCheckDigit(absl::string_view first_17);

// 18 characters of the alphabet, digits in places 3 to 8 (the region), and the right check digit.
bool IsCreditCode(absl::string_view text);

// The 9th character of an organisation code that begins with these 8; '\0' where they are not 8
// digits and capitals.
char OrganisationCodeCheckDigit(absl::string_view first_8);

// Nine characters, without a hyphen, and the right check digit.
bool IsOrganisationCode(absl::string_view text);

}  // namespace ogi

#endif  // OGI_DOMAIN_CODES_CREDIT_CODE_H_
