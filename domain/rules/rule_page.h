// docs/rules.md: the rule book for people to read.
#ifndef OGI_DOMAIN_RULES_RULE_PAGE_H_
#define OGI_DOMAIN_RULES_RULE_PAGE_H_

#include <string>

#include "domain/rules/rule_book.h"

namespace ogi {

// Markdown: how a rule is written, the checks there are, and every rule.
std::string RulePage(const RuleBook& book);

// E.g. 勾稽 / arithmetic.
Wording CategoryWords(v1::Rule::Category category);

// What a rule of sums compares, a line each term, with the form's labels; empty for a check.
std::string SumsText(const v1::Sums& sums);

}  // namespace ogi

#endif  // OGI_DOMAIN_RULES_RULE_PAGE_H_
