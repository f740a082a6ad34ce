// Structured log: one JSON object a line on standard error.
#ifndef OGI_COMMON_LOG_LOG_H_
#define OGI_COMMON_LOG_LOG_H_

#include <cstdint>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "absl/strings/string_view.h"

namespace ogi {

enum class LogLevel { kInfo, kWarning, kError };

using LogValue = std::variant<std::string, int64_t, double, bool>;
using LogFields = std::vector<std::pair<std::string, LogValue>>;

// `event` names what happened, in a few words that never change; `fields` say the rest. Never put
// what an applicant or a filer wrote into them. Threads: any, at once.
void Log(LogLevel level, absl::string_view event, const LogFields& fields = {});

// Lines below `level` are dropped. Starts as kInfo.
void SetLogLevel(LogLevel level);

}  // namespace ogi

#endif  // OGI_COMMON_LOG_LOG_H_
