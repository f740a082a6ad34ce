#include <memory>

#include "clients/cli/file_results.h"
#include "clients/cli/files.h"
#include "clients/cli/menu.h"
#include "common/status_macros.h"
#include "domain/calendar/china_time.h"
#include "domain/form/check.h"
#include "domain/rules/rule_book.h"

namespace ogi::cli {
namespace {

struct ValidateOptions {
  std::vector<std::string> paths;
  bool server_side = false;
};

absl::StatusOr<v1::Verdict> ValidateHere(const v1::AnnualReport& report, absl::Time now) {
  FieldViolations violations;
  CheckReport(report, ChinaDay(now), "report", &violations);
  OGI_RETURN_IF_ERROR(violations.ToStatus());
  return JudgeByItself(report, now);
}

absl::StatusOr<v1::Verdict> ValidateFile(const Session& session, client::Client* client,
                                         const std::string& file) {
  OGI_ASSIGN_OR_RETURN(v1::AnnualReport report, ReadReport(file));
  if (client == nullptr) {
    return ValidateHere(report, session.terminal().environment.clock->Now());
  }
  v1::ValidateReportRequest request;
  *request.mutable_report() = std::move(report);
  return client->ValidateReport(request);
}

ExitCode ValidateFiles(Session& session, const ValidateOptions& options) {
  const absl::StatusOr<std::vector<std::string>> files = FindReportFiles(options.paths);
  if (!files.ok()) return session.Fail(files.status());
  client::Client* client = nullptr;
  if (options.server_side) {
    const absl::StatusOr<client::Client*> connected = session.Connect();
    if (!connected.ok()) return session.Fail(connected.status());
    client = *connected;
  }
  FileResults results(session, *files);
  for (size_t i = 0; i < files->size(); ++i) {
    const absl::StatusOr<v1::Verdict> verdict = ValidateFile(session, client, (*files)[i]);
    if (verdict.ok()) {
      results.SetVerdict(i, *verdict);
    } else {
      results.SetError(i, verdict.status());
    }
  }
  return results.Tell(absl::OkStatus(), "已校验", "checked");
}

}  // namespace

void AddValidate(Menu& menu) {
  auto options = std::make_shared<ValidateOptions>();
  CLI::App* command =
      menu.Add("validate", "校验年度报告，不报送；不需要服务器",
               "checks annual reports, files nothing; needs no server",
               [options](Session& session) { return ValidateFiles(session, *options); });
  command
      ->add_option(
          "FILE", options->paths,
          menu.Words("文件或文件夹；- 为标准输入", "files or folders; - is standard input"))
      ->required();
  command->add_flag("--server-side", options->server_side,
                    menu.Words("由服务器按其规则校验", "let the server judge, by its rules"));
}

}  // namespace ogi::cli
