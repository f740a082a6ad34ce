// Asks the rules again in a sweep: about each report, and about organs of a kind beside each other.
#ifndef OGI_SERVICES_SUPERVISION_SWEEP_JUDGE_H_
#define OGI_SERVICES_SUPERVISION_SWEEP_JUDGE_H_

#include <vector>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "absl/types/span.h"
#include "domain/rules/subject.h"
#include "ogi/v1/validation_service.pb.h"
#include "services/handler/agency_tree.h"
#include "services/handler/environment.h"
#include "services/judging/judge_report.h"
#include "services/rules/rule_library.h"
#include "services/supervision/sweep_rows.h"
#include "storage/store.h"

namespace ogi {

class SweepJudge {
 public:
  // `environment` outlives it.
  SweepJudge(const Environment& environment, const SweepQuestion& question,
             const v1::SweepRegionRequest& request, absl::Time now)
      : environment_(&environment),
        question_(question),
        rules_(RulesInForceOf(environment)),
        now_(now),
        re_evaluate_(request.re_evaluate()),
        texts_(!request.tables_only()),
        compare_(request.compare_organs()) {}

  const RulesInForce& rules() const { return *rules_; }

  // Uses another thread beside the caller's. Of organs that were read together from one state of
  // the store, as the request wants it: their outcomes and findings as the rules have them now, and
  // what comparing them with each other finds. Nothing, if neither is wanted. Errors: UNAVAILABLE,
  // DATA_LOSS.
  absl::Status Judge(const Reader& store, absl::Span<const AgencyAt> agencies,
                     std::vector<SweepRow>& rows) const;

 private:
  absl::Status JudgeOne(const Reader& store, const AgencyAt& agency, const v1::AnnualReport& report,
                        const Peers& peers, SweepRow& row) const;
  absl::Status ReEvaluate(const Reader& store, const ReportToJudge& judged, SweepRow& row) const;

  const Environment* environment_;
  SweepQuestion question_;
  // To the end of the sweep.
  std::shared_ptr<const RulesInForce> rules_;
  absl::Time now_;
  bool re_evaluate_;
  bool texts_;
  bool compare_;
};

}  // namespace ogi

#endif  // OGI_SERVICES_SUPERVISION_SWEEP_JUDGE_H_
