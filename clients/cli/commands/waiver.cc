// waiver: an error that may stand, requested by one person and approved by another.
#include <memory>
#include <vector>

#include "clients/cli/commands/day_option.h"
#include "clients/cli/exit_code.h"
#include "clients/cli/menu.h"
#include "clients/cli/named_revision.h"
#include "clients/cli/text/names.h"
#include "common/status_macros.h"
#include "domain/codes/resource_name.h"

namespace ogi::cli {
namespace {

struct WaiverOptions {
  std::string name;
  std::string rule;
  std::string reason;
  std::string until;
  std::vector<int> numbers;
};

// Every error of the rule has a waiver of its own: one person may find one right and another not.
absl::StatusOr<v1::Revision> Request(Session& session, const WaiverOptions& options) {
  OGI_ASSIGN_OR_RETURN(const google::type::Date last_day, DayOption("--until", options.until));
  OGI_ASSIGN_OR_RETURN(client::Client * client, session.Connect());
  OGI_ASSIGN_OR_RETURN(const v1::Revision revision, GetRevision(*client, options.name));
  bool requested = false;
  for (const v1::Finding& finding : revision.verdict().findings()) {
    if (finding.rule() != options.rule || finding.result() == v1::Finding::NOT_ASSESSABLE) continue;
    v1::RequestWaiverRequest request;
    request.set_parent(ReportName(ParseRevisionName(revision.name())->report));
    request.set_rule(finding.rule());
    request.set_finding_key(finding.key());
    request.set_reason(options.reason);
    *request.mutable_last_day() = last_day;
    OGI_RETURN_IF_ERROR(client->RequestWaiver(request).status());
    requested = true;
  }
  if (!requested) return NoFindingOf(revision, options.rule);
  return GetRevision(*client, revision.name());
}

// `act` is called with the name of each waiver.
template <typename Act>
absl::StatusOr<v1::Revision> ForEach(Session& session, const WaiverOptions& options, Act act) {
  OGI_ASSIGN_OR_RETURN(const TypedName name, ExpandReportName(options.name));
  const ReportId report =
      name.is_revision ? ParseRevisionName(name.name)->report : *ParseReportName(name.name);
  OGI_ASSIGN_OR_RETURN(client::Client * client, session.Connect());
  for (const int number : options.numbers) {
    OGI_RETURN_IF_ERROR(act(*client, WaiverName({report, number})));
  }
  return GetRevision(*client, options.name);
}

absl::StatusOr<v1::Revision> Approve(Session& session, const WaiverOptions& options) {
  return ForEach(session, options, [](client::Client& client, const std::string& name) {
    v1::ApproveWaiverRequest request;
    request.set_name(name);
    return client.ApproveWaiver(request).status();
  });
}

absl::StatusOr<v1::Revision> Revoke(Session& session, const WaiverOptions& options) {
  return ForEach(session, options, [&](client::Client& client, const std::string& name) {
    v1::RevokeWaiverRequest request;
    request.set_name(name);
    request.set_reason(options.reason);
    return client.RevokeWaiver(request).status();
  });
}

using Perform = absl::StatusOr<v1::Revision> (*)(Session&, const WaiverOptions&);

CLI::App* AddAct(Menu& menu, CLI::App& family, const std::string& name, absl::string_view chinese,
                 absl::string_view english, const std::shared_ptr<WaiverOptions>& options,
                 Perform perform) {
  CLI::App* command =
      menu.AddTo(family, name, chinese, english, [options, perform](Session& session) {
        return TellRevision(session, perform(session, *options));
      });
  command
      ->add_option("NAME", options->name,
                   menu.Words("如 54-0424204/2020；不写版本号为最新版本",
                              "e.g. 54-0424204/2020; without a revision, the latest"))
      ->required();
  return command;
}

void AddNumbers(CLI::App& command, const Menu& menu, std::vector<int>& numbers) {
  command
      .add_option(
          "NUMBER", numbers,
          menu.Words("豁免的序号，见 ogictl get", "of the waivers, as ogictl get shows them"))
      ->required()
      ->check(CLI::PositiveNumber);
}

}  // namespace

void AddWaiver(Menu& menu) {
  CLI::App* family = menu.AddFamily("waiver", "豁免错误：一人申请，另一人批准（主管部门）",
                                    "lets an error stand: one person requests it, another "
                                    "approves it (the superior)");
  auto request = std::make_shared<WaiverOptions>();
  CLI::App* asked = AddAct(menu, *family, "request", "申请豁免一条规则的错误，原因批准后公开",
                           "requests a waiver of a rule's errors; the public reads why, once it is "
                           "approved",
                           request, &Request);
  asked->add_option("RULE", request->rule, menu.Words("规则号，如 E1", "the rule, e.g. E1"))
      ->required();
  asked->add_option("--reason", request->reason, menu.Words("原因（必填）", "why (required)"))
      ->required();
  asked
      ->add_option(
          "--until", request->until,
          menu.Words("最后一天，如 2026-12-31（必填）", "the last day, e.g. 2026-12-31 (required)"))
      ->required();

  auto approve = std::make_shared<WaiverOptions>();
  AddNumbers(*AddAct(menu, *family, "approve", "批准豁免；申请人不能批准",
                     "approves waivers; who requested one may not", approve, &Approve),
             menu, approve->numbers);

  auto revoke = std::make_shared<WaiverOptions>();
  CLI::App* revoked = AddAct(menu, *family, "revoke", "不予批准，或撤销已批准的豁免",
                             "refuses waivers, or takes them back", revoke, &Revoke);
  AddNumbers(*revoked, menu, revoke->numbers);
  revoked->add_option("--reason", revoke->reason, menu.Words("原因（必填）", "why (required)"))
      ->required();
}

}  // namespace ogi::cli
