#include "clients/cli/commands/rule_sets.h"

#include <memory>
#include <optional>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "clients/cli/input/rule_files.h"
#include "clients/cli/text/json.h"
#include "clients/cli/text/labels.h"
#include "clients/cli/text/names.h"
#include "clients/cli/text/rule_set_text.h"
#include "common/limits.h"
#include "common/status_macros.h"
#include "domain/supervision/compare_totals.h"

namespace ogi::cli {
namespace {

struct RuleSetOptions {
  std::string folder;
  std::string name;
  std::string reason;
  std::string superior;
  int year = 0;
  bool aggregates = false;
  // Of an overlay.
  std::string rule;
  std::string effect;
  int first_year = 0;
  int last_year = 0;
  std::string agency;
  std::vector<std::string> levels;
  std::string document;
  bool all = false;
};

// `0123456789abcdef` or `built-in`, or the full name.
std::string FullName(absl::string_view typed, absl::string_view collection) {
  return absl::StartsWith(typed, collection) ? std::string(typed) : absl::StrCat(collection, typed);
}

// As a text, or as JSON.
template <typename Message>
ExitCode Tell(Session& session, const absl::StatusOr<Message>& answer,
              std::string (*text)(const Message&, Language)) {
  if (!answer.ok()) return session.Fail(answer.status());
  session.out() << (session.json() ? absl::StrCat(ToPrettyJson(*answer), "\n")
                                   : text(*answer, session.language()));
  return ExitCode::kDone;
}

absl::StatusOr<v1::StoredRuleSet> Put(Session& session, const RuleSetOptions& options) {
  v1::PutRuleSetRequest request;
  OGI_ASSIGN_OR_RETURN(const std::vector<v1::RuleSetFile> files, ReadRuleSetFiles(options.folder));
  for (const v1::RuleSetFile& file : files) *request.add_files() = file;
  OGI_ASSIGN_OR_RETURN(client::Client * client, session.Connect());
  return client->PutRuleSet(std::move(request));
}

absl::StatusOr<v1::ListRuleSetsResponse> Sets(Session& session) {
  OGI_ASSIGN_OR_RETURN(client::Client * client, session.Connect());
  return client->ListRuleSets({});
}

absl::StatusOr<v1::ListRuleSetsResponse> Activate(Session& session, const RuleSetOptions& options) {
  v1::ActivateRuleSetRequest request;
  request.set_name(FullName(options.name, "ruleSets/"));
  request.set_reason(options.reason);
  OGI_ASSIGN_OR_RETURN(client::Client * client, session.Connect());
  OGI_RETURN_IF_ERROR(client->ActivateRuleSet(std::move(request)).status());
  return client->ListRuleSets({});
}

ExitCode Compare(Session& session, const RuleSetOptions& options) {
  const absl::StatusOr<client::Client*> client = session.Connect();
  if (!client.ok()) return session.Fail(client.status());
  v1::CompareRuleSetsRequest request;
  request.set_name(FullName(options.name, "ruleSets/"));
  const absl::StatusOr<std::string> superior = ExpandAgencyName(options.superior);
  if (!superior.ok()) return session.Fail(superior.status());
  request.set_superior(*superior);
  request.set_year(options.year);
  request.set_scope(options.aggregates ? v1::AGGREGATE : v1::OWN);
  v1::CompareTotals totals;
  // Told since the latest progress: after a break they come again.
  std::vector<v1::VerdictChange> since;
  const absl::Status status =
      (*client)->CompareRuleSets(request, [&](const v1::CompareRuleSetsResponse& event) {
        if (event.has_change()) {
          since.push_back(event.change());
          return;
        }
        AddTotals(event.progress().totals(), totals);
        for (const v1::VerdictChange& change : since) {
          session.out() << (session.json() ? absl::StrCat(ToJson(change), "\n")
                                           : ChangeText(change, session.language()));
        }
        since.clear();
      });
  if (!status.ok()) return session.Fail(status);
  session.out() << (session.json() ? absl::StrCat(ToJson(totals), "\n")
                                   : CompareTotalsText(totals, session.language()));
  return totals.changed() > 0 ? ExitCode::kFound : ExitCode::kDone;
}

absl::StatusOr<v1::RuleOverlay::Effect> EffectOf(absl::string_view typed) {
  constexpr std::pair<absl::string_view, v1::RuleOverlay::Effect> kEffects[] = {
      {"off", v1::RuleOverlay::OFF},
      {"info", v1::RuleOverlay::AS_INFO},
      {"warning", v1::RuleOverlay::AS_WARNING},
      {"error", v1::RuleOverlay::AS_ERROR}};
  for (const auto& [word, effect] : kEffects) {
    if (typed == word) return effect;
  }
  return LocalError("效果应为 off（停用）、info（作提示）、warning（作警告）或 error（作错误）。",
                    "The effect is off, info, warning or error.");
}

absl::StatusOr<v1::ListRuleOverlaysResponse> Create(Session& session,
                                                    const RuleSetOptions& options) {
  v1::CreateRuleOverlayRequest request;
  v1::RuleOverlay& overlay = *request.mutable_overlay();
  overlay.set_rule(options.rule);
  OGI_ASSIGN_OR_RETURN(const v1::RuleOverlay::Effect effect, EffectOf(options.effect));
  overlay.set_effect(effect);
  overlay.set_first_year(options.first_year);
  overlay.set_last_year(options.last_year);
  if (!options.agency.empty()) {
    OGI_ASSIGN_OR_RETURN(*overlay.mutable_agency(), ExpandAgencyName(options.agency));
  }
  for (const std::string& typed : options.levels) {
    const std::optional<v1::Agency::Level> level = ParseLevel(typed);
    if (!level.has_value()) {
      return LocalError(absl::StrCat("没有“", typed, "”这一层级。"),
                        absl::StrCat("There is no level ", typed, "."));
    }
    overlay.add_levels(*level);
  }
  overlay.set_reason(options.reason);
  overlay.set_document_number(options.document);
  OGI_ASSIGN_OR_RETURN(client::Client * client, session.Connect());
  v1::ListRuleOverlaysResponse one;
  OGI_ASSIGN_OR_RETURN(*one.add_overlays(), client->CreateRuleOverlay(std::move(request)));
  return one;
}

absl::StatusOr<v1::ListRuleOverlaysResponse> End(Session& session, const RuleSetOptions& options) {
  v1::WithdrawRuleOverlayRequest request;
  request.set_name(FullName(options.name, "ruleOverlays/"));
  request.set_reason(options.reason);
  OGI_ASSIGN_OR_RETURN(client::Client * client, session.Connect());
  v1::ListRuleOverlaysResponse one;
  OGI_ASSIGN_OR_RETURN(*one.add_overlays(), client->WithdrawRuleOverlay(std::move(request)));
  return one;
}

absl::StatusOr<v1::ListRuleOverlaysResponse> Overlays(Session& session,
                                                      const RuleSetOptions& options) {
  v1::ListRuleOverlaysRequest request;
  request.set_show_withdrawn(options.all);
  OGI_ASSIGN_OR_RETURN(client::Client * client, session.Connect());
  return client->ListRuleOverlays(request);
}

using Options = std::shared_ptr<RuleSetOptions>;

void AddSets(Menu& menu, CLI::App& family, const Options& options) {
  CLI::App* put = menu.AddTo(
      family, "put", "把一个文件夹里的规则登记到服务器，不启用",
      "puts the rules of a folder on record at the server, without any effect",
      [options](Session& session) { return Tell(session, Put(session, *options), &RuleSetText); });
  put->add_option("DIR", options->folder, menu.Words("文件夹", "the folder"))->required();
  menu.AddTo(family, "sets", "列出登记的规则集和历次启用",
             "lists the sets of rules on record, and which judged when",
             [options](Session& session) { return Tell(session, Sets(session), &RuleSetsText); });
  CLI::App* compare = menu.AddTo(
      family, "compare", "比较：登记的规则集若启用，辖区内哪些报告的结论会变；有则退出码为 10",
      "what would change in a region's verdicts if a set judged; exit code 10 if anything would",
      [options](Session& session) { return Compare(session, *options); });
  CLI::App* activate =
      menu.AddTo(family, "activate", "启用规则集；built-in 为本程序所带的规则",
                 "has a set of rules judge from now on; built-in is that of the program",
                 [options](Session& session) {
                   return Tell(session, Activate(session, *options), &RuleSetsText);
                 });
  for (CLI::App* command : {compare, activate}) {
    command
        ->add_option("SET", options->name,
                     menu.Words("规则集，如 0123456789abcdef 或 built-in",
                                "the set, e.g. 0123456789abcdef or built-in"))
        ->required();
  }
  compare->add_option("SUPERIOR", options->superior, menu.Words("机关，如 54-0424000", "the organ"))
      ->required();
  compare->add_option("YEAR", options->year, menu.Words("年度", "the year"))
      ->required()
      ->check(CLI::Range(limits::kFirstYear, limits::kLastYear));
  compare->add_flag("--aggregates", options->aggregates,
                    menu.Words("比较汇总报告", "of aggregates, not of own reports"));
  activate->add_option("--reason", options->reason, menu.Words("原因", "why"))->required();
}

void AddOverlays(Menu& menu, CLI::App& family, const Options& options) {
  CLI::App* create =
      menu.AddTo(family, "overlay", "调整一条规则：在某些年度、地区、层级停用，或改变其轻重",
                 "switches a rule off, or changes its weight, for some years, a region or levels",
                 [options](Session& session) {
                   return Tell(session, Create(session, *options), &OverlaysText);
                 });
  create->add_option("RULE", options->rule, menu.Words("规则号，如 E4", "its id, e.g. E4"))
      ->required();
  create
      ->add_option("--effect", options->effect,
                   menu.Words("off 停用、info 作提示、warning 作警告、error 作错误",
                              "off, info, warning or error"))
      ->required();
  create->add_option("--from-year", options->first_year,
                     menu.Words("从这一报告年度起", "from this year of the report on"));
  create->add_option("--to-year", options->last_year,
                     menu.Words("到这一报告年度止", "up to this year of the report"));
  create->add_option("--agency", options->agency,
                     menu.Words("只对这个机关及其全部下级", "only this organ and all below it"));
  create
      ->add_option("--level", options->levels,
                   menu.Words("只对这些层级，如 township,county", "only these levels"))
      ->delimiter(',');
  create->add_option("--document", options->document, menu.Words("依据文号", "the document"));
  CLI::App* end = menu.AddTo(
      family, "end-overlay", "取消规则调整", "ends an overlay",
      [options](Session& session) { return Tell(session, End(session, *options), &OverlaysText); });
  end->add_option("OVERLAY", options->name,
                  menu.Words("overlays 所列的名称", "as overlays shows it"))
      ->required();
  for (CLI::App* command : {create, end}) {
    command->add_option("--reason", options->reason, menu.Words("原因", "why"))->required();
  }
  CLI::App* list = menu.AddTo(family, "overlays", "列出规则调整", "lists the overlays",
                              [options](Session& session) {
                                return Tell(session, Overlays(session, *options), &OverlaysText);
                              });
  list->add_flag("--all", options->all, menu.Words("含已取消的", "those that have ended too"));
}

}  // namespace

void AddRuleSets(Menu& menu, CLI::App& family) {
  const Options options = std::make_shared<RuleSetOptions>();
  AddSets(menu, family, options);
  AddOverlays(menu, family, options);
}

}  // namespace ogi::cli
