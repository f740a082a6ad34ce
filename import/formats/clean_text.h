// Makes texts of other programs ours.
#ifndef OGI_IMPORT_FORMATS_CLEAN_TEXT_H_
#define OGI_IMPORT_FORMATS_CLEAN_TEXT_H_

#include <string>

#include "absl/strings/string_view.h"

namespace ogi {

// Valid UTF-8 that shows as the original does:
// - bytes that are no UTF-8, control characters and characters without any width are left out;
// - every end of a line is a line feed; tabs and form feeds stay;
// - a no-break space is a space;
// - a Kangxi radical or compatibility ideograph, as fonts in PDFs name them, is the ideograph.
std::string CleanText(absl::string_view text);

// Length of the white space at the start of `text`: ASCII or ideographic.
size_t LeadingSpace(absl::string_view text);
absl::string_view StripSpace(absl::string_view text);
bool IsBlank(absl::string_view text);

// Columns of a terminal; a Chinese character takes two. Of clean text.
int TextColumns(absl::string_view text);

// With small digits above or below the line in place of those on it: the number of a footnote is
// no part of the figure before it.
std::string RaiseDigits(absl::string_view text);
std::string LowerDigits(absl::string_view text);

}  // namespace ogi

#endif  // OGI_IMPORT_FORMATS_CLEAN_TEXT_H_
