// Profiles: the server, certificates and token command of a caller, under a short name.
#ifndef OGI_CLIENTS_CLI_INPUT_PROFILE_H_
#define OGI_CLIENTS_CLI_INPUT_PROFILE_H_

#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

namespace ogi::cli {

// Where a profile's file is: below $XDG_CONFIG_HOME or ~/.config. A name is 1 to 32 characters of
// [0-9A-Za-z_-]. Errors: kLocalError.
absl::StatusOr<std::string> ProfilePath(absl::string_view name);

// As ProfilePath, of one that is there.
absl::StatusOr<std::string> FindProfile(absl::string_view name);

// Name and value of options without their dashes, e.g. {"server", "127.0.0.1:7443"}.
using ProfileOptions = std::vector<std::pair<std::string, std::string>>;

// Writes it, readable by its owner alone; one of that name is replaced. Answers its path.
absl::StatusOr<std::string> WriteProfile(absl::string_view name, const ProfileOptions& options);

}  // namespace ogi::cli

#endif  // OGI_CLIENTS_CLI_INPUT_PROFILE_H_
