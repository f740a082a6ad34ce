#include "domain/rules/checks/text_tools.h"

#include "absl/numeric/int128.h"
#include "absl/strings/str_cat.h"
#include "domain/form/printed_form.h"

namespace ogi {

Wording PartName(absl::string_view field, const FindingWriter& writer) {
  for (const FormPart& part : FormOf(writer.edition()).parts) {
    if (part.field == field) return {std::string(part.heading), std::string(field)};
  }
  return {"开头部分", std::string(field)};
}

std::optional<NarrativeText> FindText(const Subject& subject, absl::string_view field) {
  for (const NarrativeText& each : subject.narrative->texts()) {
    if (each.field == field) return each;
  }
  return std::nullopt;
}

void AddSpan(const Narrative& narrative, int text, size_t begin, size_t end, v1::Finding& finding) {
  const NarrativeText& part = narrative.texts()[static_cast<size_t>(text)];
  FindingWriter::AddSpan(part.field, part.text, begin, end, finding);
}

std::string NumberText(int64_t millionths) {
  std::string text = absl::StrCat(millionths / kNarrativeOne);
  int64_t rest = millionths % kNarrativeOne;
  if (rest == 0) return text;
  std::string decimals = absl::StrCat(kNarrativeOne + rest).substr(1);
  while (decimals.back() == '0') decimals.pop_back();
  return absl::StrCat(text, ".", decimals);
}

bool Makes(int64_t part, int64_t whole, const NarrativeNumber& percent) {
  if (whole <= 0) return false;
  int64_t step = kNarrativeOne;
  for (int i = 0; i < percent.decimals; ++i) step /= 10;
  const absl::int128 exact = absl::int128(part) * 100 * kNarrativeOne / whole;
  const absl::int128 off = exact > percent.value ? exact - percent.value : percent.value - exact;
  return off <= step;
}

}  // namespace ogi
