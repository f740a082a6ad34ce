#include "services/validation/validate.h"

#include "common/errors.h"
#include "common/field_violations.h"
#include "common/limits.h"
#include "common/status_macros.h"
#include "domain/calendar/china_time.h"
#include "domain/form/check.h"
#include "domain/rules/rule_book.h"

namespace ogi {

absl::StatusOr<v1::Verdict> ValidateReport(const Environment&, const RequestContext& context,
                                           const v1::ValidateReportRequest& request) {
  const size_t bytes = request.report().ByteSizeLong();
  if (bytes > limits::kMaxReportBytes) {
    return errors::TooLarge("report", bytes, limits::kMaxReportBytes);
  }
  FieldViolations violations;
  CheckReport(request.report(), ChinaDay(context.receive_time), "report", &violations);
  OGI_RETURN_IF_ERROR(violations.ToStatus());
  return JudgeByItself(request.report(), context.receive_time);
}

absl::StatusOr<v1::ListRulesResponse> ListRules(const Environment&, const RequestContext&,
                                                const v1::ListRulesRequest&) {
  v1::ListRulesResponse response;
  for (const v1::Rule& rule : RuleBook::BuiltIn().rules()) *response.add_rules() = rule;
  *response.mutable_rule_set() = RuleBook::BuiltIn().rule_set();
  return response;
}

}  // namespace ogi
