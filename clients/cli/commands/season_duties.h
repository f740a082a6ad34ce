// The commands below `season` that say who must file and until when.
#ifndef OGI_CLIENTS_CLI_COMMANDS_SEASON_DUTIES_H_
#define OGI_CLIENTS_CLI_COMMANDS_SEASON_DUTIES_H_

#include "clients/cli/commands/records.h"
#include "clients/cli/menu.h"

namespace ogi::cli {

// roster, add, exempt, end-exemption, extend, extensions, withdraw.
void AddSeasonDuties(Menu& menu, CLI::App& family);

// `option` is for the error.
inline absl::StatusOr<google::type::Date> DayOption(absl::string_view option,
                                                    const std::string& text) {
  const std::optional<google::type::Date> day = ParseDay(text);
  if (day.has_value()) return *day;
  return LocalError(absl::StrCat(option, " 应为日期，如 2026-01-31。"),
                    absl::StrCat(option, " must be a day, e.g. 2026-01-31."));
}

}  // namespace ogi::cli

#endif  // OGI_CLIENTS_CLI_COMMANDS_SEASON_DUTIES_H_
