#include "domain/rules/rules.h"

#include <memory>

#include "absl/strings/str_cat.h"
#include "clients/cli/grid.h"
#include "clients/cli/json.h"
#include "clients/cli/labels.h"
#include "clients/cli/menu.h"
#include "clients/cli/text_width.h"
#include "clients/cli/verdict_text.h"
#include "common/status_macros.h"

namespace ogi::cli {
namespace {

absl::StatusOr<v1::ListRulesResponse> Read(Session& session, bool local) {
  if (local) {
    v1::ListRulesResponse book;
    for (const v1::Rule& rule : Rules()) *book.add_rules() = rule;
    *book.mutable_rule_set() = CurrentRuleSet();
    return book;
  }
  OGI_ASSIGN_OR_RETURN(client::Client * client, session.Connect());
  return client->ListRules(v1::ListRulesRequest());
}

std::string Years(const v1::Rule& rule) {
  if (rule.first_year() == 0 && rule.last_year() == 0) return "";
  return absl::StrCat(rule.first_year() == 0 ? "" : absl::StrCat(rule.first_year()), "–",
                      rule.last_year() == 0 ? "" : absl::StrCat(rule.last_year()));
}

ExitCode Tell(Session& session, bool local) {
  const absl::StatusOr<v1::ListRulesResponse> book = Read(session, local);
  if (!book.ok()) return session.Fail(book.status());
  if (session.json()) {
    session.out() << ToPrettyJson(*book) << "\n";
    return ExitCode::kDone;
  }
  const Language language = session.language();
  Grid grid({4, 7, 46, 30, 9});
  grid.AddRow({{std::string(Pick(language, "规则", "rule"))},
               {std::string(Pick(language, "等级", "weight"))},
               {std::string(Pick(language, "内容", "what must hold"))},
               {std::string(Pick(language, "依据", "legal basis"))},
               {std::string(Pick(language, "年度", "years"))}});
  grid.AddRule();
  for (const v1::Rule& rule : book->rules()) {
    grid.AddRow({{Printable(rule.id())},
                 {std::string(SeverityText(rule.severity(), language))},
                 {Printable(Pick(language, rule.title(), rule.title_en()))},
                 {Printable(rule.legal_basis())},
                 {Years(rule)}});
  }
  session.out() << grid.Draw() << Pick(language, "规则集 ", "rule set ")
                << Printable(book->rule_set().version()) << " "
                << DigestText(book->rule_set().digest()) << "\n";
  return ExitCode::kDone;
}

}  // namespace

void AddRules(Menu& menu) {
  auto local = std::make_shared<bool>(false);
  CLI::App* command = menu.Add("rules", "列出校验规则", "lists the rules",
                               [local](Session& session) { return Tell(session, *local); });
  command->add_flag(
      "--local", *local,
      menu.Words("本程序所带的规则，不需要服务器", "those of this program; needs no server"));
}

}  // namespace ogi::cli
