// Dates as documents write them.
#ifndef OGI_IMPORT_TEXT_DATES_H_
#define OGI_IMPORT_TEXT_DATES_H_

#include <optional>
#include <string_view>

namespace ogi::reading {

struct Day {
  int year = 0;
  int month = 0;
  int day = 0;
};

struct FoundDay {
  Day day;
  // Characters it takes.
  size_t size = 0;
};

// The date that begins at `at` in folded text without spaces: `2021年1月19日`,
// `二〇二一年一月十九日`, `2021-01-19`, `2021/1/19`, `2021.1.19`. Nullopt for none, or none of the
// calendar's.
std::optional<FoundDay> DayAt(std::u32string_view text, size_t at);

// `2021年` or `二〇二一年` at `at`; 0 for none. `size` is what it takes, without 年.
int YearAt(std::u32string_view text, size_t at, size_t* size);

}  // namespace ogi::reading

#endif  // OGI_IMPORT_TEXT_DATES_H_
