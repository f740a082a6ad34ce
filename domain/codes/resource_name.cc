#include "domain/codes/resource_name.h"

#include <algorithm>
#include <utility>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "domain/codes/agency_id.h"

namespace ogi {
namespace {

constexpr absl::string_view kAgencies = "agencies/";
constexpr absl::string_view kReports = "/reports/";
constexpr absl::string_view kRevisions = "/revisions/";
constexpr absl::string_view kWaivers = "/waivers/";
constexpr absl::string_view kAggregate = "-aggregate";

bool AllDigits(absl::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// Splits `text` at the first `separator`; false where there is none.
bool Split(absl::string_view text, absl::string_view separator, absl::string_view& before,
           absl::string_view& after) {
  const size_t at = text.find(separator);
  if (at == absl::string_view::npos) return false;
  before = text.substr(0, at);
  after = text.substr(at + separator.size());
  return true;
}

// One of the numbered things that belong to a report.
struct OfReport {
  ReportId report;
  int number = 0;
};

std::optional<OfReport> ParseOfReport(absl::string_view name, absl::string_view collection) {
  absl::string_view report_name;
  absl::string_view digits;
  if (!Split(name, collection, report_name, digits)) return std::nullopt;
  std::optional<ReportId> report = ParseReportName(report_name);
  int number = 0;
  if (!report.has_value() || digits.empty() || digits.size() > 6 || digits[0] == '0' ||
      !AllDigits(digits) || !absl::SimpleAtoi(digits, &number)) {
    return std::nullopt;
  }
  return OfReport{*std::move(report), number};
}

}  // namespace

std::optional<std::string> ParseAgencyName(absl::string_view name) {
  if (!absl::ConsumePrefix(&name, kAgencies) || !IsAgencyId(name)) return std::nullopt;
  return std::string(name);
}

std::optional<ReportId> ParseReportName(absl::string_view name) {
  absl::string_view agency_name;
  absl::string_view segment;
  if (!Split(name, kReports, agency_name, segment)) return std::nullopt;
  std::optional<std::string> agency_id = ParseAgencyName(agency_name);
  if (!agency_id.has_value()) return std::nullopt;

  const v1::Scope scope = absl::ConsumeSuffix(&segment, kAggregate) ? v1::AGGREGATE : v1::OWN;
  int year = 0;
  if (segment.size() != 4 || segment[0] == '0' || !AllDigits(segment) ||
      !absl::SimpleAtoi(segment, &year)) {
    return std::nullopt;
  }
  return ReportId{*std::move(agency_id), year, scope};
}

std::optional<RevisionId> ParseRevisionName(absl::string_view name) {
  std::optional<OfReport> parsed = ParseOfReport(name, kRevisions);
  if (!parsed.has_value()) return std::nullopt;
  return RevisionId{std::move(parsed->report), parsed->number};
}

std::optional<WaiverId> ParseWaiverName(absl::string_view name) {
  std::optional<OfReport> parsed = ParseOfReport(name, kWaivers);
  if (!parsed.has_value()) return std::nullopt;
  return WaiverId{std::move(parsed->report), parsed->number};
}

std::string AgencyName(absl::string_view agency_id) { return absl::StrCat(kAgencies, agency_id); }

std::string ReportName(const ReportId& id) {
  return absl::StrCat(kAgencies, id.agency_id, kReports, id.year,
                      id.scope == v1::AGGREGATE ? kAggregate : "");
}

std::string RevisionName(const RevisionId& id) {
  return absl::StrCat(ReportName(id.report), kRevisions, id.number);
}

std::string WaiverName(const WaiverId& id) {
  return absl::StrCat(ReportName(id.report), kWaivers, id.number);
}

std::string ReportIdSegment(int year, v1::Scope scope) {
  return absl::StrCat(year, scope == v1::AGGREGATE ? kAggregate : "");
}

}  // namespace ogi
