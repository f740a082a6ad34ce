// How organs stand with their reports of a year, read from the store many at a time.
#ifndef OGI_SERVICES_SUPERVISION_SWEEP_ROWS_H_
#define OGI_SERVICES_SUPERVISION_SWEEP_ROWS_H_

#include <vector>

#include "absl/status/statusor.h"
#include "absl/types/span.h"
#include "domain/calendar/china_time.h"
#include "ogi/v1/sweep.pb.h"
#include "services/handler/agency_tree.h"
#include "services/season/season_book.h"
#include "storage/store.h"

namespace ogi {

// What a sweep asks of every organ.
struct SweepQuestion {
  int year = 0;
  // In China: superiors are those of this day, and what is due before it is overdue.
  CivilDay today;
  // Whether the roster of the year is frozen, and says who must file.
  bool roster_frozen = false;
  // May be null.
  const SeasonBook* seasons = nullptr;
};

// A row an organ, in their order; a few reads of the store for all of them.
// Errors: UNAVAILABLE, DATA_LOSS.
absl::StatusOr<std::vector<v1::SweptAgency>> ReadSweepRows(const Reader& store,
                                                           const SweepQuestion& question,
                                                           absl::Span<const AgencyAt> agencies);

}  // namespace ogi

#endif  // OGI_SERVICES_SUPERVISION_SWEEP_ROWS_H_
