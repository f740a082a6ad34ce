#include "domain/narrative/numerals.h"

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "domain/narrative/narrative.h"
#include "domain/narrative/words.h"

namespace ogi {
namespace {

constexpr int kMaxDigits = 12;
constexpr int kMaxDecimals = 6;

// 0 to 9, or -1. Consumes it.
int TakeDigit(absl::string_view& text) {
  if (text.empty()) return -1;
  if (absl::ascii_isdigit(static_cast<unsigned char>(text[0]))) {
    const int digit = text[0] - '0';
    text.remove_prefix(1);
    return digit;
  }
  // Full-width digits are EF BC 90 to EF BC 99.
  if (text.size() >= 3 && text[0] == '\xEF' && text[1] == '\xBC') {
    const int digit = static_cast<unsigned char>(text[2]) - 0x90;
    if (digit >= 0 && digit <= 9) {
      text.remove_prefix(3);
      return digit;
    }
  }
  return -1;
}

// A separator and three digits, and no fourth.
bool TakeThousands(absl::string_view& text, int64_t& value) {
  absl::string_view rest = text;
  if (!absl::StartsWith(rest, ",")) return false;
  rest.remove_prefix(1);
  int64_t group = 0;
  for (int i = 0; i < 3; ++i) {
    const int digit = TakeDigit(rest);
    if (digit < 0) return false;
    group = group * 10 + digit;
  }
  absl::string_view after = rest;
  if (TakeDigit(after) >= 0) return false;
  value = value * 1000 + group;
  text = rest;
  return true;
}

std::optional<Numeral> ReadArabic(absl::string_view text) {
  absl::string_view rest = text;
  Numeral numeral;
  int digits = 0;
  int64_t value = 0;
  for (int digit = TakeDigit(rest); digit >= 0; digit = TakeDigit(rest)) {
    if (++digits > kMaxDigits) return std::nullopt;
    value = value * 10 + digit;
  }
  if (digits == 0) return std::nullopt;
  if (digits <= 3) {
    while (digits <= kMaxDigits - 3 && TakeThousands(rest, value)) digits += 3;
  }
  numeral.value = value * kNarrativeOne;
  absl::string_view fraction = rest;
  if (absl::StartsWith(fraction, ".") || absl::StartsWith(fraction, "．")) {
    fraction.remove_prefix(CharacterBytes(fraction));
    int64_t scale = kNarrativeOne;
    for (int digit = TakeDigit(fraction); digit >= 0; digit = TakeDigit(fraction)) {
      if (numeral.decimals == kMaxDecimals) return std::nullopt;
      ++numeral.decimals;
      scale /= 10;
      numeral.value += digit * scale;
    }
    if (numeral.decimals > 0) rest = fraction;
  }
  numeral.bytes = text.size() - rest.size();
  return numeral;
}

struct ChineseSign {
  int digit = -1;
  int64_t power = 0;
};

constexpr size_t kSignBytes = 3;

// Digit -1 and power 0 for no sign.
ChineseSign SignAt(absl::string_view text) {
  if (text.size() < kSignBytes) return {};
  const auto byte = [text](size_t i) { return static_cast<unsigned char>(text[i]); };
  const int code = (byte(0) & 0x0F) << 12 | (byte(1) & 0x3F) << 6 | (byte(2) & 0x3F);
  if (byte(0) < 0xE0 || byte(0) > 0xEF) return {};
  switch (code) {
    case u'〇':
    case u'零':
      return {0, 0};
    case u'一':
      return {1, 0};
    case u'二':
    case u'两':
      return {2, 0};
    case u'三':
      return {3, 0};
    case u'四':
      return {4, 0};
    case u'五':
      return {5, 0};
    case u'六':
      return {6, 0};
    case u'七':
      return {7, 0};
    case u'八':
      return {8, 0};
    case u'九':
      return {9, 0};
    case u'十':
      return {-1, 10};
    case u'百':
      return {-1, 100};
    case u'千':
      return {-1, 1000};
    default:
      return {};
  }
}

std::optional<Numeral> ReadChinese(absl::string_view text) {
  Numeral numeral;
  numeral.chinese = true;
  int64_t total = 0;
  int64_t digit = -1;
  bool powers = false;
  for (ChineseSign sign = SignAt(text); sign.digit >= 0 || sign.power > 0;
       sign = SignAt(text.substr(numeral.bytes))) {
    if (sign.power > 0) {
      powers = true;
      total += (digit <= 0 ? 1 : digit) * sign.power;
      digit = -1;
    } else {
      // 二〇二三 and the like: figures one after the other count nothing.
      if (digit > 0) return std::nullopt;
      digit = sign.digit;
    }
    numeral.bytes += kSignBytes;
    if (++numeral.characters > kMaxDigits) return std::nullopt;
  }
  if (numeral.characters == 0 || (!powers && numeral.characters > 1)) return std::nullopt;
  if (digit > 0) total += digit;
  numeral.value = total * kNarrativeOne;
  return numeral;
}

}  // namespace

std::optional<Numeral> ReadNumeral(absl::string_view text) {
  const std::optional<Numeral> arabic = ReadArabic(text);
  return arabic.has_value() ? arabic : ReadChinese(text);
}

}  // namespace ogi
