#include <map>
#include <memory>

#include "absl/strings/str_cat.h"
#include "clients/cli/commands/rule_sets.h"
#include "clients/cli/input/rule_files.h"
#include "clients/cli/menu.h"
#include "clients/cli/rule_trial.h"
#include "clients/cli/text/json.h"
#include "clients/cli/text/labels.h"
#include "clients/cli/text/rule_text.h"
#include "clients/cli/text/text_width.h"
#include "common/errors.h"
#include "common/status_macros.h"
#include "domain/form/cells.h"
#include "domain/rules/rule_page.h"

namespace ogi::cli {
namespace {

struct RulesOptions {
  bool local = false;
  std::string id;
  std::string folder;
  std::vector<std::string> reports;
};

v1::ListRulesResponse ListOf(const RuleBook& book) {
  v1::ListRulesResponse list;
  for (const v1::Rule& rule : book.rules()) *list.add_rules() = rule;
  *list.mutable_rule_set() = book.rule_set();
  return list;
}

absl::StatusOr<v1::ListRulesResponse> Read(Session& session, bool local) {
  if (local) return ListOf(RuleBook::BuiltIn());
  OGI_ASSIGN_OR_RETURN(client::Client * client, session.Connect());
  return client->ListRules(v1::ListRulesRequest());
}

ExitCode List(Session& session, const RulesOptions& options) {
  const absl::StatusOr<v1::ListRulesResponse> book = Read(session, options.local);
  if (!book.ok()) return session.Fail(book.status());
  session.out() << (session.json() ? absl::StrCat(ToPrettyJson(*book), "\n")
                                   : RuleListText(*book, session.language()));
  return ExitCode::kDone;
}

ExitCode Explain(Session& session, const RulesOptions& options) {
  const absl::StatusOr<v1::ListRulesResponse> book = Read(session, options.local);
  if (!book.ok()) return session.Fail(book.status());
  for (const v1::Rule& rule : book->rules()) {
    if (rule.id() != options.id) continue;
    session.out() << (session.json() ? absl::StrCat(ToPrettyJson(rule), "\n")
                                     : RuleText(rule, session.language()));
    return ExitCode::kDone;
  }
  FieldViolations violations;
  violations.Add(
      "ID", absl::StrCat("没有规则 ", options.id, "；ogictl rules list 列出全部规则。"),
      absl::StrCat("there is no rule ", options.id, "; ogictl rules list has them all."));
  return session.Fail(violations.ToStatus());
}

ExitCode Try(Session& session, const RulesOptions& options) {
  const absl::StatusOr<RuleFolder> folder = ReadRuleFolder(options.folder);
  if (!folder.ok()) return session.Fail(folder.status());
  int wrong = 0;
  for (const CaseResult& result : folder->cases) {
    if (result.complaint.empty()) continue;
    ++wrong;
    session.out() << Printable(result.place) << "  " << result.rule << "\n    " << result.complaint
                  << "\n";
  }
  const std::vector<std::string> lacking = RulesWithoutCases(folder->book, folder->cases);
  for (const std::string& rule : lacking) {
    session.out() << session.Words("没有样例：", "without an example: ") << rule << "\n";
  }
  for (const std::string& file : folder->ignored) {
    session.out() << session.Words("没有读（名称须以 .textproto 结尾）：",
                                   "not read, for its name does not end in .textproto: ")
                  << Printable(file) << "\n";
  }
  TellDifference(session, folder->book);
  session.out() << session.Words("规则 ", "rules: ") << folder->book.rules().size()
                << session.Words(" 条，样例 ", ", examples: ") << folder->cases.size()
                << session.Words(" 个，不符 ", ", of these wrong: ") << wrong
                << session.Words(" 个", "") << "\n";
  if (!options.reports.empty()) {
    const absl::Status status = TryReports(session, folder->book, options.reports);
    if (!status.ok()) return session.Fail(status);
  }
  return wrong == 0 && lacking.empty() ? ExitCode::kDone : ExitCode::kBlocked;
}

// A line per cell: what a rule writes, and the printed labels.
ExitCode ListCells(Session& session, const RulesOptions&) {
  for (const CellInfo& cell : Cells()) {
    const bool both = cell.in_2019 && cell.in_2021;
    const v1::Edition edition = cell.in_2021 ? v1::EDITION_2021 : v1::EDITION_2019;
    session.out() << cell.table_name << "." << cell.row << "." << cell.column << "\t"
                  << TableLabel(cell.table) << " " << CellLabel(cell, edition) << "\t"
                  << (both ? "" : v1::Edition_Name(edition)) << "\n";
  }
  return ExitCode::kDone;
}

ExitCode Export(Session& session, const RulesOptions& options) {
  const absl::Status status = ExportRules(options.folder);
  if (!status.ok()) return session.Fail(status);
  session.out() << session.Words("已写入 ", "written to ") << Printable(options.folder) << "\n";
  return ExitCode::kDone;
}

ExitCode Page(Session& session, const RulesOptions& options) {
  if (options.folder.empty()) {
    session.out() << RulePage(RuleBook::BuiltIn());
    return ExitCode::kDone;
  }
  const absl::StatusOr<RuleFolder> folder = ReadRuleFolder(options.folder);
  if (!folder.ok()) return session.Fail(folder.status());
  session.out() << RulePage(folder->book);
  return ExitCode::kDone;
}

}  // namespace

void AddRules(Menu& menu) {
  auto options = std::make_shared<RulesOptions>();
  CLI::App* family = menu.AddFamily("rules", "校验规则：列出、说明、试用",
                                    "the rules: lists, explains and tries them");
  const auto add = [&menu, family, options](const std::string& name, absl::string_view chinese,
                                            absl::string_view english,
                                            ExitCode (*act)(Session&, const RulesOptions&)) {
    return menu.AddTo(*family, name, chinese, english,
                      [options, act](Session& session) { return act(session, *options); });
  };
  CLI::App* list = add("list", "列出校验规则", "lists the rules", List);
  CLI::App* explain = add("explain", "说明一条规则", "explains a rule", Explain);
  explain->add_option("ID", options->id, menu.Words("规则号，如 E1", "its id, such as E1"))
      ->required();
  for (CLI::App* command : {list, explain}) {
    command->add_flag(
        "--local", options->local,
        menu.Words("本程序所带的规则，不需要服务器", "those of this program; needs no server"));
  }
  CLI::App* attempt = add("try", "试用一个文件夹里的规则：查错、跑样例，可对报告比较结论",
                          "tries the rules of a folder: reads them, runs their examples, and "
                          "compares what they find in reports",
                          Try);
  add("cells", "列出单元格：规则中的写法、格式中的名称、只属于哪一格式",
      "lists the cells: as rules write them, as the form prints them, and which form alone has "
      "them",
      ListCells);
  CLI::App* take_out = add("export", "把本程序所带的规则写入文件夹",
                           "writes the rules of this program into a folder", Export);
  for (CLI::App* command : {attempt, take_out}) {
    command->add_option("DIR", options->folder, menu.Words("文件夹", "the folder"))->required();
  }
  attempt->add_option("REPORT", options->reports,
                      menu.Words("报告文件或文件夹", "report files, or folders of them"));
  CLI::App* page = add("page", "规则手册，Markdown", "the rule book as Markdown", Page);
  page->add_option("DIR", options->folder,
                   menu.Words("规则文件夹；不写则为本程序所带的规则",
                              "a folder of rules; those of this program without it"));
  AddRuleSets(menu, *family);
}

}  // namespace ogi::cli
