// Gathers what the rules read beside a report.
#ifndef OGI_SERVICES_JUDGING_REPORT_EVIDENCE_H_
#define OGI_SERVICES_JUDGING_REPORT_EVIDENCE_H_

#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "domain/calendar/china_time.h"
#include "domain/rules/subject.h"
#include "ogi/v1/agency.pb.h"
#include "services/handler/environment.h"
#include "services/judging/evidence.h"
#include "services/judging/judge_report.h"
#include "storage/store.h"

namespace ogi {

// Never moved: it holds what the subject points to, but for the report itself. Threads: one.
class ReportEvidence {
 public:
  // All outlive it. Reads from `store`, the environment's or a state of it.
  ReportEvidence(const Environment& environment, const Reader& store, const ReportToJudge& judged);

  // Once. What is not on file leaves its rules NOT_ASSESSABLE. Errors: UNAVAILABLE, DATA_LOSS.
  absl::Status Gather();

  const Subject& subject() const { return subject_; }
  // What was read in the report's own partition.
  std::vector<Guard> TakeGuards() { return reader_.TakeGuards(); }

 private:
  CivilDay FirstDay() const { return CivilDay(judged_.id.year, 1, 1); }
  CivilDay LastDay() const { return CivilDay(judged_.id.year, 12, 31); }

  absl::StatusOr<std::optional<v1::Agency>> AgencyOf(absl::string_view agency_id);
  absl::Status GatherAgency();
  // Whether a name was in force before this year; a name without a date always was.
  bool Existed(const v1::Agency& agency) const;
  // Those it came from in the report's year; what came before has reported together since.
  std::vector<std::string> Predecessors() const;
  // Whether an organ went into more than one in the report's year: nobody can tell whose its
  // figures are now.
  bool WasSplit(const v1::Agency& predecessor) const;
  absl::Status GatherFiling();
  absl::Status GatherLastYear();
  // What an aggregate adds up.
  absl::Status GatherParts();
  // False where it is not on file.
  absl::StatusOr<bool> Add(const ReportId& id, OtherReports& others);

  const Environment& environment_;
  const Reader& store_;
  const ReportToJudge& judged_;
  EvidenceReader reader_;
  AgencyFacts facts_;
  FilingFacts filing_;
  OtherReports last_year_;
  OtherReports own_;
  std::optional<SubordinateReports> subordinates_;
  Subject subject_;
};

}  // namespace ogi

#endif  // OGI_SERVICES_JUDGING_REPORT_EVIDENCE_H_
