#include "import/formats/clean_text.h"

#include <utf8proc.h>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"

namespace ogi {
namespace {

constexpr absl::string_view kIdeographicSpace = "\u3000";

utf8proc_ssize_t Decode(absl::string_view text, utf8proc_int32_t& code) {
  return utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(text.data()),
                          static_cast<utf8proc_ssize_t>(text.size()), &code);
}

bool IsInvisible(utf8proc_int32_t code) {
  return (code >= 0x7F && code < 0xA0) || code == 0xAD || (code >= 0x200B && code <= 0x200F) ||
         (code >= 0x202A && code <= 0x202E) || (code >= 0x2060 && code <= 0x206F) ||
         code == 0xFEFF || (code >= 0xFFF0 && code <= 0xFFFB) || (code & 0xFFFE) == 0xFFFE;
}

bool IsRadicalOrCompatibility(utf8proc_int32_t code) {
  return (code >= 0x2E80 && code <= 0x2FDF) || (code >= 0xF900 && code <= 0xFAFF);
}

void AppendCharacter(utf8proc_int32_t code, absl::string_view bytes, std::string& clean) {
  if (IsInvisible(code)) return;
  if (code == 0xA0) {
    clean += ' ';
  } else if (code == 0x2028 || code == 0x2029) {
    clean += '\n';
  } else if (IsRadicalOrCompatibility(code)) {
    utf8proc_int32_t plain[8];
    int last_class = 0;
    const utf8proc_ssize_t count = utf8proc_decompose_char(
        code, plain, 8, static_cast<utf8proc_option_t>(UTF8PROC_COMPAT | UTF8PROC_DECOMPOSE),
        &last_class);
    if (count != 1) {
      clean.append(bytes.data(), bytes.size());
      return;
    }
    utf8proc_uint8_t encoded[4];
    const utf8proc_ssize_t size = utf8proc_encode_char(plain[0], encoded);
    clean.append(reinterpret_cast<const char*>(encoded), static_cast<size_t>(size));
  } else {
    clean.append(bytes.data(), bytes.size());
  }
}

std::string WithDigits(absl::string_view text, const absl::string_view (&digits)[10]) {
  std::string changed;
  for (const char each : text) {
    if (absl::ascii_isdigit(static_cast<unsigned char>(each))) {
      absl::StrAppend(&changed, digits[each - '0']);
    } else {
      changed += each;
    }
  }
  return changed;
}

}  // namespace

std::string CleanText(absl::string_view text) {
  std::string clean;
  clean.reserve(text.size());
  while (!text.empty()) {
    const unsigned char first = static_cast<unsigned char>(text.front());
    if (first < 0x80) {
      if (first == '\r') {
        clean += '\n';
        if (text.size() > 1 && text[1] == '\n') text.remove_prefix(1);
      } else if ((first >= 0x20 && first != 0x7F) || first == '\n' || first == '\t' ||
                 first == '\f') {
        clean += static_cast<char>(first);
      }
      text.remove_prefix(1);
      continue;
    }
    utf8proc_int32_t code = 0;
    const utf8proc_ssize_t size = Decode(text, code);
    if (size > 0) AppendCharacter(code, text.substr(0, static_cast<size_t>(size)), clean);
    text.remove_prefix(size > 0 ? static_cast<size_t>(size) : 1);
  }
  return clean;
}

size_t LeadingSpace(absl::string_view text) {
  size_t size = 0;
  while (size < text.size()) {
    const char first = text[size];
    if (first == ' ' || (first >= '\t' && first <= '\r')) {
      ++size;
    } else if (absl::StartsWith(text.substr(size), kIdeographicSpace)) {
      size += kIdeographicSpace.size();
    } else {
      break;
    }
  }
  return size;
}

absl::string_view StripSpace(absl::string_view text) {
  text.remove_prefix(LeadingSpace(text));
  while (!text.empty()) {
    const char last = text.back();
    if (last == ' ' || (last >= '\t' && last <= '\r')) {
      text.remove_suffix(1);
    } else if (absl::EndsWith(text, kIdeographicSpace)) {
      text.remove_suffix(kIdeographicSpace.size());
    } else {
      break;
    }
  }
  return text;
}

bool IsBlank(absl::string_view text) { return LeadingSpace(text) == text.size(); }

int TextColumns(absl::string_view text) {
  int columns = 0;
  while (!text.empty()) {
    utf8proc_int32_t code = 0;
    const utf8proc_ssize_t size = Decode(text, code);
    if (size <= 0) return columns;
    columns += utf8proc_charwidth(code);
    text.remove_prefix(static_cast<size_t>(size));
  }
  return columns;
}

std::string RaiseDigits(absl::string_view text) {
  static constexpr absl::string_view kRaised[] = {"⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"};
  return WithDigits(text, kRaised);
}

std::string LowerDigits(absl::string_view text) {
  static constexpr absl::string_view kLowered[] = {"₀", "₁", "₂", "₃", "₄",
                                                   "₅", "₆", "₇", "₈", "₉"};
  return WithDigits(text, kLowered);
}

}  // namespace ogi
