#include "clients/cli/input/token_command.h"

#include <sys/wait.h>

#include <array>
#include <cstdio>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "clients/cli/exit_code.h"
#include "common/status_macros.h"

namespace ogi::cli {
namespace {

constexpr absl::Duration kKeptFor = absl::Minutes(1);
// More is no token.
constexpr size_t kMaxBytes = size_t{16} << 10;

absl::StatusOr<std::string> OutputOf(const std::string& command) {
  const std::string quoted = absl::StrReplaceAll(command, {{"'", R"('\'')"}});
  std::FILE* const pipe =
      popen(absl::StrCat("exec timeout -k 1 10 sh -c '", quoted, "'").c_str(), "re");
  std::string output;
  std::array<char, 4096> buffer;
  while (pipe != nullptr && output.size() <= kMaxBytes) {
    const size_t size = std::fread(buffer.data(), 1, buffer.size(), pipe);
    if (size == 0) break;
    output.append(buffer.data(), size);
  }
  const int status = pipe == nullptr ? -1 : pclose(pipe);
  const bool done = status == 0 && output.size() <= kMaxBytes;
  const absl::string_view token = absl::StripAsciiWhitespace(output);
  if (done && !token.empty()) return std::string(token);
  return LocalError(absl::StrCat("令牌命令“", command, "”没有在 10 秒内给出令牌，请检查该命令。"),
                    absl::StrCat("The token command \"", command,
                                 "\" gave no token within ten seconds; check it."));
}

}  // namespace

absl::StatusOr<std::string> TokenCommand::Token() {
  absl::MutexLock lock(&mutex_);
  const absl::Time now = clock_->Now();
  if (now - made_ < kKeptFor) return token_;
  OGI_ASSIGN_OR_RETURN(token_, OutputOf(command_));
  made_ = now;
  return token_;
}

}  // namespace ogi::cli
