#include <memory>

#include "clients/cli/input/files.h"
#include "clients/cli/menu.h"
#include "clients/cli/text/cells.h"
#include "clients/cli/text/json.h"
#include "clients/cli/text/names.h"
#include "clients/cli/text/report_text.h"
#include "clients/cli/text/verdict_text.h"
#include "common/status_macros.h"

namespace ogi::cli {
namespace {

struct GetOptions {
  std::string name;
  std::string file;
  std::string view;
};

v1::View ViewOf(const std::string& view) {
  if (view == "published") return v1::VIEW_PUBLISHED;
  if (view == "accepted") return v1::VIEW_ACCEPTED;
  if (view == "latest") return v1::VIEW_LATEST;
  return v1::VIEW_UNSPECIFIED;
}

absl::StatusOr<v1::Revision> Fetch(Session& session, const GetOptions& options) {
  OGI_ASSIGN_OR_RETURN(const TypedName name, ExpandReportName(options.name));
  if (name.is_revision && !options.view.empty()) {
    return LocalError("指定了版本号就不能再用 --view，请去掉其一。",
                      "A revision and --view do not go together; leave one out.");
  }
  OGI_ASSIGN_OR_RETURN(client::Client * client, session.Connect());
  v1::GetReportRequest request;
  request.set_name(name.name);
  request.set_view(ViewOf(options.view));
  return client->GetReport(request);
}

ExitCode GetFile(Session& session, const GetOptions& options) {
  const absl::StatusOr<v1::AnnualReport> report = ReadReport(options.file);
  if (!report.ok()) return session.Fail(report.status());
  switch (session.settings().output) {
    case Output::kJson:
      session.out() << ToPrettyJson(*report) << "\n";
      break;
    case Output::kCells:
      session.out() << CellLines(*report);
      break;
    default:
      session.out() << ReportText(*report, session.language());
  }
  return ExitCode::kDone;
}

ExitCode Get(Session& session, const GetOptions& options) {
  if (options.name.empty() == options.file.empty()) {
    return session.Fail(LocalError("请给出报告名称，或用 --file 给出本机文件，二者取一。",
                                   "Name a report, or a file with --file: one of the two."));
  }
  if (!options.file.empty()) return GetFile(session, options);
  const absl::StatusOr<v1::Revision> revision = Fetch(session, options);
  if (!revision.ok()) return session.Fail(revision.status());
  switch (session.settings().output) {
    case Output::kJson:
      session.out() << ToPrettyJson(*revision) << "\n";
      break;
    case Output::kCells:
      session.out() << CellLines(revision->report());
      break;
    default:
      session.out() << RevisionText(*revision, session.language()) << "\n"
                    << ReportText(revision->report(), session.language());
  }
  return ExitCode::kDone;
}

}  // namespace

void AddGet(Menu& menu) {
  auto options = std::make_shared<GetOptions>();
  CLI::App* command = menu.Add("get", "查看一份年度报告，按正式格式画出表格",
                               "shows an annual report, tables as the form has them",
                               [options](Session& session) { return Get(session, *options); });
  command->add_option(
      "NAME", options->name,
      menu.Words("报告，如 54-0424204/2020、54-0424204/2020-aggregate（汇总），"
                 "或其版本 54-0424204/2020/2",
                 "a report, e.g. 54-0424204/2020 or 54-0424204/2020-aggregate, or a "
                 "revision, 54-0424204/2020/2"));
  command
      ->add_option("--view", options->view,
                   menu.Words("latest 最新、accepted 已接受、published 已公布（默认：已接受，"
                              "没有则最新）",
                              "latest, accepted or published (default: accepted, else latest)"))
      ->check(CLI::IsMember({"latest", "accepted", "published"}));
  command->add_option(
      "--file", options->file,
      menu.Words("画出本机的 JSON 文件，不需要服务器", "a local JSON file; needs no server"));
}

}  // namespace ogi::cli
