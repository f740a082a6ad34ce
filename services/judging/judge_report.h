// The verdict on a report: gathers what the rules read beside it, and asks them.
#ifndef OGI_SERVICES_JUDGING_JUDGE_REPORT_H_
#define OGI_SERVICES_JUDGING_JUDGE_REPORT_H_

#include <memory>
#include <optional>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "domain/codes/resource_name.h"
#include "domain/form/figures.h"
#include "ogi/v1/agency.pb.h"
#include "ogi/v1/annual_report.pb.h"
#include "ogi/v1/verdict.pb.h"
#include "services/handler/environment.h"
#include "storage/store.h"

namespace ogi {

struct RuleWeights;
struct RulesInForce;

// A report about to be judged. Everything it refers to outlives the call.
struct ReportToJudge {
  ReportId id;
  const v1::AnnualReport& report;
  const Figures& figures;
  // On record.
  const v1::Agency& agency;
  // When it was first filed: of the first revision that was neither returned nor withdrawn, or now.
  // Nullopt where it is only tried.
  std::optional<absl::Time> receive_time;
  bool historical = false;
};

// By which rules.
struct JudgeOptions {
  // Null: those in force. A sweep goes to its end by those it began with.
  std::shared_ptr<const RulesInForce> rules;
  // Whether those on texts are asked too; they take most of the time.
  bool texts = true;
};

struct Judgement {
  v1::Verdict verdict;
  // What it rests on, of the report's own partition: a commit that must not stand on less takes
  // them. What lies in another partition is named with its position in the verdict, and cannot be
  // guarded.
  std::vector<Guard> guards;
};

// What overlays make of the rules for a report. Reads the organs above it only if one of them asks.
// Errors: UNAVAILABLE, DATA_LOSS.
absl::StatusOr<RuleWeights> WeightsOf(const RulesInForce& rules, const Reader& store,
                                      const ReportToJudge& judged);

// Reads from `store`, the environment's or a state of it: last year's report, those of the organs
// this one came from, the season, and beside an aggregate the organ's own report and its
// subordinates'. What is not on file leaves its rules NOT_ASSESSABLE. `now` becomes the time of the
// verdict. Errors: UNAVAILABLE, DATA_LOSS.
absl::StatusOr<Judgement> JudgeReport(const Environment& environment, const Reader& store,
                                      const ReportToJudge& judged, absl::Time now,
                                      const JudgeOptions& options = {});

}  // namespace ogi

#endif  // OGI_SERVICES_JUDGING_JUDGE_REPORT_H_
