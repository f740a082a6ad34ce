#include "services/submission/check_filing.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/time/civil_time.h"
#include "common/digest.h"
#include "common/errors.h"
#include "common/field_violations.h"
#include "common/limits.h"
#include "common/status_macros.h"
#include "domain/calendar/china_time.h"
#include "domain/form/canonical.h"
#include "domain/form/check.h"
#include "services/handler/request_checks.h"

namespace ogi {
namespace {

// A report that was public before OGI: of a year that was over when it was published.
void CheckHistory(const v1::AnnualReport& report, CivilDay today, FieldViolations* violations) {
  const std::optional<CivilDay> published = ParseDate(report.publication().date());
  const CivilDay first(report.year() + 1, 1, 1);
  if (published.has_value() && *published >= first && *published <= today) return;
  const auto shown = [](CivilDay day) { return absl::FormatCivilTime(day); };
  violations->Add("report.publication.date",
                  absl::StrCat("补录历史报告须填写当时的公布日期，应在 ", shown(first), " 至 ",
                               shown(today), " 之间，请补填或更正。"),
                  absl::StrCat("A historical report needs the day it was published, from ",
                               shown(first), " to ", shown(today), "."));
}

absl::StatusOr<ReportId> CheckFields(const Filing& filing, CivilDay today) {
  const size_t bytes =
      filing.raw_report.has_value() ? filing.raw_report->size() : filing.report->ByteSizeLong();
  if (bytes > limits::kMaxReportBytes) {
    return errors::TooLarge("report", bytes, limits::kMaxReportBytes);
  }
  FieldViolations violations;
  const std::optional<std::string> agency_id =
      CheckAgencyName("parent", filing.parent, &violations);
  if (agency_id.has_value() && filing.report->agency() != filing.parent) {
    violations.Add("report.agency",
                   absl::StrCat("报告所属机关应与 parent（", filing.parent, "）一致，请核对。"),
                   absl::StrCat("must be the same agency as parent, ", filing.parent, "."));
  }
  CheckReport(*filing.report, today, "report", &violations);
  if (filing.act == Act::kRecordHistorical) CheckHistory(*filing.report, today, &violations);
  const std::string segment = ReportIdSegment(filing.report->year(), filing.report->scope());
  if (!filing.report_id.empty() && filing.report_id != segment) {
    violations.Add("report_id",
                   absl::StrCat("应与报告的年度和口径一致，即 ", segment, "，请核对。"),
                   absl::StrCat("must fit the report's year and scope: ", segment, "."));
  }
  if (!filing.validate_only) CheckRequestId(filing.request_id, &violations);
  OGI_RETURN_IF_ERROR(violations.ToStatus());
  return ReportId{*agency_id, filing.report->year(), filing.report->scope()};
}

}  // namespace

absl::StatusOr<CheckedFiling> CheckFiling(const Environment& environment,
                                          const RequestContext& context, const Filing& filing) {
  OGI_ASSIGN_OR_RETURN(ReportId id, CheckFields(filing, ChinaDay(context.receive_time)));
  const Figures figures(*filing.report);
  v1::Digest digest = DigestOf(*filing.report, figures);
  std::string request_digest =
      Sha256(absl::StrCat("file\n", static_cast<int>(filing.act), "\n",
                          filing.even_if_unchanged ? "again\n" : "", digest.value()));
  Token token = TokenOf(environment, context.actor, id.agency_id, filing.request_id);
  return CheckedFiling{
      filing,          std::move(id), figures, std::move(digest), std::move(request_digest),
      std::move(token)};
}

}  // namespace ogi
