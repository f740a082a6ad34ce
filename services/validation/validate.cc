#include "services/validation/validate.h"

#include "common/errors.h"
#include "common/field_violations.h"
#include "common/limits.h"
#include "common/status_macros.h"
#include "domain/calendar/china_time.h"
#include "domain/form/check.h"
#include "domain/rules/overlays.h"
#include "domain/rules/rule_book.h"
#include "services/rules/rule_library.h"

namespace ogi {

absl::StatusOr<v1::Verdict> ValidateReport(const Environment& environment,
                                           const RequestContext& context,
                                           const v1::ValidateReportRequest& request) {
  const size_t bytes = request.report().ByteSizeLong();
  if (bytes > limits::kMaxReportBytes) {
    return errors::TooLarge("report", bytes, limits::kMaxReportBytes);
  }
  FieldViolations violations;
  CheckReport(request.report(), ChinaDay(context.receive_time), "report", &violations);
  OGI_RETURN_IF_ERROR(violations.ToStatus());
  const std::shared_ptr<const RulesInForce> rules = RulesInForceOf(environment);
  const Figures figures(request.report());
  // Overlays of the nation alone: nobody says whose report it is.
  const RuleWeights weights = WeightsFor({.year = request.report().year()}, rules->overlays);
  return rules->book->Judge({.report = &request.report(), .figures = &figures},
                            context.receive_time, {.weights = &weights});
}

absl::StatusOr<v1::ListRulesResponse> ListRules(const Environment& environment,
                                                const RequestContext&,
                                                const v1::ListRulesRequest&) {
  v1::ListRulesResponse response;
  const std::shared_ptr<const RulesInForce> rules = RulesInForceOf(environment);
  for (const v1::Rule& rule : rules->book->rules()) *response.add_rules() = rule;
  *response.mutable_rule_set() = rules->book->rule_set();
  return response;
}

}  // namespace ogi
