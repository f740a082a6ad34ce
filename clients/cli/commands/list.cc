#include <memory>

#include "absl/strings/str_cat.h"
#include "clients/cli/menu.h"
#include "clients/cli/text/grid.h"
#include "clients/cli/text/json.h"
#include "clients/cli/text/labels.h"
#include "clients/cli/text/names.h"
#include "clients/cli/text/text_width.h"
#include "common/limits.h"
#include "common/status_macros.h"

namespace ogi::cli {
namespace {

struct ListOptions {
  std::string agency;
  std::string superior;
  std::string partition;
  int year = 0;
  std::string state;
};

absl::StatusOr<v1::ListReportsRequest> RequestFor(const ListOptions& options) {
  v1::ListReportsRequest request;
  const int given =
      !options.agency.empty() + !options.superior.empty() + !options.partition.empty();
  if (given != 1) {
    return LocalError(
        "请用 --agency（一个机关）、--superior（其下级机关）或 "
        "--partition（整个分区）之一说明范围。",
        "Say where to look with one of --agency, --superior and --partition.");
  }
  request.set_parent("agencies/-");
  if (!options.agency.empty()) {
    OGI_ASSIGN_OR_RETURN(*request.mutable_parent(), ExpandAgencyName(options.agency));
  }
  if (!options.superior.empty()) {
    OGI_ASSIGN_OR_RETURN(*request.mutable_superior(), ExpandAgencyName(options.superior));
  }
  request.set_partition(options.partition);
  request.set_year(options.year);
  if (!options.state.empty()) {
    const std::optional<v1::State> state = ParseState(options.state);
    if (!state.has_value()) {
      return LocalError(
          absl::StrCat("没有“", options.state,
                       "”这一状态。可用：submitted 已报送、returned 已退回、accepted "
                       "已接受、published 已公布、withdrawn 已撤回。"),
          absl::StrCat("There is no state ", options.state,
                       ". Say submitted, returned, accepted, published or withdrawn."));
    }
    request.set_state(*state);
  }
  request.set_page_size(limits::kMaxPageSize);
  return request;
}

absl::StatusOr<v1::ListReportsResponse> AllPages(Session& session, const ListOptions& options) {
  OGI_ASSIGN_OR_RETURN(v1::ListReportsRequest request, RequestFor(options));
  OGI_ASSIGN_OR_RETURN(client::Client * client, session.Connect());
  v1::ListReportsResponse all;
  do {
    OGI_ASSIGN_OR_RETURN(v1::ListReportsResponse page, client->ListReports(request));
    request.set_page_token(page.next_page_token());
    page.clear_next_page_token();
    all.MergeFrom(page);
  } while (!request.page_token().empty());
  return all;
}

std::string TableOf(const v1::ListReportsResponse& list, Language language) {
  Grid grid({32, 40, 8, 8, 8, 6, 6},
            {{"报告", "report"},
             {"机关", "agency"},
             {"口径", "scope"},
             {"状态", "state"},
             {"校验", "verdict"},
             {"最新版", "latest"},
             {"公布版", "public"}},
            language);
  for (const v1::Report& report : list.reports()) {
    grid.AddRow({{ShortName(report.name())},
                 {Printable(report.agency_display_name())},
                 {std::string(ScopeText(report.scope(), language))},
                 {std::string(StateText(report.state(), language))},
                 {std::string(OutcomeText(report.outcome(), language))},
                 {absl::StrCat(report.latest_revision()), Align::kRight},
                 {report.published_revision() == 0 ? "" : absl::StrCat(report.published_revision()),
                  Align::kRight}});
  }
  return grid.Draw();
}

ExitCode List(Session& session, const ListOptions& options) {
  const absl::StatusOr<v1::ListReportsResponse> list = AllPages(session, options);
  if (!list.ok()) return session.Fail(list.status());
  if (session.json()) {
    // An empty list is still a list.
    session.out() << ListToJson(*list, "reports") << "\n";
  } else {
    if (list->reports_size() > 0) session.out() << TableOf(*list, session.language());
    session.out() << session.Words("共 ", "") << list->reports_size()
                  << session.Words(" 份。\n", " found.\n");
  }
  return !options.state.empty() && list->reports_size() > 0 ? ExitCode::kFound : ExitCode::kDone;
}

}  // namespace

void AddList(Menu& menu) {
  auto options = std::make_shared<ListOptions>();
  CLI::App* command = menu.Add("list", "列出年度报告", "lists annual reports",
                               [options](Session& session) { return List(session, *options); });
  command->add_option("--agency", options->agency,
                      menu.Words("这个机关的报告", "reports of this agency"));
  command->add_option("--superior", options->superior,
                      menu.Words("这个机关的直接下级的报告", "reports of its direct subordinates"));
  command->add_option("--partition", options->partition,
                      menu.Words("整个分区（两位数字）", "all of a partition (two digits)"));
  command->add_option("--year", options->year, menu.Words("只列这一年度", "only this year"));
  command->add_option(
      "--state", options->state,
      menu.Words("只列最新版本处于这一状态的：submitted、returned、accepted、"
                 "published、withdrawn；查到时退出码为 10，没有为 0，便于定时任务",
                 "only those whose latest revision is submitted, returned, accepted, "
                 "published or withdrawn; exit code 10 when some are found, 0 when "
                 "none, for cron"));
}

}  // namespace ogi::cli
