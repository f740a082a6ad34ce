#include "clients/cli/filing.h"

#include <optional>
#include <utility>

#include "absl/strings/str_cat.h"
#include "clients/cli/text/labels.h"
#include "clients/cli/text/text_width.h"
#include "clients/cpp/request_id.h"
#include "common/status_macros.h"
#include "domain/codes/resource_name.h"

namespace ogi::cli {
namespace {

absl::StatusOr<v1::Revision> Read(client::Client& client, const std::string& name, v1::View view) {
  v1::GetReportRequest request;
  request.set_name(name);
  request.set_view(view);
  return client.GetReport(request);
}

bool TakenBack(v1::State state) {
  return state == v1::RETURNED || state == v1::WITHDRAWN || state == v1::RETRACTED;
}

// Why it was returned or taken back, in the words of who did.
std::string ReasonOf(const v1::Revision& revision) {
  const int last = revision.changes_size() - 1;
  return last < 0 ? "" : Printable(revision.changes(last).reason());
}

}  // namespace

void FileAgain(Random& random, v1::SubmitReportRequest& request) {
  request.set_even_if_unchanged(true);
  request.set_request_id(client::RandomRequestId("submit", random));
}

void AddAgain(CLI::App& command, const Menu& menu, bool& again) {
  command.add_flag("--again", again,
                   menu.Words("内容没有改也照原样再报，用于已退回、已撤回的报告",
                              "file it again as it is, after it was returned or taken back"));
}

v1::Revision AsOfNow(v1::Revision answer, const v1::Revision& now) {
  answer.set_state(now.state());
  *answer.mutable_changes() = now.changes();
  return answer;
}

std::string ReportNameOf(const v1::Revision& answer) {
  const std::optional<RevisionId> id = ParseRevisionName(answer.name());
  return id.has_value() ? ReportName(id->report) : "";
}

absl::StatusOr<v1::Revision> FileReport(client::Client& client, v1::SubmitReportRequest request) {
  OGI_ASSIGN_OR_RETURN(v1::Revision answer, client.SubmitReport(request));
  if (!answer.repeated()) return answer;
  absl::StatusOr<v1::Revision> now = Read(client, answer.name(), v1::VIEW_UNSPECIFIED);
  // Who may file but not read learns only what the filing said.
  if (!now.ok()) return answer;
  if (now->state() != v1::SUPERSEDED) return AsOfNow(std::move(answer), *now);

  OGI_ASSIGN_OR_RETURN(const v1::Revision latest,
                       Read(client, ReportNameOf(answer), v1::VIEW_LATEST));
  request.set_etag(latest.etag());
  request.set_request_id(client::RequestIdFor("submit", request.report(), latest.etag()));
  OGI_ASSIGN_OR_RETURN(answer, client.SubmitReport(request));
  if (!answer.repeated()) return answer;
  now = Read(client, answer.name(), v1::VIEW_UNSPECIFIED);
  return now.ok() ? AsOfNow(std::move(answer), *now) : answer;
}

std::string NotFiledText(const v1::Revision& revision, Language language) {
  if (!revision.repeated()) return "";
  const std::optional<RevisionId> id = ParseRevisionName(revision.name());
  const int number = id.has_value() ? id->number : 0;
  const std::string reason = ReasonOf(revision);
  const bool taken_back = TakenBack(revision.state());
  const absl::string_view state = StateText(revision.state(), language);
  if (language == Language::kChinese) {
    return absl::StrCat("内容与第 ", number, " 版相同，没有重新报送；该版目前", state,
                        taken_back && !reason.empty() ? absl::StrCat("（原因：", reason, "）") : "",
                        taken_back ? "。改后再报，或加 --again 照原样再报。\n" : "。\n");
  }
  return absl::StrCat("The content is that of revision ", number,
                      "; nothing was filed again. That revision is ", state,
                      taken_back && !reason.empty() ? absl::StrCat(" (reason: ", reason, ")") : "",
                      taken_back ? ". File it corrected, or as it is with --again.\n" : ".\n");
}

ExitCode ExitCodeOfFiling(const v1::Revision& revision) {
  return revision.repeated() && TakenBack(revision.state())
             ? ExitCode::kRefused
             : ExitCodeOf(revision.verdict().outcome());
}

}  // namespace ogi::cli
