#include "domain/form/text.h"

#include <cstdint>

#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"

namespace ogi {
namespace {

// No-break, of all widths from en to zero, ideographic; the byte order mark.
constexpr absl::string_view kWideSpaces[] = {"\u00a0", "\u2000", "\u2001", "\u2002", "\u2003",
                                             "\u2004", "\u2005", "\u2006", "\u2007", "\u2008",
                                             "\u2009", "\u200a", "\u200b", "\u200c", "\u200d",
                                             "\u200e", "\u200f", "\u3000", "\ufeff"};

bool IsForbiddenAscii(unsigned char c) {
  return (c < 0x20 && c != '\n' && c != '\t' && c != '\r') || c == 0x7F;
}

bool IsContinuation(unsigned char c) { return (c & 0xC0) == 0x80; }

// Bytes of the well-formed sequence at `at` that begins with a byte of 0x80 or more; 0 where there
// is none (Unicode 15, table 3-7).
size_t SequenceLength(const unsigned char* at, size_t left) {
  const unsigned char lead = at[0];
  if (lead >= 0xE0 && lead <= 0xEF) {
    if (left < 3 || !IsContinuation(at[1]) || !IsContinuation(at[2])) return 0;
    if (lead == 0xE0 && at[1] < 0xA0) return 0;
    if (lead == 0xED && at[1] > 0x9F) return 0;
    return 3;
  }
  if (lead >= 0xC2 && lead <= 0xDF) return left >= 2 && IsContinuation(at[1]) ? 2 : 0;
  if (lead >= 0xF0 && lead <= 0xF4) {
    if (left < 4 || !IsContinuation(at[1]) || !IsContinuation(at[2]) || !IsContinuation(at[3])) {
      return 0;
    }
    if (lead == 0xF0 && at[1] < 0x90) return 0;
    if (lead == 0xF4 && at[1] > 0x8F) return 0;
    return 4;
  }
  return 0;
}

}  // namespace

TextCheck InspectText(absl::string_view text) {
  const auto* bytes = reinterpret_cast<const unsigned char*>(text.data());
  size_t i = 0;
  while (i < text.size()) {
    if (bytes[i] < 0x80) {
      if (IsForbiddenAscii(bytes[i])) return {TextFault::kControlCharacter, i};
      ++i;
      continue;
    }
    const size_t length = SequenceLength(bytes + i, text.size() - i);
    if (length == 0) return {TextFault::kNotUtf8, i};
    // U+0080 to U+009F.
    if (bytes[i] == 0xC2 && bytes[i + 1] < 0xA0) return {TextFault::kControlCharacter, i};
    i += length;
  }
  return {};
}

void CheckText(absl::string_view text, size_t max_bytes, absl::string_view field,
               FieldViolations* violations) {
  if (text.size() > max_bytes) {
    violations->Add(field,
                    absl::StrCat("文字过长：共 ", text.size(), " 字节，最多 ", max_bytes,
                                 " 字节（一个汉字占 3 字节）。请缩短。"),
                    absl::StrCat("The text has ", text.size(), " bytes, at most ", max_bytes,
                                 " are allowed (a Chinese character takes 3). Shorten it."));
  }
  const TextCheck check = InspectText(text);
  if (check.fault == TextFault::kNone) return;
  const auto byte = static_cast<unsigned char>(text[check.offset]);
  const std::string shown = absl::StrCat("0x", absl::Hex(byte, absl::kZeroPad2));
  if (check.fault == TextFault::kNotUtf8) {
    violations->Add(field,
                    absl::StrCat("第 ", check.offset + 1, " 字节（", shown,
                                 "）起不是 UTF-8 文字。请以 UTF-8 编码报送；GB 18030 "
                                 "文字请先转换。"),
                    absl::StrCat("From byte ", check.offset + 1, " (", shown,
                                 ") on this is not UTF-8. Send UTF-8; convert GB 18030 first."));
  } else {
    violations->Add(field,
                    absl::StrCat("第 ", check.offset + 1, " 字节是控制字符（", shown,
                                 "）；只允许换行、回车和制表符。请删去。"),
                    absl::StrCat("Byte ", check.offset + 1, " is a control character (", shown,
                                 "); only line feed, carriage return and tab are allowed. "
                                 "Remove it."));
  }
}

absl::string_view StripSpaces(absl::string_view text) {
  const auto strip = [&text](bool front) {
    if (text.empty()) return false;
    const char c = front ? text.front() : text.back();
    if (absl::ascii_isspace(static_cast<unsigned char>(c))) {
      front ? text.remove_prefix(1) : text.remove_suffix(1);
      return true;
    }
    for (const absl::string_view space : kWideSpaces) {
      if (front ? absl::ConsumePrefix(&text, space) : absl::ConsumeSuffix(&text, space))
        return true;
    }
    return false;
  };
  while (strip(true) || strip(false)) {
  }
  return text;
}

std::string Quoted(absl::string_view text) {
  constexpr size_t kMaxShown = 40;
  const bool cut = text.size() > kMaxShown;
  absl::string_view shown = text.substr(0, kMaxShown);
  if (cut) {
    while (!shown.empty() && IsContinuation(static_cast<unsigned char>(shown.back()))) {
      shown.remove_suffix(1);
    }
    if (!shown.empty() && static_cast<unsigned char>(shown.back()) >= 0x80) shown.remove_suffix(1);
  }
  const bool clean = InspectText(shown).fault == TextFault::kNone;
  return absl::StrCat("“", clean ? absl::Utf8SafeCEscape(shown) : absl::CHexEscape(shown),
                      cut ? "…”" : "”");
}

}  // namespace ogi
