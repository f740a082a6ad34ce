// The commands below `season` that say who must file and until when.
#ifndef OGI_CLIENTS_CLI_COMMANDS_SEASON_DUTIES_H_
#define OGI_CLIENTS_CLI_COMMANDS_SEASON_DUTIES_H_

#include "clients/cli/commands/records.h"
#include "clients/cli/menu.h"

namespace ogi::cli {

// roster, add, exempt, end-exemption, extend, extensions, withdraw.
void AddSeasonDuties(Menu& menu, CLI::App& family);

}  // namespace ogi::cli

#endif  // OGI_CLIENTS_CLI_COMMANDS_SEASON_DUTIES_H_
