// Overlays: rules switched off, or given another weight, for some reports.
#ifndef OGI_DOMAIN_RULES_OVERLAYS_H_
#define OGI_DOMAIN_RULES_OVERLAYS_H_

#include <map>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "common/field_violations.h"
#include "domain/rules/rule_book.h"
#include "ogi/v1/agency.pb.h"
#include "ogi/v1/rule_set.pb.h"

namespace ogi {

// Adds every violation, with paths below `overlay`. Output-only fields are not looked at, nor
// whether there is such an agency.
void CheckRuleOverlay(const v1::RuleOverlay& overlay, const RuleBook& book,
                      FieldViolations* violations);

// A report, as overlays tell reports apart.
struct OverlaidReport {
  int year = 0;
  v1::Agency::Level level = v1::Agency::LEVEL_UNSPECIFIED;
  // The ids of its organ and of those above it, on the last day of the year.
  absl::Span<const std::string> agencies;
};

// What the rules weigh for one report.
struct RuleWeights {
  // By rule id, of those that are touched.
  std::map<std::string, v1::RuleOverlay::Effect, std::less<>> effects;
  // The overlays that hold, in their order.
  std::vector<std::string> overlays;
};

// `overlays` in the order in which they were made: of two on one rule the later counts. Those that
// were withdrawn do not.
RuleWeights WeightsFor(const OverlaidReport& report, absl::Span<const v1::RuleOverlay> overlays);

// Whether any of them is for one region: only then need anybody know who is above an organ.
bool NeedAgencies(absl::Span<const v1::RuleOverlay> overlays, int year);

}  // namespace ogi

#endif  // OGI_DOMAIN_RULES_OVERLAYS_H_
