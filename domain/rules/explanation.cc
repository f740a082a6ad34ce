#include "domain/rules/explanation.h"

#include <algorithm>

namespace ogi {
namespace {

bool IsExplained(const v1::Finding& finding, const Explanations& all) {
  return std::any_of(all.begin(), all.end(),
                     [&finding](const v1::Explanation& each) { return Explains(each, finding); });
}

// Findings of a rule stand together.
void AddOnce(const std::string& rule, std::vector<std::string>& rules) {
  if (rules.empty() || rules.back() != rule) rules.push_back(rule);
}

}  // namespace

bool Explains(const v1::Explanation& explanation, const v1::Finding& finding) {
  return explanation.rule() == finding.rule() && explanation.finding_key() == finding.key();
}

bool OfOneFinding(const v1::Explanation& a, const v1::Explanation& b) {
  return a.rule() == b.rule() && a.finding_key() == b.finding_key();
}

Explanations ExplanationsOf(const v1::Verdict& verdict, const Explanations& all) {
  Explanations valid;
  for (const v1::Explanation& each : all) {
    const bool holds =
        std::any_of(verdict.findings().begin(), verdict.findings().end(),
                    [&each](const v1::Finding& finding) { return Explains(each, finding); });
    if (holds) *valid.Add() = each;
  }
  return valid;
}

std::vector<std::string> RulesNotExplained(const v1::Verdict& verdict, const Explanations& all) {
  std::vector<std::string> rules;
  int warnings = 0;
  for (const v1::Finding& finding : verdict.findings()) {
    if (finding.severity() != v1::WARNING || finding.result() == v1::Finding::NOT_ASSESSABLE) {
      continue;
    }
    ++warnings;
    const bool fails = finding.result() == v1::Finding::FAIL;
    if (fails && !IsExplained(finding, all)) AddOnce(finding.rule(), rules);
  }
  if (warnings < verdict.warning_count()) rules.push_back("…");
  return rules;
}

}  // namespace ogi
