// explain and revalidate: what is said of findings, by the organ and by the rules.
#include <memory>

#include "clients/cli/exit_code.h"
#include "clients/cli/menu.h"
#include "clients/cli/named_revision.h"
#include "common/status_macros.h"
#include "domain/codes/resource_name.h"

namespace ogi::cli {
namespace {

struct ExplainOptions {
  std::string name;
  std::string rule;
  std::string text;
};

// All findings of the rule have the one explanation: they are one mistake, or one peculiarity.
absl::StatusOr<v1::Revision> Explain(Session& session, const ExplainOptions& options) {
  OGI_ASSIGN_OR_RETURN(client::Client * client, session.Connect());
  OGI_ASSIGN_OR_RETURN(const v1::Revision revision, GetRevision(*client, options.name));
  bool explained = false;
  for (const v1::Finding& finding : revision.verdict().findings()) {
    if (finding.rule() != options.rule) continue;
    v1::ExplainFindingRequest request;
    request.set_parent(ReportName(ParseRevisionName(revision.name())->report));
    request.set_rule(finding.rule());
    request.set_finding_key(finding.key());
    request.set_text(options.text);
    OGI_RETURN_IF_ERROR(client->ExplainFinding(request).status());
    explained = true;
  }
  if (!explained) return NoFindingOf(revision, options.rule);
  return GetRevision(*client, revision.name());
}

absl::StatusOr<v1::Revision> Revalidate(Session& session, const std::string& typed) {
  OGI_ASSIGN_OR_RETURN(client::Client * client, session.Connect());
  OGI_ASSIGN_OR_RETURN(const v1::Revision revision, GetRevision(*client, typed));
  v1::RevalidateReportRequest request;
  request.set_name(revision.name());
  return client->RevalidateReport(request);
}

}  // namespace

void AddExplain(Menu& menu) {
  auto options = std::make_shared<ExplainOptions>();
  CLI::App* explain = menu.Add(
      "explain", "说明一条警告为何属实，公布前每条警告都须说明，说明将公开（报送机关）",
      "says why the report is right despite a warning, for the public too; publishing wants it of "
      "every warning (the agency)",
      [options](Session& session) { return TellRevision(session, Explain(session, *options)); });
  explain
      ->add_option("NAME", options->name,
                   menu.Words("如 54-0424204/2020；不写版本号为最新版本",
                              "e.g. 54-0424204/2020; without a revision, the latest"))
      ->required();
  explain
      ->add_option("RULE", options->rule,
                   menu.Words("规则号，如 W13.licence", "the rule, e.g. W13.licence"))
      ->required();
  explain->add_option("--text", options->text, menu.Words("说明（必填）", "why (required)"))
      ->required();

  auto name = std::make_shared<std::string>();
  CLI::App* revalidate = menu.Add(
      "revalidate", "按现行规则和现有资料重新校验在册报告，不改变其状态",
      "judges a report on record anew, by today's rules and records; changes no state",
      [name](Session& session) { return TellRevision(session, Revalidate(session, *name)); });
  revalidate
      ->add_option("NAME", *name,
                   menu.Words("如 54-0424204/2020/2；不写版本号为最新版本",
                              "e.g. 54-0424204/2020/2; without a revision, the latest"))
      ->required();
}

}  // namespace ogi::cli
