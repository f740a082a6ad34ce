// Days as people type them: 2026-01-31.
#ifndef OGI_CLIENTS_CLI_COMMANDS_DAY_OPTION_H_
#define OGI_CLIENTS_CLI_COMMANDS_DAY_OPTION_H_

#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "clients/cli/exit_code.h"
#include "clients/cli/text/access_text.h"
#include "google/type/date.pb.h"

namespace ogi::cli {

// `option` is for the error.
inline absl::StatusOr<google::type::Date> DayOption(absl::string_view option,
                                                    const std::string& text) {
  const std::optional<google::type::Date> day = ParseDay(text);
  if (day.has_value()) return *day;
  return LocalError(absl::StrCat(option, " 应为日期，如 2026-01-31。"),
                    absl::StrCat(option, " must be a day, e.g. 2026-01-31."));
}

}  // namespace ogi::cli

#endif  // OGI_CLIENTS_CLI_COMMANDS_DAY_OPTION_H_
