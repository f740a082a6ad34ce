#include "services/supervision/finding_heads.h"

#include <optional>

#include "common/errors.h"
#include "ogi/storage/v1/records.pb.h"
#include "services/handler/raw_field.h"

namespace ogi {
namespace {

bool ReadHead(absl::string_view finding, FindingHead& head) {
  return ForEachField(finding, [&head](const RawValue& value) {
    switch (value.field) {
      case v1::Finding::kRuleFieldNumber:
        head.rule = std::string(value.contents);
        break;
      case v1::Finding::kSeverityFieldNumber:
        head.severity = static_cast<v1::Severity>(value.number);
        break;
      case v1::Finding::kResultFieldNumber:
        head.result = static_cast<v1::Finding::Result>(value.number);
        break;
      default:
        break;
    }
  });
}

}  // namespace

absl::StatusOr<std::vector<FindingHead>> FindingHeadsOf(absl::string_view verdict_record) {
  std::vector<FindingHead> heads;
  const std::optional<absl::string_view> verdict =
      RawField(verdict_record, storage::v1::VerdictRecord::kVerdictFieldNumber);
  if (!verdict.has_value()) return errors::RecordDamaged("a verdict");
  bool well_formed = true;
  const bool whole = ForEachField(*verdict, [&](const RawValue& value) {
    if (value.field != v1::Verdict::kFindingsFieldNumber) return;
    well_formed &= ReadHead(value.contents, heads.emplace_back());
  });
  if (!whole || !well_formed) return errors::RecordDamaged("a verdict");
  return heads;
}

}  // namespace ogi
