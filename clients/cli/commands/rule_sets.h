// rules put, sets, compare, activate, overlay, overlays, end-overlay: which rules judge on a
// server.
#ifndef OGI_CLIENTS_CLI_COMMANDS_RULE_SETS_H_
#define OGI_CLIENTS_CLI_COMMANDS_RULE_SETS_H_

#include "clients/cli/menu.h"

namespace ogi::cli {

// Adds them below `rules`.
void AddRuleSets(Menu& menu, CLI::App& family);

}  // namespace ogi::cli

#endif  // OGI_CLIENTS_CLI_COMMANDS_RULE_SETS_H_
