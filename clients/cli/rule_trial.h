// A rule book that is not in force, beside the one of this program.
#ifndef OGI_CLIENTS_CLI_RULE_TRIAL_H_
#define OGI_CLIENTS_CLI_RULE_TRIAL_H_

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "clients/cli/session.h"
#include "domain/rules/rule_book.h"

namespace ogi::cli {

// Prints what the candidate finds in these report files that this program's rules do not, and the
// other way round. If an organ's report of the year before is among the files, it is last year's.
absl::Status TryReports(Session& session, const RuleBook& candidate,
                        const std::vector<std::string>& paths);

// Prints the ids of rules that the candidate adds, changes and lacks.
void TellDifference(Session& session, const RuleBook& candidate);

}  // namespace ogi::cli

#endif  // OGI_CLIENTS_CLI_RULE_TRIAL_H_
