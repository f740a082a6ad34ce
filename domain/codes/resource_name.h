// Resource names of the API: `agencies/{agency}/reports/{report}/revisions/{revision}`.
//
// Parsing is strict: one name for one thing, so that names may be compared as texts.
#ifndef OGI_DOMAIN_CODES_RESOURCE_NAME_H_
#define OGI_DOMAIN_CODES_RESOURCE_NAME_H_

#include <optional>
#include <string>

#include "absl/strings/string_view.h"
#include "ogi/v1/annual_report.pb.h"

namespace ogi {

struct ReportId {
  std::string agency_id;
  int year = 0;
  v1::Scope scope = v1::SCOPE_UNSPECIFIED;

  friend bool operator==(const ReportId&, const ReportId&) = default;
};

struct RevisionId {
  ReportId report;
  // 1 to 999,999.
  int number = 0;

  friend bool operator==(const RevisionId&, const RevisionId&) = default;
};

struct WaiverId {
  ReportId report;
  // 1 to 999,999.
  int number = 0;

  friend bool operator==(const WaiverId&, const WaiverId&) = default;
};

// `agencies/54-0424204` gives `54-0424204`.
std::optional<std::string> ParseAgencyName(absl::string_view name);
// `agencies/54-0424204/reports/2020` or `…/reports/2020-aggregate`.
std::optional<ReportId> ParseReportName(absl::string_view name);
// `agencies/54-0424204/reports/2020/revisions/2`.
std::optional<RevisionId> ParseRevisionName(absl::string_view name);
// `agencies/54-0424204/reports/2020/waivers/1`.
std::optional<WaiverId> ParseWaiverName(absl::string_view name);

// The way back. What goes in must be well formed.
std::string AgencyName(absl::string_view agency_id);
std::string ReportName(const ReportId& id);
std::string RevisionName(const RevisionId& id);
std::string WaiverName(const WaiverId& id);

// `2020`, or `2020-aggregate`.
std::string ReportIdSegment(int year, v1::Scope scope);

}  // namespace ogi

#endif  // OGI_DOMAIN_CODES_RESOURCE_NAME_H_
