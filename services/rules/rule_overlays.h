// Handlers of RuleService for overlays.
#ifndef OGI_SERVICES_RULES_RULE_OVERLAYS_H_
#define OGI_SERVICES_RULES_RULE_OVERLAYS_H_

#include "absl/status/statusor.h"
#include "ogi/v1/rule_service.pb.h"
#include "services/handler/environment.h"
#include "services/handler/step.h"

namespace ogi {

// Errors: as rule_service.proto says.
absl::StatusOr<Step<v1::RuleOverlay>> CreateRuleOverlay(
    const Environment& environment, const RequestContext& context,
    const v1::CreateRuleOverlayRequest& request);

absl::StatusOr<Step<v1::RuleOverlay>> WithdrawRuleOverlay(
    const Environment& environment, const RequestContext& context,
    const v1::WithdrawRuleOverlayRequest& request);

absl::StatusOr<v1::ListRuleOverlaysResponse> ListRuleOverlays(
    const Environment& environment, const RequestContext& context,
    const v1::ListRuleOverlaysRequest& request);

}  // namespace ogi

#endif  // OGI_SERVICES_RULES_RULE_OVERLAYS_H_
