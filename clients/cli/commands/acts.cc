// accept, return, publish, withdraw: what is decided about a filing.
#include <memory>
#include <optional>
#include <vector>

#include "clients/cli/menu.h"
#include "clients/cli/named_revision.h"
#include "clients/cli/text/json.h"
#include "clients/cli/text/names.h"
#include "clients/cli/text/text_width.h"
#include "clients/cli/text/verdict_text.h"
#include "common/status_macros.h"

namespace ogi::cli {
namespace {

struct ActOptions {
  std::vector<std::string> names;
  std::string reason;
  std::string etag;
};

// Which revision, and the report's etag it was chosen by.
struct Target {
  std::string revision;
  std::string etag;
};

// Without a number, the latest revision; its etag makes sure that it still is when the act is done.
absl::StatusOr<Target> Resolve(client::Client& client, const std::string& typed,
                               const ActOptions& options) {
  OGI_ASSIGN_OR_RETURN(const TypedName name, ExpandReportName(typed));
  if (name.is_revision) return Target{name.name, options.etag};
  OGI_ASSIGN_OR_RETURN(const v1::Revision latest, GetRevision(client, typed));
  return Target{latest.name(), options.etag.empty() ? latest.etag() : options.etag};
}

template <typename Request>
using Rpc = absl::StatusOr<v1::Revision> (client::Client::*)(Request);

template <typename Request>
absl::StatusOr<v1::Revision> Perform(Session& session, const std::string& typed,
                                     const ActOptions& options, Rpc<Request> rpc) {
  OGI_RETURN_IF_ERROR(ExpandReportName(typed).status());
  OGI_ASSIGN_OR_RETURN(client::Client * client, session.Connect());
  OGI_ASSIGN_OR_RETURN(const Target target, Resolve(*client, typed, options));
  Request request;
  request.set_name(target.revision);
  request.set_etag(target.etag);
  request.set_reason(options.reason);
  return (client->*rpc)(std::move(request));
}

// Of several reports each is an act of its own: one that is refused keeps none of the others back.
template <typename Request>
ExitCode PerformEach(Session& session, const ActOptions& options, Rpc<Request> rpc) {
  if (options.names.size() == 1) {
    return TellRevision(session, Perform(session, options.names[0], options, rpc));
  }
  if (!options.etag.empty()) {
    return session.Fail(LocalError("--etag 只用于一份报告。", "--etag is for one report."));
  }
  ExitCode code = ExitCode::kDone;
  size_t failed = 0;
  std::optional<JsonResults> json;
  if (session.json()) json.emplace(session.out());
  for (const std::string& name : options.names) {
    const absl::StatusOr<v1::Revision> revision = Perform(session, name, options, rpc);
    if (!revision.ok()) {
      ++failed;
      code = Worse(code, ExitCodeOf(revision.status()));
    }
    if (json.has_value()) {
      JsonObject result;
      result.Text("name", name);
      json->Add(revision.ok() ? result.Message("revision", *revision)
                              : result.Error(revision.status()));
    } else if (revision.ok()) {
      session.out() << RevisionLine(*revision, session.language()) << "\n";
    } else {
      session.out() << Printable(name) << "  " << session.Describe(revision.status());
    }
  }
  if (json.has_value()) {
    json->Finish();
  } else {
    session.out() << session.Words("共 ", "Of ") << options.names.size()
                  << session.Words(" 份，未成功 ", " reports, not done: ") << failed
                  << session.Words(" 份。\n", ".\n");
  }
  return code;
}

template <typename Request>
void AddAct(Menu& menu, const std::string& name, absl::string_view chinese,
            absl::string_view english, bool reason_required, Rpc<Request> rpc) {
  auto options = std::make_shared<ActOptions>();
  CLI::App* command = menu.Add(name, chinese, english, [options, rpc](Session& session) {
    return PerformEach(session, *options, rpc);
  });
  command
      ->add_option("NAME", options->names,
                   menu.Words("如 54-0424204/2020/2；不写版本号为最新版本；可写多份",
                              "e.g. 54-0424204/2020/2; without a revision, the latest; may be "
                              "several"))
      ->required();
  command
      ->add_option("--reason", options->reason,
                   reason_required ? menu.Words("原因，写明要改什么或为何撤销（必填）",
                                                "what must be mended, or why (required)")
                                   : menu.Words("原因", "why"))
      ->required(reason_required);
  command->add_option("--etag", options->etag,
                      menu.Words("读取时的 etag；其后若有变动则不办理",
                                 "the etag you read; nothing is done if it has changed since"));
}

}  // namespace

void AddActs(Menu& menu) {
  AddAct<v1::AcceptReportRequest>(menu, "accept", "接受一份报告（主管部门）",
                                  "accepts a report (the superior)", false,
                                  &client::Client::AcceptReport);
  AddAct<v1::ReturnReportRequest>(menu, "return", "退回一份报告，须写明原因（主管部门）",
                                  "returns a report with a reason (the superior)", true,
                                  &client::Client::ReturnReport);
  AddAct<v1::PublishReportRequest>(menu, "publish", "公布一份已接受的报告",
                                   "publishes an accepted report", false,
                                   &client::Client::PublishReport);
  AddAct<v1::RetractReportRequest>(menu, "retract",
                                   "撤销一份误公布的报告，须写明原因，原因将公开（主管部门）",
                                   "takes back what was published in error, with a reason that the "
                                   "public reads (the superior)",
                                   true, &client::Client::RetractReport);
  AddAct<v1::WithdrawReportRequest>(menu, "withdraw", "撤回一份尚未接受的报告（报送机关）",
                                    "takes back a report that is not accepted yet (the agency)",
                                    false, &client::Client::WithdrawReport);
}

}  // namespace ogi::cli
