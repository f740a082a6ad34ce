// Rules for people to read.
#ifndef OGI_CLIENTS_CLI_TEXT_RULE_TEXT_H_
#define OGI_CLIENTS_CLI_TEXT_RULE_TEXT_H_

#include <string>

#include "clients/cli/text/language.h"
#include "ogi/v1/rule.pb.h"
#include "ogi/v1/validation_service.pb.h"

namespace ogi::cli {

// A table, a line a rule, and the rule set.
std::string RuleListText(const v1::ListRulesResponse& book, Language language);

// Lines: everything one rule says.
std::string RuleText(const v1::Rule& rule, Language language);

}  // namespace ogi::cli

#endif  // OGI_CLIENTS_CLI_TEXT_RULE_TEXT_H_
