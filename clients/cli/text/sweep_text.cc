#include "clients/cli/text/sweep_text.h"

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "clients/cli/text/access_text.h"
#include "clients/cli/text/grid.h"
#include "clients/cli/text/labels.h"
#include "clients/cli/text/names.h"
#include "clients/cli/text/text_width.h"

namespace ogi::cli {
namespace {

// Each organ's rules; the rest is in ogictl get.
constexpr size_t kMaxRules = 4;

std::string Name(const std::string& text, const std::string& agency) {
  return text.empty() ? ShortName(agency) : Printable(text);
}

// What is the matter, in the order of its weight.
std::string MatterText(const v1::SweptAgency& row, Language language) {
  std::vector<std::string> matters;
  const auto add = [&](absl::string_view chinese, absl::string_view english) {
    matters.emplace_back(Pick(language, chinese, english));
  };
  if (row.duty() == v1::SweptAgency::EXEMPT) add("免报", "exempt");
  if (row.duty() == v1::SweptAgency::NOT_ON_ROSTER) add("不在名录", "not on the roster");
  if (!row.filed() && row.duty() == v1::SweptAgency::MUST_FILE) {
    if (row.state() == v1::RETURNED) {
      add("已退回，未重报", "returned, not filed again");
    } else if (row.state() == v1::WITHDRAWN) {
      add("已撤回，未重报", "withdrawn, not filed again");
    } else {
      add("未报送", "not filed");
    }
    if (row.overdue()) add("已逾期", "overdue");
  }
  if (row.filed() && row.outcome() == v1::Verdict::BLOCKED) add("有错误", "errors");
  if (row.timeliness().days_late() > 0) {
    matters.push_back(absl::StrCat(Pick(language, "迟报 ", "late by "),
                                   row.timeliness().days_late(), Pick(language, " 天", " days")));
  }
  if (row.verdict_changed()) add("现在的校验结论与在册的不同", "the rules say something else now");
  return absl::StrJoin(matters, Pick(language, "，", ", "));
}

std::string RulesText(const v1::SweptAgency& row) {
  std::vector<std::string> rules;
  for (const v1::RuleFindings& each : row.findings()) {
    if (each.severity() == v1::ERROR) rules.push_back(Printable(each.rule()));
  }
  if (rules.size() > kMaxRules) {
    rules.resize(kMaxRules);
    rules.emplace_back("…");
  }
  return absl::StrJoin(rules, " ");
}

void AddRegion(const std::string& name, const v1::SweepCounts& counts, Grid& grid) {
  grid.AddRow({{name},
               CountCell(counts.must_file()),
               CountCell(counts.filed()),
               CountCell(counts.missing()),
               CountCell(counts.overdue()),
               CountCell(counts.late()),
               CountCell(counts.blocked()),
               CountCell(counts.warned()),
               CountCell(counts.accepted()),
               CountCell(counts.published())});
}

std::string RegionsText(const v1::SweepTotals& totals, Language language) {
  Grid grid({36, 8, 8, 8, 8, 8, 8, 8, 8, 8},
            {{"机关及其下级", "organ and below"},
             {"应报", "due"},
             {"已报", "filed"},
             {"未报", "missing"},
             {"逾期", "overdue"},
             {"迟报", "late"},
             {"有错误", "blocked"},
             {"有警告", "warned"},
             {"已接受", "accepted"},
             {"已公布", "public"}},
            language);
  for (const v1::RegionCounts& region : totals.regions()) {
    AddRegion(Name(region.display_name(), region.agency()), region.counts(), grid);
  }
  grid.AddRule();
  AddRegion(std::string(Pick(language, "合计", "all")), totals.counts(), grid);
  return grid.Draw();
}

std::string RulesTable(const v1::SweepTotals& totals, Language language) {
  Grid grid({28, 8, 8, 8},
            {{"规则", "rule"}, {"级别", "severity"}, {"机关数", "organs"}, {"处数", "findings"}},
            language);
  // Errors first.
  for (const v1::Severity severity : {v1::ERROR, v1::WARNING}) {
    for (const v1::RuleFindings& each : totals.rules()) {
      if (each.severity() != severity) continue;
      grid.AddRow({{Printable(each.rule())},
                   {std::string(SeverityText(severity, language))},
                   CountCell(each.agencies()),
                   CountCell(each.findings())});
    }
  }
  return grid.Draw();
}

std::string AgenciesText(const std::vector<v1::SweptAgency>& rows, Language language) {
  Grid grid({20, 32, 12, 24, 19, 30, 24},
            {{"机关标识", "agency"},
             {"机关", "name"},
             {"应报日期", "due"},
             {"上级", "superior"},
             {"收到时间", "received"},
             {"情况", "matter"},
             {"错误", "errors"}},
            language);
  for (const v1::SweptAgency& row : rows) {
    grid.AddRow({{ShortName(row.agency())},
                 {Printable(row.display_name())},
                 {DayText(row.timeliness().due().due_date())},
                 {ShortName(row.superior())},
                 {ChinaTimeText(row.receive_time()).substr(0, 16)},
                 {MatterText(row, language)},
                 {row.filed() ? RulesText(row) : ""}});
  }
  return grid.Draw();
}

std::string PeersText(const v1::SweptAgency& row, Language language) {
  return absl::StrJoin(
      row.peer_findings(), Pick(language, "；", "; "),
      [language](std::string* out, const v1::Finding& finding) {
        absl::StrAppend(out, finding.rule(), " ",
                        language == Language::kChinese ? finding.message() : finding.message_en());
      });
}

// What comparing organs has found, a line an organ.
std::string ComparedText(const std::vector<v1::SweptAgency>& rows, Language language) {
  std::string text;
  for (const v1::SweptAgency& row : rows) {
    if (row.peer_findings().empty()) continue;
    absl::StrAppend(&text, "  ", Name(row.display_name(), row.agency()), Pick(language, "：", ": "),
                    Printable(PeersText(row, language)), "\n");
  }
  return text.empty()
             ? text
             : absl::StrCat(Pick(language, "与同级机关比对：\n", "Beside organs of their kind:\n"),
                            text);
}

std::string CsvField(const std::string& text) {
  if (text.find_first_of(",\"\n\r") == std::string::npos) return text;
  return absl::StrCat("\"", absl::StrReplaceAll(text, {{"\"", "\"\""}}), "\"");
}

absl::string_view DutyText(v1::SweptAgency::Duty duty, Language language) {
  switch (duty) {
    case v1::SweptAgency::EXEMPT:
      return Pick(language, "免报", "exempt");
    case v1::SweptAgency::NOT_ON_ROSTER:
      return Pick(language, "不在名录", "not on the roster");
    default:
      return Pick(language, "应报", "must file");
  }
}

}  // namespace

bool WantsAttention(const v1::SweptAgency& row) {
  const bool missing = row.duty() == v1::SweptAgency::MUST_FILE && !row.filed();
  const bool wrong =
      row.filed() && (row.outcome() == v1::Verdict::BLOCKED || row.timeliness().days_late() > 0 ||
                      row.verdict_changed() || !row.peer_findings().empty());
  return missing || wrong;
}

std::string SweepText(const v1::SweepTotals& totals, const std::vector<v1::SweptAgency>& rows,
                      Language language) {
  std::string text = RegionsText(totals, language);
  if (totals.counts().exempt() + totals.counts().not_on_roster() > 0) {
    absl::StrAppend(&text, Pick(language, "另有免报 ", "Besides, exempt: "),
                    totals.counts().exempt(),
                    Pick(language, "，不在名录 ", ", not on the roster: "),
                    totals.counts().not_on_roster(), Pick(language, "。\n", ".\n"));
  }
  if (!totals.roster_frozen()) {
    absl::StrAppend(&text, Pick(language, "本年度应报名录尚未固定，暂以今日登记的机关为应报。\n",
                                "The roster of the year is not frozen; all organs on record today "
                                "are taken to be due.\n"));
  }
  if (totals.rules_size() > 0) text += RulesTable(totals, language);
  if (!rows.empty())
    absl::StrAppend(&text, AgenciesText(rows, language), ComparedText(rows, language));
  return text;
}

std::string SweepCsv(const std::vector<v1::SweptAgency>& rows, Language language) {
  std::string text(Pick(
      language,
      "机关标识,机关,级别,上级,是否应报,是否已报,版本,状态,校验,应报日期,收到时间,迟报天数,"
      "是否逾期,错误,警告,结论有变,同级比对\n",
      "agency,name,level,superior,duty,filed,revision,state,verdict,due,received,days_late,overdue,"
      "errors,warnings,verdict_changed,peers\n"));
  const auto yes = [language](bool is) {
    return std::string(is ? Pick(language, "是", "yes") : Pick(language, "否", "no"));
  };
  for (const v1::SweptAgency& row : rows) {
    std::vector<std::string> errors;
    std::vector<std::string> warnings;
    for (const v1::RuleFindings& each : row.findings()) {
      (each.severity() == v1::ERROR ? errors : warnings).push_back(each.rule());
    }
    const std::vector<std::string> fields = {
        ShortName(row.agency()),
        row.display_name(),
        std::string(LevelText(row.level(), language)),
        ShortName(row.superior()),
        std::string(DutyText(row.duty(), language)),
        yes(row.filed()),
        row.revision() == 0 ? "" : absl::StrCat(row.revision()),
        std::string(row.revision() == 0 ? "" : StateText(row.state(), language)),
        std::string(row.revision() == 0 ? "" : OutcomeText(row.outcome(), language)),
        DayText(row.timeliness().due().due_date()),
        ChinaTimeText(row.receive_time()),
        row.timeliness().days_late() == 0 ? "" : absl::StrCat(row.timeliness().days_late()),
        yes(row.overdue()),
        absl::StrJoin(errors, " "),
        absl::StrJoin(warnings, " "),
        yes(row.verdict_changed()),
        PeersText(row, language)};
    absl::StrAppend(&text,
                    absl::StrJoin(fields, ",",
                                  [](std::string* out, const std::string& field) {
                                    out->append(CsvField(field));
                                  }),
                    "\n");
  }
  return text;
}

}  // namespace ogi::cli
