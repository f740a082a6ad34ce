// How organs stand with their reports of a year, read from the store many at a time.
#ifndef OGI_SERVICES_SUPERVISION_SWEEP_ROWS_H_
#define OGI_SERVICES_SUPERVISION_SWEEP_ROWS_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "absl/types/span.h"
#include "domain/calendar/china_time.h"
#include "domain/codes/resource_name.h"
#include "ogi/v1/sweep.pb.h"
#include "services/handler/agency_tree.h"
#include "services/season/season_book.h"
#include "services/supervision/finding_heads.h"
#include "storage/store.h"

namespace ogi {

// What a sweep asks of every organ.
struct SweepQuestion {
  int year = 0;
  v1::Scope scope = v1::OWN;
  // In China: superiors are those of this day, and what is due before it is overdue.
  CivilDay today;
  // Whether the roster of the year is frozen, and says who must file.
  bool roster_frozen = false;
  // May be null.
  const SeasonBook* seasons = nullptr;

  ReportId ReportOf(const std::string& agency_id) const { return {agency_id, year, scope}; }
};

struct SweepRow {
  v1::SweptAgency told;
  // Of the revision that stands: of `told`.
  int verdicts = 0;
  bool historical = false;
  // Of the first filing that was neither withdrawn nor returned.
  absl::Time first_received;

  // Whether it is to be told at all: an aggregate that nobody must file, and nobody has, is not.
  bool IsToBeTold() const {
    return told.duty() != v1::SweptAgency::DUTY_UNSPECIFIED || told.revision() != 0;
  }
};

// A row an organ, in their order; a few reads of the store for all of them.
// Errors: UNAVAILABLE, DATA_LOSS.
absl::StatusOr<std::vector<SweepRow>> ReadSweepRows(const Reader& store,
                                                    const SweepQuestion& question,
                                                    absl::Span<const AgencyAt> agencies);

// Adds the rules whose errors and warnings are among the findings to those of the row.
void AddFindings(const std::vector<FindingHead>& findings, v1::SweptAgency& row);

}  // namespace ogi

#endif  // OGI_SERVICES_SUPERVISION_SWEEP_ROWS_H_
