// ogictl, all of it but main.
#ifndef OGI_CLIENTS_CLI_APP_H_
#define OGI_CLIENTS_CLI_APP_H_

#include <string>
#include <vector>

#include "clients/cli/session.h"

namespace ogi::cli {

// Reads the command line (without the program's name) and does what it says.
ExitCode RunOgictl(const std::vector<std::string>& arguments, const Terminal& terminal);

}  // namespace ogi::cli

#endif  // OGI_CLIENTS_CLI_APP_H_
