// Handlers of RuleService for sets of rules: on record, and which of them judges.
#ifndef OGI_SERVICES_RULES_RULE_SETS_H_
#define OGI_SERVICES_RULES_RULE_SETS_H_

#include "absl/status/statusor.h"
#include "ogi/v1/rule_service.pb.h"
#include "services/handler/environment.h"
#include "services/handler/step.h"

namespace ogi {

// Errors: as rule_service.proto says.
absl::StatusOr<Step<v1::StoredRuleSet>> PutRuleSet(const Environment& environment,
                                                   const RequestContext& context,
                                                   const v1::PutRuleSetRequest& request);

absl::StatusOr<v1::ListRuleSetsResponse> ListRuleSets(const Environment& environment,
                                                      const RequestContext& context,
                                                      const v1::ListRuleSetsRequest& request);

absl::StatusOr<Step<v1::RuleActivation>> ActivateRuleSet(const Environment& environment,
                                                         const RequestContext& context,
                                                         const v1::ActivateRuleSetRequest& request);

}  // namespace ogi

#endif  // OGI_SERVICES_RULES_RULE_SETS_H_
