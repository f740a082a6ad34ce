#include "services/judging/judge_report.h"

#include <memory>
#include <string>
#include <vector>

#include "common/status_macros.h"
#include "domain/rules/overlays.h"
#include "domain/rules/rule_book.h"
#include "services/handler/agency_tree.h"
#include "services/judging/report_evidence.h"
#include "services/rules/rule_library.h"

namespace ogi {

absl::StatusOr<RuleWeights> WeightsOf(const RulesInForce& rules, const Reader& store,
                                      const ReportToJudge& judged) {
  std::vector<std::string> agencies;
  if (NeedAgencies(rules.overlays, judged.id.year)) {
    OGI_ASSIGN_OR_RETURN(agencies,
                         Superiors(store, judged.id.agency_id, CivilDay(judged.id.year, 12, 31)));
    agencies.push_back(judged.id.agency_id);
  }
  return WeightsFor({.year = judged.id.year, .level = judged.agency.level(), .agencies = agencies},
                    rules.overlays);
}

absl::StatusOr<Judgement> JudgeReport(const Environment& environment, const Reader& store,
                                      const ReportToJudge& judged, absl::Time now,
                                      const JudgeOptions& options) {
  const std::shared_ptr<const RulesInForce> rules =
      options.rules != nullptr ? options.rules : RulesInForceOf(environment);
  ReportEvidence evidence(environment, store, judged);
  OGI_RETURN_IF_ERROR(evidence.Gather());
  OGI_ASSIGN_OR_RETURN(const RuleWeights weights, WeightsOf(*rules, store, judged));
  const Judging judging = {.narrative = options.texts, .weights = &weights};
  return Judgement{rules->book->Judge(evidence.subject(), now, judging), evidence.TakeGuards()};
}

}  // namespace ogi
