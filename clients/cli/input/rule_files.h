// Rule catalogues in folders.
#ifndef OGI_CLIENTS_CLI_INPUT_RULE_FILES_H_
#define OGI_CLIENTS_CLI_INPUT_RULE_FILES_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "domain/rules/rule_book.h"
#include "domain/rules/rule_cases.h"
#include "ogi/v1/rule_set.pb.h"

namespace ogi::cli {

struct RuleFolder {
  RuleBook book;
  // Of all its *.cases.textproto.
  std::vector<CaseResult> cases;
  // Files of other names.
  std::vector<std::string> ignored;
};

// Reads a folder's rules and runs their cases. DATA_FILE_INVALID names file and line.
absl::StatusOr<RuleFolder> ReadRuleFolder(const std::string& folder);

// The files of a folder that a rule set is made of: its cases are not among them.
// DATA_FILE_INVALID.
absl::StatusOr<std::vector<v1::RuleSetFile>> ReadRuleSetFiles(const std::string& folder);

// Writes this program's rules and cases. Files that are there already are an error, and nothing is
// written.
absl::Status ExportRules(const std::string& folder);

}  // namespace ogi::cli

#endif  // OGI_CLIENTS_CLI_INPUT_RULE_FILES_H_
