#include "clients/cli/rule_trial.h"

#include <algorithm>
#include <set>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "clients/cli/input/files.h"
#include "clients/cli/text/labels.h"
#include "clients/cli/text/text_width.h"
#include "clients/cli/text/verdict_text.h"
#include "common/field_violations.h"
#include "common/status_macros.h"
#include "domain/calendar/china_time.h"
#include "domain/form/check.h"
#include "domain/form/figures.h"

namespace ogi::cli {
namespace {

// A report to try rules on.
struct Tried {
  std::string file;
  v1::AnnualReport report;
};

absl::StatusOr<std::vector<Tried>> ReadTried(const Session& session,
                                             const std::vector<std::string>& paths) {
  OGI_ASSIGN_OR_RETURN(const std::vector<std::string> files, FindReportFiles(paths));
  std::vector<Tried> all;
  for (const std::string& file : files) {
    OGI_ASSIGN_OR_RETURN(v1::AnnualReport report, ReadReport(file));
    FieldViolations violations;
    CheckReport(report, ChinaDay(session.terminal().environment.clock->Now()), "report",
                &violations);
    if (!violations.empty()) return About(file, violations.ToStatus());
    all.push_back({file, std::move(report)});
  }
  return all;
}

// The same organ's of the year before, if it is among them.
const v1::AnnualReport* LastYearOf(const v1::AnnualReport& report, const std::vector<Tried>& all) {
  const auto found = std::find_if(all.begin(), all.end(), [&report](const Tried& each) {
    return each.report.agency() == report.agency() && each.report.scope() == report.scope() &&
           each.report.year() == report.year() - 1;
  });
  return found == all.end() ? nullptr : &found->report;
}

// What a rule book finds in one report, so that two can be compared.
std::set<std::string> Findings(const RuleBook& book, const v1::AnnualReport& report,
                               const v1::AnnualReport* last_year, Language language) {
  const Figures figures(report);
  OtherReports before;
  if (last_year != nullptr) before.Add(*last_year, Figures(*last_year), {});
  const v1::Verdict verdict = book.Judge({.report = &report,
                                          .figures = &figures,
                                          .last_year = last_year == nullptr ? nullptr : &before},
                                         absl::UnixEpoch());
  std::set<std::string> findings;
  for (const v1::Finding& finding : verdict.findings()) {
    findings.insert(
        absl::StrCat(SeverityText(finding.severity(), language), " ", finding.rule(), " ",
                     language == Language::kChinese ? finding.message() : finding.message_en()));
  }
  for (const v1::NotAssessable& each : verdict.not_assessable()) {
    for (const std::string& rule : each.rules()) {
      findings.insert(absl::StrCat(Pick(language, "无法核对 ", "not assessable "), rule, " ",
                                   NeedText(each.need(), language)));
    }
  }
  return findings;
}

}  // namespace

absl::Status TryReports(Session& session, const RuleBook& candidate,
                        const std::vector<std::string>& paths) {
  OGI_ASSIGN_OR_RETURN(const std::vector<Tried> all, ReadTried(session, paths));
  int changed = 0;
  for (const Tried& each : all) {
    const v1::AnnualReport* const last_year = LastYearOf(each.report, all);
    const auto find = [&](const RuleBook& book) {
      return Findings(book, each.report, last_year, session.language());
    };
    const std::set<std::string> before = find(RuleBook::BuiltIn());
    const std::set<std::string> after = find(candidate);
    if (before == after) continue;
    ++changed;
    session.out() << Printable(each.file) << "\n";
    for (const std::string& finding : after) {
      if (!before.contains(finding)) session.out() << "  + " << Printable(finding) << "\n";
    }
    for (const std::string& finding : before) {
      if (!after.contains(finding)) session.out() << "  - " << Printable(finding) << "\n";
    }
  }
  session.out() << session.Words("报告 ", "reports: ") << all.size()
                << session.Words(" 份，结论有变 ", ", of these with other findings: ") << changed
                << session.Words(" 份", "") << "\n";
  return absl::OkStatus();
}

void TellDifference(Session& session, const RuleBook& candidate) {
  const RuleBook& ours = RuleBook::BuiltIn();
  const auto tell = [&session](absl::string_view words, const std::vector<std::string>& ids) {
    if (!ids.empty()) session.out() << words << Printable(absl::StrJoin(ids, " ")) << "\n";
  };
  std::vector<std::string> added;
  std::vector<std::string> changed;
  std::vector<std::string> removed;
  for (const v1::Rule& rule : candidate.rules()) {
    const v1::Rule* const own = ours.Find(rule.id());
    if (own == nullptr) {
      added.push_back(rule.id());
    } else if (own->SerializeAsString() != rule.SerializeAsString()) {
      changed.push_back(rule.id());
    }
  }
  for (const v1::Rule& rule : ours.rules()) {
    if (candidate.Find(rule.id()) == nullptr) removed.push_back(rule.id());
  }
  tell(session.Words("新增：", "added: "), added);
  tell(session.Words("改动：", "changed: "), changed);
  tell(session.Words("缺少：", "missing: "), removed);
}

}  // namespace ogi::cli
