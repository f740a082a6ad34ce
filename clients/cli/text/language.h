// Chinese and English.
#ifndef OGI_CLIENTS_CLI_TEXT_LANGUAGE_H_
#define OGI_CLIENTS_CLI_TEXT_LANGUAGE_H_

#include <string>

#include "absl/strings/string_view.h"

namespace ogi::cli {

enum class Language { kChinese, kEnglish };

inline absl::string_view Pick(Language language, absl::string_view chinese,
                              absl::string_view english) {
  return language == Language::kChinese ? chinese : english;
}

// The servers' messages have a Chinese line and an English one; a text of one line serves for both.
absl::string_view LineOf(absl::string_view message, Language language);

}  // namespace ogi::cli

#endif  // OGI_CLIENTS_CLI_TEXT_LANGUAGE_H_
