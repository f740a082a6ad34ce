#include "clients/cli/named_revision.h"

#include "absl/strings/str_cat.h"
#include "clients/cli/text/json.h"
#include "clients/cli/text/names.h"
#include "clients/cli/text/verdict_text.h"
#include "common/status_macros.h"

namespace ogi::cli {

absl::StatusOr<v1::Revision> GetRevision(client::Client& client, const std::string& typed) {
  OGI_ASSIGN_OR_RETURN(const TypedName name, ExpandReportName(typed));
  v1::GetReportRequest request;
  request.set_name(name.name);
  if (!name.is_revision) request.set_view(v1::VIEW_LATEST);
  return client.GetReport(request);
}

absl::Status NoFindingOf(const v1::Revision& revision, absl::string_view rule) {
  return InputError(
      absl::StrCat(ShortName(revision.name()), " 的校验结论中没有规则 ", rule,
                   " 的问题；ogictl get 可查看结论。"),
      absl::StrCat("The verdict on ", ShortName(revision.name()), " has no finding of rule ", rule,
                   "; ogictl get shows the verdict."));
}

ExitCode TellRevision(Session& session, const absl::StatusOr<v1::Revision>& revision) {
  if (!revision.ok()) return session.Fail(revision.status());
  session.out() << (session.json() ? ToPrettyJson(*revision) + "\n"
                                   : RevisionText(*revision, session.language()));
  return ExitCode::kDone;
}

}  // namespace ogi::cli
