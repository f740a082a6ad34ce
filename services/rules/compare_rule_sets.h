// CompareRuleSets: what a candidate would find in the reports of a region that the rules in force
// do not, and the other way round.
#ifndef OGI_SERVICES_RULES_COMPARE_RULE_SETS_H_
#define OGI_SERVICES_RULES_COMPARE_RULE_SETS_H_

#include <memory>
#include <optional>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "ogi/v1/rule_service.pb.h"
#include "services/handler/environment.h"
#include "services/rules/rule_library.h"
#include "services/supervision/sweep_region.h"

namespace ogi {

// Goes through the tree as a sweep does. Threads: one at a time.
class RuleSetComparer {
 public:
  using Message = v1::CompareRuleSetsResponse;

  // What `environment` names outlives it. Errors: as rule_service.proto says.
  static absl::StatusOr<RuleSetComparer> Begin(const Environment& environment,
                                               const RequestContext& context,
                                               const v1::CompareRuleSetsRequest& request);

  // As SweepReader's.
  absl::StatusOr<std::optional<v1::CompareRuleSetsResponse>> Next();
  bool AtEnd() const { return sweep_.AtEnd(); }

 private:
  RuleSetComparer(const Environment& environment, const v1::CompareRuleSetsRequest& request,
                  std::shared_ptr<const RuleBook> candidate, absl::Time now, SweepReader sweep);

  // Nullopt where nothing would change.
  absl::StatusOr<std::optional<v1::VerdictChange>> Compare(const v1::SweptAgency& row);

  const Environment* environment_;
  int year_;
  v1::Scope scope_;
  std::shared_ptr<const RulesInForce> rules_;
  std::shared_ptr<const RuleBook> candidate_;
  absl::Time now_;
  SweepReader sweep_;
  // Since the progress told last.
  v1::CompareTotals totals_;
};

}  // namespace ogi

#endif  // OGI_SERVICES_RULES_COMPARE_RULE_SETS_H_
