// Examples of rules, run: whether each rule finds what its cases say it finds.
#ifndef OGI_DOMAIN_RULES_RULE_CASES_H_
#define OGI_DOMAIN_RULES_RULE_CASES_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "domain/rules/rule_book.h"
#include "ogi/catalogue/v1/rule_cases.pb.h"

namespace ogi {

// A well-formed report of the year with every cell zero, official headings and the texts the form
// asks for: no rule of this program finds anything. By 样本乡人民政府, 54-0424204.
v1::AnnualReport CleanReportOf(int year);

struct CaseResult {
  // `file:line`.
  std::string place;
  std::string rule;
  // Whether the case expects findings.
  bool expects_findings = false;
  // What went otherwise; empty where all went as the case says.
  std::string complaint;
};

// One a case, in order. DATA_FILE_INVALID for what cannot be read: a cell, field, date or rule that
// does not exist.
absl::StatusOr<std::vector<CaseResult>> RunCases(const RuleBook& book, const EmbeddedFile& file);

// The rules without a case that passes, or without one that fails.
std::vector<std::string> RulesWithoutCases(const RuleBook& book,
                                           const std::vector<CaseResult>& results);

}  // namespace ogi

#endif  // OGI_DOMAIN_RULES_RULE_CASES_H_
