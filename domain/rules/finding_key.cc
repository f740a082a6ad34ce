#include "domain/rules/finding_key.h"

#include "absl/strings/str_cat.h"
#include "common/digest.h"
#include "common/limits.h"

namespace ogi {

std::string FindingKey(absl::string_view rule_digest, const v1::Finding& finding) {
  std::string text;
  const auto append = [&text](absl::string_view field) {
    absl::StrAppend(&text, field.size(), ":", field, "\n");
  };
  append(rule_digest);
  append(finding.part());
  for (const v1::CellReference& cell : finding.cells()) {
    for (const auto* field :
         {&cell.source(), &cell.table(), &cell.row(), &cell.column(), &cell.value()}) {
      append(*field);
    }
  }
  for (const v1::TextSpan& span : finding.spans()) {
    append(span.part());
    append(span.quote());
  }
  if (finding.cells().empty() && finding.spans().empty()) append(finding.message());
  return Sha256(text).substr(0, limits::kFindingKeyBytes);
}

}  // namespace ogi
