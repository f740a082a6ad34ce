// A rule ready to run. For rule_reader.cc and rule_book.cc only.
#ifndef OGI_DOMAIN_RULES_COMPILED_RULE_H_
#define OGI_DOMAIN_RULES_COMPILED_RULE_H_

#include <memory>
#include <string>
#include <vector>

#include "domain/rules/check.h"
#include "domain/rules/rule_book.h"

namespace ogi {

struct RuleBook::Compiled {
  // Of EDITION_2019 and EDITION_2021; empty where the rule does not apply.
  std::vector<Comparison> comparisons[2];
  // Null for sums.
  std::unique_ptr<Check> check;
  bool reads_text = false;
  // SHA-256 of the rule.
  std::string digest;
  // What the rule reads beside the report.
  std::vector<v1::Need> needs;
};

}  // namespace ogi

#endif  // OGI_DOMAIN_RULES_COMPILED_RULE_H_
