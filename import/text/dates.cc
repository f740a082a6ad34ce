#include "import/text/dates.h"

#include "import/text/folded_document.h"

namespace ogi::reading {
namespace {

constexpr std::u32string_view kHanDigits = U"〇一二三四五六七八九";

int DigitOf(char32_t code) {
  if (IsDigit(code)) return static_cast<int>(code - U'0');
  if (code == U'零' || code == U'○' || code == U'О' || code == U'O' || code == U'o') return 0;
  const size_t at = kHanDigits.find(code);
  return at == std::u32string_view::npos ? -1 : static_cast<int>(at);
}

// 1 to 31, in digits or as 十九, 二十, 三十一. Moves `at` past it; 0 for none.
int SmallNumber(std::u32string_view text, size_t& at) {
  int number = 0;
  size_t size = 0;
  const size_t first = at;
  while (at < text.size() && size < 3) {
    if (text[at] == U'十') {
      number = (number == 0 ? 1 : number) * 10;
    } else if (const int digit = DigitOf(text[at]); digit >= 0) {
      const bool after_ten = at > first && text[at - 1] == U'十';
      number = after_ten ? number + digit : number * 10 + digit;
    } else {
      break;
    }
    ++at;
    ++size;
  }
  return number;
}

int DaysOf(int year, int month) {
  constexpr int kDays[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  return kDays[month - 1] + (month == 2 && leap ? 1 : 0);
}

}  // namespace

int YearAt(std::u32string_view text, size_t at, size_t* size) {
  if (at + 4 > text.size()) return 0;
  int year = 0;
  for (size_t i = 0; i < 4; ++i) {
    const int digit = DigitOf(text[at + i]);
    if (digit < 0) return 0;
    year = year * 10 + digit;
  }
  const bool longer =
      (at > 0 && IsDigit(text[at - 1])) || (at + 4 < text.size() && IsDigit(text[at + 4]));
  if (longer || year < 1990 || year > 2099) return 0;
  *size = 4;
  return year;
}

std::optional<FoundDay> DayAt(std::u32string_view text, size_t at) {
  size_t size = 0;
  Day day;
  day.year = YearAt(text, at, &size);
  if (day.year == 0) return std::nullopt;
  size_t next = at + size;
  if (next >= text.size()) return std::nullopt;
  const char32_t mark = text[next++];
  const bool words = mark == U'年';
  if (!words && mark != U'-' && mark != U'/' && mark != U'.') return std::nullopt;
  day.month = SmallNumber(text, next);
  if (next >= text.size() || text[next++] != (words ? U'月' : mark)) return std::nullopt;
  if (words) {
    day.day = SmallNumber(text, next);
    if (next >= text.size() || (text[next] != U'日' && text[next] != U'号')) return std::nullopt;
    ++next;
  } else {
    // A time may stand right behind: 2023-02-2015:07 without its space.
    for (size_t i = 0; i < 2 && next < text.size() && IsDigit(text[next]); ++i) {
      day.day = day.day * 10 + DigitOf(text[next++]);
    }
  }
  if (day.month < 1 || day.month > 12 || day.day < 1 || day.day > DaysOf(day.year, day.month)) {
    return std::nullopt;
  }
  return FoundDay{day, next - at};
}

}  // namespace ogi::reading
