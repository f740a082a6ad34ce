// Sets of rules, overlays and comparisons as people read them.
#ifndef OGI_CLIENTS_CLI_TEXT_RULE_SET_TEXT_H_
#define OGI_CLIENTS_CLI_TEXT_RULE_SET_TEXT_H_

#include <string>

#include "clients/cli/text/language.h"
#include "ogi/v1/rule_service.pb.h"
#include "ogi/v1/rule_set.pb.h"

namespace ogi::cli {

// How a set differs from that of the program.
std::string RuleSetText(const v1::StoredRuleSet& set, Language language);

// A table of sets, and one of activations.
std::string RuleSetsText(const v1::ListRuleSetsResponse& list, Language language);

// A table, a row an overlay: what, where, since when, why.
std::string OverlaysText(const v1::ListRuleOverlaysResponse& list, Language language);

// One report: which findings would come (+) and go (-).
std::string ChangeText(const v1::VerdictChange& change, Language language);

std::string CompareTotalsText(const v1::CompareTotals& totals, Language language);

}  // namespace ogi::cli

#endif  // OGI_CLIENTS_CLI_TEXT_RULE_SET_TEXT_H_
