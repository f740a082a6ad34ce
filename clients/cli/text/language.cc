#include "clients/cli/text/language.h"

namespace ogi::cli {

absl::string_view LineOf(absl::string_view message, Language language) {
  const size_t end = message.find('\n');
  if (end == absl::string_view::npos) return message;
  return language == Language::kChinese ? message.substr(0, end) : message.substr(end + 1);
}

}  // namespace ogi::cli
