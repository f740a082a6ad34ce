#include "clients/cli/input/profile.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "clients/cli/exit_code.h"
#include "clients/cli/input/files.h"
#include "common/status_macros.h"

namespace ogi::cli {
namespace {

namespace fs = std::filesystem;

constexpr size_t kMaxName = 32;

bool IsName(absl::string_view name) {
  return !name.empty() && name.size() <= kMaxName &&
         std::all_of(name.begin(), name.end(), [](char c) {
           return absl::ascii_isalnum(static_cast<unsigned char>(c)) || c == '-' || c == '_';
         });
}

// Between the quotation marks that it does not have itself: what reads it knows no escapes.
absl::StatusOr<std::string> Literal(const std::string& option, const std::string& value) {
  if (value.find_first_of("\n\r") == std::string::npos) {
    for (const char* const mark : {"'", "\""}) {
      if (value.find(*mark) == std::string::npos) return absl::StrCat(mark, value, mark);
    }
  }
  return LocalError(
      absl::StrCat("--", option, " 含有换行，或同时含有单、双引号，不能存入配置；请放进脚本。"),
      absl::StrCat("--", option,
                   " has a newline or both kinds of quotation marks, which a profile cannot hold; "
                   "put it into a script."));
}

}  // namespace

absl::StatusOr<std::string> ProfilePath(absl::string_view name) {
  if (!IsName(name)) {
    return LocalError(absl::StrCat("配置名“", name, "”应为 1 至 32 个字母、数字、横线或下划线。"),
                      absl::StrCat("The profile's name \"", name,
                                   "\" must be 1 to 32 letters, digits, hyphens or underscores."));
  }
  const char* const config = std::getenv("XDG_CONFIG_HOME");
  const char* const home = std::getenv("HOME");
  if ((config == nullptr || *config == '\0') && (home == nullptr || *home == '\0')) {
    return LocalError("不知道配置放在哪里，请设置环境变量 HOME。",
                      "It is not known where profiles are; set HOME.");
  }
  const fs::path below =
      config != nullptr && *config != '\0' ? fs::path(config) : fs::path(home) / ".config";
  return (below / "ogi" / "profiles" / absl::StrCat(name, ".toml")).string();
}

absl::StatusOr<std::string> FindProfile(absl::string_view name) {
  OGI_ASSIGN_OR_RETURN(std::string path, ProfilePath(name));
  std::error_code error;
  if (fs::is_regular_file(path, error)) return path;
  return LocalError(
      absl::StrCat("没有名为 ", name, " 的配置（", path, "）；用 ogictl login ", name, " 建立。"),
      absl::StrCat("There is no profile ", name, " (", path, "); ogictl login ", name,
                   " makes one."));
}

absl::StatusOr<std::string> WriteProfile(absl::string_view name, const ProfileOptions& options) {
  OGI_ASSIGN_OR_RETURN(std::string path, ProfilePath(name));
  std::string text;
  for (const auto& [option, value] : options) {
    OGI_ASSIGN_OR_RETURN(const std::string literal, Literal(option, value));
    absl::StrAppend(&text, option, " = ", literal, "\n");
  }
  OGI_RETURN_IF_ERROR(WriteFile(path, text));
  std::error_code ignored;
  fs::permissions(path, fs::perms::owner_read | fs::perms::owner_write, ignored);
  return path;
}

}  // namespace ogi::cli
