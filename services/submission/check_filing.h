// A request to file a report, checked: what is refused before the store is read.
#ifndef OGI_SERVICES_SUBMISSION_CHECK_FILING_H_
#define OGI_SERVICES_SUBMISSION_CHECK_FILING_H_

#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "domain/codes/agency_id.h"
#include "domain/codes/resource_name.h"
#include "domain/form/figures.h"
#include "domain/lifecycle/lifecycle.h"
#include "ogi/v1/annual_report.pb.h"
#include "ogi/v1/receipt.pb.h"
#include "services/handler/environment.h"
#include "storage/store.h"

namespace ogi {

// What SubmitReport and RecordHistoricalReport have in common.
struct Filing {
  Act act;
  absl::string_view parent;
  absl::string_view report_id;
  const v1::AnnualReport* report;
  // The same as it came over the wire, if that is known.
  std::optional<absl::string_view> raw_report;
  absl::string_view request_id;
  absl::string_view etag;
  bool validate_only = false;
  // What was returned may be filed as it was.
  bool even_if_unchanged = false;
};

// A filing that is well formed, and what follows from its contents alone.
struct CheckedFiling {
  const Filing& filing;
  ReportId id;
  Figures figures;
  v1::Digest digest;
  // Of what was asked, so that a request id is not used for something else.
  std::string request_digest;
  Token token;

  absl::string_view partition() const { return PartitionOf(id.agency_id); }
  bool historical() const { return filing.act == Act::kRecordHistorical; }
};

// Errors: INVALID_ARGUMENT (InvalidFields), RESOURCE_EXHAUSTED (TooLarge).
absl::StatusOr<CheckedFiling> CheckFiling(const Environment& environment,
                                          const RequestContext& context, const Filing& filing);

}  // namespace ogi

#endif  // OGI_SERVICES_SUBMISSION_CHECK_FILING_H_
