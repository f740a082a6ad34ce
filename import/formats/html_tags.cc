#include "import/formats/html_tags.h"

#include <algorithm>
#include <iterator>
#include <string>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_replace.h"
#include "common/limits.h"

namespace ogi {
namespace {

struct Meaning {
  absl::string_view name;
  HtmlTag tag;
};

constexpr Meaning kMeanings[] = {
    {"address", HtmlTag::kBlock},
    {"article", HtmlTag::kBlock},
    {"aside", HtmlTag::kBlock},
    {"blockquote", HtmlTag::kBlock},
    {"body", HtmlTag::kBlock},
    {"br", HtmlTag::kBreak},
    {"button", HtmlTag::kBlock},
    {"caption", HtmlTag::kBlock},
    {"center", HtmlTag::kBlock},
    {"dd", HtmlTag::kBlock},
    {"del", HtmlTag::kUnseen},
    {"details", HtmlTag::kBlock},
    {"dialog", HtmlTag::kBlock},
    {"dir", HtmlTag::kBlock},
    {"div", HtmlTag::kBlock},
    {"dl", HtmlTag::kBlock},
    {"dt", HtmlTag::kBlock},
    {"fieldset", HtmlTag::kBlock},
    {"figcaption", HtmlTag::kBlock},
    {"figure", HtmlTag::kBlock},
    {"footer", HtmlTag::kBlock},
    {"form", HtmlTag::kBlock},
    {"h1", HtmlTag::kBlock},
    {"h2", HtmlTag::kBlock},
    {"h3", HtmlTag::kBlock},
    {"h4", HtmlTag::kBlock},
    {"h5", HtmlTag::kBlock},
    {"h6", HtmlTag::kBlock},
    {"header", HtmlTag::kBlock},
    {"hr", HtmlTag::kBreak},
    {"iframe", HtmlTag::kUnseen},
    {"input", HtmlTag::kInput},
    {"legend", HtmlTag::kBlock},
    {"li", HtmlTag::kBlock},
    {"listing", HtmlTag::kPreformatted},
    {"main", HtmlTag::kBlock},
    {"menu", HtmlTag::kBlock},
    {"nav", HtmlTag::kBlock},
    {"noembed", HtmlTag::kUnseen},
    {"noframes", HtmlTag::kUnseen},
    {"noscript", HtmlTag::kUnseen},
    {"object", HtmlTag::kUnseen},
    {"ol", HtmlTag::kBlock},
    {"p", HtmlTag::kBlock},
    {"pre", HtmlTag::kPreformatted},
    {"rp", HtmlTag::kUnseen},
    {"rt", HtmlTag::kUnseen},
    {"s", HtmlTag::kUnseen},
    {"script", HtmlTag::kUnseen},
    {"section", HtmlTag::kBlock},
    {"select", HtmlTag::kUnseen},
    {"strike", HtmlTag::kUnseen},
    {"style", HtmlTag::kUnseen},
    {"sub", HtmlTag::kLowered},
    {"summary", HtmlTag::kBlock},
    {"sup", HtmlTag::kRaised},
    {"svg", HtmlTag::kUnseen},
    {"table", HtmlTag::kTable},
    {"td", HtmlTag::kCell},
    {"template", HtmlTag::kUnseen},
    {"textarea", HtmlTag::kPreformatted},
    {"th", HtmlTag::kCell},
    {"title", HtmlTag::kTitle},
    {"tr", HtmlTag::kRow},
    {"ul", HtmlTag::kBlock},
    {"xmp", HtmlTag::kPreformatted},
};

// Spans beyond are cut by the table anyway.
constexpr int kMaxSpan = 65534;

bool HasAttribute(HtmlAttributes attributes, absl::string_view name) {
  return AttributeOf(attributes, name).data() != nullptr;
}

}  // namespace

HtmlTag TagOf(absl::string_view name) {
  const auto found = std::lower_bound(
      std::begin(kMeanings), std::end(kMeanings), name,
      [](const Meaning& meaning, absl::string_view wanted) { return meaning.name < wanted; });
  return found != std::end(kMeanings) && found->name == name ? found->tag : HtmlTag::kInline;
}

absl::string_view AttributeOf(HtmlAttributes attributes, absl::string_view name) {
  if (attributes == nullptr) return {};
  for (HtmlAttributes each = attributes; *each != nullptr; each += 2) {
    if (name != reinterpret_cast<const char*>(each[0])) continue;
    return each[1] == nullptr ? "" : reinterpret_cast<const char*>(each[1]);
  }
  return {};
}

bool IsHidden(HtmlAttributes attributes) {
  if (attributes == nullptr) return false;
  if (HasAttribute(attributes, "hidden")) return true;
  const absl::string_view style = AttributeOf(attributes, "style");
  if (!absl::StrContains(style, ':')) return false;
  const std::string bare =
      absl::AsciiStrToLower(absl::StrReplaceAll(style, {{" ", ""}, {"\n", ""}, {"\t", ""}}));
  return absl::StrContains(bare, "display:none") || absl::StrContains(bare, "visibility:hidden") ||
         absl::StrContains(bare, "mso-hide:all") || absl::StrContains(bare, "line-through");
}

bool IsTextInput(HtmlAttributes attributes) {
  const std::string type = absl::AsciiStrToLower(AttributeOf(attributes, "type"));
  return type.empty() || type == "text" || type == "number";
}

int SpanAttribute(HtmlAttributes attributes, absl::string_view name) {
  const absl::string_view value = absl::StripLeadingAsciiWhitespace(AttributeOf(attributes, name));
  int span = 0;
  size_t digits = 0;
  while (digits < value.size() && absl::ascii_isdigit(static_cast<unsigned char>(value[digits]))) {
    span = std::min(kMaxSpan, span * 10 + (value[digits] - '0'));
    ++digits;
  }
  return digits == 0 ? 1 : span;
}

bool HasOverlongTag(absl::string_view html) {
  // Follows the parser: a quote counts only where a value begins, and ends at the same quote.
  size_t at = 0;
  while ((at = html.find('<', at)) != absl::string_view::npos) {
    ++at;
    if (at == html.size() || !absl::ascii_isalpha(static_cast<unsigned char>(html[at]))) continue;
    int attributes = 0;
    bool apart = false;
    bool value_begins = false;
    for (; at < html.size() && html[at] != '>'; ++at) {
      const char each = html[at];
      if (value_begins && (each == '"' || each == '\'')) {
        at = std::min(html.find(each, at + 1), html.size() - 1);
        apart = true;
        value_begins = false;
      } else if (absl::ascii_isspace(static_cast<unsigned char>(each)) || each == '/') {
        apart = true;
      } else if (each == '=') {
        value_begins = true;
        apart = false;
      } else {
        if (apart && !value_begins && ++attributes > limits::kMaxElementAttributes) return true;
        apart = false;
        value_begins = false;
      }
    }
  }
  return false;
}

bool HasTooManyEntities(absl::string_view html) {
  size_t entities = 0;
  for (size_t at = html.find('&'); at < html.size(); at = html.find('&', at + 1)) {
    if (at + 1 == html.size() || !absl::ascii_isalpha(static_cast<unsigned char>(html[at + 1]))) {
      continue;
    }
    if (++entities > limits::kMaxEntities) return true;
  }
  return false;
}

}  // namespace ogi
