// What the elements of HTML mean for its text.
#ifndef OGI_IMPORT_FORMATS_HTML_TAGS_H_
#define OGI_IMPORT_FORMATS_HTML_TAGS_H_

#include "absl/strings/string_view.h"

namespace ogi {

enum class HtmlTag {
  kInline,
  // Parts paragraphs.
  kBlock,
  kBreak,
  kTable,
  kRow,
  kCell,
  kPreformatted,
  kTitle,
  kInput,
  // Set smaller, above the line or below it.
  kRaised,
  kLowered,
  // What is within it is not shown.
  kUnseen,
};

HtmlTag TagOf(absl::string_view name);

// Attributes as libxml2 hands them over: names and values in turn, then null. May be null.
using HtmlAttributes = const unsigned char**;

// Empty where there is none.
absl::string_view AttributeOf(HtmlAttributes attributes, absl::string_view name);
// A browser does not show the element, or strikes it out.
bool IsHidden(HtmlAttributes attributes);
// An input whose value is shown as text.
bool IsTextInput(HtmlAttributes attributes);
// 1 where it is no number or negative, as in browsers.
int SpanAttribute(HtmlAttributes attributes, absl::string_view name);

// True if an element has more attributes than limits::kMaxElementAttributes.
bool HasOverlongTag(absl::string_view html);
// True if there are more names after `&` than limits::kMaxEntities, known or not.
bool HasTooManyEntities(absl::string_view html);

}  // namespace ogi

#endif  // OGI_IMPORT_FORMATS_HTML_TAGS_H_
