// Years and days in texts: the title, the period of the figures, the address.
#include <algorithm>
#include <optional>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "common/status_macros.h"
#include "domain/rules/check.h"

namespace ogi {
namespace {

Wording Both(const std::string& text) { return {text, text}; }

Wording DayWords(CivilDay day) {
  return {absl::StrCat(day.year(), "年", day.month(), "月", day.day(), "日"),
          absl::FormatCivilTime(day)};
}

bool IsDigit(char c) { return absl::ascii_isdigit(static_cast<unsigned char>(c)); }

// A digit 0 to 9 at the front, Arabic, full-width or Chinese; nullopt for none.
std::optional<int> ConsumeDigit(absl::string_view& text) {
  if (!text.empty() && IsDigit(text.front())) {
    const int digit = text.front() - '0';
    text.remove_prefix(1);
    return digit;
  }
  constexpr std::pair<absl::string_view, int> kDigits[] = {
      {"〇", 0}, {"○", 0},  {"零", 0}, {"一", 1}, {"二", 2}, {"三", 3}, {"四", 4}, {"五", 5},
      {"六", 6}, {"七", 7}, {"八", 8}, {"九", 9}, {"０", 0}, {"１", 1}, {"２", 2}, {"３", 3},
      {"４", 4}, {"５", 5}, {"６", 6}, {"７", 7}, {"８", 8}, {"９", 9}};
  for (const auto& [sign, digit] : kDigits) {
    if (absl::StartsWith(text, sign)) {
      text.remove_prefix(sign.size());
      return digit;
    }
  }
  return std::nullopt;
}

void SkipSpaces(absl::string_view& text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
}

struct Digits {
  int64_t number = 0;
  int count = 0;
  // Bytes in the text.
  size_t begin = 0;
  size_t end = 0;
};

// The next run of digits from `from` on; count 0 for none.
Digits NextDigits(absl::string_view text, size_t from) {
  size_t at = from;
  while (at < text.size()) {
    absl::string_view rest = text.substr(at);
    Digits found = {0, 0, at, at};
    while (const std::optional<int> digit = ConsumeDigit(rest)) {
      // No year or day has more; the number no longer matters.
      if (found.count < 9) found.number = found.number * 10 + *digit;
      ++found.count;
    }
    if (found.count > 0) {
      found.end = text.size() - rest.size();
      return found;
    }
    ++at;
  }
  return {};
}

// Whether the year of the title is that of the report. Other years in it may have their reasons.
class TitleSaysTheYear : public Check {
 public:
  static absl::StatusOr<std::unique_ptr<Check>> Make(const CheckParameters& /*parameters*/) {
    return std::make_unique<TitleSaysTheYear>();
  }

  void Run(const Subject& subject, FindingWriter& writer) const override {
    const absl::string_view title = subject.report->title();
    Digits other;
    for (Digits each = NextDigits(title, 0); each.count > 0; each = NextDigits(title, each.end)) {
      if (each.count != 4) continue;
      if (each.number == subject.report->year()) return;
      absl::string_view rest = title.substr(each.end);
      SkipSpaces(rest);
      if (other.count == 0 && absl::StartsWith(rest, "年") && each.number > 2000) other = each;
    }
    if (other.count == 0) return;
    FindingWriter::AddSpan("title", title, other.begin, other.end,
                           writer.Fail({{"found", Both(absl::StrCat(other.number))},
                                        {"year", Both(absl::StrCat(subject.report->year()))}}));
  }
};

// The period that the figures are of, where the text names it.
struct Period {
  absl::string_view part;
  absl::string_view text;
  size_t begin = 0;
  size_t end = 0;
  CivilDay first;
  CivilDay last;
};

// A day at the front, its year perhaps left out; nullopt unless it is one.
std::optional<CivilDay> ConsumeDay(absl::string_view text, size_t& at, int64_t usual_year) {
  const auto follows = [&text](const Digits& digits, absl::string_view sign, size_t& end) {
    absl::string_view rest = text.substr(digits.end);
    SkipSpaces(rest);
    if (digits.count == 0 || !absl::ConsumePrefix(&rest, sign)) return false;
    end = text.size() - rest.size();
    return true;
  };
  Digits digits = NextDigits(text, at);
  size_t end = at;
  int64_t year = usual_year;
  if (digits.count == 4 && follows(digits, "年", end)) {
    year = digits.number;
    digits = NextDigits(text, end);
  }
  if (year == 0 || !follows(digits, "月", end)) return std::nullopt;
  const int64_t month = digits.number;
  digits = NextDigits(text, end);
  if (digits.begin > end + 1 || !follows(digits, "日", end)) return std::nullopt;
  const CivilDay day(year, month, digits.number);
  if (day.year() != year || day.month() != month) return std::nullopt;
  at = end;
  return day;
}

std::optional<Period> FindPeriod(absl::string_view part, absl::string_view text) {
  constexpr absl::string_view kCount = "统计";
  for (size_t begin = text.find(kCount); begin != absl::string_view::npos;
       begin = text.find(kCount, begin + kCount.size())) {
    const absl::string_view rest = text.substr(begin + kCount.size());
    const bool names_it = absl::StartsWith(rest, "期") || absl::StartsWith(rest, "时") ||
                          absl::StartsWith(rest, "周期") || absl::StartsWith(rest, "区间");
    if (!names_it) continue;
    const absl::string_view sentence =
        text.substr(begin, std::min(text.find("。", begin), text.find('\n', begin)) - begin);
    size_t at = 0;
    const std::optional<CivilDay> first = ConsumeDay(sentence, at, 0);
    if (!first.has_value()) continue;
    const std::optional<CivilDay> last = ConsumeDay(sentence, at, first->year());
    if (!last.has_value()) continue;
    return Period{part, text, begin, begin + at, *first, *last};
  }
  return std::nullopt;
}

// The period is of the report's year; or it runs from the first to the last day of one year.
class PeriodIsTheYear : public Check {
 public:
  static absl::StatusOr<std::unique_ptr<Check>> Make(const CheckParameters& parameters) {
    auto check = std::make_unique<PeriodIsTheYear>();
    OGI_ASSIGN_OR_RETURN(const std::string compares, parameters.String("compares"));
    if (compares != "year" && compares != "days") {
      return parameters.Wrong("compares", "须是 year 或 days", "is neither year nor days");
    }
    check->days_ = compares == "days";
    return check;
  }

