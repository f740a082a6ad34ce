// What the checks on texts share.
#ifndef OGI_DOMAIN_RULES_CHECKS_TEXT_TOOLS_H_
#define OGI_DOMAIN_RULES_CHECKS_TEXT_TOOLS_H_

#include <optional>
#include <string>

#include "absl/strings/ascii.h"
#include "absl/strings/string_view.h"
#include "domain/narrative/narrative.h"
#include "domain/narrative/words.h"
#include "domain/rules/finding_writer.h"

namespace ogi {

// Its heading in the form; 开头部分 for the preamble.
Wording PartName(absl::string_view field, const FindingWriter& writer);

std::optional<NarrativeText> FindText(const Subject& subject, absl::string_view field);

inline void AddSpan(const NarrativeText& text, Stretch stretch, v1::Finding& finding) {
  FindingWriter::AddSpan(text.field, text.text, stretch.begin, stretch.end, finding);
}

// The same on one of the narrative's texts, by its number.
void AddSpan(const Narrative& narrative, int text, size_t begin, size_t end, v1::Finding& finding);

// A plain decimal of millionths, as the narrative has its numbers.
std::string NumberText(int64_t millionths);

// Whether part of whole is the percentage, rounded or cut, to its decimals.
bool Makes(int64_t part, int64_t whole, const NarrativeNumber& percent);

inline bool IsDigit(char c) { return absl::ascii_isdigit(static_cast<unsigned char>(c)); }
inline bool IsLetterOrDigit(char c) { return absl::ascii_isalnum(static_cast<unsigned char>(c)); }

}  // namespace ogi

#endif  // OGI_DOMAIN_RULES_CHECKS_TEXT_TOOLS_H_
