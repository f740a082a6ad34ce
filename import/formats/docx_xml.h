// Elements and attributes of WordprocessingML by their local names: programs may choose their
// prefixes.
#ifndef OGI_IMPORT_FORMATS_DOCX_XML_H_
#define OGI_IMPORT_FORMATS_DOCX_XML_H_

#include <pugixml.hpp>
#include <string>

#include "absl/strings/numbers.h"
#include "absl/strings/string_view.h"

namespace ogi {

inline absl::string_view LocalName(absl::string_view name) {
  const size_t colon = name.find(':');
  return colon == absl::string_view::npos ? name : name.substr(colon + 1);
}

inline absl::string_view NameOf(pugi::xml_node node) { return LocalName(node.name()); }

inline pugi::xml_node ChildOf(pugi::xml_node node, absl::string_view name) {
  for (const pugi::xml_node child : node.children()) {
    if (NameOf(child) == name) return child;
  }
  return {};
}

// Empty where there is none.
inline std::string AttributeOf(pugi::xml_node node, absl::string_view name) {
  for (const pugi::xml_attribute attribute : node.attributes()) {
    if (LocalName(attribute.name()) == name) return attribute.value();
  }
  return "";
}

inline std::string ValueOf(pugi::xml_node node) { return AttributeOf(node, "val"); }

inline int IntegerOf(pugi::xml_node node, absl::string_view name, int otherwise) {
  int number = 0;
  return absl::SimpleAtoi(AttributeOf(node, name), &number) ? number : otherwise;
}

// A property that is there and not switched off.
inline bool IsOn(pugi::xml_node node) {
  if (!node) return false;
  const std::string value = ValueOf(node);
  return value != "0" && value != "false" && value != "off";
}

}  // namespace ogi

#endif  // OGI_IMPORT_FORMATS_DOCX_XML_H_