  void Run(const Subject& subject, FindingWriter& writer) const override {
    const v1::AnnualReport& report = *subject.report;
    if (const std::optional<Period> period = FindPeriod("preamble", report.preamble());
        period.has_value()) {
      if (!IsWrong(*period, report.year())) return;
      // A period that does not begin with a year may be of something else.
      Tell(*period, days_ || period->first.month() == 1, report.year(), writer);
      return;
    }
    if (days_) return;
    const std::optional<Period> period = FindPeriod("overview", report.overview().text());
    if (period.has_value() && IsWrong(*period, report.year())) {
      Tell(*period, false, report.year(), writer);
    }
  }

 private:
  bool IsWrong(const Period& period, int year) const {
    const bool right_year = period.first.year() == year && period.last.year() == year;
    const bool right_days =
        period.first == CivilDay(year, 1, 1) && period.last == CivilDay(year, 12, 31);
    return days_ ? right_year && !right_days : !right_year;
  }

  static void Tell(const Period& period, bool certain, int year, FindingWriter& writer) {
    v1::Finding& finding =
        certain ? writer.Fail({{"first", DayWords(period.first)},
                               {"last", DayWords(period.last)},
                               {"year", Both(absl::StrCat(year))}})
                : writer.Uncertain(
                      {absl::StrCat("文中写的统计时间是", DayWords(period.first).chinese, "至",
                                    DayWords(period.last).chinese, "，不在报告年度 ", year,
                                    " 年；如果说的是本报告的统计期限，请更正。"),
                       absl::StrCat("The text speaks of ", DayWords(period.first).english, " to ",
                                    DayWords(period.last).english, ", which is not the year ", year,
                                    "; if that is the period of the figures, mend it.")});
    FindingWriter::AddSpan(period.part, period.text, period.begin, period.end, finding);
  }

  bool days_ = false;
};

// A day in an address: /t20250120_1.htm, /2025-01-20/, /2025/01/20/, /art/2025/1/20/.
std::optional<CivilDay> DayInAddress(absl::string_view uri) {
  for (Digits year = NextDigits(uri, 0); year.count > 0; year = NextDigits(uri, year.end)) {
    int64_t y = year.number;
    int64_t m = 0;
    int64_t d = 0;
    if (year.count == 8) {
      y = year.number / 10'000;
      m = year.number / 100 % 100;
      d = year.number % 100;
    } else if (year.count == 4 && year.end < uri.size() &&
               (uri[year.end] == '/' || uri[year.end] == '-')) {
      const Digits month = NextDigits(uri, year.end);
      const Digits day = NextDigits(uri, month.end);
      if (month.begin != year.end + 1 || day.begin != month.end + 1 || month.count > 2 ||
          day.count > 2 || uri[month.end] != uri[year.end]) {
        continue;
      }
      m = month.number;
      d = day.number;
    }
    const CivilDay day(y, m, d);
    if (y >= 2020 && y < 2100 && day.year() == y && day.month() == m && day.day() == d) return day;
  }
  return std::nullopt;
}

class AddressSaysTheDay : public Check {
 public:
  static absl::StatusOr<std::unique_ptr<Check>> Make(const CheckParameters& /*parameters*/) {
    return std::make_unique<AddressSaysTheDay>();
  }

  void Run(const Subject& subject, FindingWriter& writer) const override {
    const std::optional<CivilDay> published = ParseDate(subject.report->publication().date());
    if (!published.has_value()) return;
    const std::optional<CivilDay> found = DayInAddress(subject.report->publication().uri());
    if (!found.has_value() || *found == *published) return;
    writer.Fail({{"date", DayWords(*published)}, {"found", DayWords(*found)}});
  }
};

}  // namespace

std::vector<CheckKind> DatedTextChecks() {
  return {
      {"title_says_the_year",
       "The title, where it names years, names that of the report.",
       {},
       {"found", "year"},
       {},
       TitleSaysTheYear::Make},
      {"period_is_the_year",
       "The period of the figures (统计期限), where the text names it, is of the report's year; or "
       "runs from its first to its last day.",
       {"compares"},
       {"first", "last", "year"},
       {},
       PeriodIsTheYear::Make},
      {"address_says_the_day",
       "The day in the address of the publication, where there is one, is the day of publication.",
       {},
       {"date", "found"},
       {},
       AddressSaysTheDay::Make},
  };
}

}  // namespace ogi
