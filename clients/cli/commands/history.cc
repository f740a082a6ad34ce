#include <memory>

#include "clients/cli/file_results.h"
#include "clients/cli/input/files.h"
#include "clients/cli/menu.h"
#include "common/status_macros.h"

namespace ogi::cli {
namespace {

absl::StatusOr<v1::Revision> Record(client::Client& client, const std::string& file) {
  v1::RecordHistoricalReportRequest request;
  OGI_ASSIGN_OR_RETURN(*request.mutable_report(), ReadReport(file));
  return client.RecordHistoricalReport(std::move(request));
}

ExitCode RecordAll(Session& session, const std::vector<std::string>& paths) {
  const absl::StatusOr<std::vector<std::string>> files = FindReportFiles(paths);
  if (!files.ok()) return session.Fail(files.status());
  const absl::StatusOr<client::Client*> client = session.Connect();
  if (!client.ok()) return session.Fail(client.status());
  FileResults results(session, *files);
  absl::Status rest;
  for (size_t i = 0; i < files->size(); ++i) {
    const absl::StatusOr<v1::Revision> revision = Record(**client, (*files)[i]);
    if (revision.ok()) {
      results.SetRevision(i, *revision);
      continue;
    }
    results.SetError(i, revision.status());
    // The others would wait for the same server, each its whole time.
    if (ExitCodeOf(revision.status()) == ExitCode::kTryLater) {
      rest = revision.status();
      break;
    }
  }
  return results.Tell(rest, "已补录", "recorded");
}

}  // namespace

void AddHistory(Menu& menu) {
  auto paths = std::make_shared<std::vector<std::string>>();
  CLI::App* command =
      menu.Add("history", "补录历史报告：照当年公布的原样（包括差错）记录，不论是否按期",
               "records reports as they were published in the past, errors included",
               [paths](Session& session) { return RecordAll(session, *paths); });
  command->add_option("FILE", *paths, menu.Words("文件或文件夹", "files or folders"))->required();
}

}  // namespace ogi::cli
