// Texts of reports and records: UTF-8, without control characters.
#ifndef OGI_DOMAIN_FORM_TEXT_H_
#define OGI_DOMAIN_FORM_TEXT_H_

#include <string>

#include "absl/strings/string_view.h"
#include "common/field_violations.h"

namespace ogi {

enum class TextFault { kNone, kNotUtf8, kControlCharacter };

struct TextCheck {
  TextFault fault = TextFault::kNone;
  // Byte the fault begins at.
  size_t offset = 0;
};

// Well-formed UTF-8 (no overlong forms, no surrogates, nothing above U+10FFFF) and no control
// character but line feed, tab and carriage return.
TextCheck InspectText(absl::string_view text);

// Adds a violation for a text that is too long, and one for what InspectText finds.
void CheckText(absl::string_view text, size_t max_bytes, absl::string_view field,
               FieldViolations* violations);

// Without the spaces at its ends: ASCII ones, and those that look alike or cannot be seen (U+00A0,
// U+2000 to U+200F, U+3000, U+FEFF).
absl::string_view StripSpaces(absl::string_view text);

// For error messages: at most 40 bytes of `text`, in quotes, with anything unprintable escaped.
std::string Quoted(absl::string_view text);

}  // namespace ogi

#endif  // OGI_DOMAIN_FORM_TEXT_H_
