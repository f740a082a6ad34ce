#include "clients/import/container/flow.h"

#include <algorithm>

#include "absl/strings/str_cat.h"

namespace ogi {

bool HasTable(const Flow& flow) {
  return std::any_of(flow.begin(), flow.end(), [](const FlowItem& item) {
    return std::holds_alternative<PlacedCells>(item);
  });
}

std::string JoinParagraphs(const Flow& flow) {
  std::string text;
  for (const FlowItem& item : flow) {
    const std::string* paragraph = std::get_if<std::string>(&item);
    if (paragraph == nullptr) continue;
    if (!text.empty()) text += '\n';
    absl::StrAppend(&text, *paragraph);
  }
  return text;
}

void AddFlow(const Flow& flow, DocumentBuilder& builder) {
  for (const FlowItem& item : flow) {
    if (const std::string* paragraph = std::get_if<std::string>(&item)) {
      builder.AddParagraph(*paragraph);
    } else {
      builder.AddTable(std::get<PlacedCells>(item));
    }
  }
}

}  // namespace ogi
