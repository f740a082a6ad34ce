// sheet: how an organ, or a region, has done year by year.
#include <memory>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "clients/cli/menu.h"
#include "clients/cli/text/json.h"
#include "clients/cli/text/names.h"
#include "clients/cli/text/sheet_text.h"
#include "common/limits.h"
#include "common/status_macros.h"
#include "domain/calendar/china_time.h"
#include "domain/supervision/sweep_totals.h"

namespace ogi::cli {
namespace {

struct SheetOptions {
  std::string agency;
  bool below = false;
  int years = 3;
};

absl::StatusOr<v1::SupervisionSheet> OfOrgan(Session& session, const SheetOptions& options) {
  v1::GetSupervisionSheetRequest request;
  OGI_ASSIGN_OR_RETURN(*request.mutable_agency(), ExpandAgencyName(options.agency));
  OGI_ASSIGN_OR_RETURN(client::Client * client, session.Connect());
  return client->GetSupervisionSheet(request);
}

using Years = std::vector<std::pair<int, v1::SweepTotals>>;

// The last years' sweeps, the latest first.
absl::StatusOr<Years> OfRegion(Session& session, const SheetOptions& options) {
  OGI_ASSIGN_OR_RETURN(const std::string agency, ExpandAgencyName(options.agency));
  OGI_ASSIGN_OR_RETURN(client::Client * client, session.Connect());
  const auto last =
      static_cast<int>(ChinaDay(session.terminal().environment.clock->Now()).year()) - 1;
  Years years;
  for (int year = last; year > last - options.years && year >= limits::kFirstYear; --year) {
    v1::SweepRegionRequest request;
    request.set_superior(agency);
    request.set_year(year);
    request.set_totals_only(true);
    v1::SweepTotals& totals = years.emplace_back(year, v1::SweepTotals()).second;
    OGI_RETURN_IF_ERROR(client->SweepRegion(request, [&](const v1::SweepRegionResponse& event) {
      AddTotals(event.progress().totals(), totals);
    }));
  }
  return years;
}

ExitCode TellRegion(Session& session, const absl::StatusOr<Years>& years) {
  if (!years.ok()) return session.Fail(years.status());
  if (session.json()) {
    for (const auto& [year, totals] : *years) {
      session.out() << "{\"year\":" << year << ",\"totals\":" << ToJson(totals) << "}\n";
    }
    return ExitCode::kDone;
  }
  std::vector<std::pair<int, v1::SweepCounts>> counts;
  for (const auto& [year, totals] : *years) counts.emplace_back(year, totals.counts());
  session.out() << RegionSheetText(counts, session.language());
  return ExitCode::kDone;
}

ExitCode Sheet(Session& session, const SheetOptions& options) {
  if (options.below) return TellRegion(session, OfRegion(session, options));
  const absl::StatusOr<v1::SupervisionSheet> sheet = OfOrgan(session, options);
  if (!sheet.ok()) return session.Fail(sheet.status());
  session.out() << (session.json() ? absl::StrCat(ToPrettyJson(*sheet), "\n")
                                   : SheetText(*sheet, session.language()));
  return ExitCode::kDone;
}

}  // namespace

void AddSheet(Menu& menu) {
  auto options = std::make_shared<SheetOptions>();
  CLI::App* command = menu.Add(
      "sheet", "监督考核表：一个机关历年的报送、校验、退回、说明、豁免和所列问题",
      "how an organ has done, year by year: filings, verdicts, returns, explanations, waivers, "
      "and the problems it named",
      [options](Session& session) { return Sheet(session, *options); });
  command
      ->add_option("AGENCY", options->agency,
                   menu.Words("机关标识，如 54-0424204", "the organ, e.g. 54-0424204"))
      ->required();
  command->add_flag("--below", options->below,
                    menu.Words("它及其全部下级，一年一行", "it and all below it, a row a year"));
  command
      ->add_option("--years", options->years,
                   menu.Words("与 --below 同用：最近几年", "with --below: of so many years"))
      ->check(CLI::Range(1, 20));
}

}  // namespace ogi::cli
